"""Calling back: two tries a day apart, and an honest end."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from connectors.record.handover.calling import call_back, call_backs, want_call_back
from connectors.record.handover.shapes import Wanted, WrongStepError
from connectors.record.handover.transcribing import address_of
from connectors.record.types import UnknownConversationError
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, NORTH, SOUTH, STRANGER, Desk, organisation_of

PHONE = Wanted("phone", "+46701740605", "Vardagar efter 15", "sv")
EMAIL = Wanted("email", "amina@example.org", "", "sv")


async def listed(desk: Desk, organisation: str, *, days: int = 0) -> list[tuple[int, bool]]:
    now = START + timedelta(days=days, hours=1)
    rows = await desk.read(partial(call_backs, organisation=organisation, now=now))
    return [(row.id, bool(row.due)) for row in rows]


async def test_whoever_takes_the_call_keeps_it_in_their_organisation(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    assert await listed(desk, NORTH) == await listed(desk, SOUTH) == [(number, True)]
    assert await desk.do(call_back, number, AMINA, outcome="not_reached") == "not_reached"
    assert await listed(desk, SOUTH) == []
    with pytest.raises(UnknownConversationError):
        await desk.do(call_back, number, STRANGER, outcome="reached")


async def test_there_is_a_second_try_another_day_and_then_an_end(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    await desk.do(call_back, number, AMINA, outcome="not_reached")
    assert await listed(desk, NORTH) == [(number, False)]
    assert await listed(desk, NORTH, days=1) == [(number, True)]
    assert await desk.do(call_back, number, AMINA, outcome="not_reached") == "done"
    assert await listed(desk, NORTH, days=2) == []
    assert await desk.names() == ["system_call_back_phone", "system_call_back_missed", "system_call_back_given_up"]


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [("reached", []), ("wrong_number", ["system_call_back_wrong"])],
    ids=["reached", "wrong number"],
)
async def test_an_outcome_ends_it_once(desk: Desk, outcome: str, lines: list[str]) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    for _ in range(2):
        assert await desk.do(call_back, number, AMINA, outcome=outcome) == outcome
    assert await listed(desk, NORTH) == []
    assert (await desk.names())[1:] == lines


async def test_a_new_wish_takes_the_place_of_the_old(desk: Desk) -> None:
    await desk.do(want_call_back, desk.id, PHONE)
    newer = await desk.do(want_call_back, desk.id, EMAIL)
    assert await listed(desk, NORTH) == [(newer, True)]


async def test_an_unknown_outcome_is_refused(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    with pytest.raises(WrongStepError):
        await desk.do(call_back, number, AMINA, outcome="maybe")


async def test_nobody_takes_a_conversation_from_another_organisation_by_a_call(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    await desk.take(AMINA)
    with pytest.raises(UnknownConversationError):
        await desk.do(call_back, number, STRANGER, outcome="reached")
    assert await organisation_of(desk) == NORTH


async def test_a_call_that_was_begun_leaves_the_conversation_with_those_who_have_it_now(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, PHONE)
    await desk.do(call_back, number, AMINA, outcome="not_reached")
    await desk.hand_to(SOUTH)
    await desk.do(call_back, number, AMINA, outcome="reached")
    assert await organisation_of(desk) == SOUTH


async def test_an_e_mail_address_that_was_wrong_gets_no_letter(desk: Desk) -> None:
    number = await desk.do(want_call_back, desk.id, EMAIL)
    assert await desk.read(partial(address_of, conversation=desk.id)) == EMAIL.address
    await desk.do(call_back, number, AMINA, outcome="wrong_number")
    await desk.do(want_call_back, desk.id, PHONE)
    assert await desk.read(partial(address_of, conversation=desk.id)) is None
    await desk.do(want_call_back, desk.id, EMAIL)
    assert await desk.read(partial(address_of, conversation=desk.id)) == EMAIL.address
