"""A person deletes everything while an adviser has them, or while they wait: asked once, done, and no desk keeps it."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.record.handover.shapes import Claim, Target
from connectors.record.handover.transferring import transfer
from connectors.store.desk import Case, QueueEntry
from connectors.store.models import Conversation, Message, Person
from tests.connectors.desk.desktop import Desktop
from tests.connectors.desk.test_desk_socket import NORTH, SOUTH, OpenDesk, desk, queue, settings
from tests.connectors.desk.visitor import service_of
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Frame, Window

__all__ = ["desk", "settings"]
QUESTION = {
    "en": "Shall I delete everything",
    "sv": "Ska jag radera allt",
    "ar": "هل أحذف كل شيء",
}


def asks(line: Frame) -> bool:
    """Match the question whether everything is to be deleted, which has two buttons."""
    return line["author"] == "system" and len(line["buttons"]) == 2


async def taken(server: TestServer, window: Window, adviser: Desktop) -> str:
    """Let an adviser have the person of a window, and follow what happens to them."""
    conversation = await queue(server, window)
    await adviser.follow()
    await adviser.take(conversation)
    await window.frame("adviser", state="here")
    return conversation


async def rows_left(server: TestServer, conversation: str) -> int:
    """Count what the database still has of a conversation."""

    def step(session: Session) -> int:
        tables = ((Conversation, Conversation.id), (Message, Message.conversation), (Case, Case.conversation))
        known = [select(func.count()).select_from(table).where(key == conversation) for table, key in tables]
        entries = select(func.count()).select_from(QueueEntry).where(QueueEntry.conversation == conversation)
        return sum(session.scalar(one) or 0 for one in (*known, entries))

    return await service_of(server).database.read(step)


async def press(window: Window, line: Frame, button: int) -> None:
    await window.send(type="press", seq=line["seq"], button=button)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(("en", "Delete everything!"), id="English"),
        pytest.param(("sv", "radera allt"), id="Swedish"),
        pytest.param(("ar", "احذف كل شي عني"), id="Arabic"),
        pytest.param(("ar", "delete everything"), id="English in an Arabic window"),
        pytest.param(("en", "I have the right to be forgotten"), id="a long one"),
    ],
)
async def test_everything_is_deleted_while_an_adviser_has_the_conversation(
    server: TestServer, rasa: FakeUnderstander, window: Opener, desk: OpenDesk, said: tuple[str, str]
) -> None:
    locale, wish = said
    amina, bjorn, person = await desk(), await desk("Björn"), await window(locale=locale)
    conversation = await taken(server, person, amina)
    await bjorn.follow()
    await person.say(wish)
    question = await person.line(asks)
    assert question["language"] == locale
    assert question["text"].startswith(QUESTION[locale])
    await amina.line(conversation, asks)
    await press(person, question, 0)
    await person.frame("deleted")
    ended = await amina.frame("ended", conversation=conversation)
    assert ended["reason"] == "deleted"
    await amina.until(lambda one: conversation not in one.rows["mine"])
    await bjorn.until(lambda one: conversation not in one.rows["others"])
    assert (await bjorn.frame("ended", conversation=conversation))["reason"] == "deleted"
    assert await rows_left(server, conversation) == 0
    assert rasa.forgotten == [conversation]
    late = await amina.act("send", conversation, text="Är du kvar?")
    assert (await amina.frame("refused", client_id=late))["reason"] == "unknown"


async def test_a_yes_in_words_counts_when_it_is_the_next_thing_said(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, person = await desk(), await window()
    conversation = await taken(server, person, amina)
    await amina.act("note", conversation, text="Vi får se")
    await person.say("forget me")
    await person.line(asks)
    await amina.act("note", conversation, text="En anteckning är inget som personen ser")
    await amina.line(conversation, lambda line: "inget som" in line["text"])
    await person.say("Yes")
    await person.frame("deleted")
    assert await rows_left(server, conversation) == 0


async def test_a_yes_to_the_adviser_deletes_nothing(server: TestServer, window: Opener, desk: OpenDesk) -> None:
    amina, person = await desk(), await window()
    conversation = await taken(server, person, amina)
    await person.say("delete everything")
    await person.line(asks)
    await amina.act("send", conversation, text="Shall I book a time first?")
    await person.line(lambda line: line["author"] == "adviser")
    await person.say("yes")
    await amina.line(conversation, lambda line: line["text"] == "yes")
    await person.say("and thank you")
    await amina.line(conversation, lambda line: line["text"] == "and thank you")
    assert await rows_left(server, conversation) > 0
    assert not [frame for frame in person.frames if frame["type"] == "deleted"]


@pytest.mark.parametrize("no", ["No", "button"])
async def test_a_no_leaves_all_as_it_is(server: TestServer, window: Opener, desk: OpenDesk, no: str) -> None:
    amina, person = await desk(), await window()
    conversation = await taken(server, person, amina)
    await person.say("delete everything")
    question = await person.line(asks)
    if no == "button":
        await press(person, question, 1)
    else:
        await person.say(no)
    await person.line(lambda line: "I have changed nothing" in line["text"])
    await person.say("yes")
    await amina.line(conversation, lambda line: line["text"] == "yes")
    await press(person, question, 0)
    await person.frame("refused", reason="stale_button")
    assert await rows_left(server, conversation) > 0


@pytest.mark.parametrize(
    "text",
    [
        "Should I delete everything in my old till before I sell it?",
        "My brother says: delete everything and begin again",
        "/delete_my_data",
        "yes",
        "delete",
        "everything",
        "\u202edelete everything about the shop\u202c",
        "Jag vill inte radera allt",
    ],
)
async def test_an_ordinary_sentence_is_for_the_adviser(
    server: TestServer, window: Opener, desk: OpenDesk, text: str
) -> None:
    amina, person = await desk(), await window()
    conversation = await taken(server, person, amina)
    known = max(amina.logs[conversation])
    await person.say(text)
    await person.say("That was all")
    await amina.line(conversation, lambda line: line["text"] == "That was all")
    await person.line(lambda line: line["text"] == "That was all")
    new = [line["author"] for seq, line in sorted(amina.logs[conversation].items()) if seq > known + 1]
    assert "system" not in new
    assert not [line for line in person.log.values() if asks(line)]


async def test_what_the_bot_had_asked_is_still_answered_after_an_adviser_took_over(
    server: TestServer, rasa: FakeUnderstander, window: Opener, desk: OpenDesk
) -> None:
    rasa.become(None)  # the menu runs the same actions
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await person.say("delete everything")
    question = await person.line(lambda line: line["author"] == "bot" and "Shall I delete everything" in line["text"])
    await amina.follow()
    await amina.take(conversation)
    await press(person, question, 0)
    await person.frame("deleted")
    await amina.frame("ended", conversation=conversation, reason="deleted")
    assert await rows_left(server, conversation) == 0


async def test_who_waits_is_gone_from_every_list_once_they_have_deleted(
    server: TestServer, rasa: FakeUnderstander, window: Opener, desk: OpenDesk
) -> None:
    rasa.become(None)
    amina, person = await desk(), await window()
    await amina.follow()
    conversation = await queue(server, person)
    await amina.frame("row", view="waiting")
    await amina.open(conversation)
    await person.say("delete everything")
    await person.line(lambda line: line["author"] == "bot" and "Shall I delete everything" in line["text"])
    await person.say("yes")
    await person.frame("deleted")
    await amina.frame("gone", view="waiting", conversation=conversation)
    await amina.frame("ended", conversation=conversation, reason="deleted")
    assert await rows_left(server, conversation) == 0


async def test_a_desk_is_told_when_a_conversation_has_moved_to_another_organisation(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, sten, person = await desk(), await desk("Sten", SOUTH), await window()
    conversation = await taken(server, person, amina)
    await sten.follow()
    service = service_of(server)
    claim = Claim(conversation, amina.adviser, amina.fences[conversation])
    await service.database.write(
        lambda session: transfer(session, claim, Target(organisation=SOUTH), tools=service.tools)
    )
    service.hub.stir(conversation)
    asked = await person.line(lambda line: line["author"] == "system" and len(line["buttons"]) == 2)
    await press(person, asked, 0)
    ended = await amina.frame("ended", conversation=conversation)
    assert ended["reason"] == "moved"
    await sten.frame("row", view="waiting")
    assert NORTH != SOUTH
    assert not [frame for frame in sten.frames if frame["type"] == "ended"]


async def test_a_desk_that_was_away_learns_which_of_its_drafts_have_no_place(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, sten, person = await desk(), await desk("Sten", SOUTH), await window()
    conversation = await taken(server, person, amina)
    for one, known in ((amina, ["c_gone"]), (sten, ["c_gone", conversation])):
        await one.send(type="drafts", conversations=["c_gone", conversation])
        for gone in known:
            await one.frame("ended", conversation=gone)
    assert not [frame for frame in amina.frames if frame["type"] == "ended" and frame["conversation"] == conversation]


@pytest.mark.parametrize("odd", [None, "c_x", [7], [["c_x"]], ["x"] * 1000, {"c_x": 1}])
async def test_odd_lists_of_drafts_are_refused(desk: OpenDesk, odd: object) -> None:
    amina = await desk()
    await amina.send(type="drafts", conversations=odd)
    assert (await amina.frame("refused"))["reason"] == "not_possible"


async def test_two_windows_may_both_say_yes(
    server: TestServer, window: Opener, desk: OpenDesk, rasa: FakeUnderstander
) -> None:
    amina, person = await desk(), await window()
    other: Window = await window(token=person.token)
    conversation = await taken(server, person, amina)
    await person.say("delete everything")
    question = await person.line(asks)
    await other.line(asks)
    for one in (person, other):
        await press(one, question, 0)
    for one in (person, other):
        await one.closed()
        last = one.frames[-1]
        assert last["type"] == "deleted" or last == {"type": "closed", "reason": "unknown_token"}
    assert await rows_left(server, conversation) == 0
    kept = select(func.count()).select_from(Person)
    assert await service_of(server).database.read(lambda session: session.scalar(kept)) == 0
