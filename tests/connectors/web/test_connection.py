"""A slow or silent reader costs no memory and delays nobody."""

from __future__ import annotations

import asyncio
import socket as sockets
import time

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from connectors.web import connection, opening
from connectors.web.service import SERVICE
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import ORIGIN, answers_to


async def open_deaf(server: TestServer, token: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a socket by hand that will never be read."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", server.port))
    reader, writer = await asyncio.open_connection(sock=raw, limit=1_024)
    writer.write(
        f"GET /socket HTTP/1.1\r\nHost: x\r\nOrigin: {ORIGIN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    hello = f'{{"type":"hello","token":"{token}","last_seq":0}}'.encode()
    writer.write(bytes([0x81, 0x80 | len(hello)]) + b"\0\0\0\0" + hello)
    await writer.drain()
    return reader, writer


async def test_a_tab_that_does_not_read_delays_no_other(server: TestServer, window: Opener) -> None:
    talk = await window()
    assert talk.token
    _, deaf = await open_deaf(server, talk.token)
    waits = []
    for number in range(8):
        started = time.monotonic()
        await talk.say(f"{number} " + "long " * 700)
        await talk.line(answers_to(f"{number} long"))
        waits.append(time.monotonic() - started)
    assert max(waits) < 2.0
    deaf.close()


async def test_a_reader_with_too_much_waiting_is_cut_off_and_loses_nothing(
    server: TestServer, window: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.Connection, "most_frames", 5)
    talk = await window()
    assert talk.token
    assert server.app
    await talk.say("before")
    await talk.line(answers_to("before"))
    hub = server.app[SERVICE].hub
    conversation = str(talk.frames[0]["conversation"])
    for number in range(7):
        hub.send(conversation, {"type": "status", "state": f"x{number}"})
    await talk.closed()
    again = await window(token=talk.token, last_seq=0)
    await again.line(answers_to("before"))


async def test_who_opens_a_socket_and_says_nothing_is_sent_away(
    server: TestServer, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SECONDS_TO_HELLO", 0.1)
    async with session.ws_connect(server.make_url("/socket"), headers={"Origin": ORIGIN}) as opened:
        closed = await opened.receive(timeout=3)
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.POLICY_VIOLATION)


async def test_a_closed_window_is_forgotten(server: TestServer, window: Opener) -> None:
    talk = await window()
    assert server.app
    hub = server.app[SERVICE].hub
    assert len([*hub.everyone()]) == 1
    await talk.close()
    for _ in range(100):
        if not [*hub.everyone()]:
            break
        await asyncio.sleep(0.02)
    assert not [*hub.everyone()]
