"""What time does at the desk: an adviser who vanishes, silence on either side, a session that ends, the rating."""

from __future__ import annotations

import asyncio

from aiohttp.test_utils import TestServer

from connectors.desk.door import GUARD
from connectors.desk.service import DESK
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue
from tests.connectors.desk.visitor import Clock
from tests.connectors.web.conftest import Opener
from tests.connectors.web.window import Frame

__all__ = ["desk"]


async def look(server: TestServer) -> None:
    """Let the desk look after its conversations, as it does every few seconds."""
    assert server.app is not None
    await server.app[DESK].attendance.look()


async def counted_out(server: TestServer, desk: Desktop) -> None:
    """Wait until the gateway has noticed that a desk is closed."""
    assert server.app is not None
    attendance = server.app[DESK].attendance
    async with asyncio.timeout(10):
        while desk.adviser in attendance.present:  # noqa: ASYNC110  nothing of ours waits for that moment
            await asyncio.sleep(0)


def reminds(line: Frame) -> bool:
    """Match the line that says that the adviser is silent."""
    return line["author"] == "system" and "reminded" in line["text"]


def asks(line: Frame) -> bool:
    """Match the line that asks whether the person is still there."""
    return line["author"] == "system" and "still there" in line["text"]


async def test_who_loses_their_adviser_is_first_in_the_queue_again_with_an_apology(
    server: TestServer, clock: Clock, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn, person = await desk("Amina"), await desk("Björn"), await window()
    await bjorn.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.close()
    await counted_out(server, amina)
    clock.go(seconds=119)
    await look(server)
    assert bjorn.rows["waiting"] == {}
    clock.go(seconds=2)
    await look(server)
    row = await bjorn.until(lambda one: one.rows["waiting"].get(conversation))
    assert row["urgent"]
    assert any(reason["name"] == "desk_why_urgent" for reason in row["why"])
    assert await person.line(lambda line: line["author"] == "system" and "sorry" in line["text"])
    assert (await person.frame("adviser", state="waiting"))["place"] == 1


async def test_an_adviser_who_is_at_the_desk_keeps_their_conversation(
    server: TestServer, clock: Clock, window: Opener, desk: OpenDesk
) -> None:
    amina = await desk()
    await amina.follow()
    conversation = await queue(server, await window())
    await amina.take(conversation)
    for _ in range(5):
        clock.go(seconds=40)
        await look(server)
    assert conversation in amina.rows["mine"]


async def test_silence_is_told_once_to_both_sides(
    server: TestServer, clock: Clock, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await person.say("Hej?")
    await amina.line(conversation, lambda line: line["text"] == "Hej?")
    await pass_minutes(server, clock, 5)
    await person.line(reminds)
    await amina.line(conversation, reminds)
    await amina.act("send", conversation, text="Här är jag")
    await person.line(lambda line: line["text"] == "Här är jag")
    await pass_minutes(server, clock, 9)
    assert not any(map(asks, person.log.values()))
    await pass_minutes(server, clock, 10)
    await amina.line(conversation, asks)
    await person.line(asks)
    assert sum(map(asks, person.log.values())) == sum(map(reminds, person.log.values())) == 1


async def pass_minutes(server: TestServer, clock: Clock, minutes: int) -> None:
    """Let time pass while everybody stays where they are."""
    for _ in range(minutes):
        clock.go(minutes=1)
        await look(server)


async def test_a_session_that_ends_ends_its_socket_and_what_comes_after_is_not_done(
    server: TestServer, clock: Clock, window: Opener, desk: OpenDesk
) -> None:
    amina = await desk()
    conversation = await queue(server, await window())
    await amina.open(conversation)
    clock.go(minutes=31)
    assert server.app is not None
    await server.app[GUARD].look()
    await amina.act("take", conversation)
    await amina.closed()
    assert amina.frames[-1]["type"] == "signed_out"
    assert not owns(amina)


def owns(desk: Desktop) -> bool:
    """Tell whether a desk was told that it has a conversation."""
    return any(frame["type"] == "owner" and frame["adviser"] for frame in desk.frames)


async def test_a_person_is_asked_how_the_help_was_and_answering_opens_nothing(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    await amina.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await amina.act("close", conversation, outcome="helped")
    asked = await person.line(lambda line: line["author"] == "system" and len(line["buttons"]) == 5)
    pressed = await person.send(type="press", seq=asked["seq"], button=0)
    await person.frame("ack", client_id=pressed)
    row = await amina.until(lambda one: one.rows["closed"].get(conversation))
    assert row["owner"] == "closed"
