"""Pictures of a budget in the chat window: the built window in a real browser on the real gateway."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Browser, Page, expect

from bot.advice.budget.telling import PICTURES
from bot.advice.turn import Effect, Reply
from bot.language.catalogue import default_catalogue
from connectors.app import build_app
from connectors.record.understander import TurnRequest, TurnResult
from connectors.settings import Settings
from connectors.store.migrate import migrate
from tests.browser.conftest import watch
from tests.browser.steps import say
from tests.browser.test_accessibility import violations
from tests.connectors.web.conftest import FakeUnderstander
from tests.connectors.web.test_pictures import SALON

SHEET = "dialog.pictures"
DRAWN = 30_000
"""Milliseconds that drawing may take on a machine that does much else."""


@dataclass
class Place:
    """A gateway, its understander, and a browser on it."""

    address: str
    browser: Browser
    faults: list[str]

    async def talk(self, locale: str, width: int = 1280) -> Page:
        """Open the window in a language, and let the first message bring a whole budget."""
        context = await self.browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
        page = await context.new_page()
        page.set_default_timeout(8_000)
        watch(page, self.faults)
        await page.goto(f"{self.address}?lang={locale}")
        await page.locator(f'.language[lang="{locale}"]').click()
        await expect(page.locator(".line.bot .text").first).to_be_visible()
        await say(page, "salon")
        await expect(page.get_by_role("button", name=words("button_pictures", locale)).first).to_be_visible()
        return page


def words(name: str, locale: str) -> str:
    """Give a text."""
    return default_catalogue().text(name, locale).text


async def bring_salon(request: TurnRequest) -> TurnResult:
    """Answer everything at once, and offer the pictures."""
    answers = [
        Effect("store_answer", {"question": question, "value": value, "text": str(value), "language": "en"})
        for question, value in SALON.items()
    ]
    chosen = Effect("choose_template", {"template": "personal_service"})
    return TurnResult((Reply("utter_budget_complete", {}, (PICTURES,)),), (chosen, *answers))


@pytest.fixture
async def place(browser: Browser, tmp_path: Path) -> AsyncIterator[Place]:
    """Run the gateway; a script error or a breach of the security policy fails the test."""
    port = unused_port()
    settings = Settings(
        action_port=unused_port(),
        database_url=f"sqlite:///{tmp_path}/startbro.db",
        state=tmp_path,
        public_url=f"http://127.0.0.1:{port}",
    )
    await asyncio.to_thread(migrate, settings.database_url)
    rasa = FakeUnderstander()
    rasa.script = bring_salon
    faults: list[str] = []
    async with TestServer(build_app(settings, rasa), port=port):
        yield Place(f"http://127.0.0.1:{port}/", browser, faults)
        for context in browser.contexts:
            await context.close()
    assert not faults, faults


@pytest.mark.parametrize("locale", ["ar", "so"])
async def test_pictures_open_from_a_message_in_the_readers_language_and_direction(place: Place, locale: str) -> None:
    page = await place.talk(locale)
    await page.locator(".choice", has_text=words("button_pictures", locale)).click()
    sheet = page.locator(SHEET)
    await expect(sheet.locator("img")).to_have_count(5, timeout=DRAWN)
    await expect(sheet.locator(".sheet-body")).to_have_attribute("dir", "rtl" if locale == "ar" else "ltr")
    await expect(sheet.locator("img").first).to_have_attribute("alt", words("document_chart_cash", locale))
    drawn = "images => images.every(image => image.complete && image.naturalWidth > 100)"
    assert await sheet.locator("img").evaluate_all(drawn)
    await sheet.locator("summary").first.click()
    await expect(sheet.locator("table").first.locator("tbody tr")).to_have_count(24)


async def test_they_open_from_the_plan_close_by_keyboard_and_give_the_focus_back(place: Place) -> None:
    page = await place.talk("en")
    opener = page.locator(".budget button")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(SHEET)).to_be_visible(timeout=DRAWN)
    await page.keyboard.press("Escape")
    await expect(page.locator(SHEET)).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_the_papers_are_fetched_from_the_sheet(place: Place) -> None:
    page = await place.talk("en")
    await page.locator(".budget button").click()
    async with page.expect_download() as coming:
        await page.locator(f"{SHEET} .take button").last.click(timeout=DRAWN)
    assert (await coming.value).suggested_filename == "startbro-plan.xlsx"


async def test_on_a_phone_nothing_is_wider_than_the_screen(place: Place) -> None:
    page = await place.talk("ar", width=390)
    await page.locator(".choice", has_text=words("button_pictures", "ar")).click()
    await expect(page.locator(f"{SHEET} img")).to_have_count(5, timeout=DRAWN)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    box = await page.locator(f"{SHEET} .wide").first.bounding_box()
    assert box is not None
    assert box["width"] <= 390


@pytest.mark.parametrize("locale", ["sv", "ar"])
async def test_on_a_phone_pictures_fit_and_their_letters_stay_as_large_as_they_were_drawn(
    place: Place, locale: str
) -> None:
    page = await place.talk(locale, width=360)
    await page.locator(".choice", has_text=words("button_pictures", locale)).click()
    images = page.locator(f"{SHEET} img")
    await expect(images).to_have_count(5, timeout=DRAWN)
    await expect(images.last).to_have_js_property("complete", value=True)
    frames = "images => images.every(one => one.parentElement.scrollWidth <= one.parentElement.clientWidth)"
    assert await images.evaluate_all(frames)
    scales = await images.evaluate_all("images => images.map(one => one.clientWidth / one.naturalWidth)")
    assert min(scales) >= 0.85


@pytest.mark.parametrize("locale", ["sv", "ar"])
async def test_axe_finds_nothing_in_the_sheet(place: Place, locale: str) -> None:
    page = await place.talk(locale)
    await page.locator(".budget button").click()
    await page.locator(f"{SHEET} summary").first.click(timeout=DRAWN)
    assert await violations(page) == []


async def test_without_the_second_script_the_person_is_told(place: Place) -> None:
    page = await place.talk("en")
    await page.route("**/widget/later.js", lambda route: route.abort())
    await page.locator(".budget button").click()
    await expect(page.locator(".status", has_text=words("widget_download_failed", "en"))).to_be_visible()
