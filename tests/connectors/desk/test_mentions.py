"""Colleagues named in notes: they are told, until they have read it, and find it again; nobody else learns of it."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer

from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import SOUTH, OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]


def row(one: Desktop, conversation: str, view: str = "others") -> bool | None:
    """Tell whether a row says that a note names this adviser; None when there is no row."""
    found = one.rows[view].get(conversation)
    return None if found is None else found["mentioned"]


async def test_who_is_named_is_told_until_they_have_read_it(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, bjorn, cilla = await desk("Amina"), await desk("Björn"), await desk("Cilla")
    person = await window()
    for one in (bjorn, cilla):
        await one.follow()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await bjorn.until(lambda one: row(one, conversation) is False)
    await amina.act("note", conversation, text="@Björn kan du momsen?", mentions=[bjorn.adviser])
    await bjorn.until(lambda one: row(one, conversation) is True)
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert note["mentions"] == [bjorn.adviser]
    assert row(cilla, conversation) is False
    await bjorn.open(conversation)
    assert bjorn.logs[conversation][note["seq"]]["mentions"] == [bjorn.adviser]
    await bjorn.send(type="seen", conversation=conversation, seq=note["seq"])
    await bjorn.until(lambda one: row(one, conversation) is False)
    assert not [line for line in person.log.values() if "momsen" in line["text"]]


async def test_a_list_can_be_narrowed_to_what_names_me(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, bjorn = await desk("Amina"), await desk("Björn")
    first, second = await queue(server, await window()), await queue(server, await window())
    for one in (first, second):
        await amina.take(one)
    await bjorn.send(type="list", view="others", filters={"mentioned": True}, after=None)
    assert (await bjorn.frame("list", view="others"))["rows"] == []
    await amina.act("note", first, text="@Björn", mentions=[bjorn.adviser])
    await bjorn.until(lambda one: row(one, first))
    await amina.act("note", second, text="Björn är på lunch")
    await amina.line(second, lambda line: line["kind"] == "note")
    await bjorn.send(type="list", view="others", filters={"mentioned": True}, after=None)
    await bjorn.until(lambda one: len([frame for frame in one.frames if frame["type"] == "list"]) == 2)
    assert list(bjorn.rows["others"]) == [first]
    await bjorn.open(first)
    await bjorn.send(type="seen", conversation=first, seq=max(bjorn.logs[first]))
    await bjorn.until(lambda one: row(one, first) is False)  # it is read, and still names me


async def test_whoever_writes_a_note_is_not_told_of_it(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina = await desk("Amina")
    await amina.follow()
    conversation = await queue(server, await window())
    await amina.take(conversation)
    await amina.act("note", conversation, text="Kom ihåg momsen")
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert note["mentions"] == []
    await amina.until(lambda one: one.rows["mine"].get(conversation))
    await amina.send(type="list", view="mine", filters={"mentioned": True}, after=None)
    await amina.until(lambda one: not one.rows["mine"])


@pytest.mark.parametrize("odd", ["everybody", [7], [None, {}, []], {"a": 1}, ["a_nobody"], True])
async def test_odd_names_name_nobody_and_the_note_is_kept(
    server: TestServer, window: Opener, desk: OpenDesk, odd: object
) -> None:
    amina = await desk("Amina")
    conversation = await queue(server, await window())
    await amina.take(conversation)
    await amina.act("note", conversation, text="En anteckning", mentions=odd)
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert note["mentions"] == []


async def test_nobody_of_another_organisation_can_be_named(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, sten = await desk("Amina"), await desk("Sten", SOUTH)
    conversation = await queue(server, await window())
    await amina.take(conversation)
    await amina.act("note", conversation, text="@Sten", mentions=[sten.adviser, amina.adviser])
    note = await amina.line(conversation, lambda line: line["kind"] == "note")
    assert note["mentions"] == []
