"""Earlier answers from the record: all revisions of this conversation, of no other, and only when somebody asks."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.advice.facts import Earlier
from bot.advice.turn import Effect
from connectors.record.commit import commit_turn
from connectors.record.conversations import open_conversation
from connectors.record.history import earlier_answers
from connectors.record.types import Committed
from tests.connectors.databases import START, Record


def store(value: Any, question: str = "place_rent") -> Effect:
    """Make an answer."""
    return Effect("store_answer", {"question": question, "value": value, "text": str(value), "language": "sv"})


async def run(record: Record, turn: str, *effects: Effect) -> None:
    """Commit a turn with these effects."""
    stored = await record.say(f"for {turn}")
    outcome = await record.outcome(turn, stored.seq, *effects)
    done = await record.database.write(lambda session: commit_turn(session, outcome, record.tools))
    assert isinstance(done, Committed)


async def look(record: Record, conversation: str | None = None) -> tuple[Earlier, ...]:
    """Read the revisions."""
    return await record.database.read(partial(earlier_answers, conversation=conversation or record.id))


async def test_every_revision_is_read_with_its_day_from_the_oldest(record: Record) -> None:
    await run(record, "t_1", store("9000"), store("bread", "idea_what"))
    await run(record, "t_2", store({"amount": "2000", "per": "week"}))
    await run(record, "t_3", Effect("skip_answer", {"question": "place_rent"}))
    found = await look(record)
    rent = [one for one in found if one.question == "place_rent"]
    assert [(one.revision, one.answer.value, one.answer.state, one.current) for one in rent] == [
        (1, "9000", "answered", False),
        (2, {"amount": "2000", "per": "week"}, "answered", False),
        (3, None, "skipped", True),
    ]
    assert {one.day for one in found} == {START.date()}
    assert [one.question for one in found] == ["idea_what", *["place_rent"] * 3]


async def test_what_was_set_aside_is_still_there(record: Record) -> None:
    await run(record, "t_1", store("9000"))
    await run(record, "t_2", Effect("start_over"))
    assert [(one.answer.value, one.current) for one in await look(record)] == [("9000", False)]


async def test_nobody_elses_answers_are_read(record: Record) -> None:
    await run(record, "t_1", store("9000"))
    other = await record.database.write(lambda session: open_conversation(session, "sv", now=START))
    assert await look(record, other.conversation) == ()
    assert await look(record, "c_nobody") == ()


async def test_after_deletion_nothing_is_left(record: Record) -> None:
    await run(record, "t_1", store("9000"))
    await run(record, "t_2", Effect("delete_everything"))
    assert await look(record) == ()
