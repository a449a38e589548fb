"""A person and advisers on a real gateway: from asking to rating, two advisers at once, and who may not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Wish
from connectors.web.fanout import Event, News
from tests.connectors.desk.desktop import Desktop, employ, open_desk
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

NORTH, SOUTH = "o_north", "o_south"
OpenDesk = Callable[..., Awaitable[Desktop]]


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
