"""The socket of the chat window: opening or resuming a conversation, and a frame at a time after that."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.language.locales import direction, negotiate, offered, parse_accept_language
from connectors.record.conversations import by_token, open_conversation, view
from connectors.record.types import BOT, ConversationView, UnknownConversationError
from connectors.web.advisers import tell_adviser
from connectors.web.composing import opening
from connectors.web.connection import Connection, Frame
from connectors.web.opening import Kind, open_socket, read_frames
from connectors.web.security import is_allowed_origin
from connectors.web.service import SERVICE, Service
from connectors.web.visit import Visit
from connectors.web.visitors import visitor_key

KIND = Kind("startbro.1", 16 * 1024)


async def handle_socket(request: web.Request) -> web.StreamResponse:
    """Serve one socket until it closes."""
    service = request.app[SERVICE]
    if not is_allowed_origin(request):
        raise web.HTTPForbidden(text="This site may not embed the chat.")
    if not service.limits.sockets.take(visitor_key(request)):
        raise web.HTTPTooManyRequests(headers={"Retry-After": "5"})
    return await open_socket(request, KIND, _greet_known)


async def _greet_known(request: web.Request, socket: web.WebSocketResponse, hello: Mapping[str, Any]) -> None:
    try:
        await _serve(request, socket, hello)
    except UnknownConversationError:
        await _refuse(socket, "unknown_token")


async def _serve(request: web.Request, socket: web.WebSocketResponse, hello: Mapping[str, Any]) -> None:
    service = request.app[SERVICE]
    found, token = await _open_or_resume(request, service, hello)
    if found is None:
        await _refuse(socket, "unknown_token")
        return
    last_seq = hello.get("last_seq")
    known = int(last_seq) if isinstance(last_seq, int) and 0 <= last_seq <= found.last_seq else 0
    connection = Connection(request, socket, lines=lambda after: service.lines(found.id, after), cursor=known)
    connection.put(_welcome(service, found, token))
    service.hub.join(found.id, connection)
    writer = asyncio.create_task(connection.write())
    try:
        await _greet(service, connection, found, hello=hello, is_new=token is not None)
        await read_frames(socket, Visit(service, connection, found).take)
    finally:
        service.hub.leave(found.id, connection)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)


async def _open_or_resume(
    request: web.Request, service: Service, hello: Mapping[str, Any]
) -> tuple[ConversationView | None, str | None]:
    """Give the conversation, with its token when it is a new one."""
    token = hello.get("token")
    if token is not None:
        given = str(token)[:200]
        return await service.database.read(lambda session: by_token(session, given)), None
    locale = choose_locale(hello.get("locale"), request.headers.get("Accept-Language", ""))
    now = service.tools.clock()

    def step(session: Session) -> tuple[ConversationView, str]:
        opened = open_conversation(session, locale, now=now)
        session.flush()
        return view(session, opened.conversation), opened.token

    return await service.database.write(step)


def choose_locale(wanted: object, header: str) -> str:
    """Choose an offered language: the one asked for, else what the browser prefers."""
    wished = [wanted] if isinstance(wanted, str) else []
    return negotiate([*wished, *parse_accept_language(header)], offered())


def _welcome(service: Service, found: ConversationView, token: str | None) -> Frame:
    frame: dict[str, Any] = {
        "type": "welcome",
        "conversation": found.id,
        "locale": found.locale,
        "direction": direction(found.locale),
        "last_seq": found.last_seq,
        "bot": "away" if service.understander.boot is None else "ready",
    }
    return {**frame, "token": token} if token else frame


async def _greet(
    service: Service, connection: Connection, found: ConversationView, *, hello: Mapping[str, Any], is_new: bool
) -> None:
    """Show the log and the plan; somebody new is welcomed without waiting for Rasa."""
    if is_new:
        library = (await service.shelf.get()).library
        await service.engine.say(found.id, opening(library, hello.get("template")), turn=f"open_{found.id}")
    connection.stir()
    connection.put(await service.plan(found.id))
    if found.owner.kind != BOT:
        connection.put(await tell_adviser(service, found.id))
    service.engine.wake(found.id)


async def _refuse(socket: web.WebSocketResponse, reason: str) -> None:
    with contextlib.suppress(ConnectionError):
        await socket.send_json({"type": "closed", "reason": reason})
    await socket.close()
