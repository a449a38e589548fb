"""A gateway with a clock that tests move, browsers at its desk, and advisers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import argon2
import pytest
from aiohttp.test_utils import TestServer

from connectors.desk import passwords
from connectors.desk.allowances import Allowances
from connectors.desk.door import DOOR
from tests.connectors.databases import database, empty_sqlite, migrated_postgresql, record, url
from tests.connectors.desk.visitor import Browser, Clock, Person, enrol, hire, service_of

__all__ = ["database", "empty_sqlite", "migrated_postgresql", "record", "url"]

Hire = Callable[..., Awaitable[Person]]


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at a thousandth of the cost; one test looks at the real one."""
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(passwords, "_DECOY", cheap.hash("nobody has this password"))


@pytest.fixture
async def clock(server: TestServer) -> Clock:
    """Give the gateway's clock, which stands still; allowances go by it too."""
    made = Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    service = service_of(server)
    service.tools = replace(service.tools, clock=made)
    assert server.app is not None
    server.app[DOOR].allowances = Allowances(lambda: made.now.timestamp())
    return made


@pytest.fixture
async def browse(server: TestServer) -> AsyncIterator[Callable[..., Browser]]:
    """Give what opens browsers, which are closed after the test."""
    opened: list[Browser] = []

    def open_one(address: str = "127.0.0.1") -> Browser:
        opened.append(Browser(server, address))
        return opened[-1]

    yield open_one
    for one in opened:
        await one.client.close()


@pytest.fixture
async def browser(browse: Callable[..., Browser]) -> Browser:
    """Give one browser."""
    return browse()


@pytest.fixture
async def amina(server: TestServer, clock: Clock, browse: Callable[..., Browser]) -> Person:
    """Give an adviser who has enrolled, on a browser that is not used again, a minute ago."""
    person, code = await hire(server, "amina@radgivning.example")
    assert (await enrol(browse("127.0.0.9"), clock, person, code)).told == {"step": "done"}
    clock.go(minutes=1)
    return person
