"""Whole interviews in a real browser with the whole stack: in Arabic on a phone, in Somali and Swedish by keyboard."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.catalogue_texts import catalogue_texts
from tests.browser.conftest import Opener, watch
from tests.browser.steps import bots, focused, own, say
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard_and_layout import WIDER_THAN_SCREEN
from tests.dialogues.stack import Stack

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]
PHONE = {"width": 390, "height": 844}
MILLISECONDS = 20_000
CAFE = "قهوة عربية ومعجنات وفطائر طازجة"
ARABIC = (
    (CAFE, False),
    ("عملت عشر سنوات في مطعم أخي في حلب", False),
    ("قهوة وشاي وفطائر بالجبن والسبانخ", False),
    ("٤٥ كرون", True),
    ("الطلاب والعائلات في مركز المدينة", False),
    ("مقهيان ومخبز واحد", False),
    ("وسائل التواصل الاجتماعي", False),
    ("لوليو", False),
    ("١", False),
    ("١ أيلول ٢٠٢٧", True),
    ("مئة وخمسون ألف كرون", True),
    ("٤٠ ألف", True),
)
"""What she answers to the twelve questions, and whether it is read back."""


@pytest.fixture
async def visit(browser: Browser, stack: Stack) -> AsyncIterator[Opener]:
    """Open our page as somebody new; any script error or breach of the security policy fails the test."""
    faults: list[str] = []

    async def open_(**options: object) -> Page:
        context = await browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(MILLISECONDS)
        page = await context.new_page()
        watch(page, faults)
        await page.goto(stack.origin)
        await page.locator("#message").wait_for()
        return page

    yield open_
    assert not faults, faults


async def answer(page: Page, text: str) -> None:
    """Write a message and wait until the bot has said something to it."""
    before = await bots(page).count()
    await say(page, text)
    await replied(page, before)


async def replied(page: Page, before: int) -> None:
    """Wait until there are more than so many lines of the bot and nothing more is on its way."""
    await expect(bots(page).nth(before)).to_be_visible(timeout=MILLISECONDS)
    await expect(page.locator(".thinking")).to_be_hidden(timeout=MILLISECONDS)


async def begin(page: Page, locale: str, wish: str) -> None:
    """Choose a language and say what it is about."""
    await page.locator(f'.language[lang="{locale}"]').click()
    await expect(bots(page)).to_have_count(2, timeout=MILLISECONDS)
    await answer(page, wish)


async def progress(page: Page) -> tuple[int, int]:
    """Give how many questions are done, and of how many."""
    bar = page.locator("#progress")
    done, total = await bar.evaluate("bar => [bar.value, bar.max]")
    return int(done), int(total)


async def test_a_plan_in_arabic_on_a_phone(visit: Opener, tmp_path: Path) -> None:
    page = await visit(viewport=PHONE, locale="ar", accept_downloads=True)
    await begin(page, "ar", "أريد أن أفتح مقهى صغير في لوليو")
    assert await progress(page) == (0, 12)
    for text, read_back in ARABIC:
        await answer(page, text)
        if read_back:
            await answer(page, "نعم")
    await expect(page.locator("#progress")).not_to_have_attribute("max", "12")
    assert (await progress(page))[0] == 12
    await expect(page.locator(".choices")).to_have_count(2)
    assert await page.evaluate(WIDER_THAN_SCREEN) == []
    await page.screenshot(path=tmp_path / "arabic-talk.png")
    await ask_a_word(page)
    await change_in_the_plan(page, "idea_what", "قهوة عربية وحلويات من دمشق")
    await page.screenshot(path=tmp_path / "arabic-plan.png")
    words = await download(page, tmp_path)
    assert "دمشق" in words
    assert "Affärsplan" in words
    assert "enskild firma" in words.casefold()
    await page.locator(".sheet-close").click()
    code = await take_code(page)
    assert await violations(page) == []
    await come_back(visit, code, "قهوة عربية وحلويات من دمشق")


async def ask_a_word(page: Page) -> None:
    """Tap a Swedish word in a reply, after asking about it."""
    await answer(page, "ما هي moms؟")
    await page.locator(".line.bot .term").last.click()
    card = page.locator("dialog.sheet-term")
    await expect(card.locator("h2")).not_to_be_empty()
    await expect(card.locator("dd").first).to_have_attribute("lang", "ar")
    await page.keyboard.press("Escape")


async def change_in_the_plan(page: Page, question: str, text: str) -> None:
    """Change an answer in the sheet."""
    await page.locator(".progress button").click()
    await page.locator(f'[data-change="{question}"]').click()
    await page.fill("#edit", text)
    await page.locator(".editor .strong").click()
    await expect(page.locator("dialog .row .answer", has_text=text)).to_be_visible(timeout=MILLISECONDS)


async def download(page: Page, folder: Path) -> str:
    """Fetch the plan in two columns and give its words, each letter in its usual form."""
    async with page.expect_download() as coming:
        await page.locator(".take .way").nth(2).locator("button").first.click()
    saved = folder / "plan.pdf"
    await (await coming.value).save_as(saved)
    return "\n".join(sheet.extract_text() for sheet in PdfReader(saved).pages)


async def take_code(page: Page) -> str:
    """Get a return code from the menu."""
    wanted = catalogue_texts("connectors/web/widget_texts.yml", "gateway", "ar")["widget_get_code"]
    await page.locator(".menu-more").click()
    await page.locator(".entry", has_text=wanted).click()
    code = await page.locator("dialog .code").inner_text()
    await page.locator("dialog .strong").click()
    return code


async def come_back(visit: Opener, code: str, words: str) -> None:
    """Open another browser, enter the code, and find everything."""
    page = await visit(viewport=PHONE, locale="sv")
    await page.locator(".first .plain").click()
    await page.fill("#code", code)
    await page.press("#code", "Enter")
    await expect(own(page).first).to_be_visible(timeout=MILLISECONDS)
    await expect(page.locator(".root")).to_have_attribute("dir", "rtl")
    assert await own(page).count() >= len(ARABIC)
    await page.locator(".progress button").click()
    await expect(page.locator("dialog .row .answer", has_text=words)).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        pytest.param(
            "so",
            ("waxaan rabaa inaan furo timo jare", "timo jarid iyo timo tidic", "sagaal sano ayaan timo jari jiray"),
            id="Somali",
        ),
        pytest.param(
            "sv",
            ("jag vill starta en städfirma", "trappstädning och fönsterputs", "åtta år på hotell i Asmara"),
            id="Swedish",
        ),
    ],
)
async def test_an_interview_by_keyboard_alone(
    visit: Opener, locale: str, lines: tuple[str, ...], tmp_path: Path
) -> None:
    page = await visit(viewport={"width": 1280, "height": 800}, locale=locale)
    await page.locator(f'.language[lang="{locale}"]').focus()
    await page.keyboard.press("Enter")
    await expect(bots(page)).to_have_count(2, timeout=MILLISECONDS)
    assert await focused(page) == "message"
    for line in lines:
        before = await bots(page).count()
        await page.keyboard.type(line)
        await page.keyboard.press("Enter")
        await replied(page, before)
    before = await bots(page).count()
    await page.keyboard.press("Shift+Tab")
    assert await focused(page) == "choice"
    await page.keyboard.press("Enter")
    await replied(page, before)
    await expect(bots(page).nth(before)).to_contain_text(lines[2])
    assert await progress(page) == (2, 12)
    assert await focused(page) == "message"
    await expect(page.locator(".side .answer").first).to_have_text(re.compile(lines[1]))
    await page.screenshot(path=tmp_path / f"{locale}.png")
    assert await violations(page) == []


async def test_ten_thousand_arabic_letters_stay_in_the_box_and_are_explained(visit: Opener) -> None:
    page = await visit(viewport=PHONE, locale="ar")
    await begin(page, "ar", "أريد أن أفتح مقهى صغير في لوليو")
    await say(page, "خبز طازج " * 1_111)
    await expect(page.locator(".status.warn, .status")).not_to_be_empty()
    assert len(await page.input_value("#message")) == 9_999
    await page.fill("#message", "")
    await answer(page, "خبز طازج")
