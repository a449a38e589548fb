"""The frames by which an adviser looks: lists, opening a conversation, previews, typing, how far they have read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.library import Library
from connectors.desk import frames, lists, sheet
from connectors.desk.access import Accessed, visible_among
from connectors.desk.audit import NOTED_AGAIN, Note, note_access, was_noted
from connectors.desk.desk_visit import LONGEST_ID, DeskVisit, RefusedFrameError, conversation_of, number_of
from connectors.desk.excerpts import excerpts, found_frame
from connectors.desk.held_answers import held_frames
from connectors.desk.lists import Filters, Wanted
from connectors.desk.outgoing import MOST_OPEN
from connectors.desk.remarks import Remarks, remarks_of
from connectors.desk.rows import Base, load_base, load_bases
from connectors.desk.unread import NOTHING, Unread, read_unread
from connectors.record.handover.sending import seen, seen_by_person
from connectors.record.handover.shapes import AWAY, HERE, At
from connectors.record.messages import replay
from connectors.record.plans import snapshot
from connectors.record.types import ADVISER, LogEntry, Owner, PlanSnapshot
from connectors.web.connection import Frame
from connectors.web.fanout import Event, News

MOST_ASKED = 500


@dataclass(frozen=True)
class Rows:
    """One page of a list as read: its rows in order, what is unread of each, and the ids of all when asked."""

    page: lists.Page
    bases: dict[str, Base]
    unread: dict[str, dict[str, Unread]]
    members: set[str] | None
    beside: Mapping[str, Frame]
    """What stands beside each of the rows that a search has found."""


async def follow(visit: DeskVisit, frame: Frame) -> None:
    """Give a first page and follow the list from then on, or give a further page."""
    view, after, desk = frame.get("view"), frame.get("after"), visit.desk
    if not isinstance(view, str) or view not in lists.SOURCES or not (after is None or isinstance(after, str)):
        raise RefusedFrameError("not_possible")
    if view == lists.FOUND and not after and not Filters.read(frame.get("filters")).text:
        desk.lists.pop(view, None)  # the search is over
        return
    library = await visit.service.loaded()
    followed = desk.lists.get(view) if after else None
    if followed is None:
        followed = desk.follow(view, Filters.read(frame.get("filters")))
    wanted = followed.wanted
    rows = await visit.service.service.database.read(lambda session: _rows(session, wanted, after))
    if rows.members is not None:
        followed.members |= rows.members
    for one in rows.bases:
        followed.sent.pop(one, None)  # what the page shows from now on
    reader = visit.service.reader(desk)
    told: dict[str, Any] = {
        "type": "list",
        "view": view,
        "rows": [
            {**frames.row(base, reader, library, unread=rows.unread[one].get(desk.who.id, NOTHING)), **rows.beside[one]}
            for one, base in rows.bases.items()
        ],
        "total": len(followed.members),
        "more": rows.page.more,
    }
    if wanted.filters.text:
        told["text"] = wanted.filters.text
    desk.put({**told, "page": True} if after else told)


def _rows(session: Session, wanted: Wanted, after: str | None) -> Rows:
    page = lists.page(session, wanted, after=after)
    bases = load_bases(session, page.ids)
    unread = read_unread(session, page.ids, [wanted.who.id])
    members = None if after else lists.all_ids(session, wanted)
    beside: dict[str, Frame] = {one: {} for one in bases}
    if wanted.view == lists.FOUND:
        cut = excerpts(session, wanted.who, wanted.filters.text or "", page.ids)
        beside = {one: found_frame(cut.get(one), base, wanted.who) for one, base in bases.items()}
    return Rows(page, bases, unread, members, beside)


async def renew_sheet(visit: DeskVisit, frame: Frame) -> None:
    """Give the hand-over sheet of a conversation that is open on this desk as it is now."""
    if conversation_of(frame) not in visit.desk.talks:
        raise RefusedFrameError("not_possible")
    library, reader = await visit.service.loaded(), visit.service.reader(visit.desk)

    def step(session: Session, accessed: Accessed) -> tuple[Base, sheet.Material]:
        return load_base(session, accessed), sheet.gather(session, accessed)

    base, material = await visit.read(frame, step)
    rows = sheet.rows(material, base, library, reader)
    visit.desk.put({"type": "sheet", "conversation": base.id, "rows": rows})


@dataclass(frozen=True)
class Opened:
    """Everything a desk shows of a conversation, as read in one go."""

    base: Base
    log: list[LogEntry]
    plan: PlanSnapshot
    remarks: Remarks
    seen: int
    sheet: sheet.Material


async def open_talk(visit: DeskVisit, frame: Frame) -> None:
    """Show a conversation, or what has come since ``after``, and follow it; that it was seen is noted.

    A line that broke asks for what it lacks, again and again: that is one look.
    """
    desk, after = visit.desk, number_of({"after": 0, **frame}, "after")
    if len(desk.talks) >= MOST_OPEN and frame.get("conversation") not in desk.talks:
        raise RefusedFrameError("full")
    library = await visit.service.loaded()
    await _note_look(visit, frame, after=after)

    def step(session: Session, accessed: Accessed) -> Opened:
        return Opened(
            base=load_base(session, accessed),
            log=replay(session, accessed.id, after, notes=True),
            plan=snapshot(session, accessed.id),
            remarks=remarks_of(session, accessed),
            seen=seen_by_person(session, accessed.id),
            sheet=sheet.gather(session, accessed),
        )

    opened = await visit.read(frame, step)
    base = opened.base
    desk.put(_shown(visit, opened, library))
    if after:  # the lines before are not sent again, and may have been seen meanwhile
        desk.put({"type": "delivered", "conversation": base.id, "seq": opened.seen, "state": "seen"})
    desk.put_away(base.id)
    desk.talks[base.id] = opened.log[-1].seq if opened.log else after
    # Something may have come between reading and following.
    visit.service.board.hear(Event(News.GROWN, base.id))


async def _note_look(visit: DeskVisit, frame: Frame, *, after: int) -> None:
    """Note in the audit log that a conversation is looked at; a line that broke and comes back is not another look."""
    who, now = visit.desk.who.id, visit.service.service.tools.clock()

    def note(session: Session, accessed: Accessed) -> None:
        since = now - NOTED_AGAIN
        if not after or not was_noted(session, who, kind=Note.SEEN, conversation=accessed.id, since=since):
            note_access(session, who, Note.SEEN, accessed.id, now=now)

    await visit.write(frame, note)


def _shown(visit: DeskVisit, opened: Opened, library: Library) -> dict[str, Any]:
    """Give the frame with a conversation as this adviser reads it."""
    base, reader = opened.base, visit.service.reader(visit.desk)
    log = [
        frames.message(line, reader, language=base.language, seen=opened.seen, renderings=opened.remarks.renderings)
        for line in opened.log
    ]
    return {
        "type": "conversation",
        "conversation": frames.about(base, reader, present=_is_present(visit, base.id)),
        "sheet": {"rows": sheet.rows(opened.sheet, base, library, reader)},
        "plan": frames.plan(opened.plan, library, reader),
        "log": log,
        **opened.remarks.frame(),
        "held": held_frames(base, reader),
    }


def _is_present(visit: DeskVisit, conversation: str) -> bool:
    service = visit.service.service
    return bool(service.hub.watching(conversation)) or service.fanout.is_watched_elsewhere(conversation)


async def tell_ended(visit: DeskVisit, frame: Frame) -> None:
    """Say which of these conversations, in which something has been begun to be written, an adviser sees no more."""
    wanted, who = frame.get("conversations"), visit.desk.who
    if not isinstance(wanted, list) or len(wanted) > MOST_ASKED or not all(isinstance(one, str) for one in wanted):
        raise RefusedFrameError("not_possible")
    asked = [one for one in wanted if len(one) <= LONGEST_ID and "\x00" not in one]
    seen = await visit.service.service.database.read(lambda session: visible_among(session, who, asked))
    for one in asked:
        if one not in seen:
            visit.desk.put({"type": "ended", "conversation": one, "reason": "deleted"})


async def leave(visit: DeskVisit, frame: Frame) -> None:
    """Put a conversation away."""
    visit.desk.put_away(conversation_of(frame))


async def mark_seen(visit: DeskVisit, frame: Frame) -> None:
    """Keep how far the adviser has read, and tell the person when it is the one who has the conversation."""
    me, wanted = visit.desk.who.id, number_of(frame, "seq")

    def step(session: Session, accessed: Accessed) -> tuple[Accessed, int]:
        read = min(wanted, accessed.conversation.last_seq)  # nobody has read what is not written yet
        seen(session, At(accessed.id, me), seq=read)
        return accessed, read

    accessed, read = await visit.write(frame, step)
    if accessed.conversation.owner == Owner(ADVISER, me, accessed.conversation.owner.fence):
        visit.service.service.fanout.to_person(Event(News.READ, accessed.id, read))
    visit.service.changed(accessed.id, News.GROWN, person=False)


async def type_on(visit: DeskVisit, frame: Frame) -> None:
    """Tell the person that the adviser who has the conversation is writing."""
    conversation = conversation_of(frame)
    owner = (await visit.read(frame, lambda _session, accessed: accessed)).conversation.owner
    if owner.kind == ADVISER and owner.id == visit.desk.who.id:
        visit.service.service.fanout.to_person(Event(News.TYPING, conversation))


async def say_presence(visit: DeskVisit, frame: Frame) -> None:
    """Keep whether the adviser is here or away."""
    state = frame.get("state")
    if state not in (HERE, AWAY):
        raise RefusedFrameError("not_possible")
    await visit.service.attendance.come(visit.desk, str(state))
    await visit.service.refresh()


LOOKS = {
    "list": follow,
    "open": open_talk,
    "sheet": renew_sheet,
    "leave": leave,
    "drafts": tell_ended,
    "seen": mark_seen,
    "typing": type_on,
    "presence": say_presence,
}
