"""Measures the papers for a loan: PDF, DOCX and spreadsheet of one whole plan, in two languages, with all pictures.

The three files are asked for at once, as somebody does who downloads them all; each is made by a process of its own.
What the processors do for one packet says more than the clock where other programs run beside it.
"""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import time

from connectors.documents.export import build_document
from tests.connectors.documents.plans import DAY, whole_plan

FILES = (("pdf", True), ("docx", True), ("xlsx", False))
LOCALES = ("sv", "ar")
RUNS = 7


async def files() -> tuple[float, dict[str, float]]:
    """Make all files; give the seconds until the last one was there, and those until each was."""
    begun = time.perf_counter()
    each: dict[str, float] = {}

    async def make(kind: str, packet: bool) -> None:
        await build_document(whole_plan(), format=kind, locales=LOCALES, day=DAY, packet=packet)
        each[kind] = time.perf_counter() - begun

    await asyncio.gather(*(make(kind, packet) for kind, packet in FILES))
    return time.perf_counter() - begun, each


def worked() -> float:
    """Give the seconds that processors have worked for us and for the processes that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


async def main() -> None:
    """Print the median of several runs; the first, in which texts and templates are read, stands apart."""
    first, _ = await files()
    before = worked()
    runs = [await files() for _ in range(RUNS)]
    work = (worked() - before) / RUNS
    print(f"load {os.getloadavg()[0]:.1f}; the first packet of a process: {first:.2f} s")
    whole = [seconds for seconds, _ in runs]
    print(f"packet: median {statistics.median(whole):.2f} s, fastest {min(whole):.2f} s (goal: at most 2 s)")
    print(f"the processors work {work:.2f} s for one")
    for kind, _ in FILES:
        print(f"  {kind} was there after {statistics.median(each[kind] for _, each in runs):.2f} s")


if __name__ == "__main__":
    asyncio.run(main())
