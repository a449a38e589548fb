"""A person and advisers on a real gateway, on both databases: from asking to parting, two at once, who may not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.language.rendering import render
from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Wish
from connectors.settings import Settings
from connectors.web.fanout import Event, News
from tests.connectors.desk.desktop import Desktop, employ, open_desk
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

NORTH, SOUTH = "o_north", "o_south"
OpenDesk = Callable[..., Awaitable[Desktop]]


@pytest.fixture
def settings(settings: Settings, url: str) -> Settings:
    """Give the settings of the other tests, with each kind of database."""
    return replace(settings, database_url=url)


@pytest.fixture
async def desk(server: TestServer, session: aiohttp.ClientSession) -> AsyncIterator[OpenDesk]:
    """Give what hires an adviser and opens their desk; desks are closed after the test."""
    opened: list[Desktop] = []

    async def open_one(name: str = "Amina Nilsson", organisation: str = NORTH, **how: Any) -> Desktop:
        service = service_of(server)
        now = service.tools.clock()
        locale = how.pop("locale", "en")
        adviser = how.pop("again", None) or await service.database.write(
            lambda database: employ(database, now, name=name, organisation=organisation, **how)
        )
        opened.append(await open_desk(session, server, adviser, locale=locale))
        return opened[-1]

    yield open_one
    for one in opened:
        await one.close()


async def queue(server: TestServer, window: Window, *, about: str = "Momsen") -> str:
    """Let the person of a window ask for a human, as the bot's effect does; give the conversation."""
    service = service_of(server)
    conversation = str((await window.frame("welcome"))["conversation"])
    await window.frame("plan")  # the welcome is said: it must not be overtaken
    tools = service.tools
    await service.database.write(lambda session: ask(session, conversation, Wish(about=about), tools=tools))
    service.fanout.to_desks(Event(News.GROWN, conversation))
    service.fanout.to_person(Event(News.OWNER, conversation))
    service.fanout.to_person(Event(News.GROWN, conversation))
    return conversation


async def test_a_person_and_an_adviser_meet_talk_and_part(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina = await desk(locale="sv")
    await amina.follow()
    person = await window(locale="ar")
    conversation = await queue(server, person, about="ضريبة")
    assert (await person.frame("adviser"))["state"] == "waiting"
    row = (await amina.frame("row", view="waiting"))["row"]
    assert (row["conversation"], row["language"], row["about"], row["owner"]) == (conversation, "ar", "ضريبة", "queue")

    await amina.take(conversation)
    assert (await person.frame("adviser", state="here"))["name"] == "Amina Nilsson"
    assert conversation in amina.rows["mine"]
    assert conversation not in amina.rows["waiting"]

    sent = await amina.act("send", conversation, text="Hej! <b>Vad</b> kan jag hjälpa till med?")
    assert (await amina.frame("ack", client_id=sent))["seq"]
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert (heard["text"], heard["name"]) == ("Hej! <b>Vad</b> kan jag hjälpa till med?", "Amina Nilsson")
    await person.send(type="seen", seq=heard["seq"])
    await amina.frame("delivered", conversation=conversation, seq=heard["seq"], state="seen")

    await person.send(type="typing")
    await amina.frame("typing", conversation=conversation)
    await amina.send(type="typing", conversation=conversation)
    await person.frame("typing")
    await person.say("أريد فتح مطعم")
    line = await amina.line(conversation, lambda line: line["text"] == "أريد فتح مطعم")
    assert (line["author"], line["direction"]) == ("person", "rtl")

    await amina.act("give_back", conversation, note="Frågade om moms")
    await person.frame("adviser", state="gone")
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert note["text"] == "Frågade om moms"
    assert not any(line["kind"] == "note" for line in person.log.values())


async def test_the_bot_asks_on_where_the_plan_stands_once_it_is_given_back(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina = await desk(locale="sv")
    await amina.follow()
    person = await window(locale="ar", template="general")
    first = await person.line(lambda line: line["author"] == "bot" and line["seq"] > 1)
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("give_back", conversation, question="customers_who")
    back = await person.line(lambda line: line["author"] == "system" and line["seq"] > first["seq"] + 1)
    asked = await person.line(lambda line: line["author"] == "bot" and line["seq"] > back["seq"])
    assert asked["text"] == render("general.customers_who.text", {}, locale="ar").text


async def test_of_two_advisers_at_once_one_gets_it_and_the_other_learns_who(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn = await desk("Amina"), await desk("Björn")
    await amina.follow()
    await bjorn.follow()
    conversation = await queue(server, await window())
    for one in (amina, bjorn):
        await one.open(conversation)
    for one in (amina, bjorn):
        await one.act("take", conversation)
    loser, winner = (bjorn, amina) if await took(amina, conversation) else (amina, bjorn)
    refused = await loser.frame("refused", conversation=conversation, reason="taken")
    assert refused["by"]["id"] == winner.adviser
    assert winner.fences[conversation] == loser.fences[conversation]
    late = await loser.act("send", conversation, text="Jag var för sen")
    assert (await loser.frame("refused", client_id=late))["reason"] == "taken"
    assert conversation in loser.rows["others"]


async def took(desk: Desktop, conversation: str) -> bool:
    """Wait until a conversation has an owner, and tell whether it is this adviser."""
    owned = await desk.until(
        lambda one: next(
            (
                frame
                for frame in one.frames
                if frame["type"] == "owner" and frame["conversation"] == conversation and frame["adviser"]
            ),
            None,
        )
    )
    return bool(owned["adviser"]["id"] == desk.adviser)


async def test_somebody_who_reconnects_gets_what_came_meanwhile(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    known = max(amina.logs[conversation])
    await amina.close()
    await person.say("Är du kvar?")
    await person.frame("ack")
    back = await desk(again=amina.adviser)
    opened = await back.open(conversation, after=known)
    assert [line["text"] for line in opened["log"]] == ["Är du kvar?"]
    again = await window(token=person.token)
    assert (await again.frame("adviser", state="here"))["name"] == "Amina Nilsson"


async def test_a_strangers_conversation_is_none(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, stranger = await desk(), await desk("Sten", SOUTH)
    await stranger.follow()
    conversation = await queue(server, await window())
    await stranger.frame("row", view="waiting")
    await amina.take(conversation)
    await stranger.frame("gone", view="waiting", conversation=conversation)
    for kind in ("open", "take", "send", "note", "comment", "give_back", "close", "labels", "seen", "preview"):
        sent = {"fence": 2, "text": "x", "after": 0, "outcome": "helped", "labels": [], "seq": 1, "name": "ready_hello"}
        for one in (conversation, "c_nothing"):
            client_id = await stranger.send(type=kind, conversation=one, question="idea_what", **sent)
            refused = await stranger.frame("refused", client_id=client_id)
            assert refused["reason"] == "unknown", kind


async def test_a_ready_answer_is_shown_before_and_read_in_the_persons_language(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window(locale="ar")
    conversation = await queue(server, person)
    await amina.take(conversation)
    values = {"minutes": {"type": "count", "value": 20}}
    await amina.send(type="preview", conversation=conversation, name="ready_back_in_minutes", values=values)
    preview = await amina.frame("preview")
    sent = await amina.act("ready", conversation, name="ready_back_in_minutes", values=values)
    await amina.frame("ack", client_id=sent)
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert (heard["text"], heard["language"]) == (preview["text"], preview["language"])
    mine = await amina.line(conversation, lambda line: line["author"] == "adviser")
    assert "20" in mine["text"]
    assert mine["language"] == "en"
    without = await amina.act("ready", conversation, name="ready_back_in_minutes", values={})
    assert (await amina.frame("refused", client_id=without))["reason"] == "values"


async def test_a_paste_of_twenty_thousand_letters_is_refused_in_words(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina = await desk()
    conversation = await queue(server, await window())
    await amina.take(conversation)
    sent = await amina.act("send", conversation, text="ض" * 20_000)
    refused = await amina.frame("refused", client_id=sent)
    assert (refused["reason"], bool(refused["text"])) == ("too_long", True)


async def test_a_closed_conversation_takes_no_words_until_the_person_writes(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    await amina.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("close", conversation, outcome="helped")
    await amina.frame("owner", owner="closed")
    sent = await amina.act("send", conversation, text="En sak till")
    assert (await amina.frame("refused", client_id=sent))["reason"] == "not_owner"
    assert conversation in amina.rows["closed"]
    await person.say("Hej igen")
    await amina.frame("gone", view="closed", conversation=conversation)


async def test_a_proposal_that_the_person_takes_is_in_the_plan_of_both(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window(template="general")
    conversation = await queue(server, person)
    await amina.take(conversation)
    sent = await amina.act("propose", conversation, question="idea_what", text="Ett kafé i Luleå")
    await amina.frame("ack", client_id=sent)
    asked = await person.line(lambda line: "Ett kafé i Luleå" in line["text"])
    await person.send(type="press", seq=asked["seq"], button=0)
    plan = await amina.until(lambda one: next((frame["plan"] for frame in one.frames if frame["type"] == "plan"), None))
    assert answer_in(plan, "idea_what") == "Ett kafé i Luleå"
    await person.until(lambda one: any(shows(frame, "Ett kafé i Luleå") for frame in one.frames))
    assert (await amina.until(lambda one: last_remarks(one)))["proposals"][0]["state"] == "accepted"


def answer_in(plan: Any, question: str) -> str:
    """Give an answer of a plan frame."""
    rows = {row["question"]: row["answer"] for section in plan["sections"] for row in section["questions"]}
    return str(rows[question])


def shows(frame: Any, answer: str) -> bool:
    """Tell whether a frame is a plan with this first answer."""
    return frame["type"] == "plan" and answer_in(frame["plan"], "idea_what") == answer


def last_remarks(desk: Desktop) -> Any:
    """Give the newest remarks once a proposal in them is settled."""
    told = [frame for frame in desk.frames if frame["type"] == "remarks" and frame["proposals"]]
    return told[-1] if told and told[-1]["proposals"][0]["state"] != "open" else None


async def test_a_question_that_the_adviser_lets_the_bot_ask_is_answered_by_the_next_words(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(locale="sv"), await window(template="general", locale="ar")
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("ask", conversation, question="place_where")
    asked = await person.line(lambda line: line["author"] == "adviser")
    assert asked["direction"] == "rtl"
    await person.say("Boden")
    plan = await amina.until(lambda one: next((frame["plan"] for frame in one.frames if frame["type"] == "plan"), None))
    assert answer_in(plan, "place_where") == "Boden"
