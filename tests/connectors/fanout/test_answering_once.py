"""A message is answered by one gateway, whichever it came to, and both count wrong codes together."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial

import pytest
from aiohttp.test_utils import TestServer

from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.desk.visitor import service_of
from tests.connectors.fanout.conftest import Pair, until
from tests.connectors.web.conftest import FakeUnderstander, echo
from tests.connectors.web.window import Window, answers_to

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


async def both_sides(pair: Pair) -> tuple[Window, Window]:
    """Open the same conversation at both gateways."""
    first = await pair.a.window()
    return first, await pair.b.window(token=first.token)


def hold(rasa: FakeUnderstander) -> tuple[asyncio.Event, asyncio.Event]:
    """Let a Rasa begin and wait; give what says that it has begun and what lets it go on."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(request: TurnRequest) -> TurnResult:
        begun.set()
        await go_on.wait()
        return echo(request)

    rasa.script = wait
    return begun, go_on


async def test_what_one_gateway_works_on_the_other_does_not_ask_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, rounds = service_of(pair.b.server).engine, list[str]()
    take_over = engine.take_over

    async def note(conversation: str) -> None:
        await take_over(conversation)
        rounds.append(conversation)

    monkeypatch.setattr(engine, "take_over", note)
    first, second = await both_sides(pair)
    begun, go_on = hold(pair.a.rasa)
    await first.say("one.")
    await asyncio.wait_for(begun.wait(), 5)
    await second.frame("ack", client_id=await second.say("two."))
    await until(lambda: len(rounds) >= 2)  # it has found messages that wait strangely long, and whose they are
    assert pair.b.asked() == []
    go_on.set()
    for window in (first, second):
        await window.line(answers_to("one."))
        await window.line(answers_to("two."))
    assert sorted(pair.a.asked() + pair.b.asked()) == ["one.", "two."]
    order = [line["text"] for _, line in sorted(first.log.items()) if answers_to(".")(line)]
    assert "one." in order[-2]
    assert "two." in order[-1]


async def test_many_messages_at_both_gateways_get_one_answer_each(pair: Pair) -> None:
    windows = [await both_sides(pair) for _ in range(4)]
    for number in range(8):
        for sides in windows:
            await asyncio.gather(*(side.say(f"{at}-{number}.") for at, side in enumerate(sides)))
    for sides in windows:
        for window in sides:
            wanted = {f"{at}-{number}." for at in range(2) for number in range(8)}
            await window.until(partial(has_answers_to, wanted), 30)
            assert set(answered(window).values()) == {1}


def has_answers_to(wanted: set[str], window: Window) -> bool:
    """Tell whether just these have been answered."""
    return answered(window).keys() == wanted


def answered(window: Window) -> Counter[str]:
    """Count the answers by what they answer."""
    lines = [line for line in window.log.values() if line["author"] == "bot"]
    said = [line["text"] for line in window.log.values() if line["author"] == "person"]
    return Counter(text for text in said for line in lines if text in line["text"])


async def test_a_rasa_that_has_missed_something_begins_anew(pair: Pair) -> None:
    first, second = await both_sides(pair)
    for number, window in enumerate((first, first, second, first)):
        await window.say(f"line {number}.")
        await first.line(answers_to(f"line {number}."))
        await second.line(answers_to(f"line {number}."))
    asked = {request.text: request.generation for request in pair.a.rasa.requests + pair.b.rasa.requests}
    generations = [asked[f"line {number}."] for number in range(4)]
    assert generations[0] == generations[1] < generations[2] < generations[3]


async def test_where_rasa_is_away_the_other_gateway_answers(pair: Pair) -> None:
    pair.a.rasa.become(None)
    window = await pair.a.window()
    await window.say("is anybody there.")
    await window.line(answers_to("is anybody there."))
    assert pair.b.asked() == ["is anybody there."]


async def test_what_a_gateway_left_is_answered_by_the_other(pair: Pair) -> None:
    window = await pair.b.window()
    await window.frame("status", state="idle")  # from now on nothing makes that gateway look but its own rounds
    there = await pair.a.window(token=window.token)
    begun, _ = hold(pair.a.rasa)
    await there.say("left behind.")
    await asyncio.wait_for(begun.wait(), 5)
    await there.close()
    await pair.a.server.close()
    await window.line(answers_to("left behind."))
    assert pair.b.asked() == ["left behind."]


async def test_wrong_codes_are_counted_together(pair: Pair) -> None:
    for _ in range(12):
        assert await guess(pair, pair.a.server) == 404
    guesses = service_of(pair.b.server).guesses
    await until(lambda: guesses.wait("127.0.0.1") > 0)
    assert guesses.wait("127.0.0.2") == 0


async def guess(pair: Pair, server: TestServer) -> int:
    """Guess a return code."""
    async with pair.a.session.post(server.make_url("/codes/redeem"), json={"code": "0000-0000-0000-0000"}) as answer:
        return answer.status
