"""Texts that are made to break a page, in every place where one is shown, to the person and to advisers."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import ViewportSize, expect

from bot.language.clean import LONGEST_TEXT
from tests.browser.hostile_desk_record import TEXTS, TURNING
from tests.browser.hostile_record import ROWS, shown
from tests.browser.hostile_stage import LAPTOP, PHONE, SHOWN, WAIT, Stage, record, stage
from tests.browser.hostile_texts import EVIL, hostile_texts
from tests.browser.hostile_watch import Watched

__all__ = ["record", "stage"]


def test_there_are_three_hundred_and_no_two_are_alike() -> None:
    assert len({*hostile_texts()}) >= 300
    assert len({*SHOWN}) >= 300


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
async def test_the_person_sees_texts_and_nothing_of_them_runs(stage: Stage, size: ViewportSize) -> None:
    chat = await stage.person(size)
    page = chat.page
    await expect(page.locator(".line.adviser")).to_have_count(len(TEXTS), timeout=WAIT)
    assert await chat.texts(".line.person .text") == SHOWN
    assert await chat.texts(".line.adviser .text") == SHOWN
    assert shown(TURNING[1]) in await page.locator(".answers").inner_text()
    assert "__hit" not in await page.title()
    await chat.check("the talk")
    if size is PHONE:
        await page.locator(".progress button").click()
    await expect(page.locator(".answer").first).to_be_attached()
    answers = await chat.texts(".plan-section .answer")
    assert {shown(text) for text in stage.filled.answers.values()} <= {*answers}
    await chat.check("the plan")
    await page.locator(".plan-section summary").first.click()
    await page.context.close()


async def test_advisers_see_texts_and_nothing_of_them_runs(stage: Stage) -> None:
    desk = await stage.adviser(LAPTOP)
    page = desk.page
    await expect(page.locator(".row").first).to_be_visible()
    await _walk_lists(desk)
    await page.locator(".views button").nth(1).click()
    await page.locator(".row").first.click()
    await expect(page.locator(".line.person")).to_have_count(len(TEXTS), timeout=WAIT)
    assert await desk.texts(".line.person .bubble > .text") == SHOWN
    assert await desk.texts(".line.adviser:not(.note) .bubble > .text") == SHOWN
    assert await desk.texts(".line.person .rendering .text") == SHOWN
    notes = "\n".join(await desk.texts(".line.note .bubble > .text")).split("\n")
    assert {line for text in SHOWN for line in text.split("\n")} <= {*notes}
    await desk.check("the talk and its head")
    for tab in ("sheet", "plan"):
        await page.locator(f"#tab-{tab}").click()
        await desk.check(tab)
    remarks = await desk.texts(".remark .text")
    assert {shown(text) for text in stage.filled.answers.values()} <= {*remarks}
    assert re.fullmatch(r"(\(\d+\) )?Startbro, .*", await page.title())
    await page.context.close()


async def test_what_advisers_choose_from_search_for_and_print_is_text_too(stage: Stage) -> None:
    desk = await stage.adviser(LAPTOP)
    page = desk.page
    await page.locator(".views button").nth(1).click()
    await page.locator(".row").first.click()
    await expect(page.locator(".line.person")).to_have_count(len(TEXTS), timeout=WAIT)
    for key in ("x", "a", "l"):
        await page.locator(f'.actions [aria-keyshortcuts="{key}"]').click()
        await expect(page.locator("dialog")).to_be_visible()
        await desk.check(f"the dialog of {key}")
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog")).to_have_count(0)
    await page.fill("#message", "/")
    await expect(page.locator("#answers .answer").first).to_be_visible()
    await desk.check("ready answers")
    await page.locator("#answers .answer", has_text=SHOWN[30]).click()
    await expect(page.locator(".preview .text")).to_have_text(SHOWN[1])
    await desk.check("the preview of a ready answer")
    for text in TEXTS[::120]:
        await desk.heard("list", page.fill("#search", text[:200]))
        await desk.check(f"a search for {text}")
    await page.locator(".actions button", has_text="Skriv ut").click()
    await page.emulate_media(media="print")
    await expect(page.locator(".paper .transcript")).to_be_visible()
    assert set(SHOWN) <= {*await desk.texts(".paper .text")}
    await desk.check("on paper")
    await page.context.close()


PASTES = {
    "twenty thousand letters": "W" * 20_000,
    "ten thousand marks": "a" + "\u0301" * 10_000,
    "markup": "<img src=x onerror=__hit(1)>" * 800,
    "right to left": "\u202eمرحبا " * 3_000,
}


async def test_a_paste_that_is_too_long_stays_in_the_box_of_either_side(stage: Stage) -> None:
    chat, desk = await stage.person(PHONE), await stage.adviser(LAPTOP)
    await desk.page.locator(".views button").nth(1).click()
    await desk.page.locator(".row").first.click()
    for side in (chat, desk):
        page, box = side.page, side.page.locator("#message")
        for what, text in PASTES.items():
            await box.fill(text)
            await page.locator(".send").click()
            over = str(len(text) - LONGEST_TEXT)
            await expect(page.locator(".status.warn").filter(has_text=_grouped(over))).to_be_visible()
            assert await box.input_value() == text
            await side.check(what)
        await page.context.close()


def _grouped(digits: str) -> re.Pattern[str]:
    """Match a number with whatever stands between its groups, where it is shown at all."""
    return re.compile(r"\D?".join(digits))


async def test_marks_that_pile_up_and_endless_words_stay_in_their_place(stage: Stage) -> None:
    chat = await stage.person(PHONE)
    page = chat.page
    await expect(page.locator(".line.adviser")).to_have_count(len(TEXTS), timeout=WAIT)
    for text in ("a" + "\u0301" * 3_900, "W" * 3_900, "\u200b" * 1_900 + "x" + "\u200d" * 1_900):
        await page.fill("#message", text)
        await page.press("#message", "Enter")
        await expect(page.locator(".line.person .text").last).to_have_text(shown(text), use_inner_text=False)
        await chat.check("a long message")
    await page.context.close()


MISDEEDS = {
    "runs": "__hit(1)",
    "fetches": f"fetch('{EVIL}/1').catch(() => undefined)",
    "asks": "alert(1)",
    "grows": "inside.append(document.createElement('img'))",
    "leads away": "inside.firstElementChild.setAttribute('href', 'javascript:__hit(1)')",
    "runs over": "document.body.append('W'.repeat(3000))",
    "turns about": "inside.querySelector('.lead').append('<svg onload=__hit(1)>')",
    "turns back": "inside.querySelector('.lead').textContent = '\u202eabc'",
    "gets out": "inside.querySelector('.lead').title = '\u2068a\u2069b\u2069c\u2068'",
}


async def test_the_watch_sees_every_misdeed(stage: Stage) -> None:
    chat = await stage.stranger()
    for what, misdeed in MISDEEDS.items():
        await chat.afresh()
        await expect(chat.page.locator(".language").first).to_be_visible()
        await chat.check("before")
        await chat.page.evaluate(
            f"() => {{ const inside = document.querySelector('startbro-chat').shadowRoot; {misdeed}; }}"
        )
        with pytest.raises(AssertionError, match=what):
            await chat.check(what)
    await chat.page.context.close()


async def _walk_lists(desk: Watched) -> None:
    """Draw every row of the lists that are full of them."""
    page = desk.page
    for view in (0, 3):
        await page.locator(".views button").nth(view).click()
        await expect(page.locator(".row").first).to_be_visible()
        for part in range(ROWS // 2):
            await page.locator(".rows").evaluate("(rows, part) => rows.scrollTo(0, part * 300)", part)
            await desk.check(f"list {view} at {part}")
