"""What the gateway costs: the acknowledgement of a message, and what it adds to a turn beside Rasa.

The gateway is the real one, over a real socket, on SQLite. Rasa is a stand-in that takes 20 ms for a turn and notes how
long it really had it; what is left between a message and its answer is the gateway's, with both ways over the sockets
and the time of the measuring client. ``python -m benchmarks.gateway``.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from benchmarks.stand_in import StandIn
from tests.faults.processes import Machine

WARM_UP = 5
SECONDS_BETWEEN = 1.05
"""A person is allowed one message a second after the first ten."""


@dataclass
class Figures:
    """Milliseconds: to each acknowledgement, and to each answer less the time Rasa had it."""

    acknowledged: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)


async def converse(machine: Machine, had: dict[str, float], person: str, *, messages: int) -> Figures:
    """Be one person who writes, waits for the answer, and writes again."""
    figures = Figures()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{machine.origin}/socket", protocols=("startbro.1",), origin=machine.origin) as socket,
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
            await asyncio.sleep(SECONDS_BETWEEN)
    return Figures(figures.acknowledged[WARM_UP:], figures.added[WARM_UP:])


async def converse_at_once(machine: Machine, had: dict[str, float], *, people: int, messages: int) -> Figures:
    """Let people write at the same pace, each a little after the other, as people do."""

    async def one(number: int) -> Figures:
        await asyncio.sleep(SECONDS_BETWEEN * number / people)
        return await converse(machine, had, f"person {number}", messages=messages)

    all_ = await asyncio.gather(*map(one, range(people)))
    return Figures([ms for one in all_ for ms in one.acknowledged], [ms for one in all_ for ms in one.added])


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
            alone = await converse(machine, had, "alone", messages=40)
            together = await converse_at_once(machine, had, people=8, messages=15)
        finally:
            await machine.stop()
            rasa.close()
    rows = [
        f"Load {os.getloadavg()[0]:.1f}.",
        "",
        "| milliseconds | p50 | p95 | goal (p50) |",
        "| --- | ---: | ---: | --- |",
        _row("acknowledgement, one person", alone.acknowledged, "≤ 10"),
        _row("what the gateway adds to a turn, one person", alone.added, "≤ 6"),
        _row("acknowledgement, eight people", together.acknowledged, "≤ 10"),
        _row("what the gateway adds to a turn, eight people", together.added, "≤ 6"),
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
