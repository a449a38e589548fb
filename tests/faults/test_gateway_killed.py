"""The gateway is killed again and again while people write: nothing acknowledged is lost, doubled or out of order.

The short form runs by default; ``STARTBRO_FULL=1`` runs 100 kills and more than 20,000 acknowledged messages.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import aiohttp
import pytest

from tests.faults.processes import Machine, kill

FULL = os.environ.get("STARTBRO_FULL") == "1"
KILLS = 100 if FULL else 8
TICKS = 20_000 if FULL else 300
WRITERS = 40 if FULL else 10
BURST = 10
LONGEST_LIFE = 1.5 if FULL else 0.6
SECONDS_TO_RETURN = 2.0
CANARY = "canary-7f3a"


@dataclass
class Writer:
    """Somebody who writes ten messages whenever the gateway is up, and after a break sends again what got no tick."""

    name: int
    machine: Machine
    tick: asyncio.Event
    token: str | None = None
    last_seq: int = 0
    sent: int = 0
    waiting: dict[str, str] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)

    async def run(self, session: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        """Write until told to stop and everything has its tick."""
        while not (stop.is_set() and not self.waiting):
            try:
                await self._connect(session, stop)
            except (aiohttp.ClientError, OSError, TimeoutError):
                await asyncio.sleep(random.uniform(0.02, 0.2))

    async def _connect(self, session: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        headers = {"Origin": self.machine.origin}
        async with session.ws_connect(f"{self.machine.origin}/socket", headers=headers) as socket:
            await socket.send_json({"type": "hello", "token": self.token, "last_seq": self.last_seq, "locale": "en"})
            for client_id, text in self.waiting.items():
                await socket.send_json({"type": "say", "client_id": client_id, "text": text})
            await self._write(socket, BURST - len(self.waiting) if not stop.is_set() else 0)
            while not (stop.is_set() and not self.waiting):
                received = await socket.receive(timeout=0.5 if stop.is_set() else 15)
                if received.type is not aiohttp.WSMsgType.TEXT:
                    return
                self._take(received.json())

    async def _write(self, socket: aiohttp.ClientWebSocketResponse, times: int) -> None:
        for _ in range(max(0, times)):
            self.sent += 1
            client_id, text = f"{self.name}-{self.sent}", f"{CANARY} writer {self.name} number {self.sent}."
            self.waiting[client_id] = text
            await socket.send_json({"type": "say", "client_id": client_id, "text": text})

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "welcome":
            self.token = frame.get("token", self.token)
        elif frame["type"] == "ack":
            self.waiting.pop(frame["client_id"], None)
            assert self.acked.setdefault(frame["client_id"], frame["seq"]) == frame["seq"]
            self.tick.set()
        elif frame["type"] in ("message", "log"):
            for line in frame["messages"] if frame["type"] == "log" else [frame["message"]]:
                assert self.seen.setdefault(line["seq"], line) == line
                while self.last_seq + 1 in self.seen:
                    self.last_seq += 1


@pytest.mark.timeout(1_800 if FULL else 240)
async def test_a_killed_gateway_loses_doubles_and_skips_nothing(machine: Machine) -> None:
    await machine.start_rasa()
    stop, tick = asyncio.Event(), asyncio.Event()
    writers = [Writer(number, machine, tick) for number in range(WRITERS)]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        async with asyncio.TaskGroup() as group:
            for writer in writers:
                group.create_task(writer.run(session, stop))
            outages = await _kill_again_and_again(machine, tick, writers)
            stop.set()
        logs = [await _read_all(session, machine, writer) for writer in writers]
    for writer, log in zip(writers, logs, strict=True):
        _compare(writer, log)
    longest = quantiles(outages, n=20, method="inclusive")[-1]
    ticks = sum(len(writer.acked) for writer in writers)
    print(f"{len(outages)} kills, {ticks} ticks, {max(len(log) for log in logs)} lines at most,")
    print(f"back in {median(outages):.2f} s (median), {longest:.2f} s (19 of 20), {max(outages):.2f} s (longest)")
    assert ticks >= TICKS
    assert CANARY not in machine.logs
    assert median(outages) <= SECONDS_TO_RETURN


async def _kill_again_and_again(machine: Machine, tick: asyncio.Event, writers: Sequence[Writer]) -> list[float]:
    """Kill at random moments, until enough has its tick; give the seconds from each kill to the first tick after it."""
    outages: list[float] = []
    await machine.start_gateway()
    while len(outages) < KILLS or sum(len(writer.acked) for writer in writers) < TICKS:
        await asyncio.wait_for(tick.wait(), 30)
        await asyncio.sleep(random.uniform(0.0, LONGEST_LIFE))
        killed = time.monotonic()
        await kill(machine.gateway)
        tick.clear()
        await machine.start_gateway()
        await asyncio.wait_for(tick.wait(), 30)
        outages.append(time.monotonic() - killed)
    return outages


async def _read_all(session: aiohttp.ClientSession, machine: Machine, writer: Writer) -> list[dict[str, Any]]:
    """Read the whole log once every message has its answer."""
    headers = {"Origin": machine.origin}
    async with asyncio.timeout(900 if FULL else 120):
        while True:
            async with session.ws_connect(f"{machine.origin}/socket", headers=headers, max_msg_size=0) as socket:
                await socket.send_json({"type": "hello", "token": writer.token, "last_seq": 0})
                while (frame := await socket.receive_json())["type"] != "log":
                    pass
            log: list[dict[str, Any]] = frame["messages"]
            if sum(1 for line in log if CANARY in line["text"]) >= 2 * len(writer.acked):
                return log
            await asyncio.sleep(0.5)


def _compare(writer: Writer, log: list[dict[str, Any]]) -> None:
    assert [line["seq"] for line in log] == [*range(1, len(log) + 1)], "a gap"
    assert all(log[seq - 1] == line for seq, line in writer.seen.items()), "what was shown has changed"
    own = Counter(line["client_id"] for line in log if line["author"] == "person")
    assert own == Counter(writer.acked.keys()), "lost or doubled"
    assert all(log[seq - 1]["client_id"] == client_id for client_id, seq in writer.acked.items())
    answers = Counter(line["text"] for line in log if line["author"] == "bot" and CANARY in line["text"])
    assert len(answers) == len(writer.acked), "a message without an answer"
    assert set(answers.values()) == {1}, "answered twice"
