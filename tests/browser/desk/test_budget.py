"""The budgets beside a conversation: a real browser on the real gateway, with a person in Arabic on the other side."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.advice.budget.results import Budgets
from bot.language.rendering import render, render_value
from tests.browser.desk.steps_desk import row
from tests.browser.desk.test_real_gateway import Place, place
from tests.browser.test_accessibility import violations
from tests.connectors.desk.budgets import SALON, answer, calculated, shown
from tests.connectors.desk.test_desk_socket import queue

__all__ = ["place"]

Recorder = Callable[[str, object], None]
OPEN_ALL = """() => document.querySelector('startbro-desk').shadowRoot
    .querySelectorAll('.side details').forEach(one => { one.open = true; })"""
PHONE = {"width": 390, "height": 844}
TITLE = "Hyran"


def words(name: str) -> str:
    """Give a text of the desk in Swedish, or in English while nobody has translated it."""
    return render(name, {}, locale="sv").text


async def budgets(place: Place, **changes: Any) -> Budgets:
    """Calculate the salon by itself."""
    return (await calculated(place.server, "general", **changes)).budgets


async def open_budgets(place: Place) -> str:
    """Take the conversation of a salon and open its budgets; give the conversation."""
    conversation = await queue(place.server, place.person, about=TITLE)
    await row(place.page, TITLE).click()
    await place.page.locator(".take").click()
    await expect(place.page.locator("#message")).to_be_visible()
    await answer(place.server, conversation, SALON)
    await place.page.locator("#tab-budget").click()
    await expect(amount(place.page, "household.home_housing")).to_be_visible()
    return conversation


def amount(page: Page, of: str) -> Locator:
    """Find the first amount of a row."""
    return page.locator(f'[data-row="{of}"] td').first


async def test_a_figure_is_tried_proposed_taken_and_seen_at_once(place: Place, record_property: Recorder) -> None:
    page, person = place.page, place.person
    await open_budgets(place)
    before, after = await budgets(place), await budgets(place, budget_housing="9500")
    await expect(amount(page, "start.gap")).to_have_text(shown(before.start.gap))
    await expect(amount(page, "household.home_housing")).to_have_text(shown(7800))
    await page.locator('[data-at="household.home_housing"]').click()
    opened = page.locator(".row-more")
    await opened.get_by_role("button", name=words("desk_budget_propose")).click()
    await page.fill("#figure", "9 500 kr i månaden")
    await page.get_by_role("button", name=words("desk_budget_try")).click()
    await expect(page.locator(".tried")).to_contain_text(shown(min(after.liquidity.closing)))
    assert await violations(page) == [], "a figure that is tried"
    await opened.locator(".filled").click()
    asked = await person.line(lambda line: line["author"] == "system" and len(line["buttons"]) == 2)
    money = {"type": "money", "value": "9500", "currency": "SEK"}
    assert render_value(money, locale="ar") in asked["text"]
    begun = time.perf_counter()
    await person.send(type="press", seq=asked["seq"], button=0)
    await expect(amount(page, "household.home_housing")).to_have_text(shown(9500))
    record_property("accepted, in the budgets at the desk", round(time.perf_counter() - begun, 3))
    await expect(amount(page, "start.gap")).to_have_text(shown(after.start.gap))
    await expect(opened.locator(".proposal .chip")).to_have_text(words("desk_proposal_accepted"))


async def test_a_figure_that_is_none_is_explained_and_stays_in_the_box(place: Place) -> None:
    page = place.page
    await open_budgets(place)
    await page.locator('[data-at="household.home_housing"]').click()
    await page.locator(".row-more").get_by_role("button", name=words("desk_budget_propose")).click()
    await page.fill("#figure", "femtio euro")
    await page.get_by_role("button", name=words("desk_budget_try")).click()
    await expect(page.locator(".tried-problem")).to_have_text(words("utter_answer_currency"))
    await page.locator(".row-more .filled").click()
    await expect(page.locator("#figure")).to_have_value("femtio euro")


async def test_a_remark_on_a_month_reaches_the_person_and_stands_at_the_row(place: Place) -> None:
    page, person = place.page, place.person
    await open_budgets(place)
    await page.locator(".section", has=page.locator("[data-table=liquidity]")).locator("summary").first.click()
    month = page.locator('[data-at="liquidity.2027-03.closing"]')
    await month.click()
    await page.locator(".row-more").get_by_role("button", name=words("desk_comment")).click()
    await page.fill("#figure", "Här blir det trångt")
    await page.locator("#about").select_option("liquidity.2027-03.money_in")
    await page.locator(".row-more .filled").click()
    told = await person.line(lambda line: "Här blir det trångt" in line["text"])
    assert render("document_book_money_in", {}, locale=told["language"]).text in told["text"]
    await expect(page.locator(".row-more .remark")).to_contain_text("Här blir det trångt")
    await expect(month).to_be_focused()


async def test_the_pictures_are_drawn_and_say_the_same_as_a_table(place: Place) -> None:
    page = place.page
    await open_budgets(place)
    pictures = page.locator(".picture img")
    await expect(pictures).to_have_count(4)
    for at in range(4):
        picture = pictures.nth(at)
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("complete", value=True, timeout=20_000)
        assert await picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
        assert await picture.get_attribute("alt")
    table = page.locator(".picture").first.locator("table")
    await page.locator(".picture summary").first.click()
    await expect(table.locator("tbody tr")).to_have_count(24)


async def test_what_is_worded_to_the_person_stands_under_a_heading_that_says_so(place: Place) -> None:
    page = place.page
    await open_budgets(place)
    headings = await page.locator("#side-panel :is(h3, h4)").all_inner_texts()
    said = headings.index(words("desk_budget_said"))
    assert headings[said + 1 : said + 3] == [words("desk_budget_verdict"), words("desk_budget_findings")]


async def test_another_figure_is_proposed_only_where_there_is_one(place: Place) -> None:
    page = place.page
    await answer(place.server, await open_budgets(place), {"budget_second": False})
    await expect(page.get_by_text(words("desk_budget_worded"))).to_be_visible()
    await page.evaluate(OPEN_ALL)
    propose = words("desk_budget_propose")
    answered = page.locator("[data-number=budget_housing]")
    await expect(answered.get_by_role("button", name=propose)).to_have_count(1)
    unanswered = page.locator(".question[data-number]", has_text=words("desk_answer_open"))
    assert await unanswered.count() > 3
    await expect(unanswered.get_by_role("button", name=propose)).to_have_count(0)
    yes_or_no = page.locator("[data-number=budget_second]")
    await expect(yes_or_no).to_contain_text("Nej")
    await expect(yes_or_no.get_by_role("button", name=propose)).to_have_count(0)


async def test_what_a_figure_changes_stands_beside_what_is_now(place: Place) -> None:
    page = place.page
    await open_budgets(place)
    await page.locator('[data-at="household.home_housing"]').click()
    await page.locator(".row-more").get_by_role("button", name=words("desk_budget_propose")).click()
    await page.fill("#figure", "7 900 kr")
    await page.get_by_role("button", name=words("desk_budget_try")).click()
    changes = page.locator(".tried table tbody tr")
    await expect(changes.first).to_be_visible()
    for cells in await changes.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"):
        assert cells[1] != cells[2], cells
    said = page.locator(".tried p")
    assert len({await one.inner_text() for one in await said.all()}) == await said.count(), "nothing is said twice"


@pytest.mark.parametrize("case", ["likely", "careful"])
async def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(place: Place, case: str) -> None:
    page = place.page
    await open_budgets(place)
    await page.get_by_role("button", name=words(f"desk_budget_{case}"), exact=True).click()
    await expect(page.locator(f"button[aria-pressed=true]:text-is('{words(f'desk_budget_{case}')}')")).to_be_visible()
    await page.evaluate(OPEN_ALL)
    await page.locator('[data-at="result.own_fees"]').click()
    await expect(page.locator(".row-more .text").first).to_be_visible()
    assert await violations(page) == [], "laptop"
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.locator(".bottom-bar button").last.click()
    await page.evaluate(OPEN_ALL)
    await expect(page.locator("[data-table=result]")).to_be_visible()
    assert await violations(page) == [], "phone"
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_the_tab_is_reached_and_a_row_opened_by_the_keyboard(place: Place) -> None:
    page = place.page
    await open_budgets(place)
    await page.locator("#tab-sheet").click()
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("#tab-budget")).to_be_focused()
    await page.locator('[data-at="household.home_housing"]').focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".row-more")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator(".row-more")).to_have_count(0)
