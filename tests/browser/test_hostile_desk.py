"""Hostile texts where advisers work beside the talk: budgets, own answers, the overview, what waits, and on a phone."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from bot.language.clean import for_display
from bot.language.rendering import render
from connectors.desk.service import DESK
from tests.browser.hostile_desk_record import ANSWERS, NAMES, PRODUCTS, ROW, TEXTS, TURNING
from tests.browser.hostile_record import shown
from tests.browser.hostile_stage import LAPTOP, PHONE, WAIT, Stage, record, stage
from tests.browser.hostile_watch import Watched
from tests.connectors.desk.budgets import CELL

__all__ = ["record", "stage"]

OPEN_ALL = "all => all.forEach(one => { one.open = true; })"
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
ELSEWHERE = """() => {
    window.Notification = class {
        static permission = "granted";
        constructor(title, options) { window.told(`${title}: ${options.body}`); }
    };
    Object.defineProperty(document, "hidden", {get: () => true});
    Object.defineProperty(document, "visibilityState", {get: () => "hidden"});
}"""
SVG_SCRIPT = re.compile(r"<script|<foreignObject|\son\w+=|javascript:", re.IGNORECASE)


def words(name: str) -> str:
    """Give a text of the desk in Swedish."""
    return render(name, {}, locale="sv").text


def tool(desk: Watched, name: str) -> Locator:
    """Find a button by its words."""
    return desk.page.get_by_role("button", name=words(name), exact=True)


async def open_mine(desk: Watched) -> None:
    """Open the conversation that is the adviser's."""
    await desk.page.locator(".views button").nth(1).click()
    await desk.page.locator(".row").first.click()
    await expect(desk.page.locator(".talk-title")).to_be_visible()


@SIZES
async def test_budgets_and_what_is_said_of_them(stage: Stage, size: ViewportSize) -> None:
    desk = await stage.adviser(size)
    page = desk.page
    await open_mine(desk)
    if size is PHONE:
        await page.locator(".bottom-bar button").nth(2).click()
    await page.locator("#tab-budget").click()
    await expect(page.locator(f'[data-row="{ROW}"]')).to_be_visible(timeout=WAIT)
    await page.locator(".side details").evaluate_all(OPEN_ALL)
    findings = " ".join(await desk.texts(".finding .text"))
    assert f"\u2068{for_display(PRODUCTS[1])}\u2069" in findings
    await desk.check("the budgets")
    for at in (ROW, CELL):
        await page.locator(f'[data-at="{at}"]').first.click()
        remarks = await desk.texts(".row-more .remark .text")
        assert {shown(text) for text in TEXTS[::20]} <= {*remarks}
        await desk.check(f"remarks on {at}")
        await page.locator(".row-more").get_by_role("button", name=words("desk_comment")).click()
        await page.fill("#figure", TEXTS[0])
        await desk.check(f"remarking on {at}")
        await page.locator(".row-more form button").last.click()
    await page.locator(f'[data-at="{ROW}"]').first.click()
    await page.locator(".row-more").get_by_role("button", name=words("desk_budget_propose")).click()
    for text in (TEXTS[0], f"9500 {PRODUCTS[0]}"):
        await page.fill("#figure", text)
        await tool(desk, "desk_budget_try").click()
        await expect(page.locator(".tried, .tried-problem")).to_be_visible()
        await desk.check(f"trying {text}")
    await tool(desk, "desk_budget_careful").click()
    await expect(page.locator('.budget-case [aria-pressed="true"]')).to_have_text(words("desk_budget_careful"))
    await desk.check("the careful case")
    await page.context.close()


@SIZES
async def test_own_answers_and_the_account(stage: Stage, size: ViewportSize) -> None:
    desk = await stage.lead(size)
    page = desk.page
    await tool(desk, "desk_own").click()
    await expect(page.locator(".own-answer")).to_have_count(len(ANSWERS))
    assert {*await desk.texts(".own-answer .text")} == {shown(text) for text in ANSWERS}
    await desk.check("own answers")
    for text in (TURNING[0], TURNING[7], ANSWERS[1]):
        await page.locator(".own-answer", has_text=shown(text)[:20]).first.locator(".small").click()
        await expect(page.locator(".own .preview .text")).to_have_text(shown(text), use_inner_text=False)
        await desk.check(f"writing {text}")
        await page.fill("#own-sv", "{" + TEXTS[0][:20] + "}" + TURNING[3])
        await page.locator(".own .strong").click()
        await expect(page.locator(".own .problem")).not_to_be_empty()
        await desk.check(f"a refusal of {text}")
        await tool(desk, "desk_own_back").click()
    await page.keyboard.press("Escape")
    await tool(desk, "desk_account").click()
    await expect(page.locator(".account section").first).to_be_visible()
    await desk.check("the account")
    await tool(desk, "desk_account_new_totp").click()
    await expect(page.locator(".account .qr")).to_be_visible()
    await desk.check("another code app")
    await page.context.close()


@SIZES
async def test_the_overview_and_whom_a_note_names(stage: Stage, size: ViewportSize) -> None:
    desk = await stage.lead(size)
    page = desk.page
    await expect(page.locator(".row").first).to_be_visible()
    await page.keyboard.press("v")
    await expect(page.locator(".person")).to_have_count(len(NAMES) + 2)
    assert {for_display(name) for name in NAMES} <= {*await desk.texts(".person-name bdi")}
    await desk.check("the overview")
    await page.locator(".person .help-with").first.click()
    await expect(page.locator("#message")).to_have_value(f"@{shown(TURNING[1])} ")
    await desk.check("a note that names an adviser")
    await page.fill("#message", "")
    await page.locator("#message").press_sequentially("@")
    await expect(page.locator("#colleagues .answer")).to_have_count(len(NAMES) + 1)
    await desk.check("the list of colleagues")
    await page.context.close()


@SIZES
async def test_lists_and_answers_that_wait(stage: Stage, size: ViewportSize) -> None:
    desk = await stage.adviser(size)
    page = desk.page
    for view in ("interpreters", "approvals"):
        await page.locator(".view", has_text=words(f"desk_view_{view}")).click()
        await expect(page.locator(f".rows-all.{view} .row").first).to_be_visible()
        for part in range(6):
            await page.locator(".rows").evaluate("(rows, part) => rows.scrollTo(0, part * 600)", part)
            await desk.check(f"{view} at {part}")
    await page.locator(".rows").evaluate("rows => rows.scrollTo(0, 0)")
    await page.locator(".row").first.click()
    await expect(page.locator(".held")).to_have_count(2)
    await page.locator(".held .tiny").last.click()
    await expect(page.locator(".held .original")).to_be_visible()
    assert "\u2068<" in " ".join(await desk.texts(".held .original"))
    await desk.check("answers that wait")
    await page.context.close()


async def test_every_other_place_of_the_desk_on_a_phone(stage: Stage) -> None:
    desk = await stage.adviser(PHONE)
    page = desk.page
    for view in range(5):
        await page.locator(".views button").nth(view).click()
        await desk.check(f"list {view}")
    await page.fill("#search", "__hit")
    await expect(page.locator(".row-excerpt mark").first).to_contain_text("__hit")
    await desk.check("what is found")
    await open_mine(desk)
    await desk.check("the talk")
    for key in ("x", "a", "l", "g", "c"):
        await page.locator(f'.actions [aria-keyshortcuts="{key}"]').click()
        await expect(page.locator("dialog")).to_be_visible()
        await desk.check(f"the dialog of {key}")
        await page.keyboard.press("Escape")
    await page.fill("#message", "/")
    await expect(page.locator("#answers .answer").first).to_be_visible()
    await desk.check("ready answers")
    await page.locator(".bottom-bar button").nth(2).click()
    for tab in ("sheet", "plan"):
        await page.locator(f"#tab-{tab}").click()
        await desk.check(tab)
    await page.context.close()


async def test_what_is_told_outside_the_window_holds_no_words_of_a_person(stage: Stage) -> None:
    desk = await stage.adviser(LAPTOP)
    await open_mine(desk)
    told: asyncio.Queue[str] = asyncio.Queue()
    await desk.page.expose_function("told", told.put_nowait)
    await desk.page.evaluate(ELSEWHERE)
    server, claim = stage.server, stage.filled.claim
    assert server.app is not None
    server.app[DESK].tell_assigned(claim.conversation, claim.adviser, by=stage.filled.lead)
    assigned = await asyncio.wait_for(told.get(), 15)
    by = render("desk_assigned_to_you", {"name": {"type": "name", "value": shown(TURNING[0])}}, locale="sv").text
    assert assigned == f"{words('desk_name')}: {by}"
    chat = await stage.person(LAPTOP)
    await chat.page.fill("#message", TEXTS[0])
    await chat.page.press("#message", "Enter")
    assert await asyncio.wait_for(told.get(), 15) == f"{words('desk_name')}: {words('desk_alert_message')}"
    await desk.check("the desk")
    await chat.page.context.close()
    await desk.page.context.close()


@SIZES
async def test_the_pictures_of_a_budget(stage: Stage, size: ViewportSize) -> None:
    chat = await stage.person(size)
    page = chat.page
    if size is PHONE:
        await page.locator(".progress button").click()
    await page.locator(".budget button").click()
    pictures = page.locator("dialog.pictures img")
    await expect(pictures).to_have_count(5, timeout=WAIT * 2)
    for source in await pictures.evaluate_all("all => all.map((one) => decodeURIComponent(one.src))"):
        assert not SVG_SCRIPT.search(source)
    await page.locator("dialog.pictures details").evaluate_all(OPEN_ALL)
    await chat.check("the pictures")
    await page.context.close()
