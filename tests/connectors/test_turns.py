"""The turn engine as people notice it: one answer for each message, told in time, nothing lost while Rasa is away."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select, update

from bot.advice.turn import Effect, Reply
from connectors.record import generations, notices, turns
from connectors.record.understander import TurnFailedError, TurnRequest, TurnResult
from connectors.store.models import AuditEntry, Conversation
from connectors.web.service import SERVICE
from tests.connectors.web.conftest import FakeUnderstander, Opener, echo
from tests.connectors.web.window import answers_to, count


async def test_messages_of_one_person_are_answered_in_order_one_at_a_time(
    window: Opener, rasa: FakeUnderstander
) -> None:
    running = 0

    async def script(request: TurnRequest) -> TurnResult:
        nonlocal running
        running += 1
        assert running == 1
        await asyncio.sleep(0.02)
        running -= 1
        return echo(request)

    rasa.script = script
    talk = await window()
    for number in range(8):
        await talk.say(f"message {number}.")
    await talk.line(answers_to("message 7."))
    assert [request.text for request in rasa.requests] == [f"message {number}." for number in range(8)]


async def test_one_slow_person_holds_up_nobody_else(window: Opener, rasa: FakeUnderstander) -> None:
    release = asyncio.Event()

    async def script(request: TurnRequest) -> TurnResult:
        if request.text == "slow":
            await release.wait()
        return echo(request)

    rasa.script = script
    slow, quick = await window(), await window()
    await slow.say("slow")
    await quick.say("quick")
    await quick.line(answers_to("quick"), 3)
    release.set()
    await slow.line(answers_to("slow"))


async def test_a_late_answer_is_announced_once_and_still_comes(window: Opener, rasa: FakeUnderstander) -> None:
    release = asyncio.Event()

    async def script(request: TurnRequest) -> TurnResult:
        await release.wait()
        return echo(request)

    rasa.script = script
    talk = await window()
    started = asyncio.get_running_loop().time()
    await talk.say("where are you")
    line = await talk.line(lambda line: line["author"] == "system", 5)
    assert asyncio.get_running_loop().time() - started < 3.0
    assert line["text"]
    await talk.frame("status", state="late")
    release.set()
    await talk.line(answers_to("where are you"))
    assert count(talk, lambda line: line["author"] == "system") == 1


async def test_a_quick_answer_brings_no_notice(window: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notices.SECONDS_BEFORE, "late", 0.3)
    talk = await window()
    await talk.say("quick")
    await talk.line(answers_to("quick"))
    await asyncio.sleep(0.5)
    assert count(talk, lambda line: line["author"] == "system") == 0


async def test_a_failed_turn_is_tried_again_in_a_new_generation(window: Opener, rasa: FakeUnderstander) -> None:
    async def script(request: TurnRequest) -> TurnResult:
        if len(rasa.requests) < 3:
            raise TurnFailedError
        return echo(request)

    rasa.script = script
    talk = await window()
    await talk.say("try hard")
    await talk.line(answers_to("try hard"))
    numbers = [request.generation for request in rasa.requests]
    assert numbers == sorted(set(numbers))
    assert len({request.turn for request in rasa.requests}) == 3


async def test_a_message_that_always_fails_gets_an_honest_answer_and_blocks_nobody(
    window: Opener, rasa: FakeUnderstander, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.01)

    async def script(request: TurnRequest) -> TurnResult:
        if request.text == "poison":
            raise ValueError("a mistake of ours")
        return echo(request)

    rasa.script = script
    talk = await window()
    await talk.say("poison")
    await talk.say("after it")
    await talk.line(answers_to("after it"))
    assert [request.text for request in rasa.requests].count("poison") == turns.MOST_ATTEMPTS
    apology = await talk.line(lambda line: line["author"] == "bot" and line["seq"] > 3 and bool(line["buttons"]))
    assert len(apology["buttons"]) == 1


@pytest.mark.parametrize("why", ["forty turns", "an idle hour", "Rasa restarted"])
async def test_a_new_generation_begins_after(
    window: Opener, rasa: FakeUnderstander, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr(generations, "MOST_TURNS", 3)
    talk = await window()
    for number in range(3):
        await talk.say(f"turn {number}.")
        await talk.line(answers_to(f"turn {number}."))
    if why == "forty turns":
        pass
    elif why == "an idle hour":
        monkeypatch.setattr(generations, "MOST_TURNS", 40)
        monkeypatch.setattr(generations, "IDLE_SECONDS", 0.0)
    else:
        monkeypatch.setattr(generations, "MOST_TURNS", 40)
        rasa.become("boot-2")
    await talk.say("the next.")
    await talk.line(answers_to("the next."))
    used = [request.generation for request in rasa.requests]
    assert used[0] == used[1] == used[2] < used[3]


async def test_an_answer_finished_after_a_take_over_is_dropped_and_noted(
    window: Opener, rasa: FakeUnderstander, server: TestServer
) -> None:
    assert server.app
    database = server.app[SERVICE].database
    talk = await window()

    async def script(request: TurnRequest) -> TurnResult:
        change = update(Conversation).values(owner_kind="adviser", owner_id="a_1", fence=Conversation.fence + 1)
        await database.write(lambda session: session.execute(change))
        return echo(request)

    rasa.script = script
    await talk.say("is anybody there")
    await talk.until(lambda _: rasa.requests)
    await asyncio.sleep(0.3)
    assert count(talk, answers_to("is anybody there")) == 0
    kinds = await database.read(lambda session: [*session.scalars(select(AuditEntry.kind))])
    assert "turn_dropped" in kinds


async def test_deleting_everything_ends_the_talk_and_reaches_rasas_memory(
    window: Opener, rasa: FakeUnderstander
) -> None:
    async def script(request: TurnRequest) -> TurnResult:
        return TurnResult((Reply("utter_deleted"),), (Effect("delete_everything"),))

    rasa.script = script
    talk = await window()
    other = await window(token=talk.token)
    await talk.say("delete everything")
    await talk.frame("deleted")
    await other.frame("deleted")
    await talk.closed()
    assert rasa.forgotten == [talk.frames[0]["conversation"]]
    with pytest.raises(AssertionError):
        await window(token=talk.token)


async def test_a_turn_sees_the_facts_and_the_kind_of_question(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window(template="general")
    await talk.say("I sell bread")
    await talk.line(answers_to("I sell bread"))
    request = rasa.requests[0]
    looked = {"type": "text", "readable": False, "trade": False}
    assert request.context == {"stage": "interview", **looked, "expecting": None, "wish": None, "locale": "en"}
    assert request.facts.template == "general"
