"""Redeeming a return code for a new token, with budgets for guessers."""

from __future__ import annotations

from aiohttp import web

from connectors.keys import read_code
from connectors.record.codes import redeem_code
from connectors.store.errors import StoreBusyError
from connectors.web.limits import address_key
from connectors.web.service import SERVICE

LARGEST_BODY = 1_000


async def redeem(request: web.Request) -> web.Response:
    """Answer ``{"token"}`` for a right code; 404 for a wrong, expired or revoked one; 429 when guessing too much."""
    service = request.app[SERVICE]
    address = address_key(request.remote)
    if not service.limits.may_guess(address):
        return web.json_response({"error": "too_many"}, status=429, headers={"Retry-After": "2"})
    typed = await _read_typed(request)
    if typed is None:
        return web.json_response({"error": "malformed"}, status=400)
    now, keys = service.tools.clock(), service.tools.keys
    # The write is only for a code that can be one; a typing mistake must not wait for the disk.
    try:
        token = None
        if read_code(typed) is not None:
            token = await service.database.write(lambda session: redeem_code(session, typed, keys, now=now))
    except StoreBusyError:
        return web.json_response({"error": "busy"}, status=503, headers={"Retry-After": "2"})
    if token is None:
        service.limits.count_wrong_guess(address)
        return web.json_response({"error": "wrong"}, status=404)
    return web.json_response({"token": token})


async def _read_typed(request: web.Request) -> str | None:
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        return None
    typed = body.get("code") if isinstance(body, dict) else None
    return typed if isinstance(typed, str) else None
