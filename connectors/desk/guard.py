"""Ends the sockets of sessions that have ended: signed out anywhere, disabled from the command line, or left idle.

The database is asked every few seconds about all open sockets in one question, so that it works for whatever ended
the session: this gateway, another one, or a person at the command line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from connectors.desk import sessions
from connectors.desk.sessions import Signed
from connectors.logs import describe
from connectors.store.database import Database
from connectors.store.errors import StoreBusyError

SECONDS_BETWEEN_LOOKS = 2.0

log = logging.getLogger("startbro.desk")
Ending = Callable[[], None]


class Guard:
    """The open sockets by session. Belongs to one event loop."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._endings: dict[bytes, set[Ending]] = {}

    @contextmanager
    def watching(self, signed: Signed, ending: Ending) -> Iterator[None]:
        """Call ``ending`` once if the session ends while the context lasts."""
        self._endings.setdefault(signed.hash, set()).add(ending)
        try:
            yield
        finally:
            endings = self._endings.get(signed.hash)
            if endings is not None:
                endings.discard(ending)
                if not endings:
                    del self._endings[signed.hash]

    async def use(self, signed: Signed) -> None:
        """Write down that a socket's adviser has just done something, so that the session does not count as idle."""
        now = self._clock()
        await self._database.write(lambda session: sessions.touch(session, signed.hash, now=now))

    async def look(self) -> None:
        """Ask once which sessions still live, and end the sockets of the others."""
        watched = list(self._endings)
        if not watched:
            return
        now = self._clock()
        living = await self._database.read(lambda session: sessions.still_living(session, watched, now=now))
        for ended in set(watched) - living:
            for ending in self._endings.pop(ended, set()):
                ending()

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        """Look again and again while the context lasts."""
        task = asyncio.create_task(self._look_forever())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _look_forever(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await self.look()
            except StoreBusyError:
                log.warning("could not ask which desk sessions live; asking again")
            except Exception as error:  # a session that is over must end whatever happened once
                log.error("could not ask which desk sessions live: %s", describe(error))
