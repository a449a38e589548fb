"""Keyboard alone, a phone, a long list, hostile words, and what axe says."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.desk import canned_desk as canned
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import lines, open_talk, take
from tests.browser.test_accessibility import violations

AMINA, HODAN = "مطعم صغير", "Dukaan dharka"
PHONE = {"width": 320, "height": 640}
ATTACKS = [
    "<script>window.broken = 1</script>",
    '"><img src=x onerror="window.broken = 1">',
    "<svg onload=window.broken=1>",
    "javascript:window.broken=1",
    "${window.broken=1}{{window.broken=1}}",
    "<iframe srcdoc='<script>parent.broken=1</script>'></iframe>",
    "</p></div><style>*{display:none}</style>",
]
SPOOF = "\u202egnp.nalp\u202c \u2067\u2067\u2067 osynligt\u200b\u200d"


async def test_everything_goes_by_keyboard(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    press = page.keyboard.press
    await press("j")
    await press("j")
    await expect(page.locator('.row[data-at="1"]')).to_be_focused()
    await press("Enter")
    await expect(page.locator(".talk-title")).to_be_focused()
    await expect(page.locator(".take")).to_be_visible()
    await press("t")
    await expect(page.locator("#message")).to_be_focused()
    await page.keyboard.type("Salaan t j ?")
    await press("Enter")
    await expect(lines(page, "adviser")).to_have_text(["Salaan t j ?"])
    await press("Escape")
    await expect(page.locator(".talk-title")).to_be_focused()
    await press("?")
    await expect(page.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    await press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await press("p")
    await expect(page.get_by_role("tab", name="Plan")).to_be_focused()
    await press("g")
    await expect(page.get_by_role("dialog", name="Lämna till boten")).to_be_visible()
    await press("Tab")
    await expect(page.locator("dialog input[type=radio]").first).to_be_focused()
    await press("Tab")
    await page.keyboard.type("Hon har en lokal.")
    await press("Tab")
    await press("Tab")
    await press("Enter")
    await expect(page.locator(".owner")).to_contain_text("Boten har det här samtalet.")
    assert desk.sent("give_back")[0]["note"] == "Hon har en lokal."


async def test_the_keys_can_be_turned_off(open_desk: Opener) -> None:
    page = await open_desk()
    await page.get_by_role("button", name="Hjälp").click()
    await page.get_by_label("Använd enstaka tangenter som kortkommandon").uncheck()
    await page.locator("dialog .strong").click()
    await page.keyboard.press("2")
    await expect(page.locator(".view", has_text="Väntar")).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await page.locator(".row").first.wait_for()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_phone_shows_one_thing_at_a_time(open_desk: Opener) -> None:
    page = await open_desk(viewport=PHONE, has_touch=True, is_mobile=True)
    await expect(page.locator(".pane")).to_have_count(1)
    await take(page, HODAN)
    await page.fill("#message", "Salaan")
    await page.get_by_role("button", name="Skicka").tap()
    await expect(lines(page, "adviser")).to_have_text(["Salaan"])
    await page.locator(".bottom-bar button").nth(2).tap()
    await expect(page.get_by_role("tab", name="Överlämningsblad")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    low = "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    for pane in range(3):
        await page.locator(".bottom-bar button").nth(pane).tap()
        assert await page.locator("button:visible").evaluate_all(low) == []


async def test_two_thousand_rows_are_only_a_screenful_of_elements(open_desk: Opener, desk: FakeDesk) -> None:
    desk.talks = canned.many(2000)
    page = await open_desk()
    await expect(page.locator(".list-title")).to_contain_text("2\u00a0000")
    rows = page.locator(".row")
    assert await rows.count() < 30
    await rows.first.focus()
    for at in (199, 399, 599):  # Pages of two hundred come as the end draws near.
        await page.keyboard.press("End")
        await expect(page.locator(f'.row[data-at="{at}"]')).to_be_focused()
        await expect(page.locator(f'.row[data-at="{at + 1}"]')).to_be_attached()
    assert await rows.count() < 30
    await page.keyboard.press("Home")
    await expect(page.locator('.row[data-at="0"]')).to_be_focused()
    await expect(page.locator(".place").first).to_have_attribute("aria-setsize", "2000")


@pytest.mark.parametrize("words", [*ATTACKS, SPOOF], ids=range(len(ATTACKS) + 1))
async def test_hostile_words_are_only_words_wherever_they_stand(open_desk: Opener, desk: FakeDesk, words: str) -> None:
    talk = desk.talks["c_amina"]
    talk.title = talk.municipality = words
    talk.log[1].name = words
    talk.log[1].rendering = {"text": words, "by": words, "machine": False}
    talk.comments = [{"question": "ask_what", "text": words, "name": words, "created": "2026-11-22T19:00:00Z"}]
    talk.proposals = [{"id": "p", "question": "ask_what", "text": words, "name": words, "state": "open"}]
    page = await open_desk()
    await page.locator(".row").first.click()
    await expect(lines(page, "person").first).to_have_text(words, use_inner_text=False)
    await page.get_by_role("tab", name="Plan").click()
    await expect(page.locator(".remark").first).to_contain_text(words)
    assert await page.evaluate("window.broken") is None
    await expect(page.locator(".talk-title")).to_be_visible()


async def test_words_of_one_direction_do_not_turn_those_around_them(open_desk: Opener, desk: FakeDesk) -> None:
    desk.talks["c_amina"].title = SPOOF
    page = await open_desk()
    isolated = "all => all.map(one => getComputedStyle(one).unicodeBidi)"
    await page.locator(".row").first.click()
    await expect(page.locator(".talk-title")).to_be_visible()
    for place in (".row-title", ".talk-title", ".tab-words", ".line .bubble > .text", "bdi"):
        assert set(await page.locator(place).evaluate_all(isolated)) == {"isolate"}, place


async def test_ten_thousand_combining_marks_stay_in_their_box(open_desk: Opener, desk: FakeDesk) -> None:
    desk.talks["c_amina"].log[1].name = desk.talks["c_amina"].title = "a" + "\u0301" * 10_000
    page = await open_desk()
    heights = await page.locator(".row").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(set(heights)) == 1
    await page.locator(".row").first.click()
    await expect(page.locator(".line.person .bubble").first).to_have_css("overflow", "clip")


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["laptop", "phone"])
async def test_axe_finds_nothing(open_desk: Opener, desk: FakeDesk, viewport: dict[str, int]) -> None:
    door = await open_desk(None, viewport=viewport)
    assert await violations(door) == [], "door"
    page = await open_desk(viewport=viewport)
    assert await violations(page) == [], "lists"
    await open_talk(page, AMINA)
    assert await violations(page) == [], "a conversation of nobody's"
    await page.locator(".take").click()
    await page.get_by_role("button", name="Skriv själv vad det betyder på svenska").first.click()
    assert await violations(page) == [], "rendering"
    await page.locator("#message").press_sequentially("/")
    await expect(page.locator(".answer")).to_have_count(4)
    assert await violations(page) == [], "ready answers"
    await page.press("#message", "Enter")
    assert await violations(page) == [], "preview"
    await page.get_by_role("button", name="Lämna till boten").click()
    assert await violations(page) == [], "giving back"
    await page.keyboard.press("Escape")
    if viewport == PHONE:
        await page.locator(".bottom-bar button").nth(2).click()
    await page.get_by_role("tab", name="Plan").click()
    assert await violations(page) == [], "plan"
    await page.get_by_role("button", name="Hjälp").click()
    assert await violations(page) == [], "keys"


async def test_print_holds_the_sheet_and_not_the_desk(open_desk: Opener) -> None:
    page = await open_desk()
    await page.add_init_script("window.print = () => { window.printed = true; }")
    await page.reload()
    await open_talk(page, HODAN)
    await page.get_by_role("button", name="Skriv ut bladet").click()
    await page.wait_for_function("window.printed")
    await page.emulate_media(media="print")
    await expect(page.locator(".paper h1")).to_have_text("Överlämningsblad")
    await expect(page.locator(".paper")).to_contain_text("2 minuter, i webbchatten")
    await expect(page.locator(".paper .persons")).to_be_hidden()
    await expect(page.locator(".top")).to_be_hidden()
