"""The least that any gateway costs: a socket that acknowledges at once and answers after the time of a turn.

What a conversation with it takes is the way over the sockets and the measuring client.
``python -m benchmarks.echo PORT``.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web

from benchmarks.stand_in import SECONDS_PER_TURN


async def _answer(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(protocols=("startbro.1",))
    await socket.prepare(request)
    async for received in socket:
        frame = received.json()
        if frame["type"] == "hello":
            await socket.send_json({"type": "log", "messages": []})
            continue
        await socket.send_json({"type": "ack", "client_id": frame["client_id"], "seq": 1})
        await asyncio.sleep(SECONDS_PER_TURN)
        await socket.send_json({"type": "message", "message": {"author": "bot", "text": frame["text"]}})
    return socket


def main() -> None:
    """Serve until killed."""
    app = web.Application()
    app.router.add_get("/socket", _answer)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
