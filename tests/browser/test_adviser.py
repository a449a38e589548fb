"""A human adviser in the chat window: waiting, who answers, who is writing, their name, and how the help was."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import canned
from tests.browser.conftest import Opener
from tests.browser.fake_gateway import FakeGateway, Frame
from tests.browser.steps import own, start
from tests.browser.test_accessibility import violations

WORDS = ("Very good", "Good", "Neither good nor bad", "Bad", "Very bad")


async def show_line(gateway: FakeGateway, author: str, text: str, **more: Any) -> None:
    """Let one more line stand in the log, as the server shows it."""
    (talk,) = gateway.talks.values()
    labels = tuple(button["label"] for button in more.get("buttons", ()))
    talk.log.append(canned.Line(author, text, labels))
    seq = len(talk.log)
    frame = {**talk.log[-1].show(seq, "en"), "created": f"2026-11-22T19:00:0{seq}Z", **more}
    await gateway.tell({"type": "message", "message": frame})


def here(name: str = "Maria Öberg") -> Frame:
    """Make the frame that says that an adviser has come."""
    return {"type": "adviser", "name": name, "state": "here"}


async def sent(gateway: FakeGateway, kind: str) -> list[Frame]:
    """Give the frames of a kind, once there is one."""
    async with asyncio.timeout(5):
        while not (found := [frame for frame in gateway.frames if frame["type"] == kind]):  # noqa: ASYNC110 - the browser sends it
            await asyncio.sleep(0.02)
    return found


async def test_who_waits_sees_the_place_and_may_stop_waiting(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    bar = page.locator(".answers")
    await expect(bar).to_have_count(0)
    await gateway.tell({"type": "adviser", "name": "", "state": "waiting", "place": 2, "minutes": 5})
    await expect(bar).to_contain_text("You are number 2 in the queue. The wait is about 5 min.")
    await gateway.tell({"type": "adviser", "name": "", "state": "waiting", "place": 1})
    await expect(bar).not_to_contain_text("min.")
    await gateway.tell({"type": "adviser", "name": "", "state": "waiting"})
    await expect(bar).to_contain_text("You are waiting for a human adviser.")
    await bar.get_by_role("button", name="Stop waiting").click()
    await expect(own(page)).to_have_text("I do not want to wait for an adviser any more")


async def test_the_advisers_name_stands_over_their_lines(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await gateway.tell(here())
    await expect(page.locator(".answers")).to_contain_text("Maria Öberg, a human adviser, is here.")
    await show_line(gateway, "adviser", "Hello, how can I help?", name="Maria Öberg")
    await expect(page.locator(".line.adviser .author")).to_have_text("Maria Öberg, adviser")
    await gateway.tell({"type": "adviser", "name": "", "state": "gone"})
    await expect(page.locator(".answers")).to_have_count(0)


async def test_writing_is_told_both_ways_without_the_words(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.locator("#message").press_sequentially("To a bot")
    await gateway.tell({"type": "typing"})
    await gateway.tell(here())
    await expect(page.locator(".answers")).to_be_visible()
    await expect(page.locator(".status")).to_have_text("")
    assert not [frame for frame in gateway.frames if frame["type"] == "typing"]
    await gateway.tell({"type": "typing"})
    await expect(page.locator(".status")).to_have_text("Maria Öberg is writing.")
    await show_line(gateway, "adviser", "Hello", name="Maria Öberg")
    await expect(page.locator(".status")).to_have_text("")
    await page.locator("#message").press_sequentially("and to you")
    assert await sent(gateway, "typing") == [{"type": "typing"}]


async def asked_for_faces(page: Page, gateway: FakeGateway) -> None:
    """Let the five faces stand in the log."""
    faces = [{"label": label, "language": "en", "face": 5 - at} for at, label in enumerate(WORDS)]
    await show_line(gateway, "system", "How was the help?", buttons=faces)
    await expect(page.locator(".choice svg")).to_have_count(5)


async def test_the_faces_have_names_and_are_pressed_by_keyboard(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await asked_for_faces(page, gateway)
    for words in WORDS:
        await expect(page.get_by_role("button", name=words, exact=True)).to_be_visible()
    await page.get_by_role("button", name="Good", exact=True).focus()
    gateway.silent = True
    await page.keyboard.press("Enter")
    pressed = (await sent(gateway, "press"))[0]
    assert (pressed["seq"], pressed["button"]) == (2, 1)


async def test_what_an_adviser_asks_can_be_answered_after_talking_about_it(
    open_page: Opener, gateway: FakeGateway
) -> None:
    page = await open_page()
    await start(page)
    gateway.silent = True
    await gateway.tell(here())
    yes_no = [{"label": label, "language": "en"} for label in ("Yes", "No")]
    await show_line(gateway, "system", "Maria suggests another answer.\nNow: A\nNew: B", buttons=yes_no)
    await show_line(gateway, "person", "Why?")
    await show_line(gateway, "adviser", "The bank asks for it.", name="Maria Öberg")
    yes = page.get_by_role("button", name="Yes", exact=True)
    await expect(yes).to_be_visible()
    await yes.click()
    assert (await sent(gateway, "press"))[0]["seq"] == 2
    await show_line(gateway, "system", "The suggested answer is in your plan now.")
    await expect(yes).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_beside_an_adviser(open_page: Opener, gateway: FakeGateway, scheme: str) -> None:
    page = await open_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    await start(page)
    await gateway.tell({"type": "adviser", "name": "", "state": "waiting", "place": 2, "minutes": 5})
    await asked_for_faces(page, gateway)
    assert await violations(page) == [], "waiting"
    await gateway.tell(here())
    await show_line(gateway, "adviser", "Hello", name="Maria Öberg")
    await expect(page.locator(".line.adviser")).to_be_visible()
    assert await violations(page) == [], "with an adviser"


async def test_a_line_says_when_the_adviser_has_read_it(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await gateway.tell(here())
    await show_line(gateway, "person", "Is there help with money?")
    (talk,) = gateway.talks.values()
    tick = page.locator(".line.person .tick")
    await expect(tick).to_have_text("Saved")
    await gateway.tell({"type": "seen", "seq": len(talk.log)})
    await expect(tick).to_have_text("Read by the adviser")
    await show_line(gateway, "person", "And with the shop?")
    await expect(tick).to_have_text(["Read by the adviser", "Saved"])
    await gateway.tell({"type": "adviser", "name": "", "state": "gone"})
    await expect(tick).to_have_text(["Read by the adviser", "Saved"])


async def test_the_bar_of_who_waits_is_calm_on_a_phone(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page(viewport={"width": 390, "height": 844})
    await start(page, "ar")
    await gateway.tell({"type": "adviser", "name": "", "state": "waiting", "place": 2, "minutes": 5})
    bar = page.locator(".answers")
    lines = (
        "(p) => p.getClientRects().length && Math.round(p.clientHeight / parseFloat(getComputedStyle(p).lineHeight))"
    )
    assert await bar.locator("p").evaluate(lines) <= 2
    assert (await bar.bounding_box() or {"height": 999})["height"] <= 64
