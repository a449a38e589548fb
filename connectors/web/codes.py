"""Redeeming a return code for a new token."""

from __future__ import annotations

from aiohttp import web

from connectors.record.codes import find_code, redeem_code
from connectors.store.errors import StoreBusyError
from connectors.web.guessing import TooManyGuessesError
from connectors.web.service import SERVICE, Service
from connectors.web.visitors import visitor_key

LARGEST_BODY = 1_000


async def redeem(request: web.Request) -> web.Response:
    """Answer ``{"token"}`` for a right code; 404 for a wrong, expired or revoked one, or 429 when many are."""
    service = request.app[SERVICE]
    typed = await _read_typed(request)
    if typed is None:
        return web.json_response({"error": "malformed"}, status=400)
    address, guesses = visitor_key(request), service.guesses
    try:
        async with guesses.looking_up(address):
            token = await _exchange(service, typed)
        if token is None:
            await guesses.charge(address)
    except TooManyGuessesError as error:
        headers = {"Retry-After": str(error.retry_after)}
        return web.json_response({"error": "too_many"}, status=429, headers=headers)
    except StoreBusyError:
        return web.json_response({"error": "busy"}, status=503, headers={"Retry-After": "2"})
    if token is None:
        return web.json_response({"error": "wrong"}, status=404)
    return web.json_response({"token": token})


async def _exchange(service: Service, typed: str) -> str | None:
    """Look the code up without writing, as most guesses are wrong; only a right one may wait for the disk."""
    keys, now = service.tools.keys, service.tools.clock()
    if await service.database.read(lambda session: find_code(session, typed, keys, now=now)) is None:
        return None
    return await service.database.write(lambda session: redeem_code(session, typed, keys, now=now))


async def _read_typed(request: web.Request) -> str | None:
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        return None
    typed = body.get("code") if isinstance(body, dict) else None
    return typed if isinstance(typed, str) else None
