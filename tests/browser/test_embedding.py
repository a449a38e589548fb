"""One script tag on anybody's page, light enough for a slow line, and nothing fetched from elsewhere."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.browser import canned
from tests.browser.conftest import watch
from tests.browser.fake_gateway import BUILT, FakeGateway
from tests.browser.steps import bots, focused, own, say, start

MOST_BYTES = 25_000
FOREIGN = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Biblioteket</title>
<meta name="viewport" content="width=device-width"><style>html {{ font-size: 62.5% }} button {{ display: none }}</style>
<script type="module" src="{script}" async></script></head>
<body><main><h1>Biblioteket</h1><p>Välkommen.</p></main><startbro-chat></startbro-chat></body></html>"""


@pytest.fixture
async def foreign(browser: Browser, gateway: FakeGateway) -> AsyncIterator[Page]:
    """Open a page of another origin that embeds the chat."""
    html = FOREIGN.format(script=gateway.url + "widget.js")

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", show)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    context = await browser.new_context(locale="en", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    faults: list[str] = []
    watch(page, faults)
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield page
    await context.close()
    await runner.cleanup()
    assert faults == []


async def test_it_opens_from_a_button_on_another_site(foreign: Page, gateway: FakeGateway) -> None:
    launcher = foreign.locator(".launcher")
    await expect(launcher).to_have_accessible_name(canned.texts("en")["widget_open"])
    await launcher.press("Enter")
    await start(foreign, "sv")
    await say(foreign, "hej")
    await expect(own(foreign)).to_have_text(["hej"])
    await expect(bots(foreign)).to_have_count(2)
    await foreign.keyboard.press("Escape")
    await expect(foreign.locator(".panel")).to_have_count(0)
    await expect(launcher).to_be_focused()
    assert gateway.said() == ["hej"]


async def test_the_site_around_cannot_shrink_or_hide_it(foreign: Page) -> None:
    await foreign.locator(".launcher").click()
    size = await foreign.locator("#message").evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    assert size >= 16
    await expect(foreign.locator(".send")).to_be_visible()


async def test_an_open_panel_goes_on_where_it_was_after_a_reload(foreign: Page) -> None:
    await foreign.locator(".launcher").click()
    await start(foreign)
    await foreign.reload()
    await foreign.locator(".launcher").click()
    await expect(bots(foreign)).to_have_count(1)
    assert await focused(foreign) == "message"


def test_the_script_with_one_language_is_light() -> None:
    script = gzip.compress(BUILT.read_bytes(), 9)
    texts = [json.dumps(canned.texts(locale), ensure_ascii=False) for locale in ("sv", "en", "ar", "so")]
    heaviest = max(len(gzip.compress(text.encode(), 9)) for text in texts)
    assert len(script) + heaviest <= MOST_BYTES


def test_the_script_names_no_other_address() -> None:
    script = BUILT.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert "http://" not in script
    assert "https://" not in script


async def test_on_a_slow_line_the_first_screen_can_be_used_within_five_seconds(
    browser: Browser, gateway: FakeGateway
) -> None:
    context = await browser.new_context(locale="so")
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    await line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await line.send("Network.emulateNetworkConditions", slow)
    begun = time.monotonic()
    await page.goto(gateway.url + "?lang=so")
    await page.locator('.language[lang="so"]').click()
    assert time.monotonic() - begun <= 5
    await context.close()


async def test_without_the_chat_the_page_says_so(browser: Browser, gateway: FakeGateway) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(gateway.url)
    await expect(page.get_by_text("The chat needs a newer browser.")).to_be_visible()
    await context.close()


async def test_without_websockets_the_chat_says_so(browser: Browser, gateway: FakeGateway) -> None:
    context = await browser.new_context(locale="en")
    page = await context.new_page()
    await page.add_init_script("delete window.WebSocket")
    await page.goto(gateway.url)
    await expect(page.get_by_role("status")).to_have_text(canned.texts("en")["widget_no_socket"])
    await context.close()
