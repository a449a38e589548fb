"""The desk while the gateway runs: who is at it, what they look at, and the clock that looks after those who vanish."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import Any

import yaml
from aiohttp import web

from bot.advice.library import Library
from bot.advice.routing import load_routing
from bot.language.locales import ROOT
from connectors.desk.board import Board
from connectors.desk.frames import Reader
from connectors.desk.held_answers import HeldAnswers
from connectors.desk.outgoing import Desk
from connectors.desk.overview_feed import OverviewFeed
from connectors.desk.presence import Attendance
from connectors.desk.roster import Roster, read_roster
from connectors.logs import describe
from connectors.mail.configured import configured_mailer
from connectors.mail.post import Post
from connectors.record.runners import Runners
from connectors.store.errors import StoreBusyError
from connectors.web.fanout import Event, News
from connectors.web.limits import Buckets
from connectors.web.service import SERVICE, Service

DATA = ROOT / "bot" / "data" / "desk"
SECONDS_BETWEEN_LOOKS = 5.0

log = logging.getLogger("startbro.desk")


class DeskService:
    """The parts of the desk that outlive one socket."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.roster = Roster()
        self.order = load_routing(DATA / "routing.yml")
        self.outcomes = _names("outcomes")
        self.labels = _names("labels")
        self.limit = Buckets(60, 20)
        self.attendance = Attendance(service, self.changed)
        self.held_answers = HeldAnswers(service, self.changed)
        self.post = Post(configured_mailer(os.environ))
        self.board = Board(service.database, self.reader, self.library)
        self.overviews = OverviewFeed(service.database, lambda: self.board.desks, lambda: service.tools.clock())
        self.translates = False
        """Whether a translator is configured: then what people write gets Swedish beside it."""
        self._library: Library | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._roll = Runners(lambda _: _guarded(self.refresh()))
        service.fanout.hear_desks(self._hear)

    def reader(self, desk: Desk) -> Reader:
        """Give what frames for a desk need to know."""
        return Reader(desk.who.id, desk.locale, self.roster, self.order)

    def library(self) -> Library | None:
        """Give templates and terms, None until a desk has waited for them."""
        return self._library

    async def loaded(self) -> Library:
        """Give templates and terms when they are loaded."""
        if self._library is None:
            self._library = (await self.service.shelf.get()).library
        return self._library

    def changed(self, conversation: str, *kinds: News, person: bool = True) -> None:
        """Tell desks and windows what has happened to a conversation."""
        fanout = self.service.fanout
        for news in kinds or (News.GROWN,):
            if person and news in (News.GROWN, News.PLAN, News.OWNER):
                fanout.to_person(Event(news, conversation))  # first: a person is waiting for these words
            fanout.to_desks(Event(news, conversation))

    def tell_assigned(self, conversation: str, adviser: str, *, by: str) -> None:
        """Tell an adviser, wherever they sit, that a colleague has given them a conversation."""
        if adviser != by:
            self.service.fanout.to_desks(Event(News.ASSIGNED, conversation, detail=f"{adviser} {by}"))

    def call_the_roll(self) -> None:
        """Read soon who is here and how busy, and tell the desks what has changed."""
        self._roll.start("roll")

    async def refresh(self) -> None:
        """Read the roster; whoever has changed is shown to their colleagues."""
        now = self.service.tools.clock()
        before = self.roster
        self.overviews.stir()  # times pass without news: somebody may count as gone now
        self.roster = await self.service.database.read(lambda session: read_roster(session, now=now))
        for adviser, colleague in self.roster.advisers.items():
            if before.advisers.get(adviser) != colleague:
                told = {"type": "colleague", "adviser": colleague.frame()}
                self.board.tell_everybody(told, colleague.organisation)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something beside, owned by the desk."""
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def look_after(self) -> None:
        """Go on looking for advisers who have vanished and for conversations that have fallen silent."""
        while True:
            try:
                await self.held_answers.look()
                if await self.attendance.look():
                    await self.refresh()
            except StoreBusyError:
                log.warning("could not look after the desks; looking again")
            except Exception as error:  # those who wait and what waits must be looked after whatever happened once
                log.error("could not look after the desks: %s", describe(error))
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def stop(self) -> None:
        """Stop at once."""
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._roll.stop()
        await self.overviews.stop()
        await self.board.stop()

    def _hear(self, event: Event) -> None:
        if event.news is News.ANSWERS:
            self.board.tell_everybody({"type": "answers_changed"}, event.detail)
            return
        self.overviews.hear(event)
        if event.news in (News.OWNER, News.ROLL):
            self.call_the_roll()
        if event.news is News.ROLL and event.detail:
            _ = self.start(self.attendance.heard_elsewhere(event.detail))
        if event.news is not News.ROLL:
            self.board.hear(event)


DESK = web.AppKey("DESK", DeskService)


async def run_desk(app: web.Application) -> AsyncIterator[None]:
    """Own the desk for as long as the application runs; the service must run already."""
    desk = app[DESK] = DeskService(app[SERVICE])
    watch = asyncio.create_task(_guarded(desk.look_after()))
    yield
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)
    await desk.stop()


def _names(kind: str) -> Sequence[str]:
    data = yaml.load((DATA / f"{kind}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(map(str, data[kind]))


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except StoreBusyError:
        log.warning("the database was busy; what the desks show may be late")
    except Exception as error:
        log.error("the desk broke: %s", describe(error))
