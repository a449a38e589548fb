"""Finding somebody again: searching all conversations, the list after taking over, and a sheet that is never old."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import open_talk, row, take

AMINA, HODAN, LINA = "مطعم صغير", "Dukaan dharka", "Cykelverkstad"
PHONE = {"width": 390, "height": 800}


async def test_a_search_finds_in_every_list_and_shows_line_and_list(open_desk: Opener) -> None:
    page = await open_desk()
    await page.fill("#search", "cyklar")
    found = row(page, LINA)
    await expect(found.locator(".row-excerpt")).to_have_text("Personen skrev: Hej, jag vill laga cyklar.")
    await expect(found.locator("mark")).to_have_text("cyklar")
    await expect(found.locator(".row-facts")).to_contain_text("Finns i listan \u2068Övriga\u2069")
    await expect(page.locator(".list-title")).to_have_text("Träffar 1")
    await page.fill("#search", "أفتح")
    excerpt = row(page, AMINA).locator(".row-excerpt bdi")
    await expect(excerpt).to_have_attribute("dir", "rtl")
    await expect(excerpt).to_have_css("unicode-bidi", "isolate")
    await row(page, AMINA).click()
    await expect(page.locator(".talk-title")).to_contain_text(AMINA)


async def test_a_word_that_stands_nowhere_is_named_and_nothing_is_said_to_be_empty(
    open_desk: Opener, desk: FakeDesk
) -> None:
    page = await open_desk()
    await page.get_by_role("button", name="Mina").click()
    await expect(page.locator(".lists .empty")).to_contain_text("Du har inga samtal")
    await page.fill("#search", "zebra")
    await expect(page.locator(".lists .empty")).to_have_text("”\u2068zebra\u2069” finns inte i något samtal.")
    await page.locator(".view", has_text="Väntar").click()
    await expect(page.locator(".row")).to_have_count(2)
    await expect(page.locator("#search")).to_have_value("")
    over = desk.sent("list")[-1]
    assert (over["view"], over["filters"]) == ("found", {})


async def test_after_taking_over_the_list_is_mine_with_the_conversation_in_it(open_desk: Opener) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await expect(page.locator('.view[aria-pressed="true"]')).to_contain_text("Mina")
    await expect(page.locator(".row.open")).to_contain_text(HODAN)
    await expect(page.locator("#message")).to_be_focused()
    await page.get_by_role("button", name="Lämna till boten").click()
    await page.locator("dialog .strong").click()
    await expect(page.locator(".notice .status")).to_contain_text("Övriga")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Stockholm"])
async def test_the_clock_is_that_of_sweden_wherever_the_browser_is(
    open_desk: Opener, desk: FakeDesk, zone: str
) -> None:
    desk.talks["c_amina"].log[1].created = "2026-11-20T04:28:00Z"
    page = await open_desk(timezone_id=zone)
    await open_talk(page, AMINA)
    await expect(page.locator(".line.person time").first).to_have_text("20 nov. 05:28")


async def test_the_sheet_follows_what_happens_while_it_is_open(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await open_talk(page, HODAN)
    await expect(page.locator(".side .sheet")).to_contain_text("2 minuter, i webbchatten")
    await page.locator(".take").click()
    await expect(page.locator(".side .sheet")).to_contain_text("Väntar inte på någon just nu.")
    await page.get_by_role("tab", name="Plan").click()
    asked = len(desk.sent("sheet"))
    await desk.person_says("c_hodan", "Mahadsanid")
    await expect(page.locator(".line.person", has_text="Mahadsanid")).to_be_visible()
    await page.wait_for_timeout(600)
    assert len(desk.sent("sheet")) == asked, "nobody looks at it"
    await page.get_by_role("tab", name="Överlämningsblad").click()
    await page.wait_for_timeout(600)
    assert len(desk.sent("sheet")) == asked + 1


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["laptop", "phone"])
async def test_a_notice_moves_nothing_and_lets_clicks_through(open_desk: Opener, viewport: dict[str, int]) -> None:
    page = await open_desk(viewport=viewport)
    await take(page, HODAN)
    before = await page.locator(".talk-title").bounding_box()
    await page.get_by_role("button", name="Etiketter", exact=True).click()
    await page.locator("dialog .strong").click()
    notice = page.locator(".notice")
    await expect(notice.get_by_role("status")).to_have_text("Etiketterna är sparade.")
    assert await page.locator(".talk-title").bounding_box() == before
    box = await notice.bounding_box()
    assert box is not None
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    under = "([x, y]) => document.querySelector('startbro-desk').shadowRoot.elementFromPoint(x, y).closest('.notice')"
    assert await page.evaluate(under, at) is None
    send = await page.locator(".send").bounding_box()
    assert send is not None
    assert box["y"] + box["height"] < send["y"] or box["x"] + box["width"] < send["x"]


async def test_keys_need_no_third_level_of_a_swedish_keyboard(open_desk: Opener) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    await open_talk(page, HODAN)
    await page.keyboard.press(",")
    await expect(page.locator(".talk-title")).to_contain_text(AMINA)
    await page.keyboard.press(".")
    await expect(page.locator(".talk-title")).to_contain_text(HODAN)
    await page.keyboard.press("?")
    keys = await page.locator("kbd").all_inner_texts()
    assert not set("[]{}@$\\|~") & set("".join(keys))
