"""One of two gateways is killed while it answers: the other answers what it left, once, within ten seconds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.connectors.databases import migrated_postgresql
from tests.connectors.fanout.redis_server import run_redis
from tests.connectors.web.window import Window, answers_to
from tests.faults.processes import Machine, kill

__all__ = ["migrated_postgresql"]

SECONDS_TO_TAKE_OVER = 10.0
TALKS = 5


@pytest.fixture
async def machines(
    tmp_path: Path, migrated_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Machine, Machine]]:
    """Run two gateways with one Rasa, one database and one key."""
    first = Machine(tmp_path)
    second = Machine(tmp_path, rasa_port=first.rasa_port)
    monkeypatch.setenv("STARTBRO_PUBLIC_URL", first.origin)
    monkeypatch.setenv("STARTBRO_DATABASE_URL", migrated_postgresql)
    async with run_redis(tmp_path) as redis:
        monkeypatch.setenv("STARTBRO_REDIS_URL", redis.url)
        try:
            for machine in (first, second):
                await machine.start_gateway()
            for machine in (first, second):
                await machine.wait_until_up()
            yield first, second
        finally:
            for machine in (first, second):
                await machine.stop()


async def test_what_a_killed_gateway_left_is_answered_once(machines: tuple[Machine, Machine]) -> None:
    first, second = machines
    await first.start_rasa(delay=1.0)
    async with aiohttp.ClientSession() as session:
        talks = [await open_at(session, first, second) for _ in range(TALKS)]
        for number, (there, _) in enumerate(talks):
            await there.frame("ack", client_id=await there.say(f"left {number}."))
        for there, _ in talks:
            await there.frame("status", state="thinking")
        await kill(first.gateway)
        async with asyncio.timeout(SECONDS_TO_TAKE_OVER):
            for number, (_, here) in enumerate(talks):
                await here.line(answers_to(f"left {number}."))
        for number, (there, here) in enumerate(talks):
            await here.say("afterwards.")
            await here.line(answers_to("afterwards."))  # a second answer to what came before would stand before it
            texts = Counter(line["text"] for line in here.log.values() if answers_to(f"left {number}.")(line))
            assert set(texts.values()) == {1}
            assert sorted(here.log) == [*range(1, len(here.log) + 1)]
            await there.close()
            await here.close()
    assert "left" not in first.logs


async def open_at(session: aiohttp.ClientSession, first: Machine, second: Machine) -> tuple[Window, Window]:
    """Open one conversation at both gateways; both answer with Rasa already."""
    for machine in (first, second):
        await until_ready(session, machine)
    there = await open_window(session, first, first.origin, None)
    return there, await open_window(session, second, first.origin, there.token)


async def until_ready(session: aiohttp.ClientSession, machine: Machine) -> None:
    """Wait until a gateway answers with Rasa."""
    async with asyncio.timeout(30):
        while True:
            async with session.get(f"{machine.origin}/ready") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.05)


async def open_window(session: aiohttp.ClientSession, machine: Machine, origin: str, token: str | None) -> Window:
    """Open a chat window at a gateway."""
    url = f"http://127.0.0.1:{machine.port}/socket"
    window = Window(await session.ws_connect(url, headers={"Origin": origin}, protocols=("startbro.1",)))
    await window.socket.send_json({"type": "hello", "token": token, "last_seq": 0, "locale": "en"})
    await window.frame("welcome")
    return window
