"""That every look at a talk is noted, however it is asked for, and that looking after the desks never ends."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import TestServer

from connectors.desk.audit import lines
from connectors.desk.service import DESK
from tests.connectors.databases import START
from tests.connectors.desk.budgets import amina, person, salon
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, settings
from tests.connectors.desk.visitor import service_of

__all__ = ["amina", "desk", "person", "salon", "settings"]


async def noted(server: TestServer, adviser: str, conversation: str) -> list[str]:
    """Give the kinds of what is noted of an adviser's looks."""
    found = await service_of(server).database.read(
        lambda session: [*lines(session, since=START, adviser=adviser, conversation=conversation)]
    )
    kinds = [line.split()[2] for line in found]
    return [kind for kind in kinds if kind.startswith("desk_seen")]


async def test_who_asks_only_for_what_is_new_is_noted_once(server: TestServer, desk: OpenDesk, salon: str) -> None:
    bjorn = await desk("Björn")
    for _ in range(3):
        await bjorn.open(salon, after=1)
    assert await noted(server, bjorn.adviser, salon) == ["desk_seen"]
    await bjorn.open(salon)
    assert await noted(server, bjorn.adviser, salon) == ["desk_seen", "desk_seen"]


async def test_who_tries_a_figure_has_seen_the_budgets(server: TestServer, desk: OpenDesk, salon: str) -> None:
    bjorn = await desk("Björn")
    await bjorn.send(type="budget_try", conversation=salon, case="likely", question="products_price", text="550 kr")
    await bjorn.frame("budget_tried")
    assert await noted(server, bjorn.adviser, salon) == ["desk_seen_budgets"]


async def test_one_failure_does_not_end_the_looking_after(
    server: TestServer, amina: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.app is not None
    service = server.app[DESK]
    again, times = asyncio.Event(), 0

    async def fail() -> bool:
        nonlocal times
        times += 1
        if times > 1:
            again.set()
        raise RuntimeError("nobody knows why")

    monkeypatch.setattr("connectors.desk.service.SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(service.attendance, "look", fail)
    task = service.start(service.look_after())
    await asyncio.wait_for(again.wait(), 5)
    task.cancel()
