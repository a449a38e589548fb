"""An interpreter: wanted once, booked for a time to come, or not to be found; the person is told of both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.language.rendering import render
from connectors.record.handover.interpreting import settle_wish, want_interpreter
from connectors.record.handover.shapes import BOOKED, NOT_POSSIBLE, OVER, REPLACED, WANTED, At, WrongStepError
from connectors.record.types import UnknownConversationError
from connectors.store.desk import InterpreterWish
from connectors.store.models import Person
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, BJORN, NORTH, SOUTH, STRANGER, Desk, organisation_of

MEETS = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
"""Half past two in Sweden, where it is summer."""


async def wishes(desk: Desk) -> list[tuple[Any, ...]]:
    """Give state, times, organisation and meeting of each wish, oldest first."""
    found = await desk.read(lambda session: session.scalars(select(InterpreterWish).order_by(InterpreterWish.id)).all())
    return [(one.state, one.times, one.organisation, one.meets) for one in found]


async def test_a_wish_with_times_that_come_later_is_one_wish(desk: Desk) -> None:
    for times in (None, "efter fyra", None):
        await desk.do(want_interpreter, desk.id, times=times)
    assert await wishes(desk) == [(WANTED, "efter fyra", None, None)]


async def test_a_booking_tells_the_person_the_day_and_the_time_in_sweden_in_their_language(desk: Desk) -> None:
    await desk.record.database.write(lambda session: session.execute(update(Person).values(language="ar")).close())
    await desk.do(want_interpreter, desk.id, times="efter fyra")
    for _ in range(2):
        await desk.do(settle_wish, At(desk.id, AMINA), BOOKED, meets=MEETS)
    assert await wishes(desk) == [(BOOKED, "efter fyra", NORTH, MEETS)]
    (line,) = await desk.log()
    assert line.name == "system_interpreter_booked"
    for locale, words in (("en", ("Arabic", "July", "2026", "14:30")), ("sv", ("14:30",)), ("ar", ("14:30",))):
        text = render(line.name, line.values, locale=locale).text
        assert all(word in text for word in words), text


async def test_a_booking_may_be_moved_and_ends_when_they_have_met(desk: Desk) -> None:
    await desk.do(want_interpreter, desk.id, times=None)
    await desk.do(settle_wish, At(desk.id, AMINA), BOOKED, meets=MEETS)
    await desk.do(settle_wish, At(desk.id, BJORN), BOOKED, meets=MEETS + timedelta(days=1))
    await desk.do(settle_wish, At(desk.id, AMINA), OVER)
    assert await wishes(desk) == [(OVER, "", NORTH, MEETS + timedelta(days=1))]
    assert await desk.names() == ["system_interpreter_booked"] * 2


async def test_no_interpreter_is_said_and_the_person_may_ask_again(desk: Desk) -> None:
    await desk.ask()
    await desk.do(want_interpreter, desk.id, times="nu")
    await desk.do(settle_wish, At(desk.id, AMINA), NOT_POSSIBLE)
    await desk.do(want_interpreter, desk.id, times="fredag")
    assert [(state, times) for state, times, *_ in await wishes(desk)] == [(NOT_POSSIBLE, "nu"), (WANTED, "fredag")]
    assert (await desk.names())[-1] == "system_interpreter_not_possible"


async def test_a_new_wish_takes_the_place_of_one_that_is_booked(desk: Desk) -> None:
    await desk.do(want_interpreter, desk.id, times="nu")
    await desk.do(settle_wish, At(desk.id, AMINA), BOOKED, meets=MEETS)
    await desk.do(want_interpreter, desk.id, times="fredag")
    assert [(state, organisation) for state, _, organisation, _ in await wishes(desk)] == [
        (REPLACED, NORTH),
        (WANTED, NORTH),
    ]


@pytest.mark.parametrize(
    ("state", "meets"),
    [(BOOKED, None), (BOOKED, START - timedelta(days=1)), (OVER, None), (WANTED, None), ("", None)],
    ids=["no time", "time past", "never booked", "wanted", "no word"],
)
async def test_what_makes_no_sense_is_refused(desk: Desk, state: str, meets: datetime | None) -> None:
    await desk.do(want_interpreter, desk.id, times=None)
    with pytest.raises(WrongStepError):
        await desk.do(settle_wish, At(desk.id, AMINA), state, meets=meets)
    assert [wish[0] for wish in await wishes(desk)] == [WANTED]


async def test_without_a_wish_nothing_is_booked(desk: Desk) -> None:
    await desk.ask()
    with pytest.raises(WrongStepError):
        await desk.do(settle_wish, At(desk.id, AMINA), BOOKED, meets=MEETS)


async def test_a_wish_is_open_to_any_organisation_until_one_sees_to_it(desk: Desk) -> None:
    settle = partial(settle_wish, state=BOOKED, meets=MEETS)
    with pytest.raises(UnknownConversationError):
        await desk.do(settle, At(desk.id, AMINA))
    await desk.do(want_interpreter, desk.id, times=None)
    await desk.do(settle, At(desk.id, STRANGER))
    with pytest.raises(UnknownConversationError):
        await desk.do(settle, At(desk.id, AMINA))


async def test_a_booking_leaves_the_conversation_with_those_who_have_it_now(desk: Desk) -> None:
    await desk.do(want_interpreter, desk.id, times=None)
    await desk.do(settle_wish, At(desk.id, AMINA), BOOKED, meets=MEETS)
    await desk.hand_to(SOUTH)
    await desk.do(settle_wish, At(desk.id, AMINA), OVER)
    assert await organisation_of(desk) == SOUTH
