"""Keeps every open desk in step with what is committed.

News names a conversation; what has come of all that there is news of is read in one go for all desks, and each gets
only what it follows: a row of a list that has changed, a row that is gone, new lines of a conversation that is open
there. Goes come one after another, at least ``PAUSE`` apart; news that comes meanwhile waits for the next, so
that much news costs hardly more questions than some.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from bot.advice.library import Library
from connectors.desk import frames, lists
from connectors.desk.changes import Look, questions, read_looks
from connectors.desk.excerpts import found_frame
from connectors.desk.frames import Reader
from connectors.desk.held_answers import held_frames
from connectors.desk.outgoing import Desk, Followed
from connectors.desk.rows import Base
from connectors.logs import describe
from connectors.record.runners import Runners
from connectors.store.database import Database
from connectors.web.connection import Frame, written
from connectors.web.fanout import Event, News

PAUSE = 0.05
"""Seconds from the beginning of one go to that of the next, at least; where a go takes long, as long is rested."""
GO = "go"

log = logging.getLogger("startbro.desk")


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
        self._under_way: Collection[str] = ()
        self._next = 0.0
        self._goes = Runners(self._go)

    def hear(self, event: Event) -> None:
        """Take news; small ones go out at once."""
        if not self.desks:
            return
        if event.news is News.TYPING:
            self._send(event.conversation, {"type": "typing", "conversation": event.conversation})
        elif event.news is News.ASSIGNED:
            self._tell_assigned(event)
        elif event.news is News.SEEN and event.conversation not in {*self._news, *self._under_way}:
            self._tell_seen(event)
        else:
            self._news[event.conversation].add(event)
            self._goes.start(GO)

    def tell_everybody(self, frame: Frame, organisation: str) -> None:
        """Send a frame to every desk of an organisation."""
        text = written(frame)
        for desk in self.desks:
            if desk.who.organisation == organisation:
                desk.put_text(text)

    def _tell_assigned(self, event: Event) -> None:
        to, by = event.detail.split()
        for desk in [desk for desk in self.desks if desk.who.id == to]:
            giver = self._reader(desk).roster.frame(by)
            desk.put({"type": "assigned", "conversation": event.conversation, "by": giver})

    async def stop(self) -> None:
        """Stop at once."""
        await self._goes.stop()

    def _send(self, conversation: str, frame: Frame) -> None:
        text = written(frame)
        for desk in self.desks:
            if conversation in desk.talks:
                desk.put_text(text)

    async def _go(self, _go: str) -> None:
        loop = asyncio.get_running_loop()
        if (early := self._next - loop.time()) > 0:
            await asyncio.sleep(early)
        begun = loop.time()
        news, self._news = self._news, defaultdict(set)
        self._under_way = news.keys()
        try:
            await self._show_news(
                {one: {event for event in events if event.news is not News.SEEN} for one, events in news.items()}
            )
        finally:
            self._under_way = ()
            ended = loop.time()
            self._next = max(begun + PAUSE, ended + (ended - begun))  # whoever writes needs the database more than we
        for event in (event for events in news.values() for event in events if event.news is News.SEEN):
            self._tell_seen(event)  # after the lines that were seen, which were on their way

    def _tell_seen(self, event: Event) -> None:
        told = {"type": "delivered", "conversation": event.conversation, "seq": event.seq, "state": "seen"}
        self._send(event.conversation, told)

    async def _show_news(self, news: Mapping[str, Iterable[Event]]) -> None:
        desks, library = [*self.desks], self._library()
        asked = questions({one: events for one, events in news.items() if events}, desks)
        if not asked or not desks or library is None:
            return
        advisers = [*{desk.who.id for desk in desks}]
        looks = await self._database.read(lambda session: read_looks(session, asked, advisers))
        for conversation, look in looks.items():
            try:
                self._show_all([desk for desk in desks if desk in self.desks], conversation, look, library)
            except Exception as error:  # one conversation that cannot be shown must not take the others with it
                log.error("a desk was not shown what has changed: %s", describe(error))
            await asyncio.sleep(0)  # others may have waited for this thread

    def _show_all(self, desks: Iterable[Desk], conversation: str, look: Look, library: Library) -> None:
        for desk in desks:
            stood = self._show_lists(desk, conversation, look, library)
            if conversation in desk.talks:
                self._show_talk(desk, conversation, look, library)
            elif stood and look.base is None:
                desk.put(_ended(conversation, look))  # words may have been begun there and put away

    def _show_lists(self, desk: Desk, conversation: str, look: Look, library: Library) -> bool:
        """Show what has become of the rows of a conversation; tell whether one of them is gone."""
        gone = False
        for view, followed in desk.lists.items():
            if look.base is not None and followed.wanted.filters.asks_lines and id(followed) not in look.found:
                continue  # it was searched for only after this was read, and so has been told what stands in it
            if look.base is not None and _stands(followed, look.base, look.found):
                followed.members.add(conversation)
                row = look.row(self._reader(desk), library)
                if view == lists.FOUND:
                    row = {**row, **found_frame(look.excerpts.get(id(followed)), look.base, desk.who)}
                if followed.sent.get(conversation) != row:
                    followed.sent[conversation] = row
                    desk.put_text(look.row_text(row, view, len(followed.members)))
            elif conversation in followed.members:
                followed.members.discard(conversation)
                followed.sent.pop(conversation, None)
                total = len(followed.members)
                desk.put({"type": "gone", "view": view, "conversation": conversation, "total": total})
                gone = True
        return gone

    def _show_talk(self, desk: Desk, conversation: str, look: Look, library: Library) -> None:
        reader, base = self._reader(desk), look.base
        if base is None or not base.is_visible_to(desk.who.organisation):
            desk.put(_ended(conversation, look))
            desk.put_away(conversation)
            return
        owner = owner_frame(base, reader)
        if desk.owners.get(conversation) != owner:
            desk.owners[conversation] = owner
            desk.put(owner)
        self._show_lines(desk, conversation, look, reader)
        if (plan := look.plan_text(reader, library)) is not None:
            desk.put_text(plan)
        if look.remarks is not None:
            told = {"type": "remarks", "conversation": conversation, **look.remarks, "labels": list(base.labels)}
            told["held"] = held_frames(base, reader)
            if desk.remarks.get(conversation) != told:
                desk.remarks[conversation] = told
                desk.put(told)

    def _show_lines(self, desk: Desk, conversation: str, look: Look, reader: Reader) -> None:
        at = desk.talks[conversation]
        if not look.asked.cursors or at < look.asked.after:
            return  # it was opened meanwhile, and news of that waits
        for text in look.line_texts(reader):
            desk.put_text(text)
        desk.talks[conversation] = max([at, *(line.seq for line in look.lines)])


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


def _ended(conversation: str, look: Look) -> Frame:
    """Give the frame by which a page closes a conversation and forgets what was begun to be written in it."""
    return {"type": "ended", "conversation": conversation, "reason": "deleted" if look.base is None else "moved"}


def _stands(followed: Followed, base: Base, found: Mapping[int, bool]) -> bool:
    return lists.belongs(followed.wanted, base) and found.get(id(followed), True)
