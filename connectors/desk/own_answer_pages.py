"""The addresses of an organisation's own ready answers: everybody may read them, lead advisers may change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.language.clean import for_display
from bot.language.locales import direction
from connectors.desk import own_answers
from connectors.desk.own_answers import UnfitAnswerError
from connectors.desk.policy import RefusedError, signed
from connectors.desk.ready_answers import EXAMPLES, Ready, fill
from connectors.desk.signing_in import read_object
from connectors.web.fanout import Event, News
from connectors.web.service import SERVICE

LARGEST_ANSWER = 64 * 1024
"""Bytes; the longest text in each language, as browsers write it."""


async def tell_answers(request: web.Request) -> web.Response:
    """Tell ``{"answers", "languages", "values", "may_change"}``."""
    who = signed(request).adviser
    answers = await request.app[SERVICE].database.read(lambda session: own_answers.listed(session, who))
    told = {"answers": answers, "languages": own_answers.languages(), "values": [*own_answers.known_values()]}
    return web.json_response({**told, "may_change": who.leads})


async def save_answer(request: web.Request) -> web.Response:
    """Take ``{"id"?, "version"?, "name", "text", "translations": {locale: {"text", "state"}}}``; give the answer kept.

    422 ``{"error", "locale", "value"}`` for what cannot be kept.
    """
    service, who, body = request.app[SERVICE], signed(request).adviser, await read_object(request, LARGEST_ANSWER)
    now, known = service.tools.clock(), _known(body)
    try:
        draft = own_answers.read_draft(body)
        kept = await service.database.write(lambda session: own_answers.save(session, who, draft, known=known, now=now))
    except UnfitAnswerError as unfit:
        told = {"error": unfit.reason, "locale": unfit.locale, "value": unfit.value}
        return web.json_response(told, status=422)
    if kept is None:
        raise RefusedError(404, "not_found")
    _tell_desks(request)
    return web.json_response(kept)


async def retire_answer(request: web.Request) -> web.Response:
    """Take an answer away."""
    service, who, which = request.app[SERVICE], signed(request).adviser, request.match_info["answer"]
    now = service.tools.clock()
    if not await service.database.write(lambda session: own_answers.retire(session, who, which, now=now)):
        raise RefusedError(404, "not_found")
    _tell_desks(request)
    return web.json_response({"step": "done"})


async def preview_answer(request: web.Request) -> web.Response:
    """Take ``{"text", "locale"}`` and show it as a person would read it, with examples for what is filled in."""
    body = await read_object(request)
    text, locale = body.get("text"), body.get("locale")
    if not isinstance(text, str) or len(text) > own_answers.LONGEST_ANSWER or locale not in _readers():
        raise RefusedError(400, "malformed")
    who = signed(request).adviser
    values = {**EXAMPLES, "adviser": {"type": "name", "value": who.name}}
    read = for_display(fill(Ready("", {}, {locale: text}), values, locale))
    return web.json_response({"text": read, "language": locale, "direction": direction(locale)})


def _readers() -> tuple[str, ...]:
    return ("sv", *own_answers.languages())


def _known(body: Mapping[str, Any]) -> tuple[str, str] | None:
    answer, version = body.get("id"), body.get("version")
    return (str(answer)[:60], str(version)[:60]) if answer is not None else None


def _tell_desks(request: web.Request) -> None:
    """Let every open desk of the organisation fetch the list that the composer searches."""
    organisation = signed(request).adviser.organisation
    request.app[SERVICE].fanout.to_desks(Event(News.ANSWERS, "", detail=organisation))
