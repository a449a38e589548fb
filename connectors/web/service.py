"""What every socket and page of the web channel shares, and how it shows what happens to a conversation."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.catalogue import Catalogue
from bot.language.clean import for_display
from bot.language.locales import direction
from connectors.keys import Keys, SealError
from connectors.record.conversations import view
from connectors.record.facts import day_in_stockholm
from connectors.record.messages import replay
from connectors.record.plans import snapshot
from connectors.record.replies import Wording, note_shown
from connectors.record.turns import TurnEngine
from connectors.record.types import (
    ADVISER,
    BOT,
    SYSTEM,
    Committed,
    LogEntry,
    Tools,
    TurnOutcome,
    UnknownConversationError,
)
from connectors.record.understander import Understander
from connectors.settings import Settings
from connectors.store.database import Database
from connectors.store.errors import StoreBusyError
from connectors.store.people import Adviser
from connectors.web import frames
from connectors.web.connection import Frame
from connectors.web.fanout import Event, Fanout, LocalFanout, News
from connectors.web.guessing import Guesses
from connectors.web.hub import Hub
from connectors.web.knowledge import Shelf
from connectors.web.limits import Limits


@dataclass
class Service:
    """The parts of a running gateway."""

    settings: Settings
    database: Database
    tools: Tools
    catalogue: Catalogue
    shelf: Shelf
    understander: Understander
    engine: TurnEngine
    hub: Hub = field(default_factory=Hub)
    limits: Limits = field(default_factory=Limits)
    guesses: Guesses = field(default_factory=Guesses)
    fanout: Fanout = field(default_factory=LocalFanout)
    documents_under_way: int = 0

    async def lines(self, conversation: str, after: int) -> list[Frame]:
        """Give the frames of the log after a number, in the language the person has now."""

        def step(session: Session) -> tuple[str, list[LogEntry], Mapping[str, str]]:
            entries = replay(session, conversation, after)
            return view(session, conversation).locale, entries, names_of(session, entries)

        try:
            locale, entries, names = await self.database.read(step)
        except (UnknownConversationError, StoreBusyError):
            return []
        shown = [frames.message(entry, locale, names) for entry in entries]
        if not after:
            await self._note_shown(conversation, entries, shown)
        return shown

    async def _note_shown(self, conversation: str, entries: list[LogEntry], shown: list[Frame]) -> None:
        """Keep the words a whole log was shown in; a busy database is no reason to show nothing."""
        wordings = [
            Wording(entry.seq, str(frame["text"]), str(frame["language"]))
            for entry, frame in zip(entries, shown, strict=True)
            if entry.author in (BOT, SYSTEM) and entry.name
        ]
        if not wordings:
            return
        version, now = self.tools.catalogue_version, self.tools.clock()
        with contextlib.suppress(StoreBusyError, UnknownConversationError):
            await self.database.write(
                lambda session: note_shown(session, conversation, wordings, version=version, now=now)
            )

    def show_erased(self, conversation: str) -> None:
        """Close every window and every view of a conversation that is gone."""
        self.hub.end(conversation, {"type": "deleted"})
        self.fanout.to_person_elsewhere(Event(News.ERASED, conversation))
        self.fanout.to_desks(Event(News.GROWN, conversation))
        self.fanout.to_desks(Event(News.ROLL, ""))  # whoever helped them has one less, and the queue may be shorter

    async def plan(self, conversation: str) -> Frame:
        """Give the frame with the plan so far; raise ``UnknownConversationError`` when the conversation is gone."""
        taken = await self.database.read(lambda session: snapshot(session, conversation))
        template = None
        if taken.template:
            template = (await self.shelf.get()).library.templates.get(taken.template)
        today = day_in_stockholm(self.tools.clock())
        return {"type": "plan", "plan": frames.plan(taken, template, taken.locale, today)}


class Stage:
    """Shows people what the turn engine does; it is the engine's audience."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._service: Service | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def serve(self, service: Service) -> None:
        """Say whose sockets these are; the engine is made before the service is."""
        self._service = service

    def status(self, conversation: str, state: str) -> None:
        """Show what the bot is doing."""
        self._hub.send(conversation, {"type": "status", "state": state})
        self._tell_elsewhere(News.STATUS, conversation, state)

    def grown(self, conversation: str) -> None:
        """Show new lines."""
        self._hub.stir(conversation)
        self._tell_elsewhere(News.GROWN, conversation)
        self._tell_desks(News.GROWN, conversation)

    def committed(self, committed: Committed, outcome: TurnOutcome) -> None:
        """Show what a turn came to: lines, another language, a code, the plan, or that all is gone."""
        conversation = outcome.conversation
        if committed.erased:
            if self._service is not None:
                self._service.show_erased(conversation)
            self._start(self.forget(conversation))
            return
        names = {effect.name for effect in outcome.effects}
        if "change_language" in names:
            self._hub.tell_all(conversation, language(committed.locale))
            self._tell_elsewhere(News.LANGUAGE, conversation)
        elif "redact_message" in names:
            self._hub.tell_all(conversation)
            self._tell_elsewhere(News.REWRITTEN, conversation)
        else:
            lines = [frames.message(entry, committed.locale) for entry in committed.messages]
            self._hub.grow(conversation, lines)
            self._tell_elsewhere(News.GROWN, conversation)
        if committed.code:
            self._show_code(conversation, committed.code)
        self._tell_desks(News.GROWN, conversation)
        if names & PLAN_CHANGES:
            self._start(self._show_plan(conversation))
            self._tell_elsewhere(News.PLAN, conversation)
            self._tell_desks(News.PLAN, conversation)
        if names & QUEUE_CHANGES and self._service is not None:
            self._service.fanout.to_person(Event(News.OWNER, conversation))

    def understander_changed(self, ready: bool) -> None:
        """Tell everybody that the bot is back or away."""
        for connection in self._hub.everyone():
            connection.put({"type": "status", "state": "ready" if ready else "away"})

    def _tell_desks(self, news: News, conversation: str) -> None:
        if self._service is not None:
            self._service.fanout.to_desks(Event(news, conversation))

    def _tell_elsewhere(self, news: News, conversation: str, detail: str = "") -> None:
        if self._service is not None:
            self._service.fanout.to_person_elsewhere(Event(news, conversation, detail=detail))

    def _show_code(self, conversation: str, code: str) -> None:
        self._hub.send(conversation, {"type": "code", "code": code})
        if self._service is not None and self._service.fanout.is_watched_elsewhere(conversation):
            # No other gateway could read it: only its hash is stored.
            self._tell_elsewhere(News.CODE, conversation, seal_code(self._service.tools.keys, code))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def forget(self, conversation: str) -> None:
        """Let what understands people forget a conversation."""
        if self._service is not None:
            await self._service.understander.forget(conversation)

    async def _show_plan(self, conversation: str) -> None:
        if self._service is None or not self._hub.watching(conversation):
            return
        with contextlib.suppress(UnknownConversationError, StoreBusyError):
            self._hub.send(conversation, await self._service.plan(conversation))


PLAN_CHANGES = frozenset(
    {"store_answer", "skip_answer", "choose_template", "change_language", "leave_first_plan", "start_over", "finish"}
)
QUEUE_CHANGES = frozenset({"ask_for_adviser", "leave_queue", "leave_contact"})
"""Effects after which the person may wait for an adviser, or no longer."""
CODE_ON_ITS_WAY = "code on its way"
SERVICE = web.AppKey("SERVICE", Service)


def names_of(session: Session, entries: Iterable[LogEntry]) -> Mapping[str, str]:
    """Give the names of the advisers whose lines these are; nothing is asked when there are none."""
    wanted = {str((entry.payload or {}).get("adviser")) for entry in entries if entry.author == ADVISER}
    if not wanted:
        return {}
    rows = session.execute(select(Adviser.id, Adviser.name).where(Adviser.id.in_(wanted)))
    return {row.id: for_display(row.name) for row in rows}


def seal_code(keys: Keys, code: str) -> str:
    """Seal a return code, so that it can be carried to the person's windows at another gateway."""
    return keys.seal(code.encode(), purpose=CODE_ON_ITS_WAY).hex()


def unseal_code(keys: Keys, sealed: str) -> str:
    """Give the return code; raise ``SealError`` for what no gateway with our key has sealed."""
    try:
        return keys.unseal(bytes.fromhex(sealed), purpose=CODE_ON_ITS_WAY).decode()
    except ValueError:
        raise SealError(CODE_ON_ITS_WAY) from None


def language(locale: str) -> Frame:
    """Give the frame that announces a language."""
    return {"type": "language", "locale": locale, "direction": direction(locale)}
