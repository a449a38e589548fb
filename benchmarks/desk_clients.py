"""Everybody at the measured desk: people who write every ten seconds, and advisers who answer five seconds later.

Desk ``n`` is at gateway ``n``, counted round; of its people every second one is at another gateway when there is one.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import aiohttp

from tests.connectors.desk.desktop import Desktop
from tests.connectors.web.window import Window

ROUNDS = 5
SECONDS_BETWEEN = 10.0


@dataclass
class Times:
    """Seconds by way, and from when on everybody was there."""

    to_person: list[float] = field(default_factory=list)
    to_desk: list[float] = field(default_factory=list)
    settled: float = 0.0


@dataclass(frozen=True)
class Talk:
    """One conversation: who writes, who answers, and how many there are to share the seconds among."""

    conversation: str
    window: Window
    desk: Desktop
    number: int
    many: int


async def be_clients(origins: Sequence[str], prepared: Mapping[str, Any]) -> Times:
    """Be everybody."""
    gc.disable()  # everything received is kept, and looking through it would stop the clock of everybody
    times, many = Times(), len(prepared["people"])
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as out:
        desks = [await open_desk(out, origin_of(origins, at), *one) for at, one in enumerate(prepared["desks"])]
        talks = []
        for number, (conversation, token) in enumerate(prepared["people"]):
            at = number % len(desks)
            window = await open_person(out, origin_of(origins, at + number // len(desks)), token)
            talks.append(Talk(conversation, window, desks[at], number, many))
        for talk in talks:
            await talk.desk.take(talk.conversation)
        times.settled = time.monotonic()
        await asyncio.gather(*(go_on(times, talk) for talk in talks))
        await asyncio.gather(*(desk.close() for desk in desks), *(talk.window.close() for talk in talks))
    return times


def origin_of(origins: Sequence[str], number: int) -> str:
    """Give the gateways by turns."""
    return origins[number % len(origins)]


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


async def go_on(times: Times, talk: Talk) -> None:
    """Let one person write and be answered, again and again, each a little after the other."""
    window, desk, conversation = talk.window, talk.desk, talk.conversation
    await asyncio.sleep(SECONDS_BETWEEN * talk.number / talk.many)
    for turn in range(ROUNDS):
        asked, answered = f"fråga {turn}", f"svar {turn}"
        begun = time.monotonic()
        await window.say(asked)
        line = await desk.line(conversation, partial(reads, asked), 60)
        times.to_desk.append(time.monotonic() - begun)
        await desk.send(type="seen", conversation=conversation, seq=line["seq"])
        await asyncio.sleep(SECONDS_BETWEEN / 2)
        begun = time.monotonic()
        await desk.act("send", conversation, text=answered)
        line = await window.line(partial(reads, answered), 60)
        times.to_person.append(time.monotonic() - begun)
        await window.send(type="seen", seq=line["seq"])
        await asyncio.sleep(SECONDS_BETWEEN / 2)


def reads(text: str, line: Mapping[str, Any]) -> bool:
    """Tell whether a line has this text."""
    return bool(line["text"] == text)


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(be_clients(sys.argv[1:], json.loads(sys.stdin.read()))))))
