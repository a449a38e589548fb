"""Stands in for Rasa as a process of its own that can be killed and stopped: echoes what it hears.

Run it with a port, a secret and a delay in seconds.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from secrets import token_hex

from aiohttp import web

BOOT = token_hex(8)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def turn(request: web.Request) -> web.Response:
    """Answer one turn with its text."""
    body = await request.json()
    await asyncio.sleep(request.app[DELAY])
    said = {"type": "name", "value": body.get("text", "a button")}
    message = {"reply": "utter_answer_changed", "values": {"question": said, "answer": said}}
    parse = {"intent": "give_answer", "confidence": 1.0, "entities": []}
    return web.json_response({"turn": body["turn"], "messages": [message], "parse": parse})


async def ready(request: web.Request) -> web.Response:
    """Be ready at once."""
    return web.json_response({"ready": True, "problems": [], "boot": BOOT})


@web.middleware
async def check_secret(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse who does not know the secret."""
    if request.headers.get("X-Startbro-Secret") != request.app[SECRET]:
        return web.json_response({"error": "wrong secret"}, status=401)
    return await handler(request)


DELAY = web.AppKey("DELAY", float)
SECRET = web.AppKey("SECRET", str)


def main(port: str, secret: str, delay: str) -> None:
    """Serve until killed."""
    app = web.Application(middlewares=[check_secret])
    app[SECRET], app[DELAY] = secret, float(delay)
    app.router.add_post("/webhooks/startbro/turn", turn)
    app.router.add_get("/webhooks/startbro/ready", ready)
    web.run_app(app, host="127.0.0.1", port=int(port), print=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
