"""The frame by which a lead adviser sees and changes which answers of the bot their organisation reads first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.approval import ChoiceError
from bot.language.rendering import render
from connectors.desk.audit import Note, note_access
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, number_of
from connectors.desk.overview_acts import leads
from connectors.record.approval import approval
from connectors.store.people import Organisation
from connectors.web.connection import Frame


async def choose(visit: DeskVisit, frame: Frame) -> None:
    """Tell what the organisation has chosen; with ``topics`` and ``minutes`` change it first, which is noted."""
    topics, who, tools = _topics(frame), visit.desk.who, visit.service.service.tools
    minutes = None if topics is None else number_of(frame, "minutes")
    now = tools.clock()

    def step(session: Session) -> Mapping[str, Any]:
        if not leads(session, who.id):
            raise RefusedFrameError("lead")
        organisation = session.get_one(Organisation, who.organisation)
        if topics is not None:
            organisation.approval = approval().choose(topics, minutes)
            chosen = ".".join(organisation.approval.get("topics", ())) or "none"
            note_access(session, who.id, Note.READING_CHANGED, now=now, topics=chosen, minutes=minutes or 0)
        return organisation.approval

    try:
        visit.desk.put(_told(await visit.service.service.database.write(step), visit.desk.locale))
    except ChoiceError:
        raise RefusedFrameError("not_possible") from None


def _topics(frame: Frame) -> Sequence[str] | None:
    topics = frame.get("topics")
    if topics is None:
        return None
    if not isinstance(topics, list) or len(topics) > len(approval().topics):
        raise RefusedFrameError("not_possible")
    if not all(isinstance(topic, str) for topic in topics):
        raise RefusedFrameError("not_possible")
    return topics


def _told(choice: Mapping[str, Any], locale: str) -> Frame:
    rules = approval()
    topics = [
        {
            "name": topic,
            "text": render(f"desk_topic_{topic}", {}, locale=locale).text,
            "chosen": topic in choice.get("topics", ()),
        }
        for topic in rules.topics
    ]
    return {
        "type": "reading",
        "topics": topics,
        "minutes": choice.get("minutes", rules.minutes),
        "most": rules.most_minutes,
    }


ACTS: Mapping[str, Act] = {"reading": choose}
