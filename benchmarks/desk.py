"""What the desk costs: 200 conversations with an adviser at once, at 20 desks that follow every list.

``python -m benchmarks.desk``: one real gateway on SQLite, alone in its process. ``python -m benchmarks.desk 2``: two of
them on one PostgreSQL with a Redis between, half of desks and people at each, and half of the people not where their
adviser is. People and advisers are in another process: each person writes every ten seconds and is answered five
seconds later, and both windows say that the line was seen, as the pages do. Measured is the time from an adviser's
sending to the person's socket, from the person's to the desk, and how long the gateways' loops stand still.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp.test_utils import unused_port

from benchmarks.desk_clients import Times
from benchmarks.desk_gateway import Place
from bot.language.catalogue import default_catalogue
from bot.language.identity_numbers import mask
from bot.language.rendering import render
from connectors.desk.sessions import Step, begin
from connectors.keys import Keys
from connectors.record.conversations import open_conversation
from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Wish
from connectors.record.types import Tools
from connectors.store.database import Database
from connectors.store.migrate import migrate
from tests.connectors.databases import postgresql_url
from tests.connectors.desk.desktop import employ
from tests.connectors.fanout.redis_server import run_redis

PEOPLE, DESKS = 200, 20
GATEWAY, CLIENTS, BYSTANDER = "benchmarks.desk_gateway", "benchmarks.desk_clients", "benchmarks.probing"


async def measure(gateways: int) -> None:
    """Run gateways, clients and a bystander, and print what was measured."""
    async with laid_out(gateways) as places:
        prepared = await prepare(places[0])
        running = [await start_gateway(place) for place in places]
        bystander, load = await start(BYSTANDER), os.getloadavg()
        told = await end(await start(CLIENTS, *(place.origin for place in places)), json.dumps(prepared))
        found = [await end(gateway) for gateway in running]
        times = Times(**told)
        show({"send to seen": times.to_person, "person to desk": times.to_desk})
        loops = [("stall", gateway["late"]) for gateway in found] + [("bystander", await end(bystander))]
        for name, late in loops:  # without everybody arriving at once, which no day at the desk is like
            show({name: [seconds for when, seconds in late if when >= times.settled]})
    shares = ", ".join(f"{gateway['share']:.0%}" for gateway in found)
    print(f"gateways: {shares} of a core; load {load[0]:.1f} before, {os.getloadavg()[0]:.1f} after")


def show(rows: Mapping[str, Sequence[float]]) -> None:
    """Print seconds as milliseconds."""
    for name, found in rows.items():
        cut = quantiles(found, n=1000)
        print(
            f"{name}: {len(found)}, ms p50 {cut[499] * 1e3:.1f}, p95 {cut[949] * 1e3:.1f}, p99.9 {cut[998] * 1e3:.1f}"
        )


@asynccontextmanager
async def laid_out(gateways: int) -> AsyncIterator[list[Place]]:
    """Make a migrated database, a folder, and for several gateways a Redis; give the place of each gateway."""
    with TemporaryDirectory() as folder:
        first = Place(f"sqlite:///{folder}/startbro.db", folder, unused_port())
        if gateways == 1:
            await asyncio.to_thread(migrate, first.database)
            yield [first]
            return
        with contextmanager(postgresql_url)() as database:
            await asyncio.to_thread(migrate, database)
            async with run_redis(Path(folder)) as redis:
                shared = replace(first, database=database, redis=redis.url)
                yield [shared, *(replace(shared, port=unused_port()) for _ in range(gateways - 1))]


async def prepare(place: Place) -> dict[str, Any]:
    """Make advisers with sessions, and people who wait; give tokens."""
    now, version = datetime.now(UTC), default_catalogue().version
    tools = Tools(render, version, Keys.load(Path(place.state)), mask, lambda: datetime.now(UTC))

    def step(session: Any) -> dict[str, Any]:
        desks = []
        for number in range(DESKS):
            adviser = employ(session, now, name=f"Adviser {number}", organisation="o_bench")
            session.flush()
            desks.append([adviser, begin(session, adviser, Step.DONE, now=now)])
        people = []
        for number in range(PEOPLE):
            opened = open_conversation(session, ("ar", "so", "sv")[number % 3], now=now, template="general")
            ask(session, opened.conversation, Wish(about=f"Fråga {number}"), tools=tools)
            people.append([opened.conversation, opened.token])
        return {"desks": desks, "people": people}

    database = Database(place.database)
    try:
        return await database.write(step)
    finally:
        await database.close()


async def start(part: str, *arguments: str) -> Process:
    """Start another part in a process of its own."""
    command = (sys.executable, "-m", part, *arguments)
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=2**28)


async def start_gateway(place: Place) -> Process:
    """Start a gateway and wait until it is up."""
    process = await start(GATEWAY)
    assert process.stdin is not None  # noqa: S101  it was asked for
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(f"{place.written()}\n".encode())
    if not await process.stdout.readline():
        raise RuntimeError("a gateway has not come up")
    return process


async def end(process: Process, line: str = "") -> Any:
    """Give a process its last line, and give what it writes."""
    written, _ = await process.communicate(f"{line}\n".encode())
    return json.loads(written)


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
