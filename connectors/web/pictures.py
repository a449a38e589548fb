"""The pictures of a budget and the papers for a loan, as the chat window shows them; for whoever holds the token."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from bot.advice.facts import ANSWERED
from bot.advice.packet import check_packet, packet_reply
from bot.advice.templates import Template
from bot.language.locales import direction
from bot.language.rendering import render
from connectors.record.facts import day_in_stockholm
from connectors.record.types import PlanSnapshot
from connectors.store.errors import StoreBusyError
from connectors.web.connection import Frame
from connectors.web.downloads import MOST_UNDER_WAY, read_plan, refuse
from connectors.web.service import SERVICE, Service

if TYPE_CHECKING:  # only those who look at pictures pay for loading this
    from connectors.documents.shapes import Chart

SWEDISH = "sv"
FILES = (("packet", "packet.pdf", "PDF"), ("packet", "packet.docx", "Word"), ("book", "plan.xlsx", "Excel"))
"""What can be taken out: how it is called, its address, and its kind."""

log = logging.getLogger("startbro.web")


async def give_pictures(request: web.Request) -> web.Response:
    """Give pictures with their tables, what the papers lack, and where to get them, in the person's language.

    With ``?narrow`` in the address they are drawn for a phone.
    """
    service = request.app[SERVICE]
    try:
        taken = await read_plan(request)
    except StoreBusyError:
        return refuse(request, "document", 503)
    if taken is None:
        return refuse(request, "no_plan", 401)
    if not service.limits.documents.take(taken.conversation):
        return refuse(request, "too_many_tries", 429, taken.locale)
    if service.documents_under_way >= MOST_UNDER_WAY:
        return refuse(request, "document", 503, taken.locale)
    templates = (await service.shelf.get()).library.templates
    template = templates.get(taken.template or "")
    service.documents_under_way += 1
    try:
        charts = await _charts(service, taken, template, narrow="narrow" in request.query)
    finally:
        service.documents_under_way -= 1
    return web.json_response(shown(taken, template, charts))


def shown(plan: PlanSnapshot, template: Template | None, charts: Sequence[Chart]) -> Frame:
    """Word everything; a picture that could not be drawn has no ``svg``, and then its table stands alone."""
    locale = plan.locale
    drawn = [{"title": one.title, "svg": one.svg, "head": one.head, "rows": one.rows} for one in charts]
    note = "pictures_none" if not drawn else "utter_budget_picture_careful"
    if any(not one.svg for one in charts):
        note = "pictures_not_drawn"
    return {
        "language": locale.replace("_", "-"),
        "direction": direction(locale),
        "title": _words("pictures_title", locale),
        "close": _words("pictures_close", locale),
        "table": _words("pictures_table", locale),
        "note": _words(note, locale),
        "failed": _words("refused_document", locale),
        "pictures": drawn,
        "papers": _papers(plan, template) if template else None,
    }


async def _charts(service: Service, plan: PlanSnapshot, template: Template | None, *, narrow: bool) -> Sequence[Chart]:
    from connectors.documents.pictures import draw, drawings_of, told
    from connectors.documents.shapes import DocumentError

    if template is None:
        return ()
    drawings = drawings_of(plan, template, plan.locale, day_in_stockholm(service.tools.clock()))
    try:
        return await draw(drawings, plan.locale, narrow=narrow) if drawings else ()
    except DocumentError as error:
        log.warning("no pictures could be drawn: %s", error)
        return tuple(told(drawing, plan.locale) for drawing in drawings)


def _papers(plan: PlanSnapshot, template: Template) -> Frame:
    """Say what the papers lack, and where they are; in the person's language and in Swedish."""
    from connectors.documents.pictures import budgets_of

    answered = {name for name, answer in plan.answers.items() if answer.state == ANSWERED}
    told = packet_reply(check_packet(answered, budgets_of(plan, template), template.ids))
    locales = ",".join(dict.fromkeys((plan.locale, SWEDISH)))
    files = [
        {
            "label": render(f"pictures_{name}", {"format": {"type": "name", "value": kind}}, locale=plan.locale).text,
            "address": f"{address}?locales={locales}",
            "name": f"startbro-{address}",
        }
        for name, address, kind in FILES
    ]
    return {
        "title": _words("pictures_papers", plan.locale),
        "check": render(told.name, told.values, locale=plan.locale).text.split("\n"),
        "files": files,
    }


def _words(name: str, locale: str) -> str:
    return render(name, {}, locale=locale).text
