"""By keyboard alone, right to left, on the narrowest phone, enlarged, and with the quietest settings."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser import canned
from tests.browser.conftest import Opener
from tests.browser.fake_gateway import FakeGateway
from tests.browser.steps import bots, focused, own, say, start

WIDER_THAN_SCREEN = """() => {
    const root = document.querySelector('startbro-chat').shadowRoot;
    const wide = [...root.querySelectorAll('*')].filter(one => {
        const box = one.getBoundingClientRect();
        const hidden = box.width <= 1 || getComputedStyle(one).visibility === 'hidden';
        return !hidden && (box.left < -0.5 || box.right > innerWidth + 0.5);
    });
    return wide.map(one => one.outerHTML.slice(0, 80)).concat(
        document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []);
}"""
SMALL = """() => {
    const root = document.querySelector('startbro-chat').shadowRoot;
    return [...root.querySelectorAll('button:not(.term), input, textarea')]
        .map(one => [one.className || one.id, one.getBoundingClientRect()])
        .filter(([name, box]) => box.width && (box.width < 43.5 || box.height < 43.5)).map(([name]) => name);
}"""


async def middle(page: Page, selector: str) -> float:
    """Give how far from the left the middle of the first such thing is, in pixels."""
    script = "one => { const box = one.getBoundingClientRect(); return box.left + box.width / 2 }"
    return float(await page.locator(selector).first.evaluate(script))


async def talk_a_little(page: Page, locale: str) -> None:
    """Go through the first screen and one question."""
    await start(page, locale)
    await page.locator(".choice").first.click()
    await expect(bots(page)).to_have_count(2)


async def test_a_talk_by_keyboard_alone(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await page.locator('.language[lang="so"]').focus()
    await page.keyboard.press("Enter")
    await expect(bots(page)).to_have_count(1)
    assert await focused(page) == "message"
    await page.keyboard.type("Salaan")
    await page.keyboard.press("Enter")
    await expect(own(page)).to_have_text(["Salaan"])
    await expect(page.locator(".choice")).to_have_count(3)
    await page.keyboard.press("Shift+Tab")
    assert await focused(page) == "choice"
    await page.keyboard.press("Enter")
    await expect(own(page)).to_have_count(2)
    assert await focused(page) == "message"


async def test_the_language_menu_by_keyboard(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await page.fill("#message", "half a thought")
    button = page.locator(".menu-language")
    await expect(button).to_have_accessible_name("Language: English")
    await button.press("ArrowDown")
    assert (await focused(page)).startswith("entry")
    await page.keyboard.press("Home")
    await page.keyboard.press("Enter")
    await expect(bots(page)).to_have_text([canned.WORDS["hello"]["sv"]])
    await expect(button).to_be_focused()
    await expect(button).to_have_text("Svenska")
    await expect(page.locator("#message")).to_have_value("half a thought")
    await button.press("ArrowDown")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(button).to_be_focused()


async def test_a_language_chosen_offline_holds_and_reaches_the_server(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    await page.context.set_offline(True)
    await gateway.drop()
    await page.locator(".menu-language").click()
    await page.get_by_role("menuitemradio", name="Svenska").click()
    await page.context.set_offline(False)
    await expect(bots(page)).to_have_text([canned.WORDS["hello"]["sv"]], timeout=15_000)
    assert next(iter(gateway.talks.values())).locale == "sv"


async def test_lines_keep_their_elements_when_new_ones_come(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await bots(page).first.evaluate("line => { line.marked = true }")
    await say(page, "hello")
    await expect(bots(page)).to_have_count(2)
    assert await bots(page).first.evaluate("line => line.marked === true")
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("status")).to_have_count(1)


HEAR = """root => {
    window.heard = [];
    const log = root.querySelector('[role=log]');
    new MutationObserver(changes => {
        if (log.getAttribute('aria-live') !== 'polite') return;
        for (const change of changes) for (const node of change.addedNodes)
            if (node.classList?.contains('line')) window.heard.push(node.querySelector('.text').textContent);
    }).observe(log, {childList: true, subtree: true});
}"""


async def test_only_news_is_read_aloud(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    gateway.silent = True
    await start(page)
    await page.locator(".root").evaluate(HEAR.replace("root.query", "root.getRootNode().query"))
    await page.locator(".menu-language").click()
    gateway.silent = False
    await page.get_by_role("menuitemradio", name="Svenska").click()
    await expect(bots(page)).to_have_text([canned.WORDS["hello"]["sv"]])
    await page.wait_for_timeout(700)
    assert await page.evaluate("window.heard") == []
    await gateway.bot_says("yes")
    await expect(bots(page)).to_have_count(2)
    await gateway.drop()
    await gateway.bot_says("skip")
    await expect(bots(page)).to_have_count(3, timeout=15_000)
    assert await page.evaluate("window.heard") == [canned.WORDS["yes"]["sv"], canned.WORDS["skip"]["sv"]]


@pytest.mark.parametrize("locale", ["sv", "ar"])
@pytest.mark.parametrize("width", [320, 390, 640, 1280])
async def test_nothing_is_wider_than_the_screen(open_page: Opener, locale: str, width: int) -> None:
    page = await open_page(path=f"?lang={locale}", viewport={"width": width, "height": 568}, locale=locale)
    assert await page.evaluate(WIDER_THAN_SCREEN) == []
    await talk_a_little(page, locale)
    await say(page, "x" * 300)
    await expect(own(page)).to_have_count(2)
    assert await page.evaluate(WIDER_THAN_SCREEN) == []
    assert await page.evaluate(SMALL) == []
    await page.locator(".menu-language").click()
    assert await page.evaluate(WIDER_THAN_SCREEN) == []


async def test_arabic_runs_from_right_to_left(open_page: Opener) -> None:
    page = await open_page(viewport={"width": 320, "height": 568})
    await talk_a_little(page, "ar")
    await expect(page.locator(".root")).to_have_attribute("dir", "rtl")
    await expect(bots(page).first).to_have_attribute("dir", "rtl")
    middles = {
        name: await middle(page, name) for name in (".brand", ".line.bot .bubble", ".line.person .bubble", ".send")
    }
    assert [name for name, x in middles.items() if x > 160] == [".brand", ".line.bot .bubble"]


async def test_twice_as_large_still_fits(open_page: Opener) -> None:
    # 200 % zoom of a 1280 × 800 window is a 640 × 400 one; with the largest text on top of it.
    page = await open_page(viewport={"width": 640, "height": 400})
    await start(page)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitemradio", name="Very large text").click()
    assert await page.evaluate(WIDER_THAN_SCREEN) == []
    for found in (page.locator("#message"), page.locator(".send"), page.locator(".menu-language")):
        await expect(found).to_be_in_viewport()
    await page.reload()
    await expect(page.locator(".root")).to_have_attribute("data-size", "3")


async def test_less_motion_means_none(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page(reduced_motion="reduce")
    await start(page)
    await gateway.tell({"type": "status", "state": "thinking"})
    await expect(page.locator(".thinking")).to_be_visible()
    assert await page.locator(".thinking i").first.evaluate("dot => getComputedStyle(dot).animationName") == "none"


async def test_forced_colours_keep_the_edges(open_page: Opener) -> None:
    page = await open_page(forced_colors="active")
    await start(page)
    style = "bubble => getComputedStyle(bubble).borderTopStyle"
    assert await page.locator(".bubble").first.evaluate(style) == "solid"


async def test_reading_aloud_is_offered_only_where_there_is_a_voice(open_page: Opener) -> None:
    page = await open_page()
    await page.context.add_init_script(
        "const voice = {lang: 'sv-SE', name: 'test'};"
        "Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [voice], addEventListener() {},"
        "removeEventListener() {}, cancel() {}, speak(said) { window.said = said.text }}});"
        "window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };"
    )
    await page.reload()
    await start(page, "sv")
    await page.locator(".listen").click()
    assert await page.evaluate("window.said") == canned.WORDS["hello"]["sv"]
    await page.locator(".menu-language").click()
    await page.get_by_role("menuitemradio", name="Soomaali").click()
    await expect(bots(page)).to_have_text([canned.WORDS["hello"]["so"]])
    await expect(page.locator(".listen")).to_have_count(0)


ANSWERS = ("start", "help", "yes", "skip", "example", "plan")


@pytest.mark.parametrize("locale", ["sv", "ar"])
async def test_a_side_answer_begins_at_the_top_and_the_question_after_it_is_folded(
    open_page: Opener, gateway: FakeGateway, locale: str
) -> None:
    page = await open_page(viewport={"width": 360, "height": 740})
    await start(page, locale)
    gateway.silent = True
    await say(page, "hej")
    await gateway.bot_says("question", ANSWERS)
    await expect(page.locator(".choice")).to_have_count(len(ANSWERS))
    await say(page, "what have I answered?")
    await gateway.bot_says("long reply " * 60, ("what", "who"))
    await gateway.bot_says("question", ANSWERS)
    reply, log = page.locator(".line.bot").nth(2), page.locator(".log")
    top = await log.evaluate("log => log.getBoundingClientRect().top")
    begins = await reply.evaluate("line => line.getBoundingClientRect().top")
    assert 0 <= begins - top <= 24
    own_choices = page.locator(".choice", has_text=canned.say("who", locale))
    await expect(own_choices).to_be_visible()
    question = page.locator(".line.bot .text").nth(3)
    one_line = await question.evaluate("text => text.clientHeight")
    fold = page.locator(".folded summary")
    await expect(fold).to_have_text(canned.texts(locale)["widget_show_choices"])
    await fold.press("Enter")
    await expect(page.locator(".folded .choice")).to_have_count(len(ANSWERS))
    assert await question.evaluate("text => text.clientHeight") > one_line
    assert await page.evaluate(WIDER_THAN_SCREEN) == []
    await page.fill("#message", "x")
    assert abs(await reply.evaluate("line => line.getBoundingClientRect().top") - begins) < 300


async def test_a_button_that_lasts_stays_when_others_are_gone(open_page: Opener, gateway: FakeGateway) -> None:
    page = await open_page()
    await start(page)
    gateway.silent = True
    await say(page, "hej")
    await gateway.bot_says("question", ("yes", canned.LASTS, "skip"))
    await expect(page.locator(".choice")).to_have_count(3)
    await say(page, "later")
    await gateway.bot_says("question", ("what", "who"))
    await expect(page.locator(".choice")).to_have_count(3)
    await page.locator(".choice").first.click()
    assert (gateway.frames[-1]["seq"], gateway.frames[-1]["button"]) == (3, 1)


async def test_a_phone_is_told_nothing_about_keys_it_has_not(open_page: Opener) -> None:
    page = await open_page(viewport={"width": 360, "height": 740})
    await expect(page.locator(".keys")).to_be_hidden()
