"""What the gateway costs: the acknowledgement of a message, and what it adds to a turn beside Rasa.

The gateway is the real one, over a real socket, on SQLite. Rasa is a stand-in that takes 20 ms for a turn and notes how
long it really had it; what is left between a message and its answer is the gateway's, with both ways over the sockets
and the time of the measuring client. What these two take is measured in the same run with a server that only echoes,
and shown in lines of its own. ``python -m benchmarks.gateway``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Protocol

import aiohttp
from aiohttp.test_utils import unused_port

from benchmarks.stand_in import SECONDS_PER_TURN, StandIn
from tests.faults.processes import ROOT, Machine

WARM_UP = 5
SECONDS_BETWEEN = 1.05
"""A person is allowed one message a second after the first ten."""
AT_ONCE = 10 - WARM_UP


@dataclass
class Figures:
    """Milliseconds: to each acknowledgement, and to each answer less the time Rasa had it."""

    acknowledged: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)


class Place(Protocol):
    """A server to talk with."""

    @property
    def origin(self) -> str:
        """Give its address."""


@dataclass(frozen=True)
class Echo:
    """The server that only echoes."""

    port: int

    @property
    def origin(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"


async def converse(
    place: Place, had: Mapping[str, float], person: str, *, messages: int, pause: float = SECONDS_BETWEEN
) -> Figures:
    """Be one person who writes, waits for the answer and a pause (seconds), and writes again."""
    figures = Figures()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{place.origin}/socket", protocols=("startbro.1",), origin=place.origin) as socket,
    ):
        await socket.send_json({"type": "hello", "token": None, "last_seq": 0, "locale": "sv", "template": None})
        await _until(socket, "log")
        for number in range(messages + WARM_UP):
            text = f"svar {person} nummer {number}"
            begun = perf_counter()
            await socket.send_json({"type": "say", "client_id": f"b{number}", "text": text})
            await _until(socket, "ack")
            figures.acknowledged.append((perf_counter() - begun) * 1000)
            await _until_answered(socket)
            figures.added.append((perf_counter() - begun - had[text]) * 1000)
            await asyncio.sleep(pause)
    return Figures(figures.acknowledged[WARM_UP:], figures.added[WARM_UP:])


async def converse_at_once(machine: Machine, had: dict[str, float], *, people: int, messages: int) -> Figures:
    """Let people write at the same pace, each a little after the other, as people do."""

    async def one(number: int) -> Figures:
        await asyncio.sleep(SECONDS_BETWEEN * number / people)
        return await converse(machine, had, f"person {number}", messages=messages)

    return _together(await asyncio.gather(*map(one, range(people))))


async def converse_without_pause(place: Place, had: Mapping[str, float], *, people: int) -> Figures:
    """Be one person after the other who writes as soon as the last message is answered, as often as is allowed."""
    return _together(
        [await converse(place, had, f"hasty {number}", messages=AT_ONCE, pause=0) for number in range(people)]
    )


def _together(figures: Sequence[Figures]) -> Figures:
    return Figures([ms for one in figures for ms in one.acknowledged], [ms for one in figures for ms in one.added])


async def converse_with_echo() -> tuple[Figures, Figures]:
    """Measure the sockets and the client alone: with pauses, and without."""
    echo, had = Echo(unused_port()), defaultdict[str, float](lambda: SECONDS_PER_TURN)
    server = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.echo", str(echo.port), cwd=ROOT)
    try:
        await _until_listening(echo)
        return (
            await converse(echo, had, "alone", messages=20),
            await converse_without_pause(echo, had, people=30),
        )
    finally:
        server.kill()
        await server.wait()


async def _until_listening(echo: Echo) -> None:
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            try:
                (await session.get(echo.origin)).release()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.05)
            else:
                return


async def _until(socket: aiohttp.ClientWebSocketResponse, kind: str) -> None:
    while (await socket.receive_json(timeout=30))["type"] != kind:
        pass


async def _until_answered(socket: aiohttp.ClientWebSocketResponse) -> None:
    while True:
        frame = await socket.receive_json(timeout=30)
        if frame["type"] == "message" and frame["message"]["author"] == "bot":
            return


async def run() -> str:
    """Start the machine, measure, and write the figures as a Markdown table."""
    had: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        rasa = await asyncio.get_running_loop().create_server(lambda: StandIn(had), "127.0.0.1", machine.rasa_port)
        await machine.start_gateway()
        try:
            await machine.wait_until_up()
            await _until_rasa_is_known(machine)
            hasty = await converse_without_pause(machine, had, people=30)
            alone = await converse(machine, had, "alone", messages=40)
            together = await converse_at_once(machine, had, people=8, messages=15)
        finally:
            await machine.stop()
            rasa.close()
    echoed, echoed_hastily = await converse_with_echo()
    rows = [
        f"Load {os.getloadavg()[0]:.1f}.",
        "",
        "| milliseconds | p50 | p95 | goal (p50) |",
        "| --- | ---: | ---: | --- |",
        _row("acknowledgement, one person", alone.acknowledged, "≤ 10"),
        _row("acknowledgement, eight people", together.acknowledged, "≤ 10"),
        _row("what the gateway adds to a turn, one person who pauses for a second", alone.added, "≤ 6"),
        _row("what the gateway adds to a turn, one person who does not pause", hasty.added, "≤ 6"),
        _row("what the gateway adds to a turn, eight people who pause", together.added, "≤ 6"),
        _row("of it the sockets and the client (an echo), one person who pauses", echoed.added, ""),
        _row("of it the sockets and the client (an echo), one person who does not pause", echoed_hastily.added, ""),
    ]
    return "\n".join(rows)


def _row(name: str, figures: list[float], goal: str) -> str:
    return f"| {name} | {median(figures):.1f} | {quantiles(figures, n=20)[18]:.1f} | {goal} |"


async def _until_rasa_is_known(machine: Machine) -> None:
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{machine.origin}/ready") as response:
                if json.loads(await response.text())["bot"]:
                    return
            await asyncio.sleep(0.2)


def main() -> None:
    """Measure and print."""
    print(asyncio.run(run()))


if __name__ == "__main__":
    main()
