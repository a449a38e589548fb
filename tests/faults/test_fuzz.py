"""Nonsense from outside never crashes the gateway, never makes it answer 500, and does not make it grow.

The short form runs by default; ``STARTBRO_FULL=1`` sends 20,000 frames and requests.
"""

from __future__ import annotations

import asyncio
import os
import re
from asyncio import StreamReader, StreamWriter
from pathlib import Path
from random import Random

import aiohttp
import pytest

from tests.faults import nonsense
from tests.faults.processes import Machine

FULL = os.environ.get("STARTBRO_FULL") == "1"
CASES = 20_000 if FULL else 1_500
FRAMES_A_SOCKET = 10
AT_ONCE = 8
SECONDS_TO_ANSWER = 0.5
MOST_GROWTH = 50 * 1024
WARM_UP = 500
FRAME = re.compile(rb'"type": ?"(\w+)"')
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
CANARY = "canary-be77"
FAILURES = (" failed", "Traceback", "ERROR")


class Fuzzer:
    """Sends nonsense from many addresses, so that no limit keeps it from what lies behind the limits."""

    def __init__(self, machine: Machine, seed: int) -> None:
        self._machine = machine
        self._chance = Random(seed)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self.statuses: set[int] = set()
        self.frames: set[bytes] = set()

    async def send(self, cases: int) -> None:
        """Send requests and frames, one half each."""
        async with asyncio.TaskGroup() as group:
            for _ in range(cases // 2):
                group.create_task(self._exchange([nonsense.request(self._chance)]))
            for _ in range(cases // 2 // FRAMES_A_SOCKET):
                frames = [nonsense.frame(self._chance) for _ in range(FRAMES_A_SOCKET)]
                opening = [nonsense.handshake(self._machine.port), nonsense.first_frame(self._chance)]
                group.create_task(self._exchange([*opening, *frames]))

    async def _exchange(self, parts: list[bytes]) -> None:
        async with self._slots:
            source = f"127.0.{self._chance.randrange(1, 250)}.{self._chance.randrange(1, 250)}"
            reader, writer = await asyncio.open_connection("127.0.0.1", self._machine.port, local_addr=(source, 0))
            try:
                await self._talk(reader, writer, parts)
            except ConnectionError:
                pass
            finally:
                writer.close()

    async def _talk(self, reader: StreamReader, writer: StreamWriter, parts: list[bytes]) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                while received := await reader.read(65_536):
                    self.statuses |= {int(found) for found in STATUS.findall(received)}
                    self.frames |= set(FRAME.findall(received))
        except TimeoutError:
            pass


def _memory(machine: Machine) -> int:
    """Give the gateway's memory in kB."""
    assert machine.gateway
    status = Path(f"/proc/{machine.gateway.pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


@pytest.mark.timeout(1_800 if FULL else 240)
async def test_nonsense_never_crashes_the_gateway_nor_makes_it_grow(machine: Machine) -> None:
    await machine.start_rasa()
    await machine.start_gateway()
    await machine.wait_until_up()
    fuzzer = Fuzzer(machine, seed=20_000)
    await fuzzer.send(WARM_UP)
    before = _memory(machine)
    await fuzzer.send(CASES)
    grown = _memory(machine) - before
    print(f"{CASES} cases, {grown / 1024:.1f} MB more, {sorted(fuzzer.statuses)}")
    assert machine.gateway
    assert machine.gateway.returncode is None
    assert {101, 200, 400, 404, 405} <= fuzzer.statuses
    assert {b"welcome", b"log", b"ack", b"refused"} <= fuzzer.frames, "the nonsense did not get far"
    assert 500 not in fuzzer.statuses
    assert not [word for word in FAILURES if word in machine.logs], machine.logs[-4_000:]
    assert CANARY not in machine.logs
    assert "127.0." not in machine.logs.replace(machine.origin, "")
    assert grown <= MOST_GROWTH
    async with aiohttp.ClientSession() as session, session.get(f"{machine.origin}/health") as answer:
        assert answer.status == 200
