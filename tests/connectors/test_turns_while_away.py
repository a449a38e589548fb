"""The turn engine while Rasa is away: every message waits and is answered once, and what needs no bot goes on."""

from __future__ import annotations

import asyncio

import pytest

from bot.advice.beginning import AFTER_PLAN, YES_NO
from bot.advice.turn import Reply
from connectors.record import notices
from connectors.record.understander import AwayError, TurnRequest, TurnResult
from tests.connectors.web.conftest import FakeUnderstander, Opener, echo
from tests.connectors.web.window import answers_to, count


async def test_while_rasa_is_away_a_message_waits_and_is_answered_once_when_it_is_back(
    window: Opener, rasa: FakeUnderstander
) -> None:
    talk = await window(locale="so")
    rasa.become(None)
    await talk.frame("status", state="away")
    started = asyncio.get_running_loop().time()
    await talk.say("cakes and bread for weddings")
    line = await talk.line(lambda line: line["author"] == "system", 5)
    assert asyncio.get_running_loop().time() - started < 3.0
    assert line["text"]
    assert not rasa.requests
    rasa.become("boot-2")
    await talk.line(answers_to("cakes and bread for weddings"))
    await asyncio.sleep(0.2)
    assert count(talk, answers_to("cakes and bread for weddings")) == 1
    assert len(rasa.requests) == 1


async def test_ten_messages_while_rasa_is_away_get_one_notice_and_ten_answers(
    window: Opener, rasa: FakeUnderstander
) -> None:
    talk = await window()
    rasa.become(None)
    for number in range(10):
        await talk.say(f"number {number}.")
    await talk.line(lambda line: line["author"] == "system", 5)
    await asyncio.sleep(1.5)
    rasa.become("boot-2")
    for number in range(10):
        await talk.line(answers_to(f"number {number}."))
    assert count(talk, lambda line: line["author"] == "system") == 1


async def test_buttons_work_while_rasa_is_away(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window()
    rasa.become(None)
    line = await talk.line(lambda line: bool(line["buttons"]))
    await talk.send(type="press", seq=line["seq"], button=0)
    await talk.line(lambda said: said["author"] == "bot" and said["seq"] > line["seq"] + 1)
    plan = await talk.until(lambda w: [f for f in w.frames if f["type"] == "plan" and f["plan"]["template"]])
    assert plan[-1]["plan"]["total"] > 12
    assert not rasa.requests


async def test_a_button_that_only_shows_something_works_after_more_has_been_said(
    window: Opener, rasa: FakeUnderstander
) -> None:
    async def script(request: TurnRequest) -> TurnResult:
        return TurnResult((Reply("utter_budget_complete", {}, (*AFTER_PLAN, *YES_NO)),), ())

    rasa.script = script
    talk = await window()
    await talk.say("my answer")
    line = await talk.line(lambda line: len(line["buttons"]) == len(AFTER_PLAN) + len(YES_NO))
    assert [button.get("lasts", False) for button in line["buttons"]] == [True, True, False, False]
    await talk.say("something else")
    await talk.until(lambda w: count(w, lambda line: line["author"] == "bot" and len(line["buttons"]) == 4) == 2)
    shown = await talk.send(type="press", seq=line["seq"], button=0)
    await talk.frame("ack", client_id=shown)
    confirmed = await talk.send(type="press", seq=line["seq"], button=2)
    assert (await talk.frame("refused", client_id=confirmed))["reason"] == "stale_button"


async def test_words_that_wait_leave_the_way_to_begin_on_the_screen(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window()
    rasa.become(None)
    greeting = await talk.line(lambda line: bool(line["buttons"]))
    await talk.say("tailoring, dresses and curtains")
    notice = await talk.line(lambda line: line["author"] == "system", 5)
    assert notice["buttons"] == greeting["buttons"]
    pressed = await talk.send(type="press", seq=notice["seq"], button=0)
    await talk.frame("ack", client_id=pressed)
    rasa.become("boot-2")
    await talk.line(answers_to("tailoring"))


async def test_a_yes_or_no_is_not_offered_after_words_that_wait(window: Opener, rasa: FakeUnderstander) -> None:
    async def script(_request: TurnRequest) -> TurnResult:
        return TurnResult((Reply("utter_confirm_delete", {}, YES_NO),), ())

    rasa.script = script
    talk = await window()
    await talk.say("delete it all please")
    await talk.line(lambda line: line["author"] == "bot" and len(line["buttons"]) == len(YES_NO))
    rasa.become(None)
    await talk.say("or perhaps only a part of it")
    assert not (await talk.line(lambda line: line["author"] == "system", 5))["buttons"]


@pytest.mark.parametrize(("locale", "text"), [("en", "help"), ("sv", "hjälp!"), ("en", "  HELP "), ("sv", "hjalp")])
async def test_keywords_are_answered_while_an_earlier_message_waits(
    window: Opener, rasa: FakeUnderstander, locale: str, text: str
) -> None:
    talk = await window(locale=locale)
    rasa.become(None)
    await talk.say("a long answer that only Rasa understands")
    helped = await talk.say(text)
    ack = await talk.frame("ack", client_id=helped)
    await talk.line(lambda line: line["author"] == "bot" and line["seq"] > ack["seq"], 5)
    rasa.become("boot-2")
    await talk.line(answers_to("a long answer"))
    assert [request.text for request in rasa.requests] == ["a long answer that only Rasa understands"]


async def test_keywords_are_answered_while_rasa_hangs(
    window: Opener, rasa: FakeUnderstander, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(notices.SECONDS_BEFORE, "late", 0.3)
    release = asyncio.Event()

    async def script(request: TurnRequest) -> TurnResult:
        await release.wait()
        return echo(request)

    rasa.script = script
    talk = await window()
    await talk.say("something slow")
    await talk.frame("status", state="late")
    helped = await talk.say("help")
    ack = await talk.frame("ack", client_id=helped)
    await talk.line(lambda line: line["author"] == "bot" and line["seq"] > ack["seq"], 5)
    release.set()
    await talk.line(answers_to("something slow"))
    assert len(rasa.requests) == 1


async def test_rasa_going_away_in_the_middle_of_a_turn_only_delays_the_answer(
    window: Opener, rasa: FakeUnderstander
) -> None:
    async def script(request: TurnRequest) -> TurnResult:
        rasa.boot = None
        raise AwayError

    rasa.script = script
    talk = await window()
    await talk.say("half way")
    await talk.line(lambda line: line["author"] == "system", 5)
    rasa.script = None
    rasa.become("boot-2")
    await talk.line(answers_to("half way"))
    assert count(talk, answers_to("half way")) == 1
