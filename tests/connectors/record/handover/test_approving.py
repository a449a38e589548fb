"""Answers that an adviser reads first: held back, sent, replaced, withheld or too late, and never two of these."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.advice.turn import Button, Effect, Reply
from connectors.record.approval import DECLINED, LAPSED, OFFERED, REPLACED, SENT, WAITING, WITHHELD, approval
from connectors.record.commit import commit_turn
from connectors.record.conversations import view
from connectors.record.erase import delete_everything, redact_message
from connectors.record.handover.approving import Decision, Due, SettledBefore, decide, due, lapse
from connectors.record.handover.shapes import At, Done, NotOwner, WrongStepError
from connectors.record.types import ADVISER, BOT, Stale, Stored, UnknownConversationError
from connectors.store.database import Database
from connectors.store.models import Delivery
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, BJORN, NORTH, SOUTH, STRANGER, Desk
from tests.connectors.record.handover.held import ANSWER, QUESTION, again, answer, attend, held, hold, read_first

OFFER = ["hej", "utter_ask_answer", "utter_approval_asks"]
ASKED = [*OFFER, "utter_approval_waits"]
MINUTES = timedelta(minutes=5)


async def settle(desk: Desk, number: int, state: str = SENT, adviser: str = AMINA, text: str | None = None) -> object:
    """Let an adviser settle an answer."""
    decision = Decision(number, state, text, "sv" if text else None)
    return await desk.do(decide, At(desk.id, adviser), decision, go_on=again)


async def past(desk: Desk, number: int) -> bool:
    """Let the time of an answer run out."""
    return await desk.do(lapse, Due(number, desk.id), go_on=again)


async def later(desk: Desk, wait: timedelta) -> None:
    """Let time pass, with advisers still at their desks."""
    desk.record.tools.clock.now += wait  # type: ignore[attr-defined]
    await attend(desk)


async def told_after(desk: Desk) -> list[str]:
    """Give what has been said since the person was told to wait."""
    return (await desk.names())[len(ASKED) :]


async def test_an_answer_waits_and_the_interview_goes_on(desk: Desk) -> None:
    await hold(desk)
    assert await desk.names() == ASKED
    (row,) = await held(desk)
    assert (row.state, row.topic, row.organisation, row.replies) == (WAITING, "permits", NORTH, [ANSWER.to_json()])
    assert row.until - row.created >= MINUTES
    shown = await desk.read(lambda session: [*session.scalars(select(Delivery.text))])
    assert not [text for text in shown if "utter_find_permits" in text]
    notice = (await desk.log())[-1]
    assert notice.values == {"organisation": {"type": "name", "value": "north"}, "n": {"type": "count", "value": 5}}
    assert (await desk.audit())[-2:] == ["answer_offered", "answer_waiting"]


async def test_nobody_at_a_desk_sees_anything_before_the_person_says_yes(desk: Desk) -> None:
    await desk.record.database.write(read_first)
    await attend(desk)
    await answer(desk, "t_1")
    assert await desk.names() == OFFER
    (row,) = await held(desk)
    assert row.state == OFFERED
    for adviser in (AMINA, STRANGER):
        with pytest.raises(UnknownConversationError):
            await settle(desk, row.id, adviser=adviser)
    await later(desk, MINUTES)
    assert not await past(desk, row.id)
    await desk.press((await desk.log())[-1], 0)
    (row,) = await held(desk)
    assert row.state == WAITING
    assert row.until - row.created > MINUTES  # it is counted from the yes
    assert isinstance(await settle(desk, row.id), Done)
    await answer(desk, "t_2")
    assert (await held(desk))[-1].state == WAITING  # who has said yes is told, and not asked again


async def test_after_a_no_the_safe_text_goes_out_and_nobody_ever_sees_it(desk: Desk) -> None:
    await desk.record.database.write(read_first)
    await attend(desk)
    await answer(desk, "t_1")
    offer = (await desk.log())[-1]
    await desk.press(offer, 1)
    assert (await desk.names())[len(OFFER) :] == ["button_no", "utter_approval_safe"]
    assert isinstance(await desk.press(offer, 0, "p2"), Stale)
    (row,) = await held(desk)
    assert row.state == DECLINED
    with pytest.raises(UnknownConversationError):
        await settle(desk, row.id)
    await answer(desk, "t_2")
    assert (await held(desk))[-1].state == OFFERED


async def test_the_person_may_say_yes_later_and_only_once(desk: Desk) -> None:
    await desk.record.database.write(read_first)
    await attend(desk)
    await answer(desk, "t_1")
    offer = (await desk.log())[-1]
    await desk.record.say("b", "nagot annat")
    first = await desk.press(offer, 0)
    assert isinstance(first, Stored)
    assert first.asks_on
    assert isinstance(await desk.press(offer, 1, "p2"), Stale)
    again_sent = await desk.press(offer, 0)
    assert isinstance(again_sent, Stored)
    assert not again_sent.created
    assert (await desk.names()).count("utter_approval_waits") == 1


async def test_nothing_waits_unless_an_organisation_says_so(desk: Desk) -> None:
    await attend(desk)
    await answer(desk, "t_1")
    assert await desk.names() == ["hej", "utter_find_permits", "utter_ask_answer"]
    assert await held(desk) == []


@pytest.mark.parametrize("state", ["away", "gone"])
async def test_with_nobody_at_a_desk_the_safe_text_goes_out_at_once(desk: Desk, state: str) -> None:
    await desk.record.database.write(read_first)
    if state == "away":
        await attend(desk, state="away")
    await answer(desk, "t_1")
    assert await desk.names() == ["hej", "utter_approval_safe", "utter_ask_answer"]
    assert await held(desk) == []


async def test_a_turn_committed_twice_holds_its_answer_once(desk: Desk) -> None:
    await desk.record.database.write(read_first)
    await attend(desk)
    stored = await desk.record.say("a")
    outcome = await desk.record.outcome("t_1", stored.seq, ANSWER, QUESTION)
    for _ in range(2):
        await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))
    assert len(await held(desk)) == 1
    assert await desk.names() == OFFER


async def test_sending_says_who_has_read_it_and_asks_on(desk: Desk) -> None:
    with_buttons = Reply("utter_find_permits", {}, (Button("button_adviser", "talk_to_adviser"),))
    number = await hold(desk, "t_1", with_buttons)
    assert isinstance(await settle(desk, number), Done)
    lines = (await desk.log())[len(ASKED) :]
    assert [line.name for line in lines] == ["utter_approval_came", "utter_find_permits", "utter_ask_answer"]
    assert lines[0].values["adviser"] == {"type": "name", "value": "Amina"}
    assert {line.author for line in lines} == {BOT}
    assert len({line.turn for line in lines}) == 1  # so that the answer's buttons and the question's live together
    shown = await desk.read(lambda session: {*session.scalars(select(Delivery.seq))})
    assert {line.seq for line in lines} <= shown
    assert (await held(desk))[0].adviser == AMINA


async def test_a_sentence_comes_after_the_answer_in_the_advisers_name(desk: Desk) -> None:
    await settle(desk, await hold(desk), SENT, text="Ring miljökontoret först.")
    assert await told_after(desk) == [
        "utter_approval_came",
        "utter_find_permits",
        "Ring miljökontoret först.",
        "utter_ask_answer",
    ]
    own = (await desk.log())[-2]
    assert (own.author, own.payload, own.language) == (ADVISER, {"adviser": AMINA}, "sv")


async def test_own_words_take_the_place_of_the_answer(desk: Desk) -> None:
    await settle(desk, await hold(desk), REPLACED, text="Du behöver inget tillstånd.")
    assert await told_after(desk) == ["utter_approval_replaced", "Du behöver inget tillstånd.", "utter_ask_answer"]


async def test_a_withheld_answer_gives_way_to_the_safe_text(desk: Desk) -> None:
    await settle(desk, await hold(desk), WITHHELD)
    assert await told_after(desk) == ["utter_approval_withheld", "utter_approval_safe", "utter_ask_answer"]


@pytest.mark.parametrize(
    ("state", "text"), [(REPLACED, None), (WITHHELD, "Nej"), (LAPSED, None), (WAITING, None), ("", None)]
)
async def test_a_step_that_makes_no_sense_changes_nothing(desk: Desk, state: str, text: str | None) -> None:
    number = await hold(desk)
    with pytest.raises(WrongStepError):
        await settle(desk, number, state, text=text)
    assert [row.state for row in await held(desk)] == [WAITING]
    assert await desk.names() == ASKED


async def test_an_answer_is_settled_once_and_the_second_learns_by_whom(desk: Desk) -> None:
    number = await hold(desk)
    await settle(desk, number)
    before = await desk.names()
    assert await settle(desk, number, WITHHELD, BJORN) == SettledBefore(SENT, AMINA)
    assert await settle(desk, number) == SettledBefore(SENT, AMINA)
    await later(desk, MINUTES)
    assert not await past(desk, number)
    assert await desk.names() == before


async def test_when_the_time_is_up_the_safe_text_goes_out_once(desk: Desk) -> None:
    number = await hold(desk)
    assert not await past(desk, number)
    await later(desk, MINUTES)
    assert await past(desk, number)
    assert not await past(desk, number)
    assert await told_after(desk) == ["utter_approval_late", "utter_approval_safe", "utter_ask_answer"]
    assert await settle(desk, number) == SettledBefore(LAPSED, None)


async def test_a_restart_forgets_no_deadline(desk: Desk) -> None:
    number = await hold(desk)
    until = (await held(desk))[0].until
    started = Database(desk.record.database.url)
    try:
        assert await started.read(partial(due, now=until - timedelta(seconds=1))) == []
        assert await started.read(partial(due, now=until)) == [Due(number, desk.id)]
    finally:
        await started.close()


async def test_an_answer_is_read_by_the_organisation_that_was_named_and_by_no_other(desk: Desk) -> None:
    number = await hold(desk)
    with pytest.raises(UnknownConversationError):
        await settle(desk, number, adviser=STRANGER)
    await desk.record.database.write(partial(read_first, organisation=SOUTH))
    await attend(desk, STRANGER)
    await answer(desk, "t_2")
    assert {row.organisation for row in await held(desk)} == {NORTH}


async def test_while_an_adviser_has_the_conversation_only_they_decide(desk: Desk) -> None:
    number = await hold(desk)
    await desk.take(AMINA)
    refused = await settle(desk, number, adviser=BJORN)
    assert isinstance(refused, NotOwner)
    assert refused.by == AMINA
    await settle(desk, number)
    lines = (await desk.log())[-2:]
    assert [line.name for line in lines] == ["utter_approval_came", "utter_find_permits"]
    assert not any(line.buttons for line in lines)


async def test_time_runs_out_in_silence_while_an_adviser_speaks_for_themselves(desk: Desk) -> None:
    number = await hold(desk)
    await desk.take(AMINA)
    await later(desk, MINUTES)
    assert await past(desk, number)
    assert (await told_after(desk)) == ["system_taken"]
    assert (await held(desk))[0].state == LAPSED


async def test_too_many_answers_do_not_wait(desk: Desk) -> None:
    await hold(desk)
    for number in range(approval().most_waiting):
        await answer(desk, f"t_{number}")
    assert len(await held(desk)) == approval().most_waiting
    assert (await desk.names())[-2:] == ["utter_approval_safe", "utter_ask_answer"]


async def test_an_answer_waits_beside_what_its_turn_changes(desk: Desk) -> None:
    await desk.record.database.write(read_first)
    await attend(desk)
    stored = await desk.record.say("a")
    change = Effect("ask_question", {"question": "idea_what"})
    outcome = await desk.record.outcome("t_1", stored.seq, ANSWER, change)
    await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))
    seen = await desk.read(partial(view, conversation=desk.id))
    assert seen.state["question"] == "idea_what"
    assert len(await held(desk)) == 1


async def test_who_deletes_everything_deletes_what_waits(desk: Desk) -> None:
    number = await hold(desk)
    await desk.record.database.write(partial(delete_everything, conversation=desk.id, now=START))
    assert await held(desk) == []
    with pytest.raises(UnknownConversationError):
        await settle(desk, number)


async def test_an_identity_number_is_overwritten_in_what_waits(desk: Desk) -> None:
    said = Reply("utter_find_permits", {"about": {"type": "name", "value": "850709-9805"}})
    await hold(desk, "t_1", said)
    redact = partial(redact_message, conversation=desk.id, seq=1, redact=desk.record.tools.redact)
    await desk.record.database.write(redact)
    assert "850709" not in str((await held(desk))[0].replies)


async def test_an_identity_number_is_overwritten_in_what_has_been_sent(desk: Desk) -> None:
    said = Reply("utter_find_permits", {"about": {"type": "name", "value": "850709-9805"}})
    await settle(desk, await hold(desk, "t_1", said))
    assert "850709" in str(await desk.log())
    redact = partial(redact_message, conversation=desk.id, seq=1, redact=desk.record.tools.redact)
    await desk.record.database.write(redact)
    shown = await desk.read(lambda session: [*session.scalars(select(Delivery.text))])
    assert "850709" not in str((await desk.log(), shown))
