"""An adviser prints a talk with the person's version beside it, and sends it to the person by e-mail."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.catalogue_texts import catalogue_texts
from tests.browser.desk.steps_desk import row, send
from tests.browser.desk.test_real_gateway import Place, place
from tests.browser.test_accessibility import violations
from tests.connectors.desk.test_desk_socket import queue
from tests.connectors.desk.test_desk_transcript import ADDRESS, leave_address, name
from tests.connectors.mail.mailbox import body, mailbox

__all__ = ["place"]
ABOUT = "أريد فتح مطعم"


def say(text: str) -> str:
    """Give a text of the desk."""
    return catalogue_texts("connectors/desk/desk_texts.yml", "desk", "sv")[text]


async def test_a_talk_goes_to_the_person_by_e_mail_and_onto_paper_in_two_columns(place: Place) -> None:
    page, person = place.page, place.person
    async with mailbox() as box:
        name(place.server, box.url)
        await page.reload()
        conversation = await queue(place.server, person, about=ABOUT)
        await row(page, ABOUT).click()
        await page.locator(".take").click()
        await send(page, "Hej! Vad vill du sälja?")
        mail = page.get_by_role("button", name=say("desk_mail"), exact=True)
        await mail.click()
        await expect(page.locator("dialog")).to_contain_text(say("desk_mail_nobody"))
        await expect(page.locator("dialog .strong")).to_be_disabled()
        await page.keyboard.press("Escape")
        await leave_address(place.server, conversation)
        await mail.click()
        await expect(page.locator("dialog")).to_contain_text(ADDRESS)
        assert await violations(page) == []
        await page.locator("dialog .strong").click()
        await expect(page.locator(".statuses")).to_contain_text(say("desk_mail_sent"))
    (letter,) = box.letters
    assert "Hej! Vad vill du sälja?" in body(letter, "plain")
    await person.line(
        lambda line: line["author"] == "system" and "Amina Nilsson" in line["text"] and not line["buttons"]
    )
    await page.evaluate("() => { window.print = () => undefined; }")
    await page.get_by_role("button", name=say("desk_print"), exact=True).click()
    await page.emulate_media(media="print")
    head = page.locator(".paper .transcript thead th")
    await expect(head).to_have_text(["Svenska", "Arabiska"])
    assert await page.locator('.paper .transcript td:nth-child(2) [lang="ar"][dir="rtl"]').count() > 0
    await expect(page.locator(".root")).to_be_hidden()
