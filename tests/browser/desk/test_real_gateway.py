"""The built desk in a real browser on the real gateway, with a person in Arabic on the other side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from connectors.desk.sessions import Step, begin
from tests.browser.conftest import watch
from tests.browser.desk.steps_desk import lines, row, send
from tests.browser.real_gateway import real_gateway
from tests.connectors.desk.desktop import employ
from tests.connectors.desk.test_desk_socket import queue
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.window import Window, open_window

XSS = '<img src=x onerror="document.title=1"><script>document.title=2</script>'


@dataclass
class Place:
    """A gateway, a desk on it, and the person's window."""

    server: TestServer
    page: Page
    person: Window


@pytest.fixture
async def place(browser: Browser, tmp_path: Path) -> AsyncIterator[Place]:
    """Run everything; a script error or a breach of the security policy fails the test."""
    faults: list[str] = []
    async with real_gateway(tmp_path) as (server, url), aiohttp.ClientSession() as out:
        person = await open_window(out, server, locale="ar", template="general")
        page = await open_page(browser, server, f"{url}/desk")
        watch(page, faults)
        await page.goto(f"{url}/desk")
        yield Place(server, page, person)
        await page.context.close()
        await person.close()
    assert not faults, faults


async def open_page(
    browser: Browser, server: TestServer, url: str, *, name: str = "Amina Nilsson", role: str = "adviser", **more: Any
) -> Page:
    """Open a browser in which an adviser is signed in and has seen the tour; ``more`` are options of its context."""
    service = service_of(server)
    now = service.tools.clock()
    adviser = await service.database.write(
        lambda session: employ(session, now, name=name, organisation="o_north", role=role)
    )
    token = await service.database.write(lambda session: begin(session, adviser, Step.DONE, now=now))
    options = {"viewport": {"width": 1280, "height": 800}, "locale": "sv-SE", **more}
    context = await browser.new_context(**options)
    await context.add_cookies([{"name": "startbro_desk", "value": token, "url": url}])
    await context.add_init_script(f"localStorage.setItem('startbro.desk.tour.{adviser}', 'done')")
    page = await context.new_page()
    page.set_default_timeout(8000)
    return page


async def test_who_asks_is_seen_taken_and_answered_and_nothing_they_write_is_run(place: Place) -> None:
    page, person = place.page, place.person
    await expect(page.locator(".views")).to_be_visible()
    await queue(place.server, person, about=XSS)
    waiting = row(page, "<img src=x")
    await expect(waiting).to_contain_text("Arabiska")
    await waiting.click()
    await page.locator(".take").click()
    await expect(page.locator("#message")).to_be_visible()
    await person.frame("adviser", state="here")
    await send(page, "Hej! Hur kan jag hjälpa dig?")
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert heard["text"] == "Hej! Hur kan jag hjälpa dig?"
    await person.send(type="seen", seq=heard["seq"])
    await expect(page.locator(".line.adviser .tick")).to_have_text("Läst")
    await person.say(f"أريد فتح مطعم {XSS}")
    await expect(lines(page, "person").last).to_have_text(f"أريد فتح مطعم {XSS}")
    assert "1" not in await page.title()
    assert "2" not in await page.title()
