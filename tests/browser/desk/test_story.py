"""A person in Arabic on a phone and an adviser in Swedish at the desk, from the wish for a human to the rating.

Nothing is played: the running gateway, Rasa, the record, and two real browsers. How long each line took from one screen
to the other is kept with the test's results and in ``seen.txt`` of its folder; it is no judgement here.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.desk import steps_desk
from tests.browser.desk.steps_desk import lines, row
from tests.browser.desk.story import MILLISECONDS, NAME, Story, employed, open_desk, open_phone
from tests.browser.steps import bots, say
from tests.browser.test_accessibility import violations
from tests.browser.test_interview import CAFE, answer, begin, replied
from tests.browser.test_keyboard_and_layout import WIDER_THAN_SCREEN
from tests.dialogues.stack import Stack

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]
Recorder = Callable[[str, object], None]

EXPERIENCE = "عملت عشر سنوات في مطعم أخي في حلب"
RENT = "عندي سؤال عن إيجار المحل"
QUESTION = "كم يمكن أن أدفع إيجارا في الشهر؟"
BETTER = "قهوة عربية ومعجنات للطلاب قرب الجامعة"
GREETING = "Hej! Jag har läst det du har skrivit."
READY = "مرحبا! اسمي"
YES = "نعم"
ADVISER = "مستشار"
CUSTOMERS = "الطلاب والعائلات في مركز المدينة"
WANTED = "أريد أن أتكلم مع مستشار حقيقي"


@pytest.fixture
async def story(browser: Browser, stack: Stack, tmp_path: Path, record_property: Recorder) -> AsyncIterator[Story]:
    """Open both sides; a script error or a breach of the security policy on either fails the test."""
    faults: list[str] = []
    async with employed(stack) as code:
        desk = await open_desk(browser, stack, code, faults)
        made = Story(await open_phone(browser, stack, faults), desk)
        yield made
        await made.person.screenshot(path=tmp_path / "person-end.png")
        await made.desk.screenshot(path=tmp_path / "desk-end.png")
        await made.person.context.close()
        await made.desk.context.close()
    for what, seconds in made.waits.items():
        record_property(what, round(seconds, 3))
    (tmp_path / "seen.txt").write_text("".join(f"{what}: {took:.3f} s\n" for what, took in made.waits.items()))
    assert not faults, faults


async def test_from_the_wish_for_a_human_to_the_rating(story: Story, stack: Stack, tmp_path: Path) -> None:
    await two_questions(story.person)
    await ask_for_human(story)
    await read_the_sheet(story.desk)
    await take_over(story)
    await write_both_ways(story)
    await story.person.screenshot(path=tmp_path / "person.png")
    await propose(story)
    await story.desk.screenshot(path=tmp_path / "desk.png")
    await give_back(story, stack)
    await close(story)
    await rate(story)
    assert stack.read("SELECT stars FROM rating") == [{"stars": 4}]


async def two_questions(person: Page) -> None:
    """Begin a plan with the bot."""
    await begin(person, "ar", "أريد أن أفتح مقهى صغير في لوليو")
    await answer(person, CAFE)
    await answer(person, EXPERIENCE)
    await expect(person.locator("#progress")).to_have_js_property("value", 2)


async def wish(person: Page) -> None:
    """Ask for a human in words; the bot may ask whether it has understood."""
    await answer(person, WANTED)
    meant = person.locator(".choice", has_text=ADVISER)
    if await meant.count():
        before = await bots(person).count()
        await meant.click()
        await replied(person, before)


async def ask_for_human(story: Story) -> None:
    """Ask, say what it is about, and see the place in the queue; the desk has the row at once."""
    await wish(story.person)
    waiting = row(story.desk, CAFE)
    await story.seen("person asks, row at the desk", say(story.person, RENT), waiting)
    await expect(waiting).to_contain_text("Arabiska")
    await expect(story.person.locator(".answers")).to_contain_text(
        re.compile(r"رقمك في قائمة الانتظار:\W*1"), timeout=MILLISECONDS
    )
    await expect(story.person.locator(".thinking")).to_be_hidden(timeout=MILLISECONDS)
    assert await violations(story.person) == [], "the person waits"
    assert await violations(story.desk) == [], "the list"


async def read_the_sheet(desk: Page) -> None:
    """Open the row: everything that is known stands there in Swedish, the person's own words as they wrote them."""
    await row(desk, CAFE).click()
    sheet = desk.locator(".side .sheet")
    for words in (RENT, CAFE, "Arabiska"):
        await expect(sheet).to_contain_text(re.compile(words, re.IGNORECASE))
    assert await violations(desk) == [], "the sheet"


async def take_over(story: Story) -> None:
    """Take the conversation; the person sees who is there."""
    here = story.person.locator(".answers", has_text=NAME)
    await story.seen("take-over, name on the phone", story.desk.locator(".take").click(), here)
    await expect(story.desk.locator("#message")).to_be_visible()


async def write_both_ways(story: Story) -> None:
    """Write free text in both directions, and a ready answer that is read in the person's language."""
    person, desk = story.person, story.desk
    heard = person.locator(".line.adviser .text")
    await story.seen("adviser writes, on the phone", steps_desk.send(desk, GREETING), heard.filter(has_text=GREETING))
    await expect(person.locator(".line.adviser .author").first).to_contain_text(NAME)
    silent = await bots(person).count()
    await story.seen(
        "person writes, at the desk", say(person, QUESTION), lines(desk, "person").filter(has_text=QUESTION)
    )
    await desk.locator("#message").press_sequentially("/hello")
    await desk.press("#message", "Enter")
    await expect(desk.locator(".preview .text")).to_contain_text(READY)
    sending = desk.locator(".chosen .strong").click()
    await story.seen("ready answer, on the phone", sending, heard.filter(has_text=READY))
    await expect(heard.last).to_have_attribute("lang", "ar")
    await expect(desk.locator(".line.adviser .tick").last).to_have_text("Läst")
    assert await bots(person).count() == silent, "the bot has said something to what was meant for the adviser"
    assert await violations(person) == [], "talking to the adviser"
    assert await violations(desk) == [], "talking to the person"


async def propose(story: Story) -> None:
    """Suggest another answer; the person says yes, and both plans have it."""
    person, desk = story.person, story.desk
    await desk.locator("#tab-plan").click()
    question = desk.locator('[data-question="idea_what"]')
    await question.get_by_role("button", name="Föreslå en ändring").click()
    await desk.fill("#edit", BETTER)
    yes = person.locator(".choice", has_text=YES)
    await story.seen("proposal, on the phone", question.locator(".filled").click(), yes)
    assert await violations(person) == [], "a proposal"
    accepted = question.locator(".answer-columns", has_text=BETTER)
    await story.seen("accepted, in the plan at the desk", yes.click(), accepted)
    assert await violations(desk) == [], "the plan"
    await person.locator(".progress button").click()
    await expect(person.locator("dialog .row .answer", has_text=BETTER)).to_be_visible()
    await person.locator(".sheet-close").click()


async def give_back(story: Story, stack: Stack) -> None:
    """Give the conversation back with a question: the bot asks it at once, and what the person writes answers it."""
    person, desk = story.person, story.desk
    await desk.get_by_role("button", name="Lämna till boten").click()
    await desk.get_by_label("Sök en fråga").press_sequentially("kopa av dig")
    await desk.locator('dialog input[name="question"][value="customers_who"]').check()
    await desk.fill("#note", "Hon har en lokal i sikte.")
    told = person.get_by_text("كانت المساعدة حتى الآن من").last
    before = await bots(person).count()
    await story.seen("given back, on the phone", desk.locator("dialog .strong").click(), told)
    await replied(person, before)
    await expect(bots(person).last).to_contain_text("من سيشتري منك؟")
    await answer(person, CUSTOMERS)
    await expect(bots(person).last).to_have_attribute("lang", "ar")
    await expect(person.locator("#progress")).to_have_js_property("value", 3)
    given = stack.read("SELECT text FROM answer WHERE question = 'customers_who' AND current = 1")
    assert given == [{"text": CUSTOMERS}]
    assert await person.evaluate(WIDER_THAN_SCREEN) == []


async def close(story: Story) -> None:
    """Ask once more; the adviser takes it and closes with how it ended."""
    person, desk = story.person, story.desk
    await wish(person)
    await answer(person, RENT)
    await take_over(story)
    await desk.get_by_role("button", name="Avsluta", exact=True).click()
    await desk.locator('input[value="helped"]').check()
    faces = person.locator(".choice:has(svg)")
    await story.seen("closed, faces on the phone", desk.locator("dialog .strong").click(), faces.first)
    await expect(faces).to_have_count(5)
    await expect(desk.locator(".owner")).to_contain_text("Samtalet är avslutat.")
    assert await violations(person) == [], "the faces"
    assert await violations(desk) == [], "a closed conversation"


async def rate(story: Story) -> None:
    """Choose the second face and leave it at that."""
    faces: Locator = story.person.locator(".choice:has(svg)")
    before = await bots(story.person).count()
    await faces.nth(1).click()
    await replied(story.person, before)
    await expect(faces).to_have_count(0)
