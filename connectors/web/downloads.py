"""The plan as a file, for whoever holds the conversation's token. A refusal says why in the person's language."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from sqlalchemy.orm import Session

from bot.language.locales import negotiate, offered, parse_accept_language
from connectors.record.conversations import by_token
from connectors.record.plans import snapshot
from connectors.record.types import PlanSnapshot, UnknownConversationError
from connectors.store.errors import StoreBusyError
from connectors.web.service import SERVICE

MOST_LANGUAGES = 2
MOST_UNDER_WAY = 40
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

log = logging.getLogger("startbro.web")


def download(kind: str, *, packet: bool = False) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give the handler for one kind of file; ``packet`` is the papers for a loan instead of the plan."""

    async def handle(request: web.Request) -> web.Response:
        locales = [code for code in request.query.get("locales", "").split(",") if code]
        if not 0 < len(locales) <= MOST_LANGUAGES or any(code not in offered() for code in locales):
            return refuse(request, "locales", 400)
        try:
            taken = await read_plan(request)
        except StoreBusyError:
            return refuse(request, "document", 503)
        if taken is None:
            return refuse(request, "no_plan", 401)
        if not request.app[SERVICE].limits.documents.take(taken.conversation):
            return refuse(request, "too_many_tries", 429, taken.locale)
        content = await _make(request, taken, (kind, packet), locales)
        if content is None:
            return refuse(request, "document", 503, taken.locale)
        name = "startbro-packet" if packet else "startbro"
        headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}.{kind}"'}
        return web.Response(body=content, content_type=KINDS[kind], headers=headers)

    return handle


async def _make(request: web.Request, taken: PlanSnapshot, what: tuple[str, bool], locales: list[str]) -> bytes | None:
    """Make the file; None when it cannot be made or too many are being made already."""
    from connectors.documents.export import build_document  # only those who download pay for loading it
    from connectors.documents.shapes import DocumentError

    service = request.app[SERVICE]
    kind, packet = what
    if service.documents_under_way >= MOST_UNDER_WAY:
        return None
    service.documents_under_way += 1
    try:
        return await build_document(taken, format=kind, locales=locales, packet=packet)
    except DocumentError as error:
        log.warning("no %s could be made: %s", kind, error)
        return None
    finally:
        service.documents_under_way -= 1


def refuse(request: web.Request, reason: str, status: int, locale: str | None = None) -> web.Response:
    """Say why there is no file; without a known person in the language their browser prefers."""
    header = request.headers.get(hdrs.ACCEPT_LANGUAGE, "")
    words = request.app[SERVICE].catalogue.text(
        f"refused_{reason}", locale or negotiate(parse_accept_language(header), offered())
    )
    headers = {hdrs.WWW_AUTHENTICATE: "Bearer"} if status == 401 else {}
    if status in (429, 503):
        headers[hdrs.RETRY_AFTER] = "2"
    body = {"error": reason, "text": words.text, "language": words.language}
    return web.json_response(body, status=status, headers=headers)


async def read_plan(request: web.Request) -> PlanSnapshot | None:
    """Read the plan of whoever holds the token in the header; None without a token that opens one."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None

    def step(session: Session) -> PlanSnapshot | None:
        try:
            found = by_token(session, token.strip()[:200])
            return snapshot(session, found.id) if found else None
        except UnknownConversationError:
            return None

    return await request.app[SERVICE].database.read(step)
