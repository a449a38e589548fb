"""The built desk in a real browser on the real gateway, with a person in Arabic on the other side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Browser, Page, expect

from connectors.app import build_app
from connectors.desk.sessions import Step, begin
from connectors.settings import Settings
from connectors.store.migrate import migrate
from tests.browser.conftest import watch
from tests.browser.desk.steps_desk import lines, row, send
from tests.connectors.desk.desktop import employ
from tests.connectors.desk.test_desk_socket import queue
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import FakeUnderstander
from tests.connectors.web.window import ORIGIN, Window, open_window

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
    port = unused_port()
    settings = Settings(
        action_port=unused_port(),
        database_url=f"sqlite:///{tmp_path}/startbro.db",
        state=tmp_path,
        origins=(ORIGIN,),
        public_url=f"http://127.0.0.1:{port}",
    )
    await asyncio.to_thread(migrate, settings.database_url)
    faults: list[str] = []
    server = TestServer(build_app(settings, FakeUnderstander()), port=port)
    async with server, aiohttp.ClientSession() as out:
        person = await open_window(out, server, locale="ar", template="general")
        page = await open_page(browser, server, f"http://127.0.0.1:{port}/desk")
        watch(page, faults)
        await page.goto(f"http://127.0.0.1:{port}/desk")
        yield Place(server, page, person)
        await page.context.close()
        await person.close()
    assert not faults, faults


async def open_page(browser: Browser, server: TestServer, url: str) -> Page:
    """Open a browser in which an adviser is signed in and has seen the tour."""
    service = service_of(server)
    now = service.tools.clock()
    adviser = await service.database.write(
        lambda session: employ(session, now, name="Amina Nilsson", organisation="o_north")
    )
    token = await service.database.write(lambda session: begin(session, adviser, Step.DONE, now=now))
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
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
