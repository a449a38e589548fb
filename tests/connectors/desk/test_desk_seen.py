"""Who has read what: the person hears it of the adviser who helps, the adviser of the person, also after a break."""

from __future__ import annotations

from aiohttp.test_utils import TestServer

from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Window

__all__ = ["desk", "settings"]


async def say(person: Window, text: str) -> int:
    """Write a line; give its number."""
    client_id = await person.say(text)
    return int((await person.frame("ack", client_id=client_id))["seq"])


async def test_the_person_hears_how_far_their_adviser_has_read_in_every_tab_and_when_they_come_back(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    other = await window(token=person.token)
    seq = await say(person, "Finns det bidrag?")
    await amina.line(conversation, lambda line: line["seq"] == seq)
    await amina.send(type="seen", conversation=conversation, seq=seq)
    for tab in (person, other):
        await tab.frame("seen", seq=seq)
    again = await window(token=person.token)
    assert (await again.frame("adviser", state="here"))["seen"] == seq


async def test_a_colleague_who_looks_in_has_not_read_it_for_the_person(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn, person = await desk("Amina"), await desk("Björn"), await window()
    conversation = await queue(server, person)
    seq = await say(person, "Hallå?")
    await bjorn.open(conversation)
    await bjorn.send(type="seen", conversation=conversation, seq=seq)
    await amina.take(conversation)
    assert (await person.frame("adviser", state="here"))["seen"] == 0
    await bjorn.send(type="seen", conversation=conversation, seq=seq)
    await bjorn.send(type="address", conversation=conversation)
    await bjorn.frame("address")  # frames of one socket are taken in order: the look has been dealt with
    await amina.send(type="seen", conversation=conversation, seq=seq)
    await person.frame("seen")
    assert [frame["seq"] for frame in person.frames if frame["type"] == "seen"] == [seq]


async def test_nobody_has_read_what_is_not_written_yet(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.follow("mine")
    await amina.take(conversation)
    await amina.send(type="seen", conversation=conversation, seq=2**31 - 1)
    read = (await person.frame("seen"))["seq"]
    await person.line(lambda line: line["seq"] == read)
    later = await say(person, "En sak till")
    assert later > read
    assert await amina.until(lambda one: one.rows["mine"].get(conversation, {}).get("unread") == 1)


async def test_an_adviser_whose_line_was_broken_learns_what_was_seen_meanwhile(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    sent = await amina.act("send", conversation, text="Läser du detta?")
    seq = (await amina.frame("ack", client_id=sent))["seq"]
    await amina.close()
    await person.line(lambda line: line["seq"] == seq)
    await person.send(type="seen", seq=seq)
    await say(person, "Ja")  # after it, the look has been stored
    back = await desk(again=amina.adviser)
    await back.open(conversation, after=seq)
    told = await back.frame("delivered", conversation=conversation, state="seen")
    assert told["seq"] >= seq
