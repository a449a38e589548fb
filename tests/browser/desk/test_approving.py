"""A person in Arabic on a phone and an adviser in Swedish who reads the answer first: two browsers on one gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.advice.turn import Reply
from bot.language.rendering import render
from connectors.record.understander import TurnRequest, TurnResult
from tests.browser.conftest import watch
from tests.browser.desk.test_real_gateway import open_page
from tests.browser.real_gateway import real_gateway
from tests.browser.steps import bots, say
from tests.browser.test_accessibility import violations
from tests.connectors.desk.visitor import service_of
from tests.connectors.record.handover.held import read_first
from tests.connectors.web.conftest import FakeUnderstander

ASKED = "ما التصاريح التي أحتاج إليها؟"
OWN = "Ring kommunens miljökontor på måndag."


@dataclass
class Pair:
    """Both pages."""

    person: Page
    desk: Page


def words(name: str, locale: str, **values: Any) -> str:
    """Give a text as it stands on a screen of that language."""
    return render(name, values, locale=locale).text


async def permits(_request: TurnRequest) -> TurnResult:
    """Answer everything with the permits."""
    return TurnResult((Reply("utter_find_permits"),), (), "find_permits", 1.0)


@pytest.fixture
async def pair(browser: Browser, tmp_path: Path) -> AsyncIterator[Pair]:
    """Run a gateway where permits are read first, and open both sides; a script error on either fails the test."""
    faults: list[str] = []
    rasa = FakeUnderstander()
    rasa.script = permits
    async with real_gateway(tmp_path, rasa) as (server, here):
        desk = await open_page(browser, server, f"{here}/desk")
        await service_of(server).database.write(read_first)
        phone = await browser.new_context(viewport=ViewportSize(width=390, height=844), locale="ar")
        person = await phone.new_page()
        for page, path in ((desk, "/desk"), (person, "/")):
            page.set_default_timeout(20_000)
            watch(page, faults)
            await page.goto(here + path)
        await desk.locator(".presence .dot.here").wait_for()
        await person.locator("#message").wait_for()
        yield Pair(person, desk)
        await phone.close()
        await desk.context.close()
    assert not faults, faults


async def ask(pair: Pair) -> None:
    """Let the person ask, and the adviser open what waits."""
    person, desk = pair.person, pair.desk
    await person.locator('.language[lang="ar"]').click()
    await expect(bots(person).first).to_be_visible()
    await say(person, ASKED)
    await expect(person.locator(".line.bot .text", has_text="o_north")).to_have_count(1)
    to_read = desk.locator(".view", has_text=words("desk_view_approvals", "sv"))
    await expect(to_read).to_contain_text("0")
    before = await to_read.bounding_box()
    await person.locator(".choice", has_text=words("button_yes", "ar")).click()
    await expect(person.locator("[role=log]").get_by_text("o_north")).to_have_count(2)
    await to_read.click()
    assert await to_read.bounding_box() == before
    await desk.locator(".row").click()
    await expect(desk.locator(".held .text").first).to_have_text(words("utter_find_permits", "sv"))


def choice(desk: Page, name: str) -> Any:
    """Find one of the things that can be done with an answer."""
    return desk.locator(".held").get_by_role("button", name=words(name, "sv"), exact=True)


async def test_the_answer_is_read_in_swedish_and_comes_in_arabic_with_a_sentence(pair: Pair) -> None:
    await ask(pair)
    person, desk = pair.person, pair.desk
    assert await violations(desk) == [], "an answer that waits"
    await desk.locator(".held .tiny").first.click()
    arabic = desk.locator(".held .original").first
    await expect(arabic).to_have_text(words("utter_find_permits", "ar"))
    await expect(arabic).to_have_attribute("dir", "rtl")
    await choice(desk, "desk_held_add").click()
    await expect(desk.locator(".held textarea")).to_be_focused()  # there are no words to add yet
    await desk.locator(".held textarea").fill(OWN)
    await choice(desk, "desk_held_add").click()
    await expect(person.locator(".line.bot .text", has_text=words("utter_find_permits", "ar"))).to_have_count(1)
    await expect(person.locator(".line.adviser .text")).to_have_text(OWN)
    await expect(person.locator(".line.bot .text", has_text="Amina Nilsson")).to_have_count(1)
    await expect(desk.locator(".held")).to_have_count(0)
    assert await violations(person) == [], "the answer has come"


async def test_words_typed_while_news_comes_stay_in_their_box(pair: Pair) -> None:
    await ask(pair)
    await pair.desk.locator(".held textarea").fill(OWN)
    await say(pair.person, "شكرا")
    await expect(pair.desk.locator(".held")).to_have_count(2)
    await expect(pair.desk.locator(".held textarea").first).to_have_value(OWN)
    await choice(pair.desk, "desk_held_replace").first.click()
    await expect(pair.person.locator(".line.adviser .text")).to_have_text(OWN)
    await expect(pair.desk.locator(".held")).to_have_count(1)
    await choice(pair.desk, "desk_held_withhold").click()
    await expect(pair.desk.locator(".held")).to_have_count(0)
    assert words("utter_find_permits", "ar") not in await pair.person.locator("body").inner_text()
