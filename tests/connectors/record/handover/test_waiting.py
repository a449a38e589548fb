"""The desks as they are now: who waits, who is here and how busy, and how long it has taken lately."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy import update

from bot.advice.handover import Kind, situation
from connectors.record.handover.asking import leave
from connectors.record.handover.marking import forget_presence, set_presence
from connectors.record.handover.shapes import Wish
from connectors.record.handover.taking import give_back, return_to_queue
from connectors.record.handover.waiting import desk_now
from connectors.store.people import Organisation
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, BJORN, GONE, NORTH, TEAM, Desk

NOON = START + timedelta(days=1)  # a Monday, 13:00 in Sweden
OPEN = {"monday": [["09:00", "16:00"]]}


async def test_what_is_committed_is_what_the_situation_is_made_of(desk: Desk) -> None:
    open_north = update(Organisation).where(Organisation.id == NORTH).values(hours=OPEN)
    await desk.record.database.write(lambda session: session.execute(open_north).close())
    await desk.ask(Wish(municipality="Malmö", trade="food"))
    for state, kind in (("away", Kind.NOBODY_SIGNED_IN), ("here", Kind.SOMEBODY_FREE)):
        here = partial(set_presence, adviser=AMINA, gateway="g", state=state, now=NOON)
        await desk.record.database.write(here)
        now = await desk.read(partial(desk_now, now=NOON))
        (waiting,) = now.queue
        assert situation(now, waiting, NOON).kind == kind
        assert (waiting.municipality, waiting.trade, waiting.language) == ("Malmö", "food", "sv")


async def test_advisers_are_here_while_a_gateway_has_heard_of_them_lately(desk: Desk) -> None:
    for gateway in ("one", "two"):
        here = partial(set_presence, adviser=AMINA, gateway=gateway, state="here", now=NOON)
        await desk.record.database.write(here)
    await desk.record.database.write(partial(forget_presence, adviser=AMINA, gateway="one"))
    for later, expected in ((timedelta(seconds=119), True), (timedelta(seconds=121), False)):
        now = await desk.read(partial(desk_now, now=NOON + later))
        assert {each.id: each.here for each in now.advisers}[AMINA] is expected


async def test_who_has_left_is_no_adviser_and_who_helps_is_busy(desk: Desk) -> None:
    await desk.ask()
    await desk.take()
    advisers = {each.id: each for each in (await desk.read(partial(desk_now, now=NOON))).advisers}
    assert GONE not in advisers
    assert (advisers[AMINA].open, advisers[BJORN].open, advisers[BJORN].teams) == (1, 0, (TEAM,))


async def test_only_waits_that_an_adviser_ended_in_turn_count_as_history(desk: Desk) -> None:
    await desk.ask()
    await desk.do(leave, desk.id)
    await desk.ask()
    claim = await desk.take()
    await desk.do(return_to_queue, desk.id, fence=claim.fence)
    await desk.do(give_back, await desk.take(BJORN))
    await desk.ask()
    now = await desk.read(partial(desk_now, now=START + timedelta(days=1)))
    assert len(now.waits) == 1
    assert now.waits[0].taken > now.waits[0].asked
    assert len(now.queue) == 1
    assert not now.queue[0].urgent
    assert (await desk.read(partial(desk_now, now=START + timedelta(days=40)))).waits == []
