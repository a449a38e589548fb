"""What the desk costs: 200 conversations with an adviser at once, at 20 desks that follow every list.

The gateway is the real one on SQLite and alone in its process, beside a task that notes how long its loop stands still.
People and advisers are in another process: each person writes every ten seconds and is answered five seconds later,
and both windows say that the line was seen, as the pages do. Measured is the time from an adviser's sending to the
person's socket, and from the person's to the desk. A third process does nothing but sleep and wake: how late it comes
is what the machine does to everybody, and no gateway can be quicker. ``python -m benchmarks.desk``.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import unused_port

from connectors.app import build_app
from connectors.desk.sessions import Step, begin
from connectors.record.conversations import open_conversation
from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Wish
from connectors.settings import Settings
from connectors.store.migrate import migrate
from connectors.web.service import SERVICE, Service
from tests.connectors.desk.desktop import Desktop, employ
from tests.connectors.web.conftest import FakeUnderstander
from tests.connectors.web.window import Window

PEOPLE, DESKS = 200, 20
ROUNDS = 5
SECONDS_BETWEEN = 10.0
PROBE = 0.002
BYSTANDER = "bystander"


@dataclass
class Times:
    """Seconds, by way."""

    to_person: list[float] = field(default_factory=list)
    to_desk: list[float] = field(default_factory=list)


async def probe(stalls: list[float]) -> None:
    """Note again and again how much later than asked the loop comes back."""
    while True:
        begun = perf_counter()
        await asyncio.sleep(PROBE)
        stalls.append(perf_counter() - begun - PROBE)


async def serve() -> None:
    """Run the gateway, let the clients run against it, and print what was measured."""
    with TemporaryDirectory() as folder:
        port = unused_port()
        settings = Settings(
            action_port=unused_port(),
            database_url=f"sqlite:///{folder}/startbro.db",
            state=Path(folder),
            public_url=f"http://127.0.0.1:{port}",
        )
        await asyncio.to_thread(migrate, settings.database_url)
        app = build_app(settings, FakeUnderstander())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
        prepared = await prepare(app[SERVICE])
        stalls: list[float] = []
        probing = asyncio.create_task(probe(stalls))
        bystander = await start(BYSTANDER)
        load, begun, busy = os.getloadavg(), perf_counter(), time.process_time()
        told = await run_clients(f"http://127.0.0.1:{port}", prepared)
        share = (time.process_time() - busy) / (perf_counter() - begun)
        others = json.loads((await bystander.communicate(b"\n"))[0])
        probing.cancel()
        await runner.cleanup()
    show(told, stalls, others)
    print(f"gateway: {share:.0%} of a core; load {load[0]:.1f} before, {os.getloadavg()[0]:.1f} after")


def show(told: Mapping[str, Any], stalls: Sequence[float], others: Sequence[float]) -> None:
    """Print what was measured, without the first part: everybody arriving at once, which no day at the desk is like."""
    times, settled = Times(**told["times"]), [kept[int(len(kept) * told["arriving"]) :] for kept in (stalls, others)]
    rows = (times.to_person, times.to_desk, *settled)
    for name, found in zip(("send to seen", "person to desk", "stall", "bystander"), rows, strict=True):
        cut = quantiles(found, n=1000)
        print(
            f"{name}: {len(found)}, ms p50 {cut[499] * 1e3:.1f}, p95 {cut[949] * 1e3:.1f}, p99.9 {cut[998] * 1e3:.1f}"
        )


async def prepare(service: Service) -> dict[str, Any]:
    """Make advisers with sessions, and people who wait; give tokens."""
    now, tools = datetime.now(UTC), service.tools

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

    return await service.database.write(step)


async def run_clients(origin: str, prepared: dict[str, Any]) -> dict[str, Any]:
    """Run the clients in a process of their own."""
    told, _ = await (await start(origin)).communicate(json.dumps(prepared).encode())
    answer: dict[str, Any] = json.loads(told)
    return answer


async def start(part: str) -> asyncio.subprocess.Process:
    """Start this program again as another part."""
    command = (sys.executable, "-m", "benchmarks.desk", part)
    return await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)


async def stand_by() -> list[float]:
    """Sleep and wake until a line comes in; give how late each waking was."""
    late: list[float] = []
    probing = asyncio.create_task(probe(late))
    await asyncio.to_thread(sys.stdin.readline)
    probing.cancel()
    return late


async def be_clients(origin: str, prepared: dict[str, Any]) -> dict[str, Any]:
    """Be everybody; give the times and which part of the whole was arriving."""
    gc.disable()  # everything received is kept, and looking through it would stop the clock of everybody
    begun, times = perf_counter(), Times()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as out:
        desks = [await open_desk(out, origin, *one) for one in prepared["desks"]]
        people = [(conversation, await open_person(out, origin, token)) for conversation, token in prepared["people"]]
        for number, (conversation, _) in enumerate(people):
            await desks[number % DESKS].take(conversation)
        arrived = perf_counter() - begun
        await asyncio.gather(
            *(talk(times, desks[number % DESKS], number, *person) for number, person in enumerate(people))
        )
        arriving = arrived / (perf_counter() - begun)
        await asyncio.gather(*(desk.close() for desk in desks), *(window.close() for _, window in people))
    return {"times": {"to_person": times.to_person, "to_desk": times.to_desk}, "arriving": arriving}


async def open_desk(out: aiohttp.ClientSession, origin: str, adviser: str, token: str) -> Desktop:
    """Open one desk that follows every list."""
    headers = {"Origin": origin, "Cookie": f"startbro_desk={token}"}
    desk = Desktop(await out.ws_connect(f"{origin}/desk/socket", headers=headers), adviser)
    await desk.socket.send_json({"type": "hello", "locale": "sv"})
    await desk.frame("welcome", 60)
    await desk.follow()
    return desk


async def open_person(out: aiohttp.ClientSession, origin: str, token: str) -> Window:
    """Open one person's window."""
    window = Window(await out.ws_connect(f"{origin}/socket", headers={"Origin": origin}, protocols=("startbro.1",)))
    hello = {"type": "hello", "token": token, "last_seq": 0, "locale": None, "template": None}
    await window.socket.send_json(hello)
    await window.frame("log", 60)
    return window


async def talk(times: Times, desk: Desktop, number: int, conversation: str, window: Window) -> None:
    """Let one person write and be answered, again and again, each a little after the other."""
    await asyncio.sleep(SECONDS_BETWEEN * number / PEOPLE)
    for turn in range(ROUNDS):
        asked, answered = f"fråga {turn}", f"svar {turn}"
        begun = perf_counter()
        await window.say(asked)
        line = await desk.line(conversation, partial(reads, asked), 60)
        times.to_desk.append(perf_counter() - begun)
        await desk.send(type="seen", conversation=conversation, seq=line["seq"])
        await asyncio.sleep(SECONDS_BETWEEN / 2)
        begun = perf_counter()
        await desk.act("send", conversation, text=answered)
        line = await window.line(partial(reads, answered), 60)
        times.to_person.append(perf_counter() - begun)
        await window.send(type="seen", seq=line["seq"])
        await asyncio.sleep(SECONDS_BETWEEN / 2)


def reads(text: str, line: Mapping[str, Any]) -> bool:
    """Tell whether a line has this text."""
    return bool(line["text"] == text)


def main(arguments: Sequence[str]) -> None:
    """Be the gateway, the bystander, or with an address the clients."""
    if not arguments:
        asyncio.run(serve())
        return
    if arguments[0] == BYSTANDER:
        print(json.dumps(asyncio.run(stand_by())))
        return
    told = asyncio.run(be_clients(arguments[0], json.loads(sys.stdin.read())))
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
