"""One open socket seen from our side: what waits to be sent, and the one task that sends it.

Lines of the log are not queued: the connection remembers the last ``seq`` it sent and fetches what is newer when it
has time, so a slow reader costs no memory and delays nobody. A few new lines are handed over with the news, and are
fetched only when they do not follow on the last one sent. Other frames wait in a short queue; a full one ends the
socket.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

Frame = Mapping[str, Any]
Lines = Callable[[int], Awaitable[list[Frame]]]
"""Gives the frames of the log after a sequence number, oldest first."""

MOST_FRAMES = 256
MOST_FRESH = 16
MOST_BYTES = 256 * 1024
SECONDS_TO_TAKE = 30.0


def written(frame: Frame) -> str:
    """Write a frame as it goes over the wire."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


class Connection:
    """A socket of one conversation. ``cursor`` is the last line the other side has or is being sent."""

    most_frames = MOST_FRAMES
    most_bytes = MOST_BYTES

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, *, lines: Lines, cursor: int) -> None:
        self.socket = socket
        self.cursor = cursor
        self._transport = request.transport
        self._lines = lines
        self._waiting: deque[str] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._fresh: list[Frame] = []
        self._stale = False
        self._whole = True
        self._ending = False

    def put(self, frame: Frame) -> None:
        """Queue a frame; a reader that leaves too many unread is cut off and will come back for the log."""
        self.put_text(written(frame))

    def put_text(self, text: str) -> None:
        """Queue a frame that is written out already, as it is when several sockets get the same."""
        self._waiting.append(text)
        self._bytes += len(text)
        if len(self._waiting) > self.most_frames or self._bytes > self.most_bytes:
            self.cut_off()
        self._wake.set()

    def stir(self) -> None:
        """Say that the log may have grown."""
        self._stale = True
        self._wake.set()

    def grow(self, lines: Sequence[Frame]) -> None:
        """Say that the log has grown by these lines."""
        self._fresh.extend(lines)
        if len(self._fresh) > MOST_FRESH:
            self._fresh.clear()
            self._stale = True
        self._wake.set()

    def tell_all(self) -> None:
        """Send the whole log again, as after a change of language."""
        self.cursor = 0
        self._whole = True
        self.stir()

    def end(self) -> None:
        """Close the socket when what waits has been sent."""
        self._ending = True
        self._wake.set()

    def cut_off(self) -> None:
        """Drop the socket at once."""
        self._waiting.clear()
        self._bytes = 0
        self._ending = True
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Send until the socket ends; run it as the only task that writes to this socket."""
        while not self.socket.closed:
            await self._wake.wait()
            self._wake.clear()
            await self._send_waiting()
            await self._send_news()
            if self._ending and not self._waiting:
                await self.socket.close()

    async def _send_waiting(self) -> None:
        while self._waiting:
            text = self._waiting.popleft()
            self._bytes -= len(text)
            await self._send(text)

    async def _send_news(self) -> None:
        fresh = [line for line in self._fresh if line["seq"] > self.cursor]
        self._fresh.clear()
        follows = all(line["seq"] == seq for seq, line in enumerate(fresh, self.cursor + 1))
        if self._stale or (fresh and (self._whole or not follows)):
            self._stale = False
            await self._send_lines(await self._lines(self.cursor))
        elif fresh:
            await self._send_lines(fresh)

    async def _send_lines(self, lines: Sequence[Frame]) -> None:
        if self._whole:
            self._whole = False
            await self._send(written({"type": "log", "messages": lines}))
        else:
            for line in lines:
                await self._send(written({"type": "message", "message": line}))
        if lines:
            self.cursor = max(self.cursor, int(lines[-1]["seq"]))

    async def _send(self, text: str) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_TAKE):
                await self.socket.send_str(text)
        except (TimeoutError, ConnectionError):
            self.cut_off()
