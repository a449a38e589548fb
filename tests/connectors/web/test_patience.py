"""Connections that send the head of their request too slowly are ended, and nobody else's are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from connectors.web import patience

SECONDS = 0.3


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="here")

    app = web.Application()
    patience.set_up(app)
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    assert runner.server is not None
    accept = patience.impatient(runner.server, app, seconds=SECONDS)
    listening = await asyncio.get_running_loop().create_server(accept, "127.0.0.1", 0)
    yield listening.sockets[0].getsockname()[1]
    listening.close()
    await runner.cleanup()


async def test_a_head_that_never_ends_is_cut_off(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_silence_is_cut_off(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_who_has_asked_may_ask_again_later(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    silent, silent_writer = await asyncio.open_connection("127.0.0.1", port)
    request = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
    writer.write(request)
    assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")
    # The one that came later and said nothing has been ended: our own time to ask is over as well.
    assert await asyncio.wait_for(silent.read(), 5) == b""
    writer.write(request)
    assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")
    writer.close()
    silent_writer.close()
