"""A real Chromium, the built chat window, and a fake gateway behind it.

Everything runs in one event loop a test, so that a running browser never stands in the way of other tests.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from tests.browser.fake_gateway import BUILT, FakeGateway

UI = Path(__file__).parents[2] / "connectors" / "web" / "ui"
Opener = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    """Serve the built window."""
    if not BUILT.exists():
        pytest.fail("connectors/web/ui/dist/widget.js is missing: run `npm run build` in connectors/web/ui")
    fake = FakeGateway()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start Debian's Chromium."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest.fixture
async def open_page(browser: Browser, gateway: FakeGateway) -> AsyncIterator[Opener]:
    """Open pages of our own site; any script error or breach of the security policy fails the test."""
    faults: list[str] = []

    async def open_(path: str = "", **options: object) -> Page:
        context = await browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]
        page = await context.new_page()
        watch(page, faults)
        await page.goto(gateway.url + path)
        await page.locator("#message").wait_for()
        return page

    yield open_
    assert not faults, faults


def watch(page: Page, faults: list[str]) -> None:
    """Collect what goes wrong on a page; refused connections and 404s are part of some tests."""
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.extend(_worth_knowing(message)))


def _worth_knowing(message: ConsoleMessage) -> list[str]:
    expected = ("Failed to load resource", "WebSocket connection")
    return [message.text] if message.type == "error" and not message.text.startswith(expected) else []
