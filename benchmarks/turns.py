"""Our turn against Rasa as it comes: one model, one machine, one run. ``python -m benchmarks.turns`` prints a table."""

from __future__ import annotations

import asyncio
import os
import platform
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from benchmarks.servers import Server, actions, served
from connectors.settings import Settings
from connectors.training import ensure_model

CONVERSATIONS = 8
TURNS_EACH = 25
EARLY, LATE = range(6, 16), range(395, 405)
SAYINGS = (
    "vad betyder moms för mitt café nummer {n}",
    "jag vill prata med en rådgivare om punkt {n}",
    "can you explain the word F-skatt, part {n}",
    "ما معنى كلمة الضريبة رقم {n}",
    "waxaan rabaa caawimaad, tirada {n}",
)


@dataclass(frozen=True)
class Measured:
    """Turns per second with eight conversations at once, and the median seconds of early and late turns."""

    per_second: float
    early: float
    late: float


def saying(number: int) -> str:
    """Give a text that was not said before, so that nothing is answered from a cache."""
    return SAYINGS[number % len(SAYINGS)].format(n=number)


async def throughput(server: Server) -> float:
    """Measure turns per second with eight conversations at once."""

    async def converse(number: int) -> None:
        for turn in range(TURNS_EACH):
            await server.turn(f"many-{number}", turn, saying(1_000 * (number + 1) + turn))

    begun = perf_counter()
    await asyncio.gather(*(converse(number) for number in range(CONVERSATIONS)))
    return CONVERSATIONS * TURNS_EACH / (perf_counter() - begun)


async def growth(server: Server) -> tuple[float, float]:
    """Measure the median seconds of turns about the 10th and about the 400th of one conversation."""
    seconds: dict[int, float] = {}
    for turn in range(LATE.stop):
        begun = perf_counter()
        await server.turn("long", turn, saying(turn))
        seconds[turn] = perf_counter() - begun
    return median(seconds[turn] for turn in EARLY), median(seconds[turn] for turn in LATE)


async def measure() -> dict[str, Measured]:
    """Measure both servers, one after the other."""
    model = ensure_model(Settings.from_environment())
    measured = {}
    async with actions():
        for name in ("ours", "stock"):
            async with served(model, ours=name == "ours") as server:
                per_second = await throughput(server)
                measured[name] = Measured(per_second, *await growth(server))
    return measured


def table(measured: dict[str, Measured]) -> str:
    """Write the figures as a Markdown table."""
    ours, stock = measured["ours"], measured["stock"]
    rows = [
        "| | ours | stock | |",
        "| --- | ---: | ---: | --- |",
        f"| turns per second, {CONVERSATIONS} conversations at once | {ours.per_second:.1f} | {stock.per_second:.1f}"
        f" | {ours.per_second / stock.per_second:.1f} × (goal: 3 ×) |",
        f"| turn about the 10th, median | {ours.early * 1000:.0f} ms | {stock.early * 1000:.0f} ms | |",
        f"| turn about the 400th, median | {ours.late * 1000:.0f} ms | {stock.late * 1000:.0f} ms | |",
        f"| growth | {ours.late / ours.early:.2f} × | {stock.late / stock.early:.2f} × | goal: ours ≤ 1.2 × |",
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(table(asyncio.run(measure())))


if __name__ == "__main__":
    main()
