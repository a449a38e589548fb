"""The plan beside the talk: read it, change it, print it, take it away; and the words and codes that open as cards."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser import canned
from tests.browser.conftest import Opener
from tests.browser.fake_gateway import FakeGateway
from tests.browser.steps import focused, say, start

INSIDE = "document.querySelector('startbro-chat').shadowRoot.activeElement?.closest('dialog')?.open ?? true"
PHONE = {"width": 390, "height": 800}


async def change(page: Page, text: str) -> None:
    """Change the answer to the first question."""
    await page.locator('[data-change="what"]').click()
    assert await focused(page) == "edit"
    await page.keyboard.type(text)
    await page.get_by_role("button", name="Save", exact=True).click()


async def test_progress_is_a_bar_with_words(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    bar = page.get_by_role("progressbar", name="First plan: 0 of 12")
    await expect(bar).to_be_visible()
    await change(page, "bread")
    await expect(page.get_by_role("progressbar", name="First plan: 1 of 12")).to_have_attribute("max", "12")


async def test_an_edit_is_saved_and_the_focus_comes_back(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await change(page, "bread")
    await expect(page.locator(".outcome")).to_have_text("Saved.")
    await expect(page.locator(".side .answer")).to_have_text("bread")
    assert await focused(page) == "what"
    assert next(iter(gateway.talks.values())).answers == {"what": "bread"}


async def test_only_what_is_begun_or_next_stands_open(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    later = page.locator('[data-change="where"]')
    await expect(page.locator('[data-change="what"]')).to_be_visible()
    await expect(later).to_be_hidden()
    await page.locator("summary", has_text="The place").press("Enter")
    await expect(later).to_be_visible()
    await change(page, "bread")
    await expect(page.locator(".outcome")).to_have_text("Saved.")
    await expect(later).to_be_visible()


async def test_before_a_template_is_chosen_no_plan_is_shown(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    empty: dict[str, object] = {
        "template": None,
        "title": "",
        "done": 0,
        "total": 0,
        "core_done": 0,
        "core_total": 0,
        "sections": [],
    }
    await gateway.tell({"type": "plan", "plan": empty})
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    await expect(page.get_by_role("complementary")).to_have_text(re.compile("Your plan is empty"))


async def test_a_refused_edit_says_why_beside_the_row(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.refuse = "too_long"
    await change(page, "bread")
    await expect(page.locator(".outcome.refused")).to_have_text(canned.WORDS["refused"]["en"])
    await expect(page.locator("#message")).to_have_value("")


async def test_an_edit_made_offline_arrives_once(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await gateway.stop()
    await change(page, "bread")
    await expect(page.locator(".outcome")).to_have_text("Saving")
    await gateway.start()
    await expect(page.locator(".outcome")).to_have_text("Saved.", timeout=15_000)
    assert len([frame for frame in gateway.frames if frame["type"] == "answer"]) == 1


async def test_on_a_phone_the_plan_is_a_sheet_that_keeps_and_returns_the_focus(open_page: Opener) -> None:
    page = await open_page(viewport=PHONE)
    await start(page)
    button = page.get_by_role("button", name="My plan")
    await button.click()
    sheet = page.get_by_role("dialog", name="My plan")
    await expect(sheet).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate(INSIDE)
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(button).to_be_focused()


async def test_escape_in_an_edit_closes_only_the_edit(open_page: Opener) -> None:
    page = await open_page(viewport=PHONE)
    await start(page)
    await page.get_by_role("button", name="My plan").click()
    await page.locator('[data-change="what"]').click()
    await page.keyboard.press("Escape")
    await expect(page.locator("#edit")).to_have_count(0)
    await expect(page.get_by_role("dialog", name="My plan")).to_be_visible()
    assert await focused(page) == "what"


@pytest.mark.parametrize(
    ("button", "fetched"),
    [
        pytest.param("PDF, العربية", ("pdf", "ar"), id="own language"),
        pytest.param("Word, Svenska", ("docx", "sv"), id="Swedish"),
        pytest.param("PDF, العربية and Svenska", ("pdf", "ar,sv"), id="both"),
    ],
)
async def test_the_plan_is_downloaded_with_the_token_in_a_header(
    open_page: Opener, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch, button: str, fetched: tuple[str, str]
) -> None:
    monkeypatch.setattr(canned, "texts", lambda locale: _texts("en"))
    page = await open_page()
    await start(page, "ar")
    async with page.expect_download() as coming:
        await page.get_by_role("button", name=button, exact=True).click()
    saved = await coming.value
    assert saved.suggested_filename == f"startbro.{fetched[0]}"
    assert await saved.failure() is None
    assert gateway.downloads == [fetched]


@pytest.mark.parametrize(
    ("refusal", "told", "language"),
    [
        pytest.param((429, '{"text": "Vänta lite.", "language": "sv"}'), "Vänta lite.", "sv", id="the server says why"),
        pytest.param((502, "<html>"), canned.texts("en")["widget_download_failed"], "en", id="a proxy says nothing"),
    ],
)
async def test_a_refused_download_is_told_in_the_words_of_the_server(
    open_page: Opener, gateway: FakeGateway, refusal: tuple[int, str], told: str, language: str
) -> None:
    gateway.refuse_download = refusal
    page = await open_page()
    await start(page)
    await page.get_by_role("button", name="PDF, English", exact=True).click()
    await expect(page.get_by_text(told, exact=True)).to_be_visible()
    await expect(page.locator(f"[lang={language}]", has_text=told).last).to_be_visible()


_texts = canned.texts


async def test_printing_shows_the_plan_and_nothing_of_the_window(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await change(page, "bread")
    await expect(page.locator(".side .answer")).to_have_text("bread")
    await page.evaluate("window.print = () => { window.printed = true }")
    await page.get_by_role("button", name="Print").click()
    await page.wait_for_function("window.printed")
    await page.emulate_media(media="print")
    await expect(page.locator(".paper h1")).to_have_text("Business plan")
    await expect(page.locator(".paper")).to_contain_text("bread")
    await expect(page.locator("#message")).to_be_hidden()


async def test_printing_shows_the_talk_and_nothing_of_the_window(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await say(page, "I bake bread")
    await expect(page.locator(".line.bot .text")).to_have_count(2)
    said = [text.strip() for text in await page.locator(".line .text").all_inner_texts()]
    assert "I bake bread" in said
    await page.evaluate("window.print = () => { window.printed = true }")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name=canned.texts("en")["widget_print_talk"]).click()
    await page.wait_for_function("window.printed")
    await page.emulate_media(media="print")
    await expect(page.locator(".paper h1")).to_have_text(canned.texts("en")["widget_talk"])
    printed = page.locator(".paper .row")
    await expect(printed).to_have_count(len(said))
    for row, text in zip(await printed.all(), said, strict=True):
        await expect(row).to_be_visible()
        assert text in await row.inner_text()
    await expect(page.locator("#message")).to_be_hidden()
    await expect(page.locator(".side")).to_be_hidden()


async def test_a_word_opens_its_card_and_gives_the_focus_back(open_page: Opener) -> None:
    page = await open_page()
    await start(page, "so")
    await say(page, "haa")
    word = page.get_by_role("button", name="moms")
    await word.press("Enter")
    card = page.locator("dialog.sheet-term")
    await expect(card.locator("h2 [lang=sv]")).to_have_text("moms")
    await expect(card).to_contain_text(canned.WORDS["meaning"]["so"])
    await page.keyboard.press("Escape")
    await expect(word).to_be_focused()


async def test_the_code_is_shown_once_in_a_dialog(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Get a code").click()
    dialog = page.get_by_role("dialog", name="Your code")
    await expect(dialog).to_contain_text(canned.CODE)
    await dialog.get_by_role("button", name="I have written it down").click()
    await expect(dialog).to_be_hidden()
    assert canned.CODE not in await page.evaluate("document.querySelector('startbro-chat').shadowRoot.innerHTML")
    assert canned.CODE not in await page.evaluate("JSON.stringify(localStorage)")
