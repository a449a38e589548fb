"""Nothing a person sends is lost, and nothing is sent twice, whatever the line does."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser import canned
from tests.browser.conftest import Opener
from tests.browser.fake_gateway import FakeGateway
from tests.browser.steps import bots, focused, own, say, start, stored

BACK = 15_000


def says(gateway: FakeGateway) -> list[object]:
    """Give the ids of what was said, as frames came in."""
    return [frame["client_id"] for frame in gateway.frames if frame["type"] == "say"]


async def test_the_tick_comes_only_with_the_acknowledgement(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await gateway.stop()
    await say(page, "hello")
    await expect(page.locator(".line.person .tick")).to_contain_text("Sending")
    await expect(page.locator(".line.person .tick")).to_contain_text("Waiting for a connection", timeout=5000)
    await gateway.start()
    await expect(page.locator(".line.person .tick")).to_have_text("Saved", timeout=BACK)


async def test_what_was_written_offline_goes_out_once_after_a_reload(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await gateway.stop()
    for text in ("one", "two", "three"):
        await say(page, text)
    await expect(own(page)).to_have_text(["one", "two", "three"])
    await gateway.start()
    await page.reload()
    await stored(page, 3)
    assert gateway.said() == ["one", "two", "three"]
    assert len(says(gateway)) == len(set(says(gateway))) == 3


async def test_a_lost_acknowledgement_does_not_double_the_message(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.swallow_acks = 2
    await say(page, "only once")
    await expect(own(page)).to_have_count(1)
    await expect(page.locator(".line.person .tick")).to_have_text("Saved", timeout=BACK)
    assert gateway.said() == ["only once"]
    await page.reload()
    await expect(own(page)).to_have_text(["only once"])


async def test_a_dropped_line_replays_only_what_is_missing(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await say(page, "hello")
    await expect(bots(page)).to_have_count(2)
    await gateway.drop()
    await gateway.bot_says("question")
    await expect(bots(page)).to_have_count(3, timeout=BACK)
    hellos = [frame for frame in gateway.frames if frame["type"] == "hello"]
    assert [hello["last_seq"] for hello in hellos] == [0, 3]


async def test_a_gap_in_the_log_is_asked_for_again(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    talk = next(iter(gateway.talks.values()))
    talk.log.append(canned.Line("bot", "question"))  # Written down, and never sent.
    await gateway.bot_says("yes")
    await expect(bots(page)).to_have_count(3, timeout=BACK)
    await expect(bots(page).last).to_have_text("Yes")


async def test_ten_messages_at_once_all_arrive_in_order(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.silent = True
    texts = [f"message {number}" for number in range(10)]
    for text in texts:
        await say(page, text)
    await stored(page, 10)
    assert gateway.said() == texts
    await expect(own(page)).to_have_text(texts)


async def test_two_tabs_show_the_same_talk_live(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    other = await page.context.new_page()
    await other.goto(gateway.url)
    await expect(bots(other)).to_have_count(1)
    await say(page, "from the first")
    await expect(own(other)).to_have_text(["from the first"])
    await say(other, "from the second")
    await expect(own(page)).to_have_text(["from the first", "from the second"])
    await stored(page, 2)
    await stored(other, 2)
    assert len(gateway.talks) == 1


async def test_refused_words_go_back_into_the_box(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.refuse = "too_many"
    await say(page, "keep these words")
    await expect(page.locator("#message")).to_have_value("keep these words")
    await expect(page.get_by_role("status")).to_have_text(canned.WORDS["refused"]["en"])
    await expect(own(page)).to_have_count(0)
    gateway.refuse = None
    await page.press("#message", "Enter")
    await stored(page, 1)


async def test_a_stale_button_is_explained(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.refuse = "stale_button"
    await page.locator(".choice").first.click()
    await expect(page.get_by_role("status")).to_have_text(canned.WORDS["refused"]["en"])
    await expect(own(page)).to_have_count(0)


async def test_buttons_stand_only_under_the_newest_message(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await expect(page.locator(".choice")).to_have_text(["Start", "What can you do?"])
    await page.locator(".choice").first.click()
    await expect(own(page)).to_have_text(["Start"])
    await expect(page.locator(".choice")).to_have_text(["Yes", "Skip this question", "Give me an example"])
    assert await focused(page) == "message"


async def test_enter_while_composing_does_not_send(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.fill("#message", "ka")
    event = "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true, composed: true}"
    await page.locator("#message").evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {event}))")
    await page.wait_for_timeout(200)
    await expect(page.locator("#message")).to_have_value("ka")
    assert gateway.said() == []


async def test_shift_and_enter_make_a_new_line(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.locator("#message").press_sequentially("one")
    await page.press("#message", "Shift+Enter")
    await page.locator("#message").press_sequentially("two")
    await page.press("#message", "Enter")
    await stored(page, 1)
    assert gateway.said() == ["one\ntwo"]


async def test_on_a_phone_enter_breaks_and_the_button_sends(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    await start(page)
    await page.locator("#message").press_sequentially("one")
    await page.press("#message", "Enter")
    await page.locator("#message").press_sequentially("two")
    await page.get_by_role("button", name="Send").tap()
    await stored(page, 1)
    assert gateway.said() == ["one\ntwo"]


@pytest.mark.parametrize(
    ("length", "shown", "sent"),
    [
        pytest.param(3500, None, True, id="no counter yet"),
        pytest.param(3990, "10 characters left", True, id="the counter helps"),
        pytest.param(10_000, "-6,000 characters left", False, id="too long is kept and explained"),
    ],
)
async def test_a_long_text_is_counted(
    open_page: Opener, gateway: FakeGateway, length: int, shown: str | None, sent: bool
) -> None:
    page = await open_page()
    await start(page)
    await page.fill("#message", "x" * length)
    hint = page.locator("#hint b")
    await (expect(hint).to_have_text(shown) if shown else expect(hint).to_have_count(0))
    await page.press("#message", "Enter")
    if sent:
        await stored(page, 1)
    else:
        await expect(page.get_by_role("status")).to_contain_text("Nothing is lost")
        await expect(page.locator("#message")).to_have_value("x" * length)
    assert len(gateway.said()) == sent


async def test_control_characters_are_not_sent(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.fill("#message", "a\u0007b\u0000c")
    await page.press("#message", "Enter")
    await stored(page, 1)
    assert gateway.said() == ["abc"]


async def test_html_stays_words(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    text = "<img src=x onerror=alert(1)><b>bold</b>"
    await say(page, text)
    await expect(own(page)).to_have_text([text])


async def test_waking_up_opens_a_new_line(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await say(page, "still here")
    await stored(page, 1)
    assert len([frame for frame in gateway.frames if frame["type"] == "hello"]) == 2


@pytest.mark.parametrize(
    ("state", "text"),
    [
        pytest.param("thinking", "widget_thinking", id="thinking"),
        pytest.param("late", "widget_late", id="late"),
        pytest.param("away", "widget_away", id="away"),
    ],
)
async def test_how_the_bot_is_doing_is_said_in_the_status_line(
    open_page: Opener, gateway: FakeGateway, state: str, text: str
) -> None:
    page = await open_page()
    await start(page)
    await gateway.tell({"type": "status", "state": state})
    await expect(page.get_by_role("status")).to_have_text(canned.texts("en")[text])
    await gateway.tell({"type": "status", "state": "ready"})
    await expect(page.get_by_role("status")).to_be_empty()


async def test_deleting_everything_leaves_nothing_in_the_browser(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await say(page, "secret")
    await stored(page, 1)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Delete everything").click()
    await expect(page.locator(".languages")).to_be_visible()
    await expect(page.locator(".bottom [role=status]")).to_have_text(canned.texts("en")["widget_deleted"])
    assert await page.evaluate("Object.keys(localStorage)") == []
    assert gateway.talks == {}
