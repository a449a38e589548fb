"""What an adviser is told while looking elsewhere, and what that tells others who see the screen."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.desk.canned_desk import Talk
from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import lines, open_talk, row, take

AMINA, HODAN = "مطعم صغير", "Dukaan dharka"
ELSEWHERE = """
    window.told = [];
    window.Notification = class {
        static permission = 'granted';
        constructor(title, options) { window.told.push(`${title}: ${options.body}`); }
    };
    Object.defineProperty(document, 'hidden', {get: () => true});
    Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});
"""


async def told(page: Page, number: int) -> list[str]:
    """Wait for so many notifications and give them."""
    await page.wait_for_function(f"window.told.length >= {number}")
    found: list[str] = await page.evaluate("window.told")
    return found


async def test_somebody_new_who_waits_is_told_of_without_a_name(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await page.evaluate(ELSEWHERE)
    new = Talk("c_new", "so", "Hemlig plan", "Borås")
    await desk.tell({"type": "row", "view": "waiting", "row": new.row(), "total": 3})
    assert await told(page, 1) == ["Startbro, rådgivarens skrivbord: Någon väntar på en rådgivare."]
    await expect(row(page, "Hemlig plan")).to_be_visible()


async def test_a_message_is_told_of_without_its_words_and_stays_unread(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, HODAN)
    await page.evaluate(ELSEWHERE)
    await desk.person_says("c_hodan", "Hemliga ord")
    assert await told(page, 1) == ["Startbro, rådgivarens skrivbord: Du har ett nytt meddelande."]
    await expect(page.locator(".tab .count")).to_contain_text("1")
    assert desk.sent("seen") == []


async def test_what_is_seen_in_one_tab_is_seen_in_the_other(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await take(page, HODAN)
    other = await page.context.new_page()
    await other.goto(desk.url)
    await other.locator(".view", has_text="Mina").click()
    await expect(other.locator(".row")).to_have_count(2)
    await desk.person_says("c_amina", "أنا هنا")
    await expect(page.locator(".tab", has_text=AMINA).locator(".count")).to_contain_text("1")
    await open_talk(other, AMINA)
    await desk.person_says("c_amina", "وأنت؟")
    await expect(lines(other, "person").last).to_have_text("وأنت؟")
    await expect(page.locator(".tab", has_text=AMINA).locator(".count")).to_have_count(0)


async def test_away_and_here_are_told_to_colleagues(open_desk: Opener, desk: FakeDesk) -> None:
    sara, omar = await open_desk(), await open_desk("omar@example.org")
    await sara.get_by_role("button", name="På plats").click()
    await expect(sara.get_by_role("button", name="Borta")).to_be_visible()
    await open_talk(omar, HODAN)
    await omar.get_by_role("button", name="Tilldela").click()
    await expect(omar.get_by_role("dialog")).to_contain_text("Sara Lind\u2069 (\u2068Borta")
    assert desk.sent("presence") == [{"type": "presence", "state": "away"}]
