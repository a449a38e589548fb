"""Keeps the overviews that lead advisers follow in step with what is committed.

Any news may change an overview, so each is read anew, no more often than every ``PAUSE``, and sent when it differs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from connectors.desk import overview
from connectors.desk.outgoing import Desk
from connectors.desk.overview import Overview
from connectors.desk.sessions import Who
from connectors.logs import describe
from connectors.record.runners import Runners
from connectors.store.database import Database
from connectors.store.errors import StoreBusyError
from connectors.web.fanout import Event, News

PAUSE = 0.4
"""Seconds from the beginning of one reading to that of the next."""
SECONDS_BETWEEN_TRIES = 0.5
GO = "go"
MOVING = frozenset({News.GROWN, News.PLAN, News.OWNER, News.ROLL, News.ERASED, News.LANGUAGE})
"""News that an overview can show anything of."""

log = logging.getLogger("startbro.desk")


class OverviewFeed:
    """The overviews followed at this gateway; ``desks`` gives the open desks, ``clock`` the time."""

    def __init__(
        self, database: Database, desks: Callable[[], Collection[Desk]], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._desks = desks
        self._clock = clock
        self._next = 0.0
        self._goes = Runners(self._go)

    def hear(self, event: Event) -> None:
        """Take news."""
        if event.news in MOVING:
            self.stir()

    def stir(self) -> None:
        """Read soon what those who follow an overview see."""
        if any(desk.overview is not None for desk in self._desks()):
            self._goes.start(GO)

    def follow(self, desk: Desk) -> None:
        """Let a desk follow the overview; it is sent as soon as it is read."""
        desk.overview = {}
        self.stir()

    async def stop(self) -> None:
        """Stop at once."""
        await self._goes.stop()

    async def _go(self, _go: str) -> None:
        loop = asyncio.get_running_loop()
        if (early := self._next - loop.time()) > 0:
            await asyncio.sleep(early)
        self._next = loop.time() + PAUSE
        following = [desk for desk in self._desks() if desk.overview is not None]
        for who in {desk.who.organisation: desk.who for desk in following}.values():
            try:
                await self._show(who, [desk for desk in following if desk.who.organisation == who.organisation])
            except StoreBusyError:
                self._next = loop.time() + SECONDS_BETWEEN_TRIES
                self._goes.start(GO)
            except Exception as error:  # one organisation's overview must not take the others with it
                log.error("an overview was not shown: %s", describe(error))

    async def _show(self, who: Who, desks: Iterable[Desk]) -> None:
        now = self._clock()

        def read(session: Session) -> Overview:
            return overview.read_overview(session, who, now=now)

        seen = await self._database.read(read)
        told = overview.frame(seen, who.organisation, now=now)
        for desk in desks:
            known = seen.roster.advisers.get(desk.who.id)
            if known is None or not known.leads:
                desk.overview = None  # no lead adviser any more
            elif desk.overview is not None and desk.overview != told:
                desk.overview = told
                desk.put(told)
