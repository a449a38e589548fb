"""How every socket of ours opens and is read: a greeting within ten seconds, then a frame at a time, and how it ends.

The chat window's socket and the desk's differ in what they do with a frame, and in nothing that stands here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from connectors.logs import describe
from connectors.store.errors import StoreBusyError

SECONDS_TO_HELLO = 10.0
SECONDS_BETWEEN_PINGS = 25.0

log = logging.getLogger("startbro.web")
Serve = Callable[[web.Request, web.WebSocketResponse, Mapping[str, Any]], Awaitable[None]]
"""Serves a socket that has sent its greeting until it closes."""
Take = Callable[[Mapping[str, Any]], Awaitable[bool]]
"""Acts on a frame; false for one that no client of ours sends."""


@dataclass(frozen=True)
class Kind:
    """A kind of socket: the name of its protocol, and the largest frame it reads, in bytes."""

    protocol: str
    largest_frame: int


async def open_socket(request: web.Request, kind: Kind, serve: Serve) -> web.WebSocketResponse:
    """Open a socket and serve it until it closes; whatever goes wrong ends it with a code of its own."""
    socket = web.WebSocketResponse(
        protocols=(kind.protocol,), heartbeat=SECONDS_BETWEEN_PINGS, max_msg_size=kind.largest_frame, compress=False
    )
    await socket.prepare(request)
    try:
        hello = await _read_hello(socket)
        if hello is None:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        else:
            await serve(request, socket, hello)
    except StoreBusyError:
        await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
    except Exception as error:  # the middleware's answer would be written into the open socket as if it were a frame
        log.error("socket %s failed: %s", kind.protocol, describe(error))
        await socket.close(code=WSCloseCode.INTERNAL_ERROR)
    return socket


async def read_frames(
    socket: web.WebSocketResponse, take: Take, *, is_over: Callable[[], bool] = lambda: False
) -> None:
    """Hand over the frames that come in until the socket closes; one that no client of ours sends ends it.

    From when ``is_over`` says so, what still comes in is not acted on.
    """
    async for received in socket:
        if is_over():
            return
        frame = read_frame(received.data) if received.type is WSMsgType.TEXT else None
        if frame is None or not await take(frame):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return


def read_frame(data: str) -> dict[str, Any] | None:
    """Read a frame; None for anything that is not an object with a type."""
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return frame if isinstance(frame, dict) and isinstance(frame.get("type"), str) else None


async def _read_hello(socket: web.WebSocketResponse) -> Mapping[str, Any] | None:
    try:
        async with asyncio.timeout(SECONDS_TO_HELLO):
            first = await socket.receive()
    except TimeoutError:
        return None
    frame = read_frame(first.data) if first.type is WSMsgType.TEXT else None
    return frame if frame and frame["type"] == "hello" else None
