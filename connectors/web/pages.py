"""Our own page, the script that other sites embed, and the words both of them need."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.language.locales import load_locales, negotiate, offered, parse_accept_language
from connectors.web.service import SERVICE

HERE = Path(__file__).parent
BUILT = HERE / "ui" / "dist"
PAGE = Template((HERE / "page.html").read_text(encoding="utf-8"))


async def show_page(request: web.Request) -> web.Response:
    """Show the page in ``?lang`` if that is offered, else in the language the browser prefers."""
    wanted = [request.query["lang"]] if "lang" in request.query else []
    locale = negotiate([*wanted, *parse_accept_language(request.headers.get("Accept-Language", ""))], offered())
    language = load_locales()[locale]
    catalogue = request.app[SERVICE].catalogue
    words = {name: escape(text) for name, text in catalogue.texts(catalogue.names("page_"), locale).items()}
    html = PAGE.substitute(words, lang=language.tag, dir=language.direction, locale=locale)
    headers = {"Content-Language": language.tag, "Vary": "Accept-Language"}
    return web.Response(text=html, content_type="text/html", charset="utf-8", headers=headers)


async def give_style(request: web.Request) -> web.Response:
    """Give the page's style sheet."""
    return give_file(request, HERE / "page.css", "text/css")


async def give_widget(request: web.Request) -> web.Response:
    """Give the one script of the chat window; 404 until it has been built."""
    if not (BUILT / "widget.js").is_file():
        raise web.HTTPNotFound(text="The chat window has not been built: run make ui.")
    return give_file(request, BUILT / "widget.js", "text/javascript")


async def give_later_script(request: web.Request) -> web.Response:
    """Give the part of the chat window that is loaded when somebody first wants it; 404 until it has been built."""
    if not (BUILT / "later.js").is_file():
        raise web.HTTPNotFound(text="The chat window has not been built: run make ui.")
    return give_file(request, BUILT / "later.js", "text/javascript")


async def list_languages(request: web.Request) -> web.Response:
    """List the offered languages, each by its name in itself."""
    known = load_locales()
    rows = [{"locale": code, "name": known[code].native_name, "direction": known[code].direction} for code in offered()]
    return web.json_response(rows)


async def give_texts(request: web.Request) -> web.Response:
    """Give the chat window's words in one language, and the name of our own page, which follows the chosen language."""
    locale = request.match_info["locale"]
    if locale not in offered():
        raise web.HTTPNotFound(text="This language is not offered.")
    catalogue = request.app[SERVICE].catalogue
    return web.json_response(catalogue.texts([*catalogue.names("widget_"), "page_title"], locale))


def give_file(request: web.Request, path: Path, kind: str) -> web.Response:
    """Answer with a file, or with 304 when the browser has the same one."""
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:32]
    if any(tag.value == version for tag in request.if_none_match or ()):
        return web.Response(status=304, headers={"ETag": f'"{version}"'})
    response = web.Response(body=content, content_type=kind, charset="utf-8")
    response.etag = version
    response.enable_compression()
    return response
