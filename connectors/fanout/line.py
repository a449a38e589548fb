"""The line to the other gateways: one Redis channel, watched by a beat, taken up again whenever it breaks.

Whoever sends while the line is down is not kept waiting and nothing is queued: what was missed is read from the
database (``lookout.py``).
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from connectors.fanout.wire import Kind, Letter, read, write
from connectors.logs import describe

SECONDS_BETWEEN_BEATS = 1.0
SECONDS_OF_SILENCE = 2.5
"""Our own beat comes back each second; a line that says nothing for so long is broken."""
SECONDS_ALIVE = 4.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
MOST_WAITING = 20_000
SECONDS_TO_END = 1.0

log = logging.getLogger("startbro.fanout")
Hear = Callable[[Letter], None]
Change = Callable[[], None]


class LineDownError(Exception):
    """Redis does not answer: go on alone."""


class Line:
    """One gateway's end. ``space`` names the channel and every key, so that installations may share a Redis."""

    def __init__(self, url: str, *, space: str, gateway: str) -> None:
        self.gateway = gateway
        self.space = space
        self.is_up = False
        self.holder = gateway
        """Who holds our leases: another with each connection, so that what is lost with one stands in nobody's way."""
        self.hear: Hear = _ignore
        self.changed: Change = _nothing
        """Called when the line comes up or goes down."""
        self._url = url
        self._client: Redis | None = None
        self._waiting: deque[str] = deque()
        self._news = asyncio.Event()
        self._told_down = False
        self._broken = asyncio.Event()
        self._connections = 0

    def send(self, letter: Letter) -> None:
        """Send a letter soon; one that is sent while the line is down is lost."""
        if self._client is None:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()  # whoever is that far behind reads the record sooner than the letters
        self._waiting.append(write(letter))
        self._news.set()

    async def ask(self, script: str, keys: Sequence[str], *values: str | int) -> Any:
        """Run a script on Redis with keys of our space; raise ``LineDownError``."""
        client = self._client
        if client is None or not self.is_up:
            raise LineDownError
        try:
            answer = await client.eval(script, len(keys), *(f"{self.space}:{key}" for key in keys), *values)
        except (RedisError, OSError) as error:
            self._broken.set()
            raise LineDownError from error
        task = asyncio.current_task()
        if task and task.cancelling():
            raise asyncio.CancelledError  # see ``end``
        return answer

    async def run(self) -> None:
        """Keep the line up until cancelled."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._hold()
            except Exception as error:  # whatever breaks it, the gateway goes on alone and tries again
                pause = FIRST_PAUSE if self.is_up else min(LONGEST_PAUSE, pause * 2)
                self._go_down(error)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311  gateways should not come back in step

    async def _hold(self) -> None:
        client = Redis.from_url(
            self._url,
            socket_timeout=SECONDS_OF_SILENCE,
            socket_connect_timeout=SECONDS_OF_SILENCE,
            retry=Retry(NoBackoff(), 0),
        )
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as subscription:
                await subscription.subscribe(self.space)
                self._client = client
                self._connections += 1
                self.holder = f"{self.gateway}.{self._connections}"
                self._broken.clear()
                await _until_one_breaks(
                    self._listen(subscription), self._write(client), self._beat(client), self._break()
                )
        finally:
            self._client = None
            self._waiting.clear()
            await client.aclose()

    async def _listen(self, subscription: Any) -> None:
        async for message in subscription.listen():
            letter = read(message["data"])
            if letter is None:
                continue
            if letter.sender != self.gateway:
                self._tell(letter)
            elif letter.kind is Kind.BEAT and not self.is_up:
                self._come_up()

    def _tell(self, letter: Letter) -> None:
        try:
            self.hear(letter)
        except Exception as error:  # one letter that nobody can deal with must not break the line
            log.error("a letter was not heard: %s", describe(error))

    async def _write(self, client: Redis) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            async with client.pipeline(transaction=False) as pipeline:
                while self._waiting:
                    pipeline.publish(self.space, self._waiting.popleft())  # type: ignore[unused-awaitable]
                await pipeline.execute()

    async def _beat(self, client: Redis) -> None:
        while True:
            await client.set(f"{self.space}:alive:{self.holder}", 1, px=int(SECONDS_ALIVE * 1000))
            self.send(Letter(self.gateway, Kind.BEAT))
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)

    async def _break(self) -> None:
        """Give the line up when Redis has left a question unanswered, as nobody knows what became of it."""
        await self._broken.wait()
        raise LineDownError

    def _come_up(self) -> None:
        self.is_up = True
        self._told_down = False
        log.info("redis is there; what happens at other gateways comes at once")
        self.changed()

    def _go_down(self, error: BaseException) -> None:
        if not self._told_down:
            self._told_down = True
            log.warning("redis is away, going on alone and looking every few seconds: %s", describe(error))
        if self.is_up:
            self.is_up = False
            self.changed()


async def _until_one_breaks(*work: Coroutine[Any, Any, None]) -> None:
    """Do all of it at once until one raises, and raise that; a group of tasks would hide that we were cancelled."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await end(tasks)


async def end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel until it is heard: on Python 3.11 the client can lose a cancellation that comes as it ends a writing."""
    going = [task for task in tasks if not task.done()]
    while going:
        for task in going:
            task.cancel()
        _, left = await asyncio.wait(going, timeout=SECONDS_TO_END)
        going = [*left]
    await asyncio.gather(*tasks, return_exceptions=True)


def _ignore(_letter: Letter) -> None:
    """Do nothing until somebody listens."""


def _nothing() -> None:
    """Do nothing until somebody asks."""
