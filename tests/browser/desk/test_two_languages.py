"""A person and an adviser who do not read each other's language, with no translator: what is said, and the ways on."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.desk.canned_desk import OMAR, WORDS
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import lines, open_talk, send, take
from tests.browser.test_accessibility import violations

AMINA, HODAN = "مطعم صغير", "Dukaan dharka"
AS_IT_IS = "Din text går som den är. Personen läser \u2068arabiska\u2069."
PHONE = {"width": 390, "height": 800}


def tongues(page: Page) -> Locator:
    """Find what the head of a conversation says about its two languages."""
    return page.locator(".tongues")


async def test_the_head_says_what_is_in_whose_language_and_names_three_ways_on(
    open_desk: Opener, desk: FakeDesk
) -> None:
    page = await open_desk()
    await take(page, AMINA)
    head = tongues(page)
    await expect(head.locator("summary")).to_have_text(
        "Personen skriver på \u2068arabiska\u2069, och inget här översätter det"
    )
    await expect(head.locator("li")).to_have_count(3)
    await expect(head.locator("li").last).to_contain_text(
        "Här nu och talar \u2068arabiska\u2069: \u2068Omar Haddad\u2069."
    )
    assert await violations(page) == []
    await desk.tell({"type": "colleague", "adviser": OMAR | {"presence": "away"}})
    await expect(head.locator("li").last).to_contain_text("är här just nu.")
    await head.get_by_role("button", name="Välj ett färdigt svar").click()
    await expect(page.locator(".answer")).to_have_count(4)
    await page.keyboard.press("Escape")
    await head.get_by_role("button", name="Lämna över till någon").click()
    await expect(page.get_by_label("Till vem")).to_be_visible()


async def test_who_knows_it_closes_it_and_finds_it_closed_in_the_next_conversation(open_desk: Opener) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    await expect(tongues(page)).to_contain_text("Ta över samtalet")
    await tongues(page).locator("summary").click()
    await expect(tongues(page).locator("li").first).to_be_hidden()
    await open_talk(page, HODAN)
    await expect(tongues(page).locator("summary")).to_contain_text("somaliska")
    await expect(tongues(page).locator("li").first).to_be_hidden()


async def test_nothing_is_said_where_it_is_no_matter(open_desk: Opener, desk: FakeDesk) -> None:
    omar = await open_desk("omar@example.org")
    await take(omar, AMINA)
    await expect(tongues(omar)).to_have_count(0)
    await expect(omar.locator(".as-it-is")).to_have_count(0)
    desk.translates = True
    sara = await open_desk()
    await take(sara, HODAN)
    await expect(tongues(sara)).to_have_count(0)
    await expect(sara.locator(".as-it-is")).to_be_visible()  # a translator reads what people write, and nothing else


async def test_own_words_go_as_they_are_and_the_box_says_so_before(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    hint = page.locator(".as-it-is")
    await expect(hint.locator("span")).to_have_text(AS_IT_IS)
    await expect(page.locator("#message")).to_have_attribute("aria-describedby", "as-it-is hint")
    await page.fill("#message", "مرحبا")
    await expect(hint).to_have_count(0)
    await page.fill("#message", "Jag skrev det här förut")
    await hint.get_by_role("button", name="Välj ett färdigt svar").click()
    await expect(page.locator("#message")).to_have_value("/")
    await page.keyboard.type("läst plan")
    await page.keyboard.press("Enter")
    await page.locator(".chosen .strong").click()
    await expect(lines(page, "adviser")).to_have_text([WORDS["greeting"]["sv"]])
    await expect(page.locator("#message")).to_have_value("Jag skrev det här förut")
    await send(page, "Jag skrev det här förut")
    await expect(lines(page, "adviser")).to_have_count(2)
    await page.get_by_role("button", name="Anteckning", exact=True).click()
    await expect(hint).to_have_count(0)


async def test_free_text_is_copied_and_sent_nowhere(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await open_talk(page, AMINA)
    before = len(desk.frames)
    await page.locator(".line.person").first.get_by_role("button", name="Kopiera det som personen skrev").click()
    await expect(page.get_by_role("status").filter(has_text="Kopierat")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == desk.talks["c_amina"].log[1].name
    assert [frame for frame in desk.frames[before:] if frame["type"] not in {"seen", "presence"}] == []


async def test_an_interpreter_is_asked_for_in_the_conversation(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await open_talk(page, AMINA)
    ask = page.locator(".actions").get_by_role("button", name="Be om tolk")
    await expect(ask).to_have_count(0)
    await page.locator(".take").click()
    await ask.click()
    await expect(page.get_by_role("status").filter(has_text="tolklistan")).to_be_visible()
    frame = desk.sent("ask_interpreter")[0]
    assert (frame["conversation"], frame["fence"]) == ("c_amina", 2)


async def test_a_wish_for_an_interpreter_stands_in_the_head(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    wish = {"language": "ar", "times": "", "state": "wanted", "meets": None, "wanted": "2026-11-22T19:00:00Z"}
    row = {**desk.talks["c_amina"].row(), "interpreter": wish}
    await desk.tell({"type": "row", "view": "mine", "row": row, "total": 1})
    await expect(page.locator(".talk-facts")).to_contain_text("Vill ha tolk")
    row = {**row, "interpreter": {**wish, "state": "booked", "meets": "2026-11-25T09:00:00Z"}}
    await desk.tell({"type": "row", "view": "mine", "row": row, "total": 1})
    await expect(page.locator(".talk-facts")).to_contain_text("Tolk bokad: \u206825 nov. 2026 10:00\u2069")


async def test_answers_of_the_plan_are_copied_too(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await open_talk(page, AMINA)
    await page.locator("#tab-plan").click()
    await page.locator("[data-question=ask_what]").get_by_role("button", name="Kopiera").click()
    await expect(page.get_by_role("status").filter(has_text="Kopierat")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == desk.talks["c_amina"].title


@pytest.mark.parametrize("word", ["HYRA", "kommun", "lokal", "hyresavtal", "/hyresAvtal"])
async def test_ready_answers_are_found_by_text_and_topics_however_they_are_typed(open_desk: Opener, word: str) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.locator("#message").press_sequentially("/" + word.removeprefix("/"))
    await expect(page.locator(".answer")).to_have_count(1)
    await expect(page.locator(".answer")).to_contain_text("Ta med hyresavtalet.")


async def test_accents_need_not_be_typed(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.locator("#message").press_sequentially("/last radgivare")
    await expect(page.locator(".answer")).to_have_text(["Hej, jag är rådgivare och har läst din plan."])


async def test_on_a_phone_the_head_stays_small(open_desk: Opener) -> None:
    page = await open_desk(viewport=PHONE)
    await take(page, AMINA)
    await expect(tongues(page).locator("li").first).to_be_hidden()
    await tongues(page).locator("summary").click()
    await expect(tongues(page).locator("li").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await violations(page) == []
