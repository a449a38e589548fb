"""The desk's socket: the session of the cookie, a greeting, and a frame at a time after that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.language.locales import negotiate
from connectors.desk import acting, frames, looking, ready_answers, working
from connectors.desk.desk_visit import DeskVisit
from connectors.desk.door import GUARD
from connectors.desk.outgoing import Desk, DeskConnection
from connectors.desk.pages import desk_locales
from connectors.desk.policy import signed
from connectors.desk.service import DESK, DeskService
from connectors.desk.sessions import Signed
from connectors.logs import describe
from connectors.store.errors import StoreBusyError
from connectors.web.connection import Frame
from connectors.web.socket import SECONDS_BETWEEN_PINGS, SECONDS_TO_HELLO, read_frame

PROTOCOL = "startbro.desk.1"
LARGEST_FRAME = 128 * 1024
"""A paste of twenty thousand letters of any script is read, so that it can be refused in words."""
SECONDS_BETWEEN_USES = 60.0

log = logging.getLogger("startbro.desk")


async def handle_desk_socket(request: web.Request) -> web.StreamResponse:
    """Serve one socket until it closes; the policy has looked at cookie and origin."""
    socket = web.WebSocketResponse(
        protocols=(PROTOCOL,), heartbeat=SECONDS_BETWEEN_PINGS, max_msg_size=LARGEST_FRAME, compress=False
    )
    await socket.prepare(request)
    try:
        hello = await _read_hello(socket)
        if hello is None:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        else:
            await _serve(request, socket, hello)
    except StoreBusyError:
        await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
    except Exception as error:  # the middleware's answer would be written into the open socket as if it were a frame
        log.error("desk socket failed: %s", describe(error))
        await socket.close(code=WSCloseCode.INTERNAL_ERROR)
    return socket


async def _read_hello(socket: web.WebSocketResponse) -> Mapping[str, Any] | None:
    try:
        async with asyncio.timeout(SECONDS_TO_HELLO):
            first = await socket.receive()
    except TimeoutError:
        return None
    frame = read_frame(first.data) if first.type is WSMsgType.TEXT else None
    return frame if frame and frame["type"] == "hello" else None


async def _serve(request: web.Request, socket: web.WebSocketResponse, hello: Mapping[str, Any]) -> None:
    service, mine = request.app[DESK], signed(request)
    wished = [str(hello.get("locale")), mine.adviser.locale]
    connection = DeskConnection(request, socket)
    desk = Desk(mine.adviser, negotiate(wished, desk_locales()), connection)

    def end() -> None:
        desk.put({"type": "signed_out", "reason": "expired"})
        service.board.desks.discard(desk)
        connection.end()

    writer = asyncio.create_task(connection.write())
    try:
        await service.loaded()
        await service.attendance.come(desk)
        await service.refresh()
        with request.app[GUARD].watching(mine, end):
            desk.put(await _welcome(service, desk))
            service.board.desks.add(desk)
            await _read_frames(request, socket, DeskVisit(service, desk, ACTS, WRITES), mine)
    finally:
        # All that matters before the first await: a broken connection may cancel us there.
        service.board.desks.discard(desk)
        service.attendance.leave(desk)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)


async def _welcome(service: DeskService, desk: Desk) -> Frame:
    roster, catalogue = service.roster, service.service.catalogue
    organisation = desk.who.organisation
    others = {one: name for one, name in roster.organisations.items() if one != organisation}
    return {
        "type": "welcome",
        "adviser": roster.frame(desk.who.id),
        "organisation": {"id": organisation, "name": roster.organisations.get(organisation, "")},
        "organisations": [{"id": one, "name": name} for one, name in sorted(others.items(), key=lambda item: item[1])],
        "colleagues": [one.frame() for one in roster.colleagues(organisation)],
        "teams": [{"id": team, "name": name} for team, name, of in roster.teams if of == organisation],
        "ready_answers": await ready_answers.listed(service, desk),
        "outcomes": frames.named(service.outcomes, "desk_outcome_", catalogue, desk.locale),
        "labels": frames.named(service.labels, "desk_label_", catalogue, desk.locale),
        "now": service.service.tools.clock().isoformat(),
    }


async def _read_frames(request: web.Request, socket: web.WebSocketResponse, visit: DeskVisit, mine: Signed) -> None:
    loop = asyncio.get_running_loop()
    used = loop.time()
    async for received in socket:
        if visit.desk not in visit.service.board.desks:
            return  # the session is over: what still comes in is not acted on
        frame = read_frame(received.data) if received.type is WSMsgType.TEXT else None
        if frame is None or not await visit.take(frame):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        if loop.time() - used > SECONDS_BETWEEN_USES:
            used = loop.time()
            await request.app[GUARD].use(mine)


ACTS = {**looking.LOOKS, **acting.ACTS, **ready_answers.LOOKS}
WRITES = {**acting.WRITES, **working.WRITES}
