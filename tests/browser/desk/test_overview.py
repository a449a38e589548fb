"""A lead adviser's overview in a real browser on the real gateway: live, by keyboard, on a phone, and with axe."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.language.rendering import render
from connectors.desk.service import DESK
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.plans import Revision, store_revision
from connectors.store.desk import QueueEntry
from connectors.store.people import Organisation
from connectors.store.plans import Plan
from connectors.web.fanout import Event, News
from tests.browser.conftest import watch
from tests.browser.desk.test_real_gateway import open_page
from tests.browser.real_gateway import real_gateway
from tests.browser.test_accessibility import violations
from tests.connectors.desk.test_desk_socket import queue
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.window import Window, open_window

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LEAD = {"name": "Lisa Lind", "role": "lead"}
SOUTH = "Södra rådgivningen"


@dataclass
class Place:
    """A gateway with what opens desks and chat windows on it; all are closed after the test."""

    server: TestServer
    desk: Callable[..., Awaitable[Page]]
    window: Callable[..., Awaitable[Window]]


@pytest.fixture
async def place(browser: Browser, tmp_path: Path) -> AsyncIterator[Place]:
    """Run everything; a script error or a breach of the security policy fails the test."""
    faults: list[str] = []
    async with AsyncExitStack() as stack:
        server, url = await stack.enter_async_context(real_gateway(tmp_path))
        out = await stack.enter_async_context(aiohttp.ClientSession())

        async def desk(**how: Any) -> Page:
            page = await open_page(browser, server, f"{url}/desk", **how)
            stack.push_async_callback(page.context.close)
            watch(page, faults)
            await page.goto(f"{url}/desk")
            await page.locator(".presence .dot.here").wait_for()
            return page

        async def window(**how: Any) -> Window:
            opened = await open_window(out, server, **how)
            stack.push_async_callback(opened.close)
            return opened

        yield Place(server, desk, window)
    assert not faults, faults


def words(name: str, locale: str = "sv", **values: Any) -> str:
    """Give a text as it stands on a screen."""
    return render(name, values, locale=locale).text


async def add_south(server: TestServer) -> None:
    """Make another organisation."""
    row = Organisation(id="o_south", name=SOUTH, hours={}, created=service_of(server).tools.clock())
    await service_of(server).database.write(lambda session: session.add(row))


async def open_overview(page: Page) -> None:
    """Open the overview by its key."""
    await page.keyboard.press("v")
    await expect(page.locator(".overview-title")).to_be_focused()


async def test_the_overview_lives_and_gives_and_moves_people(place: Place) -> None:
    await add_south(place.server)
    page = await place.desk(**LEAD)
    amina = await place.desk()
    await open_overview(page)
    await expect(page.locator(".person")).to_have_count(2)
    person = await place.window(locale="ar")
    await queue(place.server, person, about="الضرائب")
    turn = page.locator(".turn")
    await expect(turn).to_have_count(1)
    await expect(page.locator("table").first).to_contain_text("Arabiska")
    assert await violations(page) == []

    await turn.locator("select").select_option(label="Amina Nilsson")
    await turn.locator("button.small").click()
    await expect(turn.locator(".turn-told")).to_contain_text("Amina Nilsson")
    await expect(amina.locator(".status.calm")).to_contain_text("Lisa Lind")
    given = await person.line(lambda line: line["author"] == "system" and "Amina Nilsson" in line["text"])

    await turn.locator("select").select_option(label=SOUTH)
    await turn.locator("button.small").click()
    await expect(turn.locator(".turn-told").last).to_contain_text(SOUTH)
    asked = await person.line(lambda line: line["seq"] > given["seq"] and len(line["buttons"]) == 2)
    await person.send(type="press", seq=asked["seq"], button=0)
    await expect(turn).to_have_count(0)


async def test_a_lead_helps_a_colleague_with_a_note_that_the_person_never_sees(place: Place) -> None:
    page, amina = await place.desk(**LEAD), await place.desk()
    person = await place.window(locale="ar")
    await queue(place.server, person, about="Momsen")
    await amina.locator(".row").click()
    await amina.locator(".take").click()
    await expect(amina.locator("#message")).to_be_visible()
    await open_overview(page)
    help_with = page.locator(".person", has_text="Amina Nilsson").locator(".help-with")
    await help_with.click()
    await expect(page.locator("#message")).to_have_value("@Amina Nilsson ")
    await page.locator("#message").press("End")
    await page.keyboard.type("Fråga om F-skatt först.")
    await page.keyboard.press("Enter")
    await expect(amina.locator(".line.note")).to_contain_text("Fråga om F-skatt först.")
    assert "F-skatt" not in str(person.log)
    await expect(page.locator(".take")).to_be_visible()


async def test_it_comes_back_by_itself_after_the_line_was_broken(place: Place) -> None:
    page = await place.desk(**LEAD)
    await open_overview(page)
    await page.context.set_offline(True)
    await page.evaluate("window.dispatchEvent(new Event('offline'))")
    for desk in tuple(service_board(place.server)):
        desk.connection.end()
    await queue(place.server, await place.window(locale="so"))
    await page.context.set_offline(False)
    await expect(page.locator(".turn")).to_have_count(1, timeout=15_000)


def service_board(server: TestServer) -> Any:
    """Give the open desks of the gateway."""
    assert server.app is not None
    return server.app[DESK].board.desks


async def test_an_ordinary_adviser_has_no_overview(place: Place) -> None:
    page = await place.desk()
    await page.keyboard.press("v")
    await expect(page.locator(".overview")).to_have_count(0)
    await expect(page.get_by_role("button", name=words("desk_overview"), exact=True)).to_have_count(0)
    await page.keyboard.press("?")
    await expect(page.locator("kbd", has_text="v")).to_have_count(0)


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
async def test_on_a_phone_it_is_one_column_with_large_targets(place: Place, locale: str) -> None:
    page = await place.desk(**LEAD, **PHONE, locale=locale)
    await queue(place.server, await place.window(locale="ar"), about="W" * 200)
    await page.locator(".to-overview").tap()
    await expect(page.locator(".pane")).to_have_count(1)
    await expect(page.locator(".turn")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    low = "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    assert await page.locator(":is(button, select):visible").evaluate_all(low) == []
    split = "all => all.filter(one => one.getBoundingClientRect().height > 60).map(one => one.outerHTML)"
    assert await page.locator(".top button").evaluate_all(split) == []
    assert await violations(page) == []
    await page.locator(".turn-title").tap()
    await expect(page.locator(".talk-title")).to_be_visible()


async def test_who_lost_their_adviser_stands_first_and_a_row_says_what_it_is_about_and_where(place: Place) -> None:
    page = await place.desk()
    await queue(place.server, await place.window(locale="so"), about="Väntat längst")
    person = await place.window(locale="ar", template="general")
    urgent = await queue(place.server, person, about="Om hyran")
    await expect(page.locator(".row")).to_have_count(2)
    await expect(page.locator(".row").first).to_contain_text("Väntat längst")
    await service_of(place.server).database.write(lambda session: make_urgent(session, urgent))
    service_of(place.server).fanout.to_desks(Event(News.GROWN, urgent))
    first = page.locator(".row").first
    await expect(first.locator(".row-title")).to_have_text("مطعم صغير")
    await expect(first.locator(".row-about")).to_contain_text("Om hyran")
    await expect(first.locator(".row-facts")).to_contain_text("Borås")
    await expect(first.locator(".row-facts")).not_to_contain_text("Storgatan")
    await expect(first.locator(".chip.warn")).to_be_visible()
    clipped = "all => all.map(one => one.scrollHeight > one.clientHeight + 1)"
    assert await page.locator(".row").evaluate_all(clipped) == [False, False]


def make_urgent(session: Session, conversation: str) -> None:
    """Let somebody wait first, with an idea and a place in the plan."""
    session.execute(update(QueueEntry).where(QueueEntry.conversation == conversation).values(urgent=True))
    plan = session.scalars(select(Plan).where(Plan.conversation == conversation)).one()
    now = plan.created + timedelta(minutes=1)
    for question, text in (("idea_what", "مطعم صغير"), ("place_where", "Storgatan 3 i Borås")):
        store_revision(session, plan.id, Revision(question, text, text, language="ar"), now=now)


async def test_an_interpreter_is_booked_from_the_list(place: Place) -> None:
    page = await place.desk()
    person = await place.window(locale="ar")
    conversation = str((await person.frame("welcome"))["conversation"])
    await person.frame("plan")
    service = service_of(place.server)
    await service.database.write(
        lambda session: want_interpreter(session, conversation, times="Måndagar", tools=service.tools)
    )
    service.fanout.to_desks(Event(News.GROWN, conversation))
    await page.keyboard.press("7")
    await expect(page.locator(".row-facts")).to_contain_text("Måndagar")
    assert await violations(page) == []
    day = service.tools.clock() + timedelta(days=5)
    await page.locator(".booking input").fill(f"{day:%Y-%m-%d}T14:30")
    await page.locator(".booking .small").first.click()
    await person.line(lambda line: line["author"] == "system" and "14:30" in line["text"])
    await expect(page.locator(".row-facts")).to_contain_text("14:30")
    await page.locator(".booking .small").last.click()
    await expect(page.locator(".booking")).to_have_count(0)
