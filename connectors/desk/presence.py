"""Who is at a desk: kept in the database while a socket is open, and what follows after two minutes without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from connectors.desk.outgoing import Desk
from connectors.keys import new_id
from connectors.record.handover.marking import disappeared, forget_presence, set_presence
from connectors.record.handover.shapes import AWAY, HERE, Done
from connectors.record.handover.taking import return_to_queue
from connectors.record.types import UnknownConversationError
from connectors.web.fanout import News
from connectors.web.service import Service

HEARD_EVERY = timedelta(seconds=30)


class Attendance:
    """The advisers at this gateway; one here in several windows counts once, and is here if any window says so."""

    def __init__(self, service: Service, changed: Callable[..., None]) -> None:
        self._service = service
        self._changed = changed
        self._gateway = new_id("g")
        self._states: dict[Desk, str] = {}
        self._heard = service.tools.clock() - HEARD_EVERY

    async def come(self, desk: Desk, state: str = HERE) -> None:
        """Count a window in, or let it say whether its adviser is here."""
        self._states[desk] = state if state in (HERE, AWAY) else AWAY
        await self._write([desk.who.id])

    async def leave(self, desk: Desk, *, signed_out: bool = False) -> None:
        """Count a window out. Its adviser is missed two minutes later, or at once when they have signed out."""
        self._states.pop(desk, None)
        adviser = desk.who.id
        if signed_out and adviser not in {one.who.id for one in self._states}:
            await self._service.database.write(lambda session: forget_presence(session, adviser, gateway=self._gateway))

    async def look(self) -> bool:
        """Keep those who are here, and give the conversations of those who are not back to the queue.

        True when somebody has vanished or the roll is to be called again.
        """
        now = self._service.tools.clock()
        due = now - self._heard >= HEARD_EVERY
        if due:
            self._heard = now
            await self._write([*Counter(desk.who.id for desk in self._states)])
        lost = await self._service.database.read(lambda session: disappeared(session, now=now))
        for conversation, fence in lost:
            await self._return(conversation, fence)
        return due or bool(lost)

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

    def _of(self, adviser: str) -> set[str]:
        return {state for desk, state in self._states.items() if desk.who.id == adviser}
