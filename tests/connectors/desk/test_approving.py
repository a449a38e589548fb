"""A person asks about permits and an adviser reads the bot's answer first: on a real gateway, on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from bot.language.rendering import render
from connectors.app import SETTINGS, build_app
from connectors.desk.service import DESK
from connectors.record.approval import HELD, ORGANISATION
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Frame, Window

__all__ = ["desk", "settings"]

PERMITS = Reply("utter_find_permits")
Ask = Callable[..., Awaitable[str]]


def words(name: str, locale: str, **values: Any) -> str:
    """Give a text as somebody reads it."""
    return render(name, values, locale=locale).text


SAFE = words(
    "utter_approval_safe", "en", where={"type": "message", "name": "utter_approval_where_permits", "values": {}}
)


def named(text: str) -> dict[str, str]:
    """Give a name as a value."""
    return {"type": "name", "value": text}


def is_text(text: str) -> Callable[[Frame], bool]:
    """Match a line by its words."""
    return lambda line: line["text"] == text


@pytest.fixture
def ask(server: TestServer, rasa: FakeUnderstander) -> Ask:
    """Give what lets an organisation read permits first, and a person ask about them; gives the conversation."""

    async def script(request: TurnRequest) -> TurnResult:
        return TurnResult((PERMITS,), (), "find_permits", 1.0)

    async def go(person: Window, locale: str = "en", *, agrees: bool = True) -> str:
        rasa.script = script
        chosen = update(ORGANISATION).where(ORGANISATION.c.id == NORTH)
        choice = {"topics": ["permits"], "minutes": 5}

        def step(session: Session) -> None:
            session.execute(chosen.values(approval=choice))

        await service_of(server).database.write(step)
        await person.say("Which permits do I need?")
        if agrees:
            values = {"organisation": named(NORTH), "n": {"type": "count", "value": 5}}
            offer = await person.line(is_text(words("utter_approval_asks", locale, **values)))
            await person.send(type="press", seq=offer["seq"], button=0)
        return str((await person.frame("welcome"))["conversation"])

    return go


async def held(desk: Desktop, conversation: str) -> Frame:
    """Open a conversation and give the answer that waits in it."""
    opened = await desk.open(conversation)
    (one,) = opened["held"]
    return dict(one)


async def test_an_adviser_reads_it_in_swedish_and_the_person_gets_it_in_arabic(
    window: Opener, desk: OpenDesk, ask: Ask
) -> None:
    amina, stranger = await desk(locale="sv"), await desk("Sten", SOUTH)
    for adviser in (amina, stranger):
        await adviser.follow()
    person = await window(locale="ar", template="general")
    asking = words("general.idea_what.text", "ar")
    question = await person.line(lambda line: line["text"] == asking)
    conversation = await ask(person, "ar")
    waits = words("utter_approval_waits", "ar", organisation=named(NORTH), n={"type": "count", "value": 5})
    await person.line(is_text(waits))
    row = await amina.until(lambda one: one.rows["approvals"].get(conversation))
    assert row["held_until"]
    one = await held(amina, conversation)
    assert [reply["text"] for reply in one["replies"]] == [words("utter_find_permits", "sv")]
    assert one["replies"][0]["original"]["text"] == words("utter_find_permits", "ar")

    sent = await amina.send(
        type="approve", conversation=conversation, held=one["id"], state="sent", text="Ring kommunen på måndag."
    )
    await amina.frame("ack", client_id=sent)
    who = {"adviser": named("Amina Nilsson"), "organisation": named(NORTH)}
    came = await person.line(is_text(words("utter_approval_came", "ar", **who)))
    answer = await person.line(is_text(words("utter_find_permits", "ar")))
    own = await person.line(is_text("Ring kommunen på måndag."))
    asked = await person.line(lambda line: line["text"] == asking and line["seq"] > own["seq"])
    assert question["seq"] < came["seq"] < answer["seq"] < own["seq"] < asked["seq"]
    assert (own["author"], own["name"]) == ("adviser", "Amina Nilsson")
    assert asked["buttons"]
    await amina.until(lambda one: conversation not in one.rows["approvals"])
    await amina.until(lambda one: [frame for frame in one.frames if frame["type"] == "remarks"][-1]["held"] == [])
    assert stranger.rows["approvals"] == {}


async def test_a_stranger_can_neither_see_nor_settle_it(window: Opener, desk: OpenDesk, ask: Ask) -> None:
    amina, stranger = await desk(), await desk("Sten", SOUTH)
    await amina.follow()
    person = await window()
    conversation = await ask(person)
    await amina.until(lambda one: one.rows["approvals"].get(conversation))
    one = await held(amina, conversation)
    sent = await stranger.send(type="approve", conversation=conversation, held=one["id"], state="sent")
    assert (await stranger.frame("refused", client_id=sent))["reason"] == "unknown"
    await amina.open(conversation, after=10_000)
    assert (await held(amina, conversation))["id"] == one["id"]


async def test_the_second_adviser_learns_who_was_first_and_a_repeat_changes_nothing(
    window: Opener, desk: OpenDesk, ask: Ask
) -> None:
    amina, bjorn = await desk(), await desk("Björn")
    await amina.follow()
    person = await window()
    conversation = await ask(person)
    await amina.until(lambda one: one.rows["approvals"].get(conversation))
    one = await held(amina, conversation)
    step = {"type": "approve", "conversation": conversation, "held": one["id"]}
    first = await amina.send(**step, state="replaced", text="You need none.")
    await amina.frame("ack", client_id=first)
    again = await amina.send(**step, state="replaced", text="You need none.")
    await amina.frame("ack", client_id=again)
    late = await bjorn.send(**step, state="sent")
    refused = await bjorn.frame("refused", client_id=late)
    assert (refused["reason"], refused["by"]["id"]) == ("settled", amina.adviser)
    assert "Amina" in refused["text"]
    await person.line(is_text("You need none."))
    assert sum(line["text"] == "You need none." for line in person.log.values()) == 1
    assert words("utter_find_permits", "en") not in [line["text"] for line in person.log.values()]


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param({"held": -1, "state": "sent"}, id="a number below nought"),
        pytest.param({"held": "1", "state": "sent"}, id="a word for a number"),
        pytest.param({"held": 4711, "state": "sent"}, id="no such answer"),
        pytest.param({"state": "lapsed"}, id="a state that only time makes"),
        pytest.param({"state": "replaced"}, id="no words to replace it by"),
        pytest.param({"state": "withheld", "text": "No"}, id="words with nothing sent"),
        pytest.param({"state": "sent", "text": "x" * 4001}, id="too many words"),
        pytest.param({"state": "sent", "text": ["x"]}, id="words that are none"),
        pytest.param({"state": ["sent"]}, id="a state that is none"),
    ],
)
async def test_what_no_desk_sends_is_refused_and_the_answer_waits_on(
    window: Opener, desk: OpenDesk, ask: Ask, frame: dict[str, object]
) -> None:
    amina = await desk()
    await amina.follow()
    person = await window()
    conversation = await ask(person)
    await amina.until(lambda one: one.rows["approvals"].get(conversation))
    one = await held(amina, conversation)
    sent = await amina.send(**{"type": "approve", "conversation": conversation, "held": one["id"], **frame})
    assert (await amina.frame("refused", client_id=sent))["reason"] in {"not_possible", "too_long", "empty"}
    assert (await held(amina, conversation))["id"] == one["id"]


async def test_after_its_minutes_the_person_gets_the_safe_text_also_from_a_gateway_started_meanwhile(
    server: TestServer, window: Opener, desk: OpenDesk, ask: Ask
) -> None:
    amina = await desk()
    await amina.follow()
    person = await window()
    conversation = await ask(person)
    await amina.until(lambda one: one.rows["approvals"].get(conversation))
    one = await held(amina, conversation)
    assert server.app is not None
    await server.app[DESK].held_answers.look()
    assert len((await amina.open(conversation))["held"]) == 1

    await service_of(server).database.write(lambda session: session.execute(update(HELD).values(until=HELD.c.created)))
    await sweep(server)
    # The other gateway has nobody to tell here, as there is no Redis; the window asks for what it lacks.
    again = await window(token=person.token)
    late = await again.line(is_text(words("utter_approval_late", "en")))
    safe = await again.line(lambda line: line["seq"] == late["seq"] + 1)
    assert safe["text"] == SAFE
    assert words("button_adviser", "en") in [button["label"] for button in safe["buttons"]]
    assert sum(line["text"] == SAFE for line in again.log.values()) == 1
    sent = await amina.send(type="approve", conversation=conversation, held=one["id"], state="sent")
    refused = await amina.frame("refused", client_id=sent)
    assert refused["reason"] == "lapsed"


async def sweep(server: TestServer) -> None:
    """Let a gateway that has just started look after what waits."""
    assert server.app is not None
    other = TestServer(build_app(replace(server.app[SETTINGS], action_port=0), FakeUnderstander()))
    async with other:
        assert other.app is not None
        for _ in range(2):
            await other.app[DESK].held_answers.look()


async def test_somebody_without_an_adviser_at_the_desk_gets_the_safe_text_at_once(
    window: Opener, desk: OpenDesk, ask: Ask
) -> None:
    amina = await desk()
    await amina.follow()
    await amina.send(type="presence", state="away")
    await amina.until(
        lambda one: any(f["type"] == "colleague" and f["adviser"]["presence"] == "away" for f in one.frames)
    )
    person = await window()
    conversation = await ask(person, agrees=False)
    await person.line(is_text(SAFE))
    assert conversation not in amina.rows["approvals"]


async def test_no_desk_hears_of_it_before_the_person_says_yes(window: Opener, desk: OpenDesk, ask: Ask) -> None:
    amina, person = await desk(), await window()
    await amina.follow()
    conversation = await ask(person, agrees=False)
    offer = await person.line(lambda line: len(line["buttons"]) == 2)
    await amina.send(type="open", conversation=conversation)
    await amina.frame("refused", conversation=conversation)
    assert words("utter_find_permits", "en") not in [line["text"] for line in person.log.values()]
    await person.send(type="press", seq=offer["seq"], button=1)
    await person.line(is_text(SAFE))
    await person.say("And the rest?")
    await person.line(lambda line: len(line["buttons"]) == 2 and line["seq"] > offer["seq"] + 1)
    await amina.send(type="open", conversation=conversation)
    await amina.until(lambda one: sum(frame["type"] == "refused" for frame in one.frames) == 2)
    assert not any(one.rows[view] for one in (amina,) for view in one.rows)


@pytest.mark.parametrize("word", ["Yes!", "haa", "نعم"])
async def test_a_yes_in_words_lets_an_adviser_read(
    window: Opener, desk: OpenDesk, ask: Ask, rasa: FakeUnderstander, word: str
) -> None:
    amina, person = await desk(), await window(template="general")
    await amina.follow()
    asking = words("general.idea_what.text", "en")
    await person.line(is_text(asking))
    conversation = await ask(person, agrees=False)
    offer = await person.line(lambda line: len(line["buttons"]) == 2)
    turns = len(rasa.requests)
    await person.say(word)
    values = {"organisation": named(NORTH), "n": {"type": "count", "value": 5}}
    await person.line(is_text(words("utter_approval_waits", "en", **values)))
    await person.line(lambda line: line["text"] == asking and line["seq"] > offer["seq"])
    await amina.until(lambda one: one.rows["approvals"].get(conversation))
    assert len(rasa.requests) == turns  # the interview hears nothing of it
