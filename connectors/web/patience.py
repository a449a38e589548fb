"""Ends connections that do not say what they want: a request's head must be whole ten seconds after they open.

aiohttp waits for the first head without end, so that many slow connections would hold us up at no cost to the sender.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler

SECONDS_TO_ASK = 10.0
SILENT = web.AppKey("SILENT", set[asyncio.BaseProtocol])

Accept = Callable[[], asyncio.BaseProtocol]


def set_up(app: web.Application) -> None:
    """Note every connection that has asked for something; must be the outermost middleware."""
    app[SILENT] = set()
    app.middlewares.insert(0, note_asking)


@web.middleware
async def note_asking(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Remember that this connection's first head is whole."""
    request.app[SILENT].discard(request.protocol)
    return await handler(request)


def impatient(server: web.Server, app: web.Application, *, seconds: float = SECONDS_TO_ASK) -> Accept:
    """Give what accepts connections for ``server`` and closes those that have asked for nothing after ``seconds``."""
    loop = asyncio.get_running_loop()
    silent = app[SILENT]

    def accept() -> asyncio.BaseProtocol:
        protocol = server()
        silent.add(protocol)
        loop.call_later(seconds, end_if_silent, protocol)
        return protocol

    def end_if_silent(protocol: web.RequestHandler) -> None:
        if protocol in silent:
            silent.discard(protocol)
            protocol.force_close()

    return accept
