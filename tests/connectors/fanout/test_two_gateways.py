"""Two gateways are one to the people at them: what happens at one is seen at the other at once.

While Redis is there nobody polls, so whatever comes has come through it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
import pytest

from bot.advice.turn import Effect, Reply
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.visitor import service_of
from tests.connectors.fanout.conftest import Pair, until
from tests.connectors.web.window import Frame, Window, answers_to

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


async def two_windows(pair: Pair) -> tuple[Window, Window, str]:
    """Open the same conversation at both gateways."""
    first = await pair.a.window(template="general")
    await first.line(lambda line: bool(line["buttons"]))
    second = await pair.b.window(token=first.token)
    await second.frame("log")
    return first, second, str(first.frames[0]["conversation"])


def says(text: str) -> Callable[[Frame], bool]:
    """Match a line by its words."""
    return lambda line: bool(line["text"] == text)


def effects(*given: Effect) -> TurnResult:
    """Do something and say so."""
    return TurnResult((Reply("utter_nothing_to_skip"),), given, "any", 1.0)


async def test_both_windows_see_every_line_and_what_the_bot_does(pair: Pair) -> None:
    first, second, _ = await two_windows(pair)
    for number in range(5):
        here, there = (first, second) if number % 2 else (second, first)
        await here.say(f"line {number}.")
        await there.line(says(f"line {number}."))
        await there.line(answers_to(f"line {number}."))
        await there.frame("status", state="thinking")
        await here.line(answers_to(f"line {number}."))
    await first.frame("status", state="idle")
    assert sorted(first.log) == sorted(second.log) == [*range(1, len(first.log) + 1)]
    assert sorted(pair.a.asked() + pair.b.asked()) == [f"line {number}." for number in range(5)]


async def test_language_plan_and_return_code_reach_the_other_window(pair: Pair) -> None:
    first, second, _ = await two_windows(pair)
    await first.send(type="answer", question="idea_what", text="bread and cakes")
    await second.until(lambda window: "bread and cakes" in str(window.frames))
    await first.send(type="language", locale="ar")
    await second.frame("language", locale="ar", direction="rtl")
    await second.until(lambda window: {line["language"] for line in window.log.values()} == {"ar"})
    await first.send(type="code")
    shown = await second.frame("code")
    assert shown["code"] == (await first.frame("code"))["code"]


async def test_digits_made_illegible_are_so_in_both_windows(pair: Pair) -> None:
    first, second, _ = await two_windows(pair)

    async def redact(request: TurnRequest) -> TurnResult:
        said = await first.line(lambda line: line["author"] == "person")
        return effects(Effect("redact_message", {"seq": said["seq"]}))

    pair.a.rasa.script = redact
    await first.say("19640823-3234")
    await second.line(lambda line: line["author"] == "person")
    await second.until(lambda window: "3234" not in str(window.log))


async def test_what_is_erased_ends_everywhere_and_both_rasas_forget_it(pair: Pair) -> None:
    first, second, conversation = await two_windows(pair)

    async def erase(_request: TurnRequest) -> TurnResult:
        return TurnResult((), (Effect("delete_everything"),))

    pair.a.rasa.script = erase
    await first.say("delete everything")
    await second.frame("deleted")
    assert await second.closed() == aiohttp.WSCloseCode.OK
    await until(lambda: pair.b.rasa.forgotten == [conversation])


async def ask_for_adviser(_request: TurnRequest) -> TurnResult:
    """Queue the person."""
    return effects(Effect("ask_for_adviser", {"waits": True, "about": "money", "language": "en"}))


async def queued(pair: Pair) -> tuple[Window, Desktop, str]:
    """Let a person at one gateway wait for the adviser at the other."""
    desk = await pair.b.desk(await pair.b.employ("Amina"), "waiting", "mine")
    window = await pair.a.window(template="general")
    await window.line(lambda line: bool(line["buttons"]))
    conversation = str(window.frames[0]["conversation"])
    pair.a.rasa.script = ask_for_adviser
    await window.say("a human, please")
    await desk.until(lambda desk: conversation in desk.rows["waiting"])
    pair.a.rasa.script = None
    return window, desk, conversation


async def test_an_adviser_at_one_gateway_and_a_person_at_the_other(pair: Pair) -> None:
    window, desk, conversation = await queued(pair)
    opened = await desk.open(conversation)
    assert opened["conversation"]["present"] is True
    await desk.act("take", conversation)
    await window.frame("adviser", state="here", name="Amina")
    await desk.until(lambda desk: conversation in desk.rows["mine"])
    await window.send(type="typing")
    await desk.frame("typing", conversation=conversation)
    await desk.act("typing", conversation)
    await window.frame("typing")
    await desk.act("send", conversation, text="Hello from Amina.")
    line = await window.line(lambda line: line["text"] == "Hello from Amina.")
    await window.send(type="seen", seq=line["seq"])
    await desk.frame("delivered", conversation=conversation, seq=line["seq"], state="seen")
    await window.say("Hello from me.")
    await desk.line(conversation, lambda line: line["text"] == "Hello from me.")
    await window.close()
    fanout = service_of(pair.b.server).fanout
    await until(lambda: not fanout.is_watched_elsewhere(conversation))
    assert (await desk.open(conversation))["conversation"]["present"] is False


async def test_what_an_adviser_at_one_gateway_has_read_is_told_at_the_other(pair: Pair) -> None:
    window, desk, conversation = await queued(pair)
    await desk.take(conversation)
    await window.frame("adviser", state="here")
    other = await pair.a.window(token=window.token)
    client_id = await window.say("Have you read this?")
    seq = (await window.frame("ack", client_id=client_id))["seq"]
    await desk.line(conversation, lambda line: line["seq"] == seq)
    await desk.send(type="seen", conversation=conversation, seq=seq)
    for tab in (window, other):
        await tab.frame("seen", seq=seq)
    again = await pair.b.window(token=window.token)
    assert (await again.frame("adviser", state="here"))["seen"] == seq


async def test_a_take_over_at_one_gateway_silences_the_bot_at_the_other(pair: Pair) -> None:
    window, desk, conversation = await queued(pair)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: TurnRequest) -> TurnResult:
        begun.set()
        await go_on.wait()
        return TurnResult((Reply("utter_nothing_to_skip"),), (), "any", 1.0)

    pair.a.rasa.script = slow
    lines = len(window.log)
    await window.say("while I wait")
    await asyncio.wait_for(begun.wait(), 5)
    await desk.take(conversation)
    await window.frame("adviser", state="here")
    go_on.set()
    await desk.act("send", conversation, text="I am here.")
    await window.line(lambda line: line["text"] == "I am here.")
    await window.say("good.")
    await desk.line(conversation, lambda line: line["text"] == "good.")
    new = [line for seq, line in sorted(window.log.items()) if seq > lines]
    assert [line["text"] for line in new if line["author"] == "bot"] == []
    assert pair.a.asked()[-1] == "while I wait"


async def test_advisers_at_both_gateways_see_each_other_come_and_take(pair: Pair) -> None:
    amina, bertil = await pair.a.employ("Amina"), await pair.a.employ("Bertil")
    first = await pair.a.desk(amina)
    second = await pair.b.desk(bertil)

    def sees(desk: Desktop, adviser: str, **wanted: object) -> bool:
        told = [frame["adviser"] for frame in desk.frames if frame["type"] == "colleague"]
        return any(one["id"] == adviser and wanted.items() <= one.items() for one in told)

    await first.until(lambda desk: sees(desk, bertil, presence="here"))
    await second.send(type="presence", state="away")
    await first.until(lambda desk: sees(desk, bertil, presence="away"))
    window = await pair.a.window(template="general")
    pair.a.rasa.script = ask_for_adviser
    await window.say("a human, please")
    conversation = str(window.frames[0]["conversation"])
    for desk in (first, second):
        await desk.until(lambda desk: conversation in desk.rows["waiting"])
        await desk.open(conversation)
    await first.act("take", conversation)
    await second.until(lambda desk: conversation not in desk.rows["waiting"])
    await second.until(lambda desk: sees(desk, amina, open=1))
    await second.act("take", conversation)
    refused = await second.frame("refused", reason="taken")
    assert refused["by"]["id"] == amina
