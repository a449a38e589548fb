"""A chat window without a browser: speaks the socket's protocol and remembers what it was told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import uuid4

import aiohttp
from aiohttp.test_utils import TestServer

Frame = Mapping[str, Any]
T = TypeVar("T")
ORIGIN = "http://127.0.0.1:8080"


class Window:
    """One socket of one visitor. ``log`` is the conversation by ``seq``; ``frames`` is everything that came."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[Frame] = []
        self.log: dict[int, Frame] = {}
        self.token: str | None = None
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for received in self.socket:
            frame = received.json()
            self.frames.append(frame)
            if frame["type"] == "welcome":
                self.token = frame.get("token", self.token)
            elif frame["type"] == "message":
                self.log[frame["message"]["seq"]] = frame["message"]
            elif frame["type"] == "log":
                self.log |= {line["seq"]: line for line in frame["messages"]}
            self._news.set()
        self._news.set()

    async def send(self, **frame: Any) -> str:
        """Send a frame with a fresh client id, and give that id."""
        client_id = str(frame.setdefault("client_id", uuid4().hex))
        await self.socket.send_json(frame)
        return client_id

    async def say(self, text: str, client_id: str | None = None) -> str:
        """Send a message."""
        return await self.send(type="say", text=text, **({"client_id": client_id} if client_id else {}))

    async def until(self, found: Callable[[Window], T | None], seconds: float = 10.0) -> T:
        """Wait until ``found(window)`` is true, and give it."""
        async with asyncio.timeout(seconds):
            while not (value := found(self)):
                assert not self.socket.closed, f"closed with {self.socket.close_code}"
                self._news.clear()
                await self._news.wait()
        return value

    async def frame(self, kind: str, seconds: float = 10.0, **values: Any) -> Frame:
        """Wait for a frame of a kind with these values."""

        def find(window: Window) -> Frame | None:
            wanted = {"type": kind, **values}
            return next((frame for frame in window.frames if wanted.items() <= frame.items()), None)

        return await self.until(find, seconds)

    async def line(self, wanted: Callable[[Frame], bool], seconds: float = 10.0) -> Frame:
        """Wait for a line of the log."""
        return await self.until(lambda window: next(filter(wanted, window.log.values()), None), seconds)

    async def closed(self, seconds: float = 10.0) -> int | None:
        """Wait until the other side has closed, and give its code."""
        await asyncio.wait_for(asyncio.shield(self._reading), seconds)
        return self.socket.close_code

    async def close(self) -> None:
        """Go away."""
        await self.socket.close()
        await self._reading


def answers_to(text: str) -> Callable[[Frame], bool]:
    """Match the line in which the fake understander answers a text."""
    return lambda line: line["author"] == "bot" and text in line["text"]


def count(talk: Window, wanted: Callable[[Frame], bool]) -> int:
    """Count the lines that match."""
    return sum(1 for line in talk.log.values() if wanted(line))


async def open_window(
    session: aiohttp.ClientSession, server: TestServer, *, token: str | None = None, last_seq: int = 0, **hello: Any
) -> Window:
    """Open a socket, say hello, and wait for the welcome."""
    socket = await session.ws_connect(
        server.make_url("/socket"), headers={"Origin": ORIGIN}, protocols=("startbro.1",), autoclose=True
    )
    window = Window(socket)
    frame = {"type": "hello", "token": token, "last_seq": last_seq, "locale": "en", "template": None, **hello}
    await socket.send_json(frame)
    await window.frame("welcome")
    return window
