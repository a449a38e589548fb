"""The plan as a file, for whoever holds the conversation's token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from sqlalchemy.orm import Session

from bot.language.locales import offered
from connectors.record.conversations import by_token
from connectors.record.plans import snapshot
from connectors.record.types import PlanSnapshot
from connectors.store.errors import StoreBusyError
from connectors.web.service import SERVICE

MOST_LANGUAGES = 2
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def download(kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give the handler for one kind of file."""

    async def handle(request: web.Request) -> web.Response:
        locales = [code for code in request.query.get("locales", "").split(",") if code]
        if not 0 < len(locales) <= MOST_LANGUAGES or any(code not in offered() for code in locales):
            return web.json_response({"error": "locales"}, status=400)
        try:
            taken = await _read_plan(request)
        except StoreBusyError:
            return web.json_response({"error": "busy"}, status=503, headers={"Retry-After": "2"})
        if taken is None:
            return web.json_response({"error": "token"}, status=401, headers={"WWW-Authenticate": "Bearer"})
        if not request.app[SERVICE].limits.documents.take(taken.conversation):
            return web.json_response({"error": "too_many"}, status=429, headers={"Retry-After": "2"})
        from connectors.documents.export import build_document  # only those who download pay for loading it

        content = await build_document(taken, format=kind, locales=locales)
        headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="startbro.{kind}"'}
        return web.Response(body=content, content_type=KINDS[kind], headers=headers)

    return handle


async def _read_plan(request: web.Request) -> PlanSnapshot | None:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None

    def step(session: Session) -> PlanSnapshot | None:
        found = by_token(session, token.strip()[:200])
        return snapshot(session, found.id) if found else None

    return await request.app[SERVICE].database.read(step)
