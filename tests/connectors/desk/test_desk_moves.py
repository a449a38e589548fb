"""Handing on, giving, calling back and booking over the desk's socket: what both sides see, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import insert, select

from bot.advice.opening_hours import STOCKHOLM
from connectors.desk.service import DESK
from connectors.record.handover.calling import want_call_back
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.handover.shapes import Wanted
from connectors.store.desk import CallBack, InterpreterWish
from connectors.store.people import Team, TeamMember
from connectors.web.fanout import Event, News
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

__all__ = ["desk", "settings"]

TEAM, YES, NO = "t_food", 0, 1


async def do(server: TestServer, step: Callable[..., Any], *parts: Any, **more: Any) -> Any:
    """Take a step of the record, as the bot's effects do."""
    tools = service_of(server).tools
    return await service_of(server).database.write(lambda session: step(session, *parts, **more, tools=tools))


def owners(one: Desktop, conversation: str) -> str:
    """Give whose a conversation is, as a desk was last told."""
    told = [frame for frame in one.frames if frame["type"] == "owner" and frame["conversation"] == conversation]
    return str(told[-1]["owner"]) if told else ""


async def asks(person: Window, words: str) -> Frame:
    """Wait for a line that asks the person, with its two buttons."""
    line = await person.line(lambda line: words in line["text"] and len(line["buttons"]) == 2)
    return dict(line)


async def add_team(server: TestServer, adviser: str) -> None:
    """Make a team in the north with this adviser in it; the desks read it at the next roll."""
    now = service_of(server).tools.clock()
    row = {"id": TEAM, "organisation": NORTH, "name": "Matlaget", "created": now}

    def step(session: Any) -> None:
        session.execute(insert(Team), [row])
        session.execute(insert(TeamMember), [{"team": TEAM, "adviser": adviser}])

    await service_of(server).database.write(step)
    assert server.app is not None
    await server.app[DESK].refresh()


async def test_a_transfer_to_a_colleague_asks_the_person_and_puts_them_first_in_the_queue(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn, person = await desk(), await desk("Björn Berg"), await window(locale="en")
    await bjorn.follow()
    other = await queue(server, await window(), about="Längst väntan")
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("transfer", conversation, to={"adviser": bjorn.adviser}, note="Kan arabiska")
    line = await asks(person, "Björn Berg")
    assert owners(amina, conversation) == "adviser"
    await person.send(type="press", seq=line["seq"], button=YES)
    row = await bjorn.until(lambda one: one.rows["waiting"].get(conversation))
    assert row["urgent"]
    assert "desk_why_handed" in [reason["name"] for reason in row["why"]]
    assert other in bjorn.rows["waiting"]
    await person.frame("adviser", state="waiting")
    await amina.until(lambda one: owners(one, conversation) == "queue")
    late = await amina.act("send", conversation, text="Förresten …")
    assert (await amina.frame("refused", client_id=late))["reason"] == "not_owner"
    await bjorn.take(conversation)
    note = await bjorn.line(conversation, lambda line: line["kind"] == "note")
    assert note["text"] == "Kan arabiska"


async def test_a_no_to_a_transfer_leaves_the_conversation_where_it_is(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, stranger, person = await desk(), await desk("Sten", SOUTH), await window(locale="en")
    await stranger.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("transfer", conversation, to={"organisation": SOUTH})
    line = await asks(person, SOUTH)
    await person.send(type="press", seq=line["seq"], button=NO)
    await amina.line(conversation, lambda line: line["author"] == "system" and "Amina Nilsson" in line["text"])
    assert owners(amina, conversation) == "adviser"
    assert conversation not in stranger.rows["waiting"]


@pytest.mark.parametrize(
    "to", [{}, {"adviser": "a_nobody"}, {"team": 7}, {"team": "x", "organisation": SOUTH}, "south"]
)
async def test_a_transfer_to_nobody_is_refused_in_words(
    server: TestServer, window: Opener, desk: OpenDesk, to: object
) -> None:
    amina = await desk()
    conversation = await queue(server, await window())
    await amina.take(conversation)
    sent = await amina.act("transfer", conversation, to=to)
    refused = await amina.frame("refused", client_id=sent)
    assert (refused["reason"], bool(refused["text"])) == ("not_possible", True)


async def test_who_is_given_somebody_who_waits_is_told_and_so_is_the_person(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead, bjorn, stranger = await desk("Lisa", role="lead"), await desk("Björn Berg"), await desk("Sten", SOUTH)
    person = await window(locale="en")
    for one in (bjorn, stranger):
        await one.follow("waiting")
    conversation = await queue(server, person)
    await stranger.frame("row", view="waiting")
    await lead.send(type="assign", conversation=conversation, adviser=bjorn.adviser)
    told = await bjorn.frame("assigned", conversation=conversation)
    assert told["by"]["name"] == "Lisa"
    await person.line(lambda line: line["author"] == "system" and "Björn Berg" in line["text"])
    row = await bjorn.until(lambda one: given_row(one, conversation))
    assert row["why"][0]["name"] == "desk_why_handed"
    await stranger.frame("gone", view="waiting", conversation=conversation)
    assert not [frame for frame in [*lead.frames, *stranger.frames] if frame["type"] == "assigned"]


def given_row(one: Desktop, conversation: str) -> Frame | None:
    """Give the row of somebody who waits once a colleague has given them to this adviser."""
    row = one.rows["waiting"].get(conversation)
    names = [reason["name"] for reason in row["why"]] if row else []
    return row if "desk_why_handed" in names else None


async def test_a_lead_gives_somebody_to_a_team_and_moves_them_elsewhere_only_when_they_agree(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead, bjorn, stranger = await desk("Lisa", role="lead"), await desk("Björn Berg"), await desk("Sten", SOUTH)
    person = await window(locale="en")
    await add_team(server, bjorn.adviser)
    await bjorn.follow("waiting")
    await stranger.follow("waiting")
    conversation = await queue(server, person)
    await stranger.until(lambda one: one.rows["waiting"].get(conversation))
    await lead.send(type="move", conversation=conversation, to={"team": TEAM})
    await person.line(lambda line: line["author"] == "system" and "Matlaget" in line["text"])
    await bjorn.until(lambda one: given_row(one, conversation))
    await stranger.frame("gone", view="waiting", conversation=conversation)

    seen = len(stranger.frames)
    await lead.send(type="move", conversation=conversation, to={"organisation": SOUTH}, note="De har plats")
    line = await asks(person, SOUTH)
    assert not [frame for frame in stranger.frames[seen:] if frame["type"] == "row"]
    await person.send(type="press", seq=line["seq"], button=YES)
    await stranger.until(lambda one: one.rows["waiting"].get(conversation))
    await bjorn.until(lambda one: conversation not in one.rows["waiting"])
    await stranger.take(conversation)
    await person.frame("adviser", state="here", name="Sten")


async def test_the_bot_goes_on_answering_while_the_person_is_asked(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    lead, stranger, person = await desk("Lisa", role="lead"), await desk("Sten", SOUTH), await window(locale="en")
    await stranger.follow("waiting")
    conversation = await queue(server, person)
    await lead.send(type="move", conversation=conversation, to={"organisation": SOUTH})
    line = await asks(person, SOUTH)
    await person.say("What is moms?")
    await person.line(lambda line: line["author"] == "bot" and "What is moms?" in line["text"])
    await person.send(type="press", seq=line["seq"], button=YES)
    await person.line(lambda one: one["author"] == "system" and one["seq"] > line["seq"] and SOUTH in one["text"])
    await person.say("And then?")
    await person.line(lambda line: line["author"] == "bot" and "And then?" in line["text"])


async def call_wanted(server: TestServer, person: Window) -> str:
    """Let a person want to be called."""
    conversation = str((await person.frame("welcome"))["conversation"])
    await person.frame("plan")
    await do(server, want_call_back, conversation, Wanted("phone", "+46701740605", "Vardagar efter 15", "sv"))
    service_of(server).fanout.to_desks(Event(News.GROWN, conversation))
    return conversation


async def test_a_call_back_is_made_twice_and_then_the_person_is_told_that_it_ends(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, stranger, person = await desk(), await desk("Sten", SOUTH), await window(locale="en")
    await amina.follow("callbacks")
    await stranger.follow("callbacks")
    conversation = await call_wanted(server, person)
    row = await amina.until(lambda one: one.rows["callbacks"].get(conversation))
    call: Mapping[str, Any] = row["call_back"]
    assert (call["to"], call["kind"], call["times"], call["tries"]) == ("+46701740605", "phone", "Vardagar efter 15", 0)
    await stranger.until(lambda one: one.rows["callbacks"].get(conversation))

    await amina.send(type="call_back", call_back=call["id"], outcome="not_reached")
    await amina.until(lambda one: one.rows["callbacks"][conversation]["call_back"]["tries"] == 1)
    await stranger.frame("gone", view="callbacks", conversation=conversation)
    await stranger.send(type="call_back", call_back=call["id"], outcome="reached")
    assert (await stranger.frame("refused"))["reason"] == "unknown"
    await person.line(lambda line: line["author"] == "system" and "tried to reach you" in line["text"])
    await amina.send(type="call_back", call_back=call["id"], outcome="not_reached")
    await amina.frame("gone", view="callbacks", conversation=conversation)
    await person.line(lambda line: "several times" in line["text"])


@pytest.mark.parametrize("call", ["", "0", "-1", "99999999999", "1; DROP TABLE", None, 5])
async def test_a_call_that_is_none_is_refused(server: TestServer, desk: OpenDesk, call: object) -> None:
    amina = await desk()
    await amina.send(type="call_back", call_back=call, outcome="reached")
    assert (await amina.frame("refused"))["reason"] in ("unknown", "not_possible")
    kept = await service_of(server).database.read(lambda session: session.scalars(select(CallBack)).all())
    assert kept == []


async def interpreter_wanted(server: TestServer, person: Window) -> str:
    """Let a person want an interpreter."""
    conversation = str((await person.frame("welcome"))["conversation"])
    await person.frame("plan")
    await do(server, want_interpreter, conversation, times="عصر الاثنين")
    service_of(server).fanout.to_desks(Event(News.GROWN, conversation))
    return conversation


async def test_an_interpreter_is_wanted_booked_and_over_and_the_person_reads_when(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, stranger, person = await desk(), await desk("Sten", SOUTH), await window(locale="ar")
    await amina.follow("interpreters")
    await stranger.follow("interpreters")
    conversation = await interpreter_wanted(server, person)
    row = await amina.until(lambda one: one.rows["interpreters"].get(conversation))
    wish = row["interpreter"]
    assert (wish["state"], wish["language"], wish["times"], wish["meets"]) == ("wanted", "ar", "عصر الاثنين", None)
    await stranger.until(lambda one: one.rows["interpreters"].get(conversation))

    local = service_of(server).tools.clock().astimezone(STOCKHOLM) + timedelta(days=3)
    meets = local.replace(hour=14, minute=30, second=0, microsecond=0, tzinfo=None)
    await amina.send(type="interpreter", conversation=conversation, state="booked", meets=f"{meets:%Y-%m-%dT%H:%M}")
    await amina.until(lambda one: one.rows["interpreters"][conversation]["interpreter"]["state"] == "booked")
    await stranger.frame("gone", view="interpreters", conversation=conversation)
    line = await person.line(lambda line: line["author"] == "system" and "14:30" in line["text"])
    assert line["language"] in ("ar", "en")
    kept = await service_of(server).database.read(lambda session: session.scalars(select(InterpreterWish)).one())
    assert kept.meets is not None
    assert kept.meets.astimezone(STOCKHOLM).replace(tzinfo=None) == meets
    await amina.send(type="interpreter", conversation=conversation, state="over")
    await amina.frame("gone", view="interpreters", conversation=conversation)


@pytest.mark.parametrize(
    ("meets", "reason"),
    [
        ("2020-01-01T10:00", "time_past"),
        ("2999-01-01T10:00", "not_possible"),
        ("soon", "not_possible"),
        ("", "not_possible"),
        (12, "not_possible"),
        ("0001-01-01T00:00", "time_past"),
        ("9999-12-31T23:59:59-12:00", "not_possible"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_and_nobody_is_told(
    server: TestServer, window: Opener, desk: OpenDesk, meets: object, reason: str
) -> None:
    amina, person = await desk(), await window(locale="ar")
    conversation = await interpreter_wanted(server, person)
    sent = await amina.send(type="interpreter", conversation=conversation, state="booked", meets=meets)
    assert (await amina.frame("refused", client_id=sent))["reason"] == reason
    kept = await service_of(server).database.read(lambda session: session.scalars(select(InterpreterWish)).one())
    assert (kept.state, kept.meets) == ("wanted", None)
