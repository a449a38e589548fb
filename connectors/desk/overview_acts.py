"""The frames by which a lead adviser follows the overview and moves those who wait. Every one asks who it is first."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.language.clean import clean
from connectors.desk.audit import Note, note_access
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, target_of, word_of
from connectors.record.handover import moving
from connectors.record.handover.ground import find_adviser
from connectors.record.handover.shapes import LEAD, At
from connectors.web.connection import Frame
from connectors.web.fanout import News

LONGEST_NOTE = 2_000


async def follow(visit: DeskVisit, frame: Frame) -> None:
    """Give the overview and follow it from then on, or follow it no longer; that it was seen is noted."""
    desk, service = visit.desk, visit.service
    if frame.get("follow") is False:
        desk.overview = None
        return
    now = service.service.tools.clock()

    def step(session: Session) -> bool:
        if not leads(session, desk.who.id):
            return False
        note_access(session, desk.who.id, Note.OVERVIEW_SEEN, now=now)
        return True

    if not await service.service.database.write(step):
        raise RefusedFrameError("lead")
    service.overviews.follow(desk)


async def move(visit: DeskVisit, frame: Frame) -> None:
    """Send somebody who waits to an adviser, a team or an organisation."""
    at, to = At(conversation_of(frame), visit.desk.who.id), target_of(frame)
    remark, tools = word_of(frame, "note", longest=LONGEST_NOTE), visit.service.service.tools
    if not await visit.service.service.database.read(lambda session: leads(session, at.adviser)):
        raise RefusedFrameError("lead")
    await visit.write(
        frame,
        lambda session, _accessed: moving.move(session, at, to, note=clean(remark) if remark else None, tools=tools),
    )
    visit.service.changed(at.conversation, News.GROWN)
    if to.adviser is not None:
        visit.service.tell_assigned(at.conversation, to.adviser, by=at.adviser)


def leads(session: Session, adviser: str) -> bool:
    """Tell whether somebody leads now: the session may be older than a change of their role."""
    found = find_adviser(session, adviser)
    return found is not None and found.role == LEAD


ACTS: Mapping[str, Act] = {"overview": follow, "move": move}
