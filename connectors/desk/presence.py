"""Who is at a desk: kept in the database while a socket is open, and what follows after two minutes without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import yaml
from sqlalchemy.orm import Session

from bot.language.locales import ROOT
from connectors.desk.outgoing import Desk
from connectors.keys import new_id
from connectors.record.handover.marking import disappeared, forget_presence, set_presence
from connectors.record.handover.shapes import AWAY, HERE, Done
from connectors.record.handover.silence import Patience, break_silence, silences
from connectors.record.handover.taking import return_to_queue
from connectors.record.types import UnknownConversationError
from connectors.web.fanout import Event, News
from connectors.web.service import Service

PATIENCE = ROOT / "bot" / "data" / "desk" / "patience.yml"
HEARD_EVERY = timedelta(seconds=30)


class Attendance:
    """The advisers at this gateway; one here in several windows counts once, and is here if any window says so."""

    def __init__(self, service: Service, changed: Callable[..., None]) -> None:
        self._service = service
        self._changed = changed
        self._gateway = new_id("g")
        self._states: dict[Desk, str] = {}
        self._known: set[str] = set()
        self._patience = _load_patience()
        self._heard = service.tools.clock() - HEARD_EVERY

    @property
    def present(self) -> set[str]:
        """Give the advisers with a window at this gateway."""
        return {desk.who.id for desk in self._states}

    async def come(self, desk: Desk, state: str = HERE) -> None:
        """Count a window in, or let it say whether its adviser is here."""
        before = self._of(desk.who.id)
        self._states[desk] = state if state in (HERE, AWAY) else AWAY
        await self._write([desk.who.id])
        if self._of(desk.who.id) != before:
            self._service.fanout.to_desks(Event(News.ROLL, "", detail=desk.who.id))

    async def heard_elsewhere(self, adviser: str) -> None:
        """Leave it to the gateway where an adviser is now to say whether they are here, if they have no window left."""
        if adviser in self.present or adviser not in self._known:
            return
        self._known.discard(adviser)
        await self._service.database.write(partial(forget_presence, adviser=adviser, gateway=self._gateway))
        self._service.fanout.to_desks(Event(News.ROLL, ""))

    def leave(self, desk: Desk) -> None:
        """Count a window out; its adviser is missed two minutes later, unless they come back."""
        self._states.pop(desk, None)

    async def look(self) -> bool:
        """Keep those who are here, and give the conversations of those who are not back to the queue.

        True when somebody has vanished or the roll is to be called again.
        """
        now = self._service.tools.clock()
        due = not timedelta(0) <= now - self._heard < HEARD_EVERY  # a clock that was set back must not stop us
        if due:
            self._heard = now
            await self._write([*self.present])
        lost = await self._service.database.read(lambda session: disappeared(session, now=now))
        for conversation, fence in lost:
            await self._return(conversation, fence)
        await self._break_silences(now)
        return due or bool(lost)

    async def _break_silences(self, now: datetime) -> None:
        service = self._service
        for silence in await service.database.read(lambda session: silences(session, self._patience, now=now)):
            try:
                told = await service.database.write(partial(break_silence, silence=silence, tools=service.tools))
            except UnknownConversationError:
                continue
            if told:
                self._changed(silence.conversation)

    async def _return(self, conversation: str, fence: int) -> None:
        tools = self._service.tools
        try:
            done = await self._service.database.write(
                lambda session: return_to_queue(session, conversation, fence=fence, tools=tools)
            )
        except UnknownConversationError:
            return
        if isinstance(done, Done):
            self._changed(conversation, News.GROWN, News.OWNER)

    async def _write(self, advisers: list[str]) -> None:
        if not advisers:
            return
        now = self._service.tools.clock()
        states = {adviser: HERE if HERE in self._of(adviser) else AWAY for adviser in advisers if self._of(adviser)}

        def step(session: Session) -> None:
            for adviser, state in states.items():
                set_presence(session, adviser, gateway=self._gateway, state=state, now=now)

        await self._service.database.write(step)
        self._known.update(states)

    def _of(self, adviser: str) -> set[str]:
        return {state for desk, state in self._states.items() if desk.who.id == adviser}


def _load_patience() -> Patience:
    data = yaml.load(PATIENCE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Patience(timedelta(minutes=data["person_minutes"]), timedelta(minutes=data["adviser_minutes"]))
