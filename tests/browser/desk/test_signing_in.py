"""Signing in and out, and what becomes of words when the sign-in runs out."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from connectors.desk.passwords import SHORTEST
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.fake_door import CODE, PASSWORD, SECRET
from tests.browser.desk.steps_desk import take

HODAN = "Dukaan dharka"


async def sign_in(page: Page, password: str = PASSWORD) -> None:
    await page.get_by_label("E-post").fill("sara@example.org")
    await page.get_by_label("Lösenord").fill(password)
    await page.keyboard.press("Enter")


async def test_password_then_code_opens_the_desk(open_desk: Opener) -> None:
    page = await open_desk(None)
    await expect(page.get_by_label("E-post")).to_be_focused()
    await sign_in(page)
    await expect(page.get_by_label("Kod från din app")).to_be_focused()
    await page.keyboard.type("123 456")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_contain_text("Steg 1 av 5")
    for _ in range(5):
        await page.locator("dialog .strong").click()
    await expect(page.locator(".row")).to_have_count(2)
    await page.reload()
    await expect(page.locator(".row")).to_have_count(2)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_first_time_shows_secret_and_picture(open_desk: Opener, desk: FakeDesk) -> None:
    desk.enrol = True
    page = await open_desk(None)
    await sign_in(page)
    groups = page.locator(".secret span")
    assert await groups.all_inner_texts() == [SECRET[at : at + 4] for at in range(0, 32, 4)]
    await expect(page.locator(".door")).to_contain_text("Microsoft Authenticator")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.locator(".secret").click(click_count=3)
    await page.keyboard.press("Control+c")
    assert SECRET in await page.evaluate("navigator.clipboard.readText()"), "what is copied has gaps"
    width = await page.locator(".qr").evaluate("picture => picture.naturalWidth")
    assert width > 0, "the picture is not shown"
    await page.get_by_label("Kod från din app").fill(CODE)
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog, .row").first).to_be_visible()


async def test_a_new_password_is_told_how_long_it_must_be_and_written_anew_when_refused(
    open_desk: Opener, desk: FakeDesk
) -> None:
    desk.first = True
    page = await open_desk(None)
    await expect(page.locator(".door")).to_contain_text("Första gången: skriv engångskoden")
    await sign_in(page)
    await expect(page.locator(".door")).to_contain_text(f"Minst {SHORTEST} tecken.")
    box = page.get_by_label("Nytt lösenord")
    await box.fill("kort")
    await page.get_by_label("Visa det jag skriver").check()
    await expect(box).to_have_attribute("type", "text")
    await box.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("Lösenordet är för kort. Skriv ett som är längre.")
    await expect(box).to_have_value("")
    await expect(box).to_be_focused()
    await page.keyboard.type("en lång mening om kaffe")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Kod från din app")).to_be_focused()


@pytest.mark.parametrize(("locale", "words"), [("sv-SE", "Logga in"), ("sv-FI", "Logga in"), ("en-GB", "Sign in")])
async def test_the_page_speaks_the_language_of_the_browser(open_desk: Opener, locale: str, words: str) -> None:
    page = await open_desk(None, locale=locale)
    await expect(page.get_by_role("heading")).to_have_text(words)


async def test_another_language_leaves_focus_and_what_is_written(open_desk: Opener) -> None:
    page = await open_desk(None)
    await page.get_by_label("E-post").fill("sara@example.org")
    await page.get_by_label("Lösenord").press_sequentially("halvt")
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_label("Password or one-time code")).to_be_focused()
    await page.keyboard.type("skrivet")
    await expect(page.get_by_label("Password or one-time code")).to_have_value("halvtskrivet")
    await expect(page.get_by_label("E-mail")).to_have_value("sara@example.org")


async def test_a_wrong_password_says_so_and_nothing_about_which_part(open_desk: Opener) -> None:
    page = await open_desk(None)
    await sign_in(page, "wrong")
    await expect(page.get_by_role("alert")).to_contain_text("Kontrollera e-post, lösenord och kod")
    await expect(page.get_by_label("E-post")).to_be_focused()
    await expect(page.get_by_label("E-post")).to_have_value("sara@example.org")
    await expect(page.get_by_label("Lösenord")).to_have_value("")


async def test_a_sign_in_that_ran_out_keeps_the_draft(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.fill("#message", "Halvfärdigt")
    desk.signed.clear()
    await desk.tell({"type": "signed_out", "reason": "expired"})
    await expect(page.locator(".door")).to_contain_text("finns kvar på den här datorn")
    await sign_in(page)
    await page.get_by_label("Kod från din app").fill(CODE)
    await page.keyboard.press("Enter")
    await expect(page.locator("#message")).to_have_value("Halvfärdigt")


async def test_a_sign_in_that_ran_out_keeps_the_box_that_was_open(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.get_by_role("tab", name="Plan").click()
    await page.locator('[data-question="ask_what"]').get_by_role("button", name="Kommentera").click()
    await page.fill("#edit", "En halv kommentar")
    desk.signed.clear()
    await desk.tell({"type": "signed_out", "reason": "expired"})
    await sign_in(page)
    await page.get_by_label("Kod från din app").fill(CODE)
    await page.keyboard.press("Enter")
    await expect(page.locator(".talk-title")).to_contain_text(HODAN)
    await page.get_by_role("tab", name="Plan").click()
    await expect(page.locator("#edit")).to_have_value("En halv kommentar")


async def test_the_next_adviser_at_the_same_window_sees_nothing_of_it(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.get_by_role("tab", name="Plan").click()
    await page.locator('[data-question="ask_what"]').get_by_role("button", name="Kommentera").click()
    await page.fill("#edit", "En halv kommentar")
    desk.signed.clear()
    await desk.tell({"type": "signed_out", "reason": "expired"})
    await expect(page.locator(".door")).to_be_visible()
    await page.context.clear_cookies()
    await page.get_by_label("E-post").fill("omar@example.org")
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_label("Kod från din app").fill(CODE)
    await page.keyboard.press("Enter")
    await expect(page.locator(".row").first).to_be_visible()
    await expect(page.locator("#edit")).to_have_count(0)
    await expect(page.locator(".talk-title")).to_have_count(0)


async def test_a_line_that_is_not_let_in_again_leads_to_the_door(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    desk.signed.clear()
    await desk.drop()
    await expect(page.locator(".door")).to_be_visible(timeout=15_000)


async def test_signing_out_leaves_no_draft_behind(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.fill("#message", "Hemligt")
    await page.get_by_role("button", name="Logga ut").click()
    await page.locator("dialog .strong").click()
    await expect(page.locator(".door")).to_contain_text("Du har loggat ut.")
    kept = await page.evaluate("JSON.stringify(localStorage)")
    assert "Hemligt" not in kept
    assert desk.signed == set()


async def test_being_refused_by_the_organisation_s_sign_in_is_explained(open_desk: Opener) -> None:
    page = await open_desk(None)
    await page.goto(f"{page.url}#refused")
    await page.reload()
    await expect(page.locator(".door")).to_contain_text("släppte inte in dig här")
