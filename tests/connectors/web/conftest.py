"""A real gateway on a real port with a fresh database, and an understander that does what a test tells it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port

from bot.advice.turn import Reply
from connectors.app import build_app
from connectors.record.understander import AwayError, TurnRequest, TurnResult
from connectors.settings import Settings
from connectors.store.migrate import migrate
from tests.connectors.web.window import ORIGIN, Window, open_window

Script = Callable[[TurnRequest], Awaitable[TurnResult]]


def echo(request: TurnRequest) -> TurnResult:
    """Answer with the text that came, as a name in a reply that exists."""
    value = {"type": "name", "value": request.text}
    return TurnResult((Reply("utter_answer_changed", {"question": value, "answer": value}),), (), "echo", 1.0)


class FakeUnderstander:
    """Stands in for Rasa: ``boot`` None means away; ``script`` decides what an attempt does."""

    def __init__(self) -> None:
        self.boot: str | None = "boot-1"
        self.requests: list[TurnRequest] = []
        self.script: Script | None = None
        self.forgotten: list[str] = []
        self._on_change: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def watch(self, on_change: Callable[[], None]) -> AsyncIterator[None]:
        """Remember whom to tell."""
        self._on_change = on_change
        yield

    def become(self, boot: str | None) -> None:
        """Come, go, or be another process."""
        self.boot = boot
        self._on_change()

    async def run(self, request: TurnRequest) -> TurnResult:
        """Answer by the script, else by echoing."""
        if self.boot is None:
            raise AwayError
        self.requests.append(request)
        return await self.script(request) if self.script else echo(request)

    async def forget(self, conversation: str) -> None:
        """Note what should be forgotten."""
        self.forgotten.append(conversation)


class Opener(Protocol):
    """Opens chat windows that are closed when the test is over."""

    async def __call__(self, *, token: str | None = None, last_seq: int = 0, **hello: object) -> Window:
        """Open one."""


@pytest.fixture
def rasa() -> FakeUnderstander:
    """Give the understander of this test's gateway."""
    return FakeUnderstander()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with everything in a folder of the test's own."""
    return Settings(
        action_port=unused_port(),
        database_url=f"sqlite:///{tmp_path}/startbro.db",
        state=tmp_path,
        origins=("https://embedding.example",),
        public_url=ORIGIN,
    )


@pytest.fixture
async def server(settings: Settings, rasa: FakeUnderstander) -> AsyncIterator[TestServer]:
    """Run the gateway."""
    await asyncio.to_thread(migrate, settings.database_url)
    running = TestServer(build_app(settings, rasa))
    async with running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Give a client session."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as opened:
        yield opened


@pytest.fixture
async def window(server: TestServer, session: aiohttp.ClientSession) -> AsyncIterator[Opener]:
    """Give what opens windows."""
    opened: list[Window] = []

    async def opener(*, token: str | None = None, last_seq: int = 0, **hello: object) -> Window:
        opened.append(await open_window(session, server, token=token, last_seq=last_seq, **hello))
        return opened[-1]

    yield opener
    for one in opened:
        await one.close()
