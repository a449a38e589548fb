"""Two gateways on one PostgreSQL with a Redis of the test's own between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port

from connectors.app import build_app
from connectors.fanout.carrier import RedisFanout
from connectors.settings import Settings
from tests.connectors.databases import empty_sqlite, migrated_postgresql, url
from tests.connectors.desk.desktop import Desktop, employ, open_desk
from tests.connectors.desk.visitor import service_of
from tests.connectors.fanout.redis_server import RedisServer, run_redis
from tests.connectors.web.conftest import FakeUnderstander, session, settings
from tests.connectors.web.window import Window, open_window

T = TypeVar("T")
__all__ = ["empty_sqlite", "migrated_postgresql", "session", "settings", "url"]


@dataclass
class Gateway:
    """One of the gateways, with the Rasa of its own."""

    server: TestServer
    rasa: FakeUnderstander
    session: aiohttp.ClientSession
    open: AsyncExitStack

    async def window(self, *, token: str | None = None, **hello: Any) -> Window:
        """Open a chat window."""
        opened = await open_window(self.session, self.server, token=token, **hello)
        self.open.push_async_callback(opened.close)
        return opened

    async def desk(self, adviser: str, *views: str) -> Desktop:
        """Open a desk that follows lists."""
        opened = await open_desk(self.session, self.server, adviser)
        self.open.push_async_callback(opened.close)
        await opened.follow(*views)
        return opened

    async def employ(self, name: str, organisation: str = "north", *, role: str = "adviser") -> str:
        """Make an adviser."""
        service = service_of(self.server)
        now = service.tools.clock()
        return await service.database.write(
            lambda database: employ(database, now, name=name, organisation=organisation, role=role)
        )

    async def do(self, step: Callable[..., T], *parts: Any, **more: Any) -> T:
        """Take a step of the record, as the bot's effects do."""
        service = service_of(self.server)
        return await service.database.write(lambda session: step(session, *parts, **more, tools=service.tools))

    def asked(self) -> list[str]:
        """Give the texts that Rasa was asked here."""
        return [request.text for request in self.rasa.requests]


@dataclass
class Pair:
    """The two gateways."""

    a: Gateway
    b: Gateway
    all: list[Gateway] = field(init=False)

    def __post_init__(self) -> None:
        self.all = [self.a, self.b]

    async def connected(self) -> None:
        """Wait until they hear each other."""
        for gateway in self.all:
            await until_heard(gateway, 1)


async def until_heard(gateway: Gateway, others: int) -> None:
    """Wait until a gateway knows of so many others."""
    fanout = service_of(gateway.server).fanout
    assert isinstance(fanout, RedisFanout)
    await until(lambda: len(fanout.heard()) == others, 15)


async def until(found: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while True:
            if found():
                return
            await asyncio.sleep(0.01)


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    """Give a Redis of our own."""
    async with run_redis(tmp_path) as running:
        yield running


@pytest.fixture
async def pair(settings: Settings, url: str, redis: RedisServer, session: aiohttp.ClientSession) -> AsyncIterator[Pair]:
    """Run both."""
    gateways = []
    async with AsyncExitStack() as stack:
        for _ in range(2):
            rasa = FakeUnderstander()
            own = replace(settings, database_url=url, redis_url=redis.url, action_port=unused_port())
            server = TestServer(build_app(own, rasa))
            await stack.enter_async_context(server)
            opened = await stack.enter_async_context(AsyncExitStack())
            gateways.append(Gateway(server, rasa, session, opened))
        made = Pair(*gateways)
        await made.connected()
        yield made
