"""Keeps every open desk in step with what is committed.

News names a conversation; what it has come to is read once for all desks, and each gets only what it follows: a row of
a list that has changed, a row that is gone, new lines of a conversation that is open there. Runs for one conversation
come one after another, and news that comes meanwhile is dealt with together in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.library import Library
from connectors.desk import frames, lists
from connectors.desk.frames import Reader
from connectors.desk.outgoing import Desk, Followed
from connectors.desk.remarks import read_remarks
from connectors.desk.rows import Base, count_unread, load_bases
from connectors.record.handover.sending import seen_by_person
from connectors.record.messages import replay
from connectors.record.plans import snapshot
from connectors.record.runners import Runners
from connectors.record.types import LogEntry, PlanSnapshot
from connectors.store.database import Database
from connectors.web.connection import Frame
from connectors.web.fanout import Event, News


@dataclass
class Look:
    """What is read of a conversation for all desks. ``base`` is None when it is erased."""

    base: Base | None
    unread: Mapping[str, int] = field(default_factory=dict)
    lines: Sequence[LogEntry] = ()
    renderings: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    seen: int = 0
    found: Mapping[int, bool] = field(default_factory=dict)
    plan: PlanSnapshot | None = None
    remarks: Frame | None = None
    rows: dict[tuple[str, int, str | None], Frame] = field(default_factory=dict)

    def row(self, reader: Reader, library: Library) -> Frame:
        """Give the row for a reader, made once for all who see the same; those who wait look different to each."""
        assert self.base is not None  # noqa: S101  whoever has no base has no row
        unread = self.unread.get(reader.adviser, 0)
        key = (reader.locale, unread, reader.adviser if self.base.asked else None)
        if key not in self.rows:
            self.rows[key] = frames.row(self.base, reader, library, unread=unread)
        return self.rows[key]


class Board:
    """The open desks of this gateway. ``reader`` gives for a desk what frames need to know."""

    def __init__(
        self, database: Database, reader: Callable[[Desk], Reader], library: Callable[[], Library | None]
    ) -> None:
        self.desks: set[Desk] = set()
        self._database = database
        self._reader = reader
        self._library = library
        self._news: defaultdict[str, set[Event]] = defaultdict(set)
        self._runners = Runners(self._catch_up)

    def hear(self, event: Event) -> None:
        """Take news; small ones go out at once."""
        if not self.desks:
            return
        if event.news is News.TYPING:
            self._send(event.conversation, {"type": "typing", "conversation": event.conversation})
        elif event.news is News.SEEN and event.conversation not in self._runners:
            self._tell_seen(event)
        else:
            self._news[event.conversation].add(event)
            self._runners.start(event.conversation)

    def tell_everybody(self, frame: Frame, organisation: str) -> None:
        """Send a frame to every desk of an organisation."""
        for desk in self.desks:
            if desk.who.organisation == organisation:
                desk.put(frame)

    async def stop(self) -> None:
        """Stop at once."""
        await self._runners.stop()

    def _send(self, conversation: str, frame: Frame) -> None:
        for desk in self.desks:
            if conversation in desk.talks:
                desk.put(frame)

    async def _catch_up(self, conversation: str) -> None:
        news = self._news.pop(conversation, set())
        seen = {event for event in news if event.news is News.SEEN}
        await self._show_news(conversation, news - seen)
        for event in seen:  # after the lines that were seen, which were on their way
            self._tell_seen(event)

    def _tell_seen(self, event: Event) -> None:
        told = {"type": "delivered", "conversation": event.conversation, "seq": event.seq, "state": "seen"}
        self._send(event.conversation, told)

    async def _show_news(self, conversation: str, news: set[Event]) -> None:
        desks, library = [*self.desks], self._library()
        if not news or not desks or library is None:
            return
        look = await self._database.read(lambda session: self._look(session, conversation, news, desks))
        for desk in desks:
            if desk in self.desks:
                self._show(desk, conversation, look, library)

    def _look(self, session: Session, conversation: str, news: set[Event], desks: Sequence[Desk]) -> Look:
        base = load_bases(session, [conversation]).get(conversation)
        if base is None:
            return Look(None)
        kinds = {event.news for event in news}
        advisers = [*{desk.who.id for desk in desks}]
        look = Look(base, count_unread(session, [conversation], advisers)[conversation])
        cursors = [desk.talks[conversation] for desk in desks if conversation in desk.talks]
        if cursors:
            after = min([*cursors, *(event.seq - 1 for event in news if event.news is News.LINE)])
            look.lines = replay(session, conversation, after, notes=True)
            look.seen = seen_by_person(session, conversation)
            if News.PLAN in kinds:
                look.plan = snapshot(session, conversation)
            read = read_remarks(session, conversation)
            look.renderings = read.renderings
            look.remarks = read.frame() if kinds & {News.REMARKS, News.OWNER, News.GROWN} else None
        look.found = _searches(session, conversation, desks)
        changed = {event.seq for event in news if event.news is News.LINE}
        look.lines = [line for line in look.lines if line.seq in changed or any(line.seq > at for at in cursors)]
        return look

    def _show(self, desk: Desk, conversation: str, look: Look, library: Library) -> None:
        reader, base = self._reader(desk), look.base
        for followed in desk.lists.values():
            stands = base is not None and _stands(followed, base, look.found)
            if stands and base is not None:
                followed.members.add(conversation)
                row = look.row(reader, library)
                view, total = followed.wanted.view, len(followed.members)
                desk.put({"type": "row", "view": view, "row": row, "total": total})
            elif conversation in followed.members:
                followed.members.discard(conversation)
                view, total = followed.wanted.view, len(followed.members)
                desk.put({"type": "gone", "view": view, "conversation": conversation, "total": total})
        if conversation in desk.talks:
            self._show_talk(desk, conversation, look, library)

    def _show_talk(self, desk: Desk, conversation: str, look: Look, library: Library) -> None:
        reader, base = self._reader(desk), look.base
        if base is None or not base.is_visible_to(desk.who.organisation):
            desk.put_away(conversation)
            return
        owner = owner_frame(base, reader)
        if desk.owners.get(conversation) != owner:
            desk.owners[conversation] = owner
            desk.put(owner)
        at = desk.talks[conversation]
        for line in look.lines:
            told = frames.message(line, reader, language=base.language, seen=look.seen, renderings=look.renderings)
            desk.put({"type": "message", "conversation": conversation, "message": told})
        desk.talks[conversation] = max([at, *(line.seq for line in look.lines)])
        if look.plan is not None:
            told = frames.plan(look.plan, library, reader)
            desk.put({"type": "plan", "conversation": conversation, "plan": told})
        if look.remarks is not None:
            told = {"type": "remarks", "conversation": conversation, **look.remarks, "labels": list(base.labels)}
            if desk.remarks.get(conversation) != told:
                desk.remarks[conversation] = told
                desk.put(told)


def owner_frame(base: Base, reader: Reader) -> Frame:
    """Give the frame that says whose a conversation is now."""
    adviser = reader.roster.frame(base.owner_id) if base.owner_kind == "adviser" else None
    return {
        "type": "owner",
        "conversation": base.id,
        "owner": frames.owner(base),
        "adviser": adviser,
        "fence": base.fence,
    }


def _stands(followed: Followed, base: Base, found: Mapping[int, bool]) -> bool:
    return lists.belongs(followed.wanted, base) and found.get(id(followed), True)


def _searches(session: Session, conversation: str, desks: Sequence[Desk]) -> dict[int, bool]:
    """Ask again for the lists that are narrowed by a search, which a row cannot answer."""
    searched = [followed for desk in desks for followed in [*desk.lists.values()] if followed.wanted.filters.text]
    return {id(followed): lists.is_found(session, followed.wanted, conversation) for followed in searched}
