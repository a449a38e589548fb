"""What ties this gateway to the others: nothing at all without Redis, else the line, the leases and the lookout."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from connectors.fanout.carrier import RedisFanout
from connectors.fanout.elsewhere import Elsewhere
from connectors.fanout.leases import RedisLeases
from connectors.fanout.line import Line, end
from connectors.fanout.lookout import Lookout
from connectors.keys import Keys, new_id
from connectors.logs import describe
from connectors.record.conversations import waiting_conversations
from connectors.record.turns import TurnEngine
from connectors.store.errors import StoreBusyError
from connectors.web.fanout import Event, News
from connectors.web.service import Service

SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_BETWEEN_ROUNDS = 2.0
PATIENCE, PATIENCE_ALONE = timedelta(seconds=2), timedelta(seconds=30)
"""How long a message waits before we ask why. Alone, nobody tells whether another gateway is at it."""
CHANGES = frozenset({News.GROWN, News.PLAN, News.LANGUAGE, News.OWNER})

log = logging.getLogger("startbro.fanout")
Forget = Callable[[str], Awaitable[None]]


class Links:
    """Ties of one gateway to the others. ``fanout`` is for the service; ``running`` does the rest."""

    def __init__(self, url: str, keys: Keys) -> None:
        # Gateways that have the same key belong together; others at the same Redis do not hear them.
        space = f"startbro:{keys.alias('', purpose='redis')}"
        self._line = Line(url, space=space, gateway=new_id("g"))
        self.fanout = RedisFanout(self._line, Elsewhere())
        self.leases = RedisLeases(self._line)
        self._keys = keys
        self._turned = asyncio.Event()

    @asynccontextmanager
    async def running(self, service: Service, forget: Forget) -> AsyncIterator[None]:
        """Be tied to the others while the context lasts; ``forget`` erases a conversation from Rasa's memory."""
        self._connect(service)
        forgetting: set[asyncio.Task[None]] = set()

        def hear(event: Event) -> None:
            if event.news in CHANGES:
                service.engine.happened_elsewhere(event.conversation)
            elif event.news is News.ERASED:
                task = asyncio.ensure_future(forget(event.conversation))
                forgetting.add(task)
                task.add_done_callback(forgetting.discard)

        self.fanout.hear_foreign(hear)
        lookout = Lookout(service.database, self.fanout, service.tools.clock)
        tasks = [
            asyncio.create_task(work)
            for work in (self._line.run(), self._look(lookout, service.engine, forget), self._take_over(service))
        ]
        try:
            yield
        finally:
            await end([*tasks, *forgetting])

    def _connect(self, service: Service) -> None:
        self.fanout.watched = service.hub.watched
        service.hub.on_change = self.fanout.tell_window
        service.guesses.alias = lambda address: self._keys.alias(address, purpose="guesses")
        service.guesses.tell = self.fanout.tell_wrong_code
        self.fanout.wrong_code = service.guesses.count
        self._line.changed = self._turn

    def _turn(self) -> None:
        if self._line.is_up:
            self.fanout.say_hello()
        else:
            self.fanout.forget_others()
        self._turned.set()

    async def _look(self, lookout: Lookout, engine: TurnEngine, forget: Forget) -> None:
        """Look again and again while Redis is away, and once more when it is back."""
        while True:
            self._turned.clear()
            is_up = self._line.is_up
            await _guarded(lookout.look())
            if is_up:
                lookout.forget()
                await _guarded(_forget_erased(lookout, engine, forget))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if is_up else SECONDS_BETWEEN_LOOKS):
                    await self._turned.wait()

    async def _take_over(self, service: Service) -> None:
        """See to messages that have waited strangely long: the gateway that took them may be gone."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)
            await _guarded(self._make_round(service))

    async def _make_round(self, service: Service) -> None:
        before = self._long_ago(service.tools.clock())
        waiting = await service.database.read(lambda session: waiting_conversations(session, before=before))
        for conversation in waiting:
            await service.engine.take_over(conversation)

    def _long_ago(self, now: datetime) -> datetime:
        return now - (PATIENCE if self._line.is_up else PATIENCE_ALONE)


async def _forget_erased(lookout: Lookout, engine: TurnEngine, forget: Forget) -> None:
    """Erase from our Rasa's memory what was erased while nobody could tell us."""
    for conversation in await lookout.erased(engine.remembered()):
        await forget(conversation)
        engine.erased(conversation)


async def _guarded(work: Awaitable[None]) -> None:
    try:
        await work
    except StoreBusyError:
        log.warning("the database was busy; looking for news of other gateways again")
    except Exception as error:
        log.error("looking for news of other gateways broke: %s", describe(error))
