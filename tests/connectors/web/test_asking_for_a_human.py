"""The person's whole way to a human and back over a real socket, with Rasa away: the menu runs the same actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp.test_utils import TestServer
from sqlalchemy import select, update

from connectors.record.handover.rating import ask_rating
from connectors.record.handover.taking import close
from connectors.store.desk import CallBack, Rating
from connectors.store.people import Organisation
from connectors.web.service import SERVICE
from tests.connectors.record.handover.desk import staff
from tests.connectors.record.handover.test_gateway import Human
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Frame, Window

FREE_TEXT = "my landlord wants to raise the rent"


def speaks(*words: str) -> Callable[[Frame], bool]:
    """Match a line that has all of some words."""
    return lambda line: all(word in line["text"] for word in words)


async def press(talk: Window, line: Frame, label: str) -> None:
    """Press a button by its label."""
    labels = [button["label"] for button in line["buttons"]]
    await talk.send(type="press", seq=line["seq"], button=labels.index(label))


async def ask_for_human(talk: Window) -> None:
    """Say that a human is wanted, and what it is about."""
    await talk.say("human please")
    await talk.line(speaks("What do you want to talk about?"))
    await talk.say(FREE_TEXT)
    seen = await talk.line(speaks("This is what the adviser will see"))
    assert FREE_TEXT in seen["text"]


async def test_from_the_wish_to_the_rating(window: Opener, rasa: FakeUnderstander, server: TestServer) -> None:
    rasa.become(None)
    service = server.app[SERVICE]
    await service.database.write(staff)
    talk = await window()
    human = Human(service, talk)
    await ask_for_human(talk)
    await talk.frame("adviser", state="waiting")
    claim = await human.take()
    outcome = partial(close, claim=claim, outcome="helped", tools=service.tools)
    await human.do(outcome)
    await human.do(partial(ask_rating, conversation=human.conversation, tools=service.tools))
    faces = await talk.line(lambda line: any("face" in button for button in line["buttons"]))
    assert [button["face"] for button in faces["buttons"]] == [5, 4, 3, 2, 1]
    await press(talk, faces, "Good")
    asked = await talk.line(speaks("what was good, or what could be better"))
    assert [button["label"] for button in asked["buttons"]] == ["Skip"]
    await talk.say("She knew the rules for rents")

    def rated(session: Any) -> tuple[int, str | None]:
        kept = session.execute(select(Rating)).scalar_one()
        return kept.stars, kept.text

    await talk.line(lambda line: line["author"] == "bot" and line["seq"] > asked["seq"])
    assert await service.database.read(rated) == (4, "She knew the rules for rents")
    assert not [line for line in talk.log.values() if "You have written again" in line["text"]]


async def test_a_number_is_left_and_the_queue_too(window: Opener, rasa: FakeUnderstander, server: TestServer) -> None:
    rasa.become(None)
    service = server.app[SERVICE]
    await service.database.write(staff)
    never = update(Organisation).values(hours={"monday": []})
    await service.database.write(lambda session: session.execute(never))
    talk = await window()
    await ask_for_human(talk)
    closed = await talk.line(speaks("not at work now"))
    await press(talk, closed, "Leave a phone number")
    await talk.line(speaks("Which phone number"))
    await talk.say("٠٧٠ ١٢٣ ٤٥ ٦٧")
    times = await talk.line(speaks("When does it suit you"))
    await press(talk, times, "Skip")
    readback = await talk.line(speaks("070-123 45 67", "any time"))
    await press(talk, readback, "Yes")
    await talk.line(speaks("An adviser will phone you"))
    kept = await service.database.read(lambda session: session.execute(select(CallBack.address)).scalar_one())
    assert kept == "+46701234567"
    await talk.say("leave the queue")
    await talk.line(speaks("You no longer wait"))
    await talk.until(lambda one: [frame for frame in one.frames if frame["type"] == "adviser"][-1]["state"] == "gone")


async def test_without_advisers_the_answer_stays_honest(window: Opener, rasa: FakeUnderstander) -> None:
    rasa.become(None)
    talk = await window()
    await talk.say("human please")
    await talk.line(speaks("No human adviser answers in this chat yet"))
    assert not [line for line in talk.log.values() if line["author"] == "system"]
