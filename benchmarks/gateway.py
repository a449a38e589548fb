"""What the gateway costs: the acknowledgement of a message, and what it adds to a turn beside Rasa.

The gateway is the real one, over a real socket, on SQLite; Rasa is the stand-in of the fault tests, which answers at
once, so that all the time between a message and its answer is the gateway's. ``python -m benchmarks.gateway``.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from tests.faults.processes import Machine

MESSAGES = 40
WARM_UP = 5
SECONDS_BETWEEN = 1.05
"""A person is allowed one message a second after the first ten."""


async def measure(machine: Machine) -> tuple[list[float], list[float]]:
    """Give the milliseconds to each acknowledgement and to each answer."""
    acknowledged, answered = [], []
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{machine.origin}/socket", protocols=("startbro.1",), origin=machine.origin) as socket,
    ):
        await socket.send_json({"type": "hello", "token": None, "last_seq": 0, "locale": "sv", "template": None})
        await _until(socket, "log")
        for number in range(MESSAGES + WARM_UP):
            begun = perf_counter()
            await socket.send_json({"type": "say", "client_id": f"b{number}", "text": f"svar nummer {number}"})
            await _until(socket, "ack")
            acknowledged.append((perf_counter() - begun) * 1000)
            await _until_answered(socket)
            answered.append((perf_counter() - begun) * 1000)
            await asyncio.sleep(SECONDS_BETWEEN if number >= WARM_UP else 0)
    return acknowledged[WARM_UP:], answered[WARM_UP:]


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
    with TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        await machine.start_rasa()
        await machine.start_gateway()
        try:
            await machine.wait_until_up()
            await _until_rasa_is_known(machine)
            acknowledged, answered = await measure(machine)
        finally:
            await machine.stop()
    rows = [
        "| milliseconds | p50 | p95 | goal |",
        "| --- | ---: | ---: | --- |",
        _row("acknowledgement", acknowledged, "p50 ≤ 10"),
        _row("what the gateway adds to a turn (message stored, turn, answer delivered)", answered, "≤ 6"),
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
