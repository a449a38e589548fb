"""Every address of the web channel with its policy; a test walks this table."""

from __future__ import annotations

from aiohttp import hdrs, web

from connectors.web import codes, downloads, pages, pictures, security
from connectors.web.security import Policy
from connectors.web.service import SERVICE
from connectors.web.socket import handle_socket

GET, POST = hdrs.METH_GET, hdrs.METH_POST


def add_routes(app: web.Application) -> None:
    """Add all routes to an application that ``security.set_up`` has prepared."""
    for method, path, handler, policy in (
        (GET, "/", pages.show_page, Policy.PAGE),
        (GET, "/page.css", pages.give_style, Policy.ASSET),
        (GET, "/widget.js", pages.give_widget, Policy.EMBEDDED),
        (GET, "/widget/later.js", pages.give_later_script, Policy.EMBEDDED),
        (GET, "/widget/languages.json", pages.list_languages, Policy.EMBEDDED),
        (GET, "/widget/{locale}.json", pages.give_texts, Policy.EMBEDDED),
        (GET, "/plan.pdf", downloads.download("pdf"), Policy.SHARED),
        (GET, "/plan.docx", downloads.download("docx"), Policy.SHARED),
        (GET, "/plan.xlsx", downloads.download("xlsx"), Policy.SHARED),
        (GET, "/packet.pdf", downloads.download("pdf", packet=True), Policy.SHARED),
        (GET, "/packet.docx", downloads.download("docx", packet=True), Policy.SHARED),
        (GET, "/pictures.json", pictures.give_pictures, Policy.SHARED),
        (POST, "/codes/redeem", codes.redeem, Policy.SHARED),
        (GET, "/socket", handle_socket, Policy.PRIVATE),
        (GET, "/health", tell_health, Policy.PRIVATE),
        (GET, "/ready", tell_readiness, Policy.PRIVATE),
    ):
        security.add_route(app, method, path, handler, policy)


async def tell_health(request: web.Request) -> web.Response:
    """Tell that the process answers."""
    return web.json_response({"status": "ok"})


async def tell_readiness(request: web.Request) -> web.Response:
    """Tell what is up: 200 when messages are stored and answered in full, 503 while the bot or the actions are away."""
    service = request.app[SERVICE]
    bot, loaded = service.understander.boot is not None, service.shelf.is_ready
    return web.json_response({"bot": bot, "actions": loaded}, status=200 if bot and loaded else 503)
