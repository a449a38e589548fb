"""The log: nothing twice, no gaps, the same for everybody."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.advice.turn import Button, Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import waiting_conversations
from connectors.record.messages import append_message, next_unanswered, press_button, replay
from connectors.record.types import EVENT, PERSON, NewMessage, Stale, Stored, UnknownConversationError
from tests.connectors.databases import START, Record

ASK = Reply("utter_ask", buttons=(Button("button_yes", "affirm"), Button("button_no", "deny", {"why": "x"})))


async def press(record: Record, client_id: str, seq: int, button: int = 0) -> Stored | Stale:
    message = NewMessage(record.id, PERSON, client_id=client_id)
    return await record.database.write(
        lambda session: press_button(session, message, seq=seq, button=button, now=START)
    )


async def ask(record: Record) -> int:
    stored = await record.say("q")
    outcome = await record.outcome("t_ask", stored.seq, ASK)
    await record.database.write(lambda session: commit_turn(session, outcome, record.tools))
    return stored.seq + 1


async def test_the_same_client_id_is_one_message(record: Record) -> None:
    first = await record.say("a", "first words")
    again = await record.say("a", "other words")
    assert (first.seq, first.created) == (1, True)
    assert (again.seq, again.created) == (1, False)
    log = await record.database.read(lambda session: replay(session, record.id))
    assert [entry.text for entry in log] == ["first words"]


async def test_the_same_provider_id_is_one_message(record: Record) -> None:
    message = NewMessage(record.id, PERSON, text="sms", channel="sms", provider_id="46elks-1")
    stored = [
        await record.database.write(lambda session: append_message(session, message, now=START)) for _ in range(2)
    ]
    assert [one.created for one in stored] == [True, False]


async def test_a_hundred_writers_leave_no_gap(record: Record) -> None:
    stored = await asyncio.gather(*(record.say(f"c{number % 80}") for number in range(100)))
    log = await record.database.read(lambda session: replay(session, record.id))
    assert [entry.seq for entry in log] == list(range(1, 81))
    assert sum(one.created for one in stored) == 80
    by_client = {entry.client_id: entry.seq for entry in log}
    assert all(one.seq == by_client[f"c{number % 80}"] for number, one in enumerate(stored))


async def test_replay_is_identical_from_any_number(record: Record) -> None:
    for number in range(6):
        await record.say(f"c{number}", f"text {number}")
    whole = await record.database.read(lambda session: replay(session, record.id))
    for after in range(7):
        assert await record.database.read(partial(replay, conversation=record.id, after_seq=after)) == whole[after:]


async def test_an_unknown_conversation_takes_nothing(record: Record) -> None:
    with pytest.raises(UnknownConversationError):
        await record.database.write(
            lambda session: append_message(session, NewMessage("c_unknown", PERSON, text="x"), now=START)
        )


async def test_the_oldest_unanswered_message_is_next(record: Record) -> None:
    for client_id in ("a", "b"):
        await record.say(client_id)
    outcome = await record.outcome("t_1", 1, Reply("utter_hello"))
    await record.database.write(lambda session: commit_turn(session, outcome, record.tools))
    waiting = await record.database.read(lambda session: next_unanswered(session, record.id))
    passed = await record.database.read(lambda session: next_unanswered(session, record.id, after_seq=2))
    assert waiting is not None
    assert (waiting.seq, passed) == (2, None)
    assert await record.database.read(waiting_conversations) == [record.id]


async def test_a_pressed_button_carries_its_label_and_intent(record: Record) -> None:
    seq = await ask(record)
    stored = await press(record, "p", seq, 1)
    assert isinstance(stored, Stored)
    (entry,) = await record.database.read(lambda session: replay(session, record.id, seq))
    assert (entry.kind, entry.name) == ("reply", "button_no")
    assert entry.payload == {"intent": "deny", "entities": {"why": "x"}, "seq": seq, "button": 1}


async def test_a_second_press_is_stale_but_a_resend_is_not(record: Record) -> None:
    seq = await ask(record)
    first = await press(record, "p1", seq)
    assert isinstance(await press(record, "p2", seq), Stale)
    resent = await press(record, "p1", seq)
    assert isinstance(first, Stored)
    assert resent == Stored(first.seq, created=False, owner=first.owner)


async def test_two_tabs_pressing_at_once_make_one_press(record: Record) -> None:
    seq = await ask(record)
    results = await asyncio.gather(*(press(record, f"tab{tab}", seq) for tab in range(8)))
    assert sum(isinstance(result, Stored) for result in results) == 1


@pytest.mark.parametrize(
    ("seq", "button"),
    [
        pytest.param(1, 0, id="a message without buttons"),
        pytest.param(2, 2, id="a button that is not there"),
        pytest.param(2, -1, id="a negative button"),
        pytest.param(99, 0, id="a message that is not there"),
    ],
)
async def test_a_wrong_press_stores_nothing(record: Record, seq: int, button: int) -> None:
    assert await ask(record) == 2
    assert isinstance(await press(record, "p", seq, button), Stale)
    assert len(await record.database.read(lambda session: replay(session, record.id))) == 2


async def test_all_buttons_of_one_turn_are_live_and_those_of_an_earlier_turn_are_not(record: Record) -> None:
    stored = await record.say("q")
    outcome = await record.outcome("t_list", stored.seq, ASK, ASK)
    await record.database.write(lambda session: commit_turn(session, outcome, record.tools))
    listed = stored.seq + 1
    edited = await record.outcome("t_edit", None, ASK)
    await record.database.write(lambda session: commit_turn(session, edited, record.tools))
    assert isinstance(await press(record, "p1", listed), Stale)
    again = await record.say("r")
    outcome = await record.outcome("t_again", again.seq, ASK, ASK)
    await record.database.write(lambda session: commit_turn(session, outcome, record.tools))
    assert isinstance(await press(record, "p2", again.seq + 1), Stored)
    assert isinstance(await press(record, "p3", again.seq + 2), Stale)


async def test_words_after_the_question_make_its_buttons_stale_but_events_do_not(record: Record) -> None:
    seq = await ask(record)
    event = NewMessage(record.id, PERSON, kind=EVENT, name="language_changed", client_id="e")
    await record.database.write(lambda session: append_message(session, event, now=START))
    assert isinstance(await press(record, "p1", seq), Stored)
    await record.say("words")
    assert isinstance(await press(record, "p2", seq), Stale)
