"""Nothing an adviser writes is lost or doubled, whatever the line does."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.desk.conftest import Opener
from tests.browser.desk.fake_desk import FakeDesk
from tests.browser.desk.steps_desk import lines, send, take

AMINA = "مطعم صغير"
BACK = 15_000


async def test_what_is_written_without_a_line_goes_out_once(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await desk.stop()
    await send(page, "Skrivet utan anslutning")
    await expect(page.get_by_role("status").filter(has_text="Ingen anslutning")).to_be_visible()
    await expect(page.locator(".line.adviser .tick")).to_have_text("Väntar på anslutning")
    await desk.start()
    await expect(page.locator(".line.adviser .tick")).to_have_text("Sparat", timeout=BACK)
    await expect(lines(page, "adviser")).to_have_text(["Skrivet utan anslutning"])
    assert len({frame["client_id"] for frame in desk.sent("send")}) == 1


async def test_a_lost_acknowledgement_does_not_double_the_message(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    desk.swallow_acks = 1
    await send(page, "En enda gång")
    await expect(page.locator(".line.adviser .tick")).to_have_text("Sparat", timeout=BACK)
    await expect(lines(page, "adviser")).to_have_text(["En enda gång"])
    assert [line.name for line in desk.talks["c_amina"].log].count("En enda gång") == 1


async def test_a_broken_line_asks_only_for_what_is_missing(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await expect(page.locator(".event")).to_have_count(2)
    await desk.drop()
    await desk.person_says("c_amina", "أنا هنا")
    await expect(lines(page, "person").last).to_have_text("أنا هنا", timeout=BACK)
    assert [frame["after"] for frame in desk.sent("open")] == [0, 6]


async def test_a_gap_in_the_log_is_asked_for_again(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await expect(page.locator(".event")).to_have_count(2)
    talk = desk.talks["c_amina"]
    talk.log.append(talk.log[1])  # Written down, and never sent.
    await desk.person_says("c_amina", "أنا هنا")
    await expect(lines(page, "person")).to_have_count(4, timeout=BACK)


async def test_a_new_message_counts_in_the_title_until_it_is_seen(open_desk: Opener, desk: FakeDesk) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await take(page, "Dukaan dharka")
    await expect(page).to_have_title("Startbro, rådgivarens skrivbord")
    await desk.person_says("c_amina", "أنا هنا")
    await expect(page).to_have_title("(1) Startbro, rådgivarens skrivbord")
    await expect(page.locator(".tab", has_text=AMINA).locator(".count")).to_contain_text("1")
    await page.locator(".tab-name", has_text=AMINA).click()
    await expect(page).to_have_title("Startbro, rådgivarens skrivbord")
    assert desk.sent("seen")[-1] == {"type": "seen", "conversation": "c_amina", "seq": 7}


async def test_the_person_s_typing_shows_and_the_adviser_s_goes_out_without_words(
    open_desk: Opener, desk: FakeDesk
) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await desk.tell({"type": "typing", "conversation": "c_amina"})
    await expect(page.locator(".typing")).to_have_text("Personen skriver.")
    await page.locator("#message").press_sequentially("Hemliga ord")
    await expect(page.locator("#message")).to_have_value("Hemliga ord")
    assert desk.sent("typing")[0] == {"type": "typing", "conversation": "c_amina"}
    assert "Hemliga" not in str(desk.frames)


async def test_another_language_shows_the_same_log_in_it(open_desk: Opener) -> None:
    page = await open_desk()
    await take(page, AMINA)
    await page.get_by_role("button", name="English").click()
    await expect(lines(page, "bot").first).to_have_text("Hi! I am Startbro, a bot. Shall we make a business plan?")
    await expect(page.get_by_role("button", name="Give back to the bot")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
