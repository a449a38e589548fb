"""Naming a colleague in a note by keyboard, and learning that one is named oneself."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.desk.canned_desk import SARA
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import open_talk
from tests.browser.test_accessibility import violations

HODAN, OMAR = "Dukaan dharka", "Omar Haddad"
LIST, OPTION = "#colleagues", "#colleagues [role=option]"
FILTER = "#filter-mentioned"


async def begin_note(page: Page) -> None:
    """Open a conversation and begin a note in it."""
    await open_talk(page, HODAN)
    await page.keyboard.press("Escape")
    await page.keyboard.press("n")
    await expect(page.locator("#message")).to_be_focused()


async def test_a_colleague_is_found_and_named_without_a_mouse(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await begin_note(page)
    await page.keyboard.type("Fråga @om")
    option = page.locator(OPTION)
    await expect(option).to_have_count(1)
    await expect(option).to_contain_text(OMAR)
    await expect(page.locator("#message")).to_have_attribute("aria-activedescendant", "colleague-a_omar")
    await expect(page.locator("#message")).to_have_attribute("aria-controls", "colleagues")
    assert await violations(page) == []
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#message")).to_have_value(f"Fråga @{OMAR} ")
    await expect(page.locator(LIST)).to_have_count(0)
    await page.keyboard.type("om momsen")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.note")).to_contain_text("om momsen")
    assert [(one["text"], one["mentions"]) for one in desk.sent("note")] == [(f"Fråga @{OMAR} om momsen", ["a_omar"])]


@pytest.mark.parametrize("text", ["@Omar Haddad", "skriv till omar@haddad", "@nobody", "@", "tel @ home"])
async def test_enter_saves_the_note_when_no_name_is_being_chosen(open_desk: Opener, desk: FakeDesk, text: str) -> None:
    page = await open_desk()
    await begin_note(page)
    await page.keyboard.type(text)
    if text == "@":
        await expect(page.locator(OPTION)).to_have_count(1)
        await page.keyboard.press("Escape")
    await expect(page.locator(LIST)).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.note")).to_have_count(1)
    named = ["a_omar"] if text == "@Omar Haddad" else None
    assert [one.get("mentions") for one in desk.sent("note")] == [named]


async def test_who_has_no_colleagues_is_told_so(open_desk: Opener, desk: FakeDesk) -> None:
    desk.colleagues = [SARA]
    page = await open_desk()
    await begin_note(page)
    await page.keyboard.type("Fråga @")
    await expect(page.locator("#hint")).to_contain_text("ingen annan i din organisation")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.note")).to_have_count(1)


async def test_who_is_named_sees_it_on_the_row_and_in_the_note(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    row = {**desk.talks["c_hodan"].row(), "mentioned": True}
    await desk.tell({"type": "row", "view": "waiting", "row": row, "total": 2})
    chip = page.locator(".row .named")
    await expect(chip).to_have_count(1)
    await open_talk(page, HODAN)
    await expect(chip).to_have_count(0)
    assert desk.sent("seen"), "what is on the screen counts as read"
    last = desk.talks["c_hodan"].message(len(desk.talks["c_hodan"].log), "sv")
    note = {**last, "seq": last["seq"] + 1, "author": "adviser", "kind": "note", "name": OMAR, "text": "Se här"}
    note = {**note, "parts": ["Se här"], "original": None, "buttons": [], "mentions": [SARA["id"]]}
    await desk.tell({"type": "message", "conversation": "c_hodan", "message": note})
    await expect(page.locator(".line.note .named")).to_be_visible()


async def test_the_lists_can_show_only_what_names_me(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await page.locator(FILTER).check()
    await expect(page.locator(FILTER)).to_be_checked()
    assert desk.sent("list")[-1]["filters"] == {"mentioned": True}
    await page.locator(FILTER).uncheck()
    assert desk.sent("list")[-1]["filters"] == {}
