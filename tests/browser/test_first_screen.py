"""What somebody meets first: languages in themselves, a plain promise, and two ways to begin."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser import canned
from tests.browser.conftest import Opener
from tests.browser.fake_gateway import FakeGateway
from tests.browser.steps import bots, focused, own, say, start, stored
from tests.browser.test_accessibility import violations


async def test_every_language_is_named_in_itself(open_page: Opener) -> None:
    page = await open_page()
    for language in canned.LANGUAGES:
        button = page.locator(f'.language[lang="{language["locale"]}"]')
        await expect(button).to_have_text(language["name"])
        await expect(button).to_have_attribute("dir", language["direction"])


async def test_the_promise_says_free_bot_and_who_sees_what(open_page: Opener) -> None:
    page = await open_page()
    texts = canned.texts("en")
    for name in ("what", "free", "bot", "private", "name"):
        await expect(page.get_by_text(texts[f"widget_promise_{name}"])).to_be_visible()


async def test_nothing_is_opened_before_the_person_begins(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await page.wait_for_timeout(300)
    assert gateway.talks == {}


@pytest.mark.parametrize("locale", ["sv", "en", "ar", "so"])
async def test_choosing_a_language_starts_in_it(open_page: Opener, gateway: FakeGateway, locale: str) -> None:
    page = await open_page()
    await start(page, locale)
    await expect(bots(page)).to_have_text(canned.WORDS["hello"][locale])
    await expect(page.locator(".root")).to_have_attribute("lang", locale)
    assert [talk.locale for talk in gateway.talks.values()] == [locale]
    assert await focused(page) == "message"


async def test_simply_typing_starts(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await say(page, "I want to open a café")
    await stored(page, 1)
    assert gateway.said() == ["I want to open a café"]


async def test_a_browser_in_somali_gets_somali_words(open_page: Opener) -> None:
    page = await open_page(locale="so-SO", path="?lang=so")
    await expect(page.locator(".menu-language")).to_have_text("Soomaali")


async def test_a_code_brings_the_talk_back(open_page: Opener, gateway: FakeGateway) -> None:
    first = await open_page()
    await start(first)
    await say(first, "my café")
    await stored(first, 1)
    other = await open_page()
    await other.get_by_text("I have a code").click()
    assert await focused(other) == "code"
    await other.keyboard.type(canned.CODE.lower())
    await other.keyboard.press("Enter")
    await expect(own(other)).to_have_text(["my café"])


async def test_a_wrong_code_says_so_and_keeps_the_focus(open_page: Opener) -> None:
    page = await open_page()
    await page.get_by_text("I have a code").click()
    await page.fill("#code", "WRONG")
    await page.press("#code", "Enter")
    await expect(page.get_by_role("alert")).to_have_text(canned.texts("en")["widget_code_wrong"])
    assert await focused(page) == "code"


async def test_whoever_chose_a_language_first_still_gets_to_the_field(open_page: Opener, gateway: FakeGateway) -> None:
    first = await open_page()
    await start(first)
    await say(first, "my café")
    await stored(first, 1)
    other = await open_page(viewport={"width": 360, "height": 740})
    await start(other, "ar")
    await other.locator(".menu-more").click()
    await other.locator(".entry", has_text=canned.texts("ar")["widget_have_code"]).click()
    await other.fill("#code", canned.CODE)
    await other.press("#code", "Enter")
    await expect(own(other)).to_have_text(["my café"])


async def test_a_code_written_in_the_talk_opens_the_plan_at_once(open_page: Opener, gateway: FakeGateway) -> None:
    first = await open_page()
    await start(first)
    await say(first, "my café")
    await stored(first, 1)
    other = await open_page()
    await start(other)
    gateway.refuse = "code"
    await say(other, canned.CODE.lower().replace("-", " "))
    await expect(own(other)).to_have_text(["my café"])
    await expect(other.locator("#message")).to_have_value("")


async def test_who_has_written_something_is_asked_before_a_code_opens_another_talk(
    open_page: Opener, gateway: FakeGateway
) -> None:
    page = await open_page()
    await start(page)
    await say(page, "my bakery")
    await stored(page, 1)
    gateway.refuse = "code"
    await say(page, canned.CODE)
    await expect(page.locator(".door .left")).to_contain_text(canned.texts("en")["widget_code_leaving"])
    await expect(page.locator("#code")).to_have_value(canned.CODE)
    assert await violations(page) == []
    await page.locator(".door .left button").click()
    await expect(page.locator("dialog .code")).to_have_text(canned.CODE)


async def test_words_about_a_code_open_the_field_and_stay_in_the_box(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.refuse = "has_code"
    await say(page, "I have a code")
    await expect(page.locator("#code")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#message")).to_have_value("I have a code")


async def test_the_name_of_our_page_follows_the_language(open_page: Opener) -> None:
    page = await open_page()
    await start(page, "ar")
    await expect(page).to_have_title(canned.texts("ar")["page_title"])
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")


async def test_an_unknown_token_leads_to_the_first_screen_with_the_words_kept(
    open_page: Opener, gateway: FakeGateway
) -> None:
    page = await open_page()
    await start(page)
    gateway.talks.clear()
    await gateway.stop()
    await say(page, "do not lose me")
    await gateway.start()
    await expect(page.locator(".languages")).to_be_visible(timeout=15_000)
    await expect(page.locator("#message")).to_have_value("do not lose me")
    await expect(page.locator(".bottom [role=status]")).to_have_text(canned.texts("en")["widget_unknown_token"])
