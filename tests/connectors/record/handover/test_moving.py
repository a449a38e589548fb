"""Saying who helps somebody who waits: within the organisation they are told, outside of it they are asked first."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from connectors.record.handover.asking import leave
from connectors.record.handover.hearing import is_open
from connectors.record.handover.marking import assign
from connectors.record.handover.moving import move
from connectors.record.handover.shapes import At, Target, WrongStepError
from connectors.record.types import LogEntry, Owner, Stale, UnknownConversationError
from connectors.store.desk import QueueEntry
from tests.connectors.record.handover.desk import AMINA, BJORN, LEAD, NORTH, SOUTH, STRANGER, TEAM, Desk

YES, NO = 0, 1
Given = tuple[str | None, str | None, str | None]


async def wait(desk: Desk) -> QueueEntry:
    """Give the wait that stands."""
    entries = await desk.read(lambda session: session.scalars(select(QueueEntry)).all())
    (open_one,) = [entry for entry in entries if entry.taken is None and entry.left_at is None]
    return open_one


async def given(desk: Desk) -> Given:
    """Give for whom the wait is: organisation, adviser, team."""
    entry = await wait(desk)
    return entry.organisation, entry.for_adviser, entry.for_team


async def moved_away(desk: Desk) -> LogEntry:
    """Let the lead ask whether the south may help; give the line that asks."""
    await desk.ask()
    return (await desk.do(move, At(desk.id, LEAD), Target(organisation=SOUTH), note="De kan restauranger")).lines[0]


@pytest.mark.parametrize(
    ("to", "name", "expected"),
    [
        (Target(adviser=BJORN), "Bjorn", (NORTH, BJORN, None)),
        (Target(team=TEAM), "Food", (NORTH, None, TEAM)),
        (Target(organisation=NORTH), "north", (NORTH, None, None)),
    ],
    ids=["adviser", "team", "own organisation"],
)
async def test_within_the_organisation_the_person_is_told_who_helps_and_keeps_their_place(
    desk: Desk, to: Target, name: str, expected: Given
) -> None:
    await desk.ask()
    before = await wait(desk)
    for _ in range(2):
        await desk.do(move, At(desk.id, LEAD), to)
    assert await given(desk) == expected
    assert ((await wait(desk)).asked, (await wait(desk)).urgent) == (before.asked, False)
    assert await desk.owner() == Owner("queue", None, 1)
    assert await desk.names() == ["system_asked", "system_wait_given"]
    assert (await desk.log())[-1].values["to"] == {"type": "name", "value": name}


async def test_who_was_given_to_one_organisation_is_no_longer_open_to_others(desk: Desk) -> None:
    await desk.ask()
    await desk.do(assign, At(desk.id, AMINA), to=BJORN)
    assert await given(desk) == (NORTH, BJORN, None)
    with pytest.raises(UnknownConversationError):
        await desk.take(STRANGER)
    await desk.do(assign, At(desk.id, AMINA), to=None)
    assert await given(desk) == (NORTH, None, None)
    assert await desk.names() == ["system_asked", "system_wait_given"]


async def test_another_organisation_sees_nothing_more_before_the_person_says_yes(desk: Desk) -> None:
    line = await moved_away(desk)
    before = await wait(desk)
    assert (await given(desk), line.name) == ((None, None, None), "system_wait_move_asked")
    assert [button["name"] for button in line.buttons] == ["button_yes", "button_no"]
    await desk.press(line, YES)
    assert await given(desk) == (SOUTH, None, None)
    assert ((await wait(desk)).asked, (await wait(desk)).urgent) == (before.asked, False)
    assert (await desk.names())[-1] == "system_wait_moved"
    with pytest.raises(UnknownConversationError):
        await desk.take(AMINA)
    await desk.take(STRANGER)


async def test_after_a_no_everything_is_as_it_was(desk: Desk) -> None:
    line = await moved_away(desk)
    await desk.press(line, NO)
    assert await given(desk) == (None, None, None)
    assert (await desk.names())[-1] == "system_wait_stays"
    assert isinstance(await desk.press(line, YES, "again"), Stale)


@pytest.mark.parametrize("what", ["take", "leave", "assign"])
async def test_a_question_is_taken_back_when_somebody_helps_or_the_person_leaves(desk: Desk, what: str) -> None:
    line = await moved_away(desk)
    if what == "take":
        await desk.take(AMINA)
    elif what == "leave":
        await desk.do(leave, desk.id)
    else:
        await desk.do(assign, At(desk.id, LEAD), to=AMINA)
    before = await desk.owner()
    button = {"entities": {"transfer": str(line.buttons[0]["entities"]["transfer"])}}
    assert not await desk.read(partial(is_open, button=button))
    assert isinstance(await desk.press(line, YES), Stale) or (await desk.names())[-1] == "button_yes"
    assert await desk.owner() == before


async def test_the_same_question_twice_is_one_question_and_another_takes_its_place(desk: Desk) -> None:
    await moved_away(desk)
    await desk.do(move, At(desk.id, LEAD), Target(organisation=SOUTH))
    assert (await desk.names()).count("system_wait_move_asked") == 1
    await desk.do(move, At(desk.id, LEAD), Target(team=TEAM))
    assert await given(desk) == (NORTH, None, TEAM)


@pytest.mark.parametrize("adviser", [AMINA, BJORN])
async def test_only_a_lead_moves(desk: Desk, adviser: str) -> None:
    await desk.ask()
    with pytest.raises(WrongStepError):
        await desk.do(move, At(desk.id, adviser), Target(team=TEAM))
    assert await desk.names() == ["system_asked"]


@pytest.mark.parametrize(
    "to", [Target(), Target(team="t_none"), Target(adviser=STRANGER), Target(adviser=BJORN, team=TEAM)]
)
async def test_a_move_to_nobody_is_refused(desk: Desk, to: Target) -> None:
    await desk.ask()
    with pytest.raises(WrongStepError):
        await desk.do(move, At(desk.id, LEAD), to)


async def test_who_is_helped_already_is_not_moved(desk: Desk) -> None:
    await desk.ask()
    await desk.take(AMINA)
    with pytest.raises(WrongStepError):
        await desk.do(move, At(desk.id, LEAD), Target(team=TEAM))
