"""The pictures of the budgets at the desk, for advisers who may see the conversation: SVG, drawn in another process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from aiohttp import web

from bot.advice.budget.telling import Known
from connectors.desk.access import NotFoundError
from connectors.desk.budget import CASES, Looked, known_of
from connectors.desk.budget_seeing import see_budgets
from connectors.desk.budget_tables import drawing_of
from connectors.desk.pages import desk_locales
from connectors.desk.policy import RefusedError, signed
from connectors.documents.chart_shapes import DRAWN, Drawing
from connectors.documents.shapes import Chart, DocumentError
from connectors.web.service import SERVICE

SECONDS_KEPT = 60.0

log = logging.getLogger("startbro.desk")


class Gallery:
    """Pictures that are being drawn or were drawn within a minute: a screen asks for all of a plan's one by one."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, tuple[Drawing, ...]], asyncio.Task[tuple[Chart, ...]]] = {}

    async def get(self, drawings: Sequence[Drawing], locale: str) -> tuple[Chart, ...]:
        """Give the pictures, drawing them only once; raise ``DocumentError`` when they cannot be drawn."""
        from connectors.documents.pictures import draw  # only those who look at pictures pay for loading it

        key = locale, tuple(drawings)
        if key not in self._drawn:
            task = asyncio.create_task(draw(drawings, locale))
            self._drawn[key] = task
            task.add_done_callback(partial(self._settle, key))
            asyncio.get_running_loop().call_later(SECONDS_KEPT, self._drawn.pop, key, None)
        return await asyncio.shield(self._drawn[key])

    def _settle(self, key: tuple[str, tuple[Drawing, ...]], task: asyncio.Task[tuple[Chart, ...]]) -> None:
        """Forget what could not be drawn, so that the next who asks tries again."""
        if task.cancelled() or task.exception() is not None:
            self._drawn.pop(key, None)

    async def stop(self, _app: web.Application) -> None:
        """Wait for nothing any more."""
        under_way = [*self._drawn.values()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self._drawn.clear()


GALLERY = web.AppKey("GALLERY", Gallery)


async def give_picture(request: web.Request) -> web.Response:
    """Give one picture (``cash.svg``) of a conversation's budgets; 404 where there is none for this adviser."""
    name = request.match_info["picture"].removesuffix(".svg")
    case, locale = request.query.get("case", ""), request.query.get("locale", "")
    if name not in DRAWN or case not in CASES or locale not in desk_locales():
        raise NotFoundError
    if not request.app[SERVICE].limits.documents.take(signed(request).adviser.id):
        raise RefusedError(429, "too_many")
    drawings = await _drawings(request, case, locale)
    try:
        charts = await request.app[GALLERY].get(drawings, locale)
    except DocumentError as error:
        log.warning("no pictures could be drawn: %s", error)
        raise RefusedError(503, "busy") from None
    return web.Response(text=charts[list(DRAWN).index(name)].svg, content_type="image/svg+xml", charset="utf-8")


async def _drawings(request: web.Request, case: str, locale: str) -> tuple[Drawing, ...]:
    """Choose what there is to draw; raise ``NotFoundError`` where there is nothing, or nothing for this adviser."""
    service, who = request.app[SERVICE], signed(request).adviser
    conversation, now = request.match_info["conversation"], service.tools.clock()
    facts = await see_budgets(service.database, who, conversation, now=now)
    template = (await service.shelf.get()).library.template(facts)
    known = known_of(Looked(template, facts, case, locale)) if template else None
    if not isinstance(known, Known) or not known.sells:
        raise NotFoundError
    return tuple(drawing_of(name, known.budgets, locale) for name in DRAWN)
