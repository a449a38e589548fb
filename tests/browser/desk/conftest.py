"""The built desk in a real Chromium, with a fake desk behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page

from tests.browser.conftest import watch
from tests.browser.desk.canned_desk import ADVISERS
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.fake_door import BUILT

Opener = Callable[..., Awaitable[Page]]


@pytest.fixture
async def desk() -> AsyncIterator[FakeDesk]:
    """Serve the built desk."""
    if not BUILT.exists():
        pytest.fail("connectors/desk/ui/dist/desk.js is missing: run `npm run build` in connectors/desk/ui")
    fake = FakeDesk()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def open_desk(browser: Browser, desk: FakeDesk) -> AsyncIterator[Opener]:
    """Open desks of signed-in advisers; any script error or breach of the security policy fails the test."""
    faults: list[str] = []

    async def open_(adviser: str | None = "sara@example.org", *, tour: bool = False, **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "sv-SE", **options}
        context = await browser.new_context(**settings)  # type: ignore[arg-type]
        if adviser:
            desk.signed.add(adviser)
            await context.add_cookies([{"name": "desk", "value": adviser, "url": desk.url}])
            if not tour:
                name = f"startbro.desk.tour.{ADVISERS[adviser]['id']}"
                await context.add_init_script(f"localStorage.setItem('{name}', 'done')")
        page = await context.new_page()
        page.set_default_timeout(8000)
        watch(page, faults)
        await page.goto(desk.url)
        await page.locator(".row, .door, dialog").first.wait_for()
        return page

    yield open_
    assert not faults, faults
