"""The desk's socket: the session of the cookie, a greeting, and a frame at a time after that."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.language.locales import negotiate
from connectors.desk import (
    acting,
    approving,
    booking,
    budgeting,
    frames,
    looking,
    overview_acts,
    reading,
    ready_answers,
    transcript,
    working,
)
from connectors.desk.desk_visit import DeskVisit
from connectors.desk.door import GUARD
from connectors.desk.outgoing import Desk, DeskConnection
from connectors.desk.pages import desk_locales
from connectors.desk.policy import signed
from connectors.desk.service import DESK, DeskService
from connectors.desk.sessions import Signed
from connectors.web.connection import Frame
from connectors.web.opening import Kind, open_socket, read_frames

KIND = Kind("startbro.desk.1", 128 * 1024)
"""A paste of twenty thousand letters of any script is read, so that it can be refused in words."""
SECONDS_BETWEEN_USES = 60.0


async def handle_desk_socket(request: web.Request) -> web.StreamResponse:
    """Serve one socket until it closes; the policy has looked at cookie and origin."""
    return await open_socket(request, KIND, _serve)


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
        "leads": desk.who.leads,
        "organisation": {"id": organisation, "name": roster.organisations.get(organisation, "")},
        "organisations": [{"id": one, "name": name} for one, name in sorted(others.items(), key=lambda item: item[1])],
        "colleagues": [one.frame() for one in roster.colleagues(organisation)],
        "teams": [{"id": team, "name": name} for team, name, of in roster.teams if of == organisation],
        "ready_answers": await ready_answers.listed(service, desk),
        "outcomes": frames.named(service.outcomes, "desk_outcome_", catalogue, desk.locale),
        "labels": frames.named(service.labels, "desk_label_", catalogue, desk.locale),
        "mail": service.post.mailer is not None,
        "translates": service.translates,
        "now": service.service.tools.clock().isoformat(),
    }


async def _read_frames(request: web.Request, socket: web.WebSocketResponse, visit: DeskVisit, mine: Signed) -> None:
    loop = asyncio.get_running_loop()
    used = loop.time()

    async def take(frame: Frame) -> bool:
        nonlocal used
        if not await visit.take(frame):
            return False
        if loop.time() - used > SECONDS_BETWEEN_USES:
            used = loop.time()
            await request.app[GUARD].use(mine)
        return True

    desks = visit.service.board.desks
    await read_frames(socket, take, is_over=lambda: visit.desk not in desks)


ACTS = {
    **looking.LOOKS,
    **acting.ACTS,
    **ready_answers.LOOKS,
    **transcript.LOOKS,
    **overview_acts.ACTS,
    **reading.ACTS,
    **booking.ACTS,
    **budgeting.LOOKS,
}
WRITES = {
    **acting.WRITES,
    **approving.WRITES,
    **working.WRITES,
    **booking.WRITES,
    **budgeting.WRITES,
    **transcript.WRITES,
}
