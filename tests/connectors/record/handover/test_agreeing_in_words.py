"""A plain yes or no, right after the question whether advisers may read an answer, is the answer to that question."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.record.approval import DECLINED, OFFERED, WAITING, approval
from connectors.record.handover.deleting import NO, YES
from connectors.record.handover.hearing import hear
from connectors.record.messages import next_unanswered
from connectors.record.types import PERSON, LogEntry, NewMessage, Stored
from tests.connectors.record.handover.desk import Desk
from tests.connectors.record.handover.held import answer, attend, held, read_first


async def say(desk: Desk, meaning: str | None, client_id: str = "word") -> Stored:
    """Let the person write words that mean this."""
    return await desk.do(hear, NewMessage(desk.id, PERSON, text="ja", client_id=client_id), meaning=meaning)


async def offer(desk: Desk, turn: str = "t_1") -> None:
    """Have the person asked whether an adviser may read."""
    await desk.record.database.write(read_first)
    await attend(desk)
    await answer(desk, turn)


async def states(desk: Desk) -> list[str]:
    """Give what has become of each answer."""
    return [str(row.state) for row in await held(desk)]


async def left_to_the_bot(desk: Desk) -> LogEntry | None:
    """Give the line that the bot has still to answer."""
    return await desk.read(lambda session: next_unanswered(session, desk.id))


@pytest.mark.parametrize(
    ("meaning", "state", "told"), [(YES, WAITING, "utter_approval_waits"), (NO, DECLINED, "utter_approval_safe")]
)
async def test_a_word_counts_like_the_button(desk: Desk, meaning: str, state: str, told: str) -> None:
    await offer(desk)
    stored = await say(desk, meaning)
    assert (stored.created, stored.asks_on) == (True, True)
    assert await states(desk) == [state]
    assert (await desk.names())[-2:] == ["ja", told]
    assert await left_to_the_bot(desk) is None
    again = await say(desk, meaning)
    assert (again.created, again.asks_on) == (False, False)
    assert (await desk.names()).count(told) == 1


async def test_other_words_and_words_that_come_later_are_for_the_bot(desk: Desk) -> None:
    await offer(desk)
    for number, meaning in enumerate(("start_plan", None, YES)):
        assert not (await say(desk, meaning, f"word {number}")).asks_on
    assert await states(desk) == [OFFERED]
    assert await left_to_the_bot(desk) is not None


async def test_a_yes_to_anything_else_is_for_the_bot(desk: Desk) -> None:
    assert not (await say(desk, YES)).asks_on
    assert await left_to_the_bot(desk) is not None


async def test_who_has_agreed_is_not_asked_again_so_a_yes_is_for_the_interview(desk: Desk) -> None:
    await offer(desk)
    await say(desk, YES)
    await answer(desk, "t_2")
    assert not (await say(desk, YES, "second")).asks_on
    assert await states(desk) == [WAITING, WAITING]


async def test_offers_that_nobody_took_up_do_not_end_the_asking(desk: Desk) -> None:
    for number in range(approval().most_waiting):
        await offer(desk, f"t_{number}")
    await answer(desk, "t_full")
    assert (await desk.names())[-2] == "utter_approval_safe"
    desk.record.tools.clock.now += timedelta(minutes=5)  # type: ignore[attr-defined]
    await offer(desk, "t_later")
    assert (await desk.names())[-1] == "utter_approval_asks"
