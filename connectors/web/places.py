"""Tells those who wait for an adviser their place in the queue whenever it changes, at whichever gateway it does.

Whoever is helped, leaves or comes changes the places of others, of whom the news says nothing. So all who wait and
have a window here are looked up together, and those whose place has changed are told.
"""

from __future__ import annotations

import asyncio
import contextlib

from bot.advice.handover import Situation
from connectors.record.handover.meeting import places
from connectors.record.runners import Runners
from connectors.store.errors import StoreBusyError
from connectors.web.connection import Frame
from connectors.web.fanout import Event, News
from connectors.web.service import Service

PAUSE = 0.4
"""Seconds from one look to the next, at least; more where the queue is long and takes long to look through."""
SHARE = 0.2
"""The part of the time that may be spent looking."""
GO, WAITING = "go", "waiting"


class Places:
    """The places told at this gateway."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._told: dict[str, Frame] = {}
        self._moved: set[str] = set()
        self._next = 0.0
        self._goes = Runners(self._go)
        service.fanout.hear_person(self._hear_of_people)
        service.fanout.hear_desks(self._hear_of_advisers)

    async def stop(self) -> None:
        """Stop at once."""
        await self._goes.stop()

    def _hear_of_people(self, event: Event) -> None:
        if event.news in (News.OWNER, News.ERASED):
            self._moved.add(event.conversation)
            self._look_soon()

    def _hear_of_advisers(self, event: Event) -> None:
        if event.news is News.ROLL:
            self._look_soon()

    def _look_soon(self) -> None:
        if self._service.hub.watched():
            self._goes.start(GO)

    async def _go(self, _go: str) -> None:
        loop = asyncio.get_running_loop()
        if (early := self._next - loop.time()) > 0:
            await asyncio.sleep(early)
        begun = loop.time()
        self._moved.clear()
        with contextlib.suppress(StoreBusyError):  # the next news will tell
            await self._look()
        self._next = max(begun + PAUSE, loop.time() + (loop.time() - begun) / SHARE)

    async def _look(self) -> None:
        service = self._service
        watched, now = {*service.hub.watched()}, service.tools.clock()
        found = await service.database.read(lambda session: places(session, watched, now=now))
        told = {one: waiting_frame(meets) for one, meets in found.items()}
        for conversation, frame in told.items():
            # Whoever was helped meanwhile has been told so, and must not read now that they wait.
            if self._told.get(conversation) != frame and conversation not in self._moved:
                service.hub.send(conversation, frame)
        self._told = told


def waiting_frame(meets: Situation | None) -> Frame:
    """Give the frame that says that somebody waits, with their place and the usual wait as far as they are known."""
    told = {"place": meets.place, "minutes": meets.minutes} if meets else {}
    known = {name: value for name, value in told.items() if value is not None}
    return {"type": "adviser", "name": "", "state": WAITING, **known}
