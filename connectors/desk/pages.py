"""The desk's page, its script, and its words."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.language.locales import load_locales, negotiate, parse_accept_language
from connectors.web.pages import give_file
from connectors.web.service import SERVICE

HERE = Path(__file__).parent
BUILT = HERE / "ui" / "dist"
PAGE = Template((HERE / "page.html").read_text(encoding="utf-8"))


def desk_locales() -> tuple[str, ...]:
    """List the languages the desk itself is in."""
    return tuple(code for code, language in load_locales().items() if "desk" in language.channels)


async def show_desk(request: web.Request) -> web.Response:
    """Show the page, in Swedish unless the browser prefers English; it holds nothing of anybody."""
    locale = negotiate(parse_accept_language(request.headers.get("Accept-Language", "")), desk_locales())
    html = PAGE.substitute(lang=escape(load_locales()[locale].tag), locale=escape(locale))
    return web.Response(text=html, content_type="text/html", charset="utf-8", headers={"Vary": "Accept-Language"})


async def give_script(request: web.Request) -> web.Response:
    """Give the desk's one script; 404 until it has been built."""
    if not (BUILT / "desk.js").is_file():
        raise web.HTTPNotFound(text="The desk has not been built: run make install.")
    return give_file(request, BUILT / "desk.js", "text/javascript")


async def give_style(request: web.Request) -> web.Response:
    """Give the page's style sheet."""
    return give_file(request, HERE / "page.css", "text/css")


async def give_texts(request: web.Request) -> web.Response:
    """Give the desk's words in one of its languages."""
    locale = request.match_info["locale"]
    if locale not in desk_locales():
        raise web.HTTPNotFound(text="The desk is not offered in this language.")
    catalogue = request.app[SERVICE].catalogue
    return web.json_response(catalogue.texts(catalogue.names("desk_"), locale))
