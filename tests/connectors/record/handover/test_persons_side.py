"""What the bot's effects do for somebody who wants a human: queue, number left, help with the language, rating."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import Facts
from bot.advice.handover import Kind
from bot.advice.turn import Effect
from connectors.record.commit import commit_turn
from connectors.record.erase import delete_everything
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.handover import meeting
from connectors.record.handover.hearing import hear
from connectors.record.handover.marking import set_presence
from connectors.record.handover.proposing import accept, propose
from connectors.record.handover.shapes import HERE, Claim, Proposed
from connectors.record.handover.taking import close
from connectors.record.types import PERSON, Committed, NewMessage
from connectors.store.desk import CallBack, Label, QueueEntry, Rating
from connectors.store.people import Adviser, Organisation
from tests.connectors.databases import START, Record
from tests.connectors.record.handover.desk import AMINA, NORTH, Desk

NUMBER = "+46701234567"
WISH = {"waits": True, "about": "أريد المساعدة", "language": "ar", "trade": "food", "municipality": "Boden"}
SELDOM = {"sunday": [["03:00", "03:01"]]}
ALL_DAY = {
    day: [["00:00", "23:59"]] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}


async def carry_out(record: Record, turn: str, *effects: Effect) -> Committed:
    """Let the person say something and commit what the bot makes of it."""
    stored = await record.say(turn)
    outcome = await record.outcome(turn, stored.seq, *effects)
    committed = await record.database.write(partial(commit_turn, turn=outcome, tools=record.tools))
    assert isinstance(committed, Committed)
    return committed


async def facts(record: Record) -> Facts:
    """Give what the next turn may know."""
    day = day_in_stockholm(START)
    return await record.database.read(lambda session: load_facts(session, record.id, day, now=START))


async def test_without_any_organisation_the_facts_know_of_nobody(record: Record) -> None:
    assert (await facts(record)).handover is None


async def test_an_organisation_without_advisers_is_nobody_too(record: Record) -> None:
    row = {"id": NORTH, "name": "North", "uses_advisers": False, "created": START}
    await record.database.write(lambda session: session.execute(insert(Organisation), [row]))
    assert (await facts(record)).handover is None


async def test_the_facts_follow_what_happens_at_the_desks(desk: Desk) -> None:
    write = desk.record.database.write
    await write(lambda session: session.execute(update(Organisation).values(hours=SELDOM)))
    found = (await facts(desk.record)).handover
    assert found is not None
    assert (found.situation.kind, found.waiting) == (Kind.CLOSED_NOW, False)
    await write(lambda session: session.execute(update(Organisation).values(hours=ALL_DAY, open_on_holidays=True)))
    found = (await facts(desk.record)).handover
    assert found is not None
    assert found.situation.kind is Kind.NOBODY_SIGNED_IN
    await write(lambda session: set_presence(session, AMINA, gateway="g", state=HERE, now=START))
    await carry_out(desk.record, "t_1", Effect("ask_for_adviser", WISH))
    found = (await facts(desk.record)).handover
    assert found is not None
    assert (found.situation.kind, found.situation.place, found.waiting) == (Kind.SOMEBODY_FREE, 1, True)
    await write(lambda session: session.execute(update(Adviser).values(languages=["fa_AF"])))
    found = (await facts(desk.record)).handover
    assert found is not None
    assert (found.situation.kind, found.situation.offers) == (Kind.NOBODY_FOR_LANGUAGE, ("fa_AF",))


async def test_the_estimate_comes_from_the_last_weeks_waits_when_all_are_busy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "_KNOWN", {})

    def busy(session: Session) -> None:
        session.execute(update(Organisation).values(hours=ALL_DAY, open_on_holidays=True))
        session.execute(update(Adviser).values(most=0))
        set_presence(session, AMINA, gateway="g", state=HERE, now=START)
        past = [START - timedelta(days=day) for day in range(1, 6)]
        rows = [
            {"conversation": desk.id, "locale": "sv", "channel": "web", "wants": "web", "urgent": False, "taken": at}
            | {"asked": at - timedelta(minutes=7)}
            for at in past
        ]
        session.execute(insert(QueueEntry), rows)

    await desk.record.database.write(busy)
    for _ in range(2):
        found = (await facts(desk.record)).handover
        assert found is not None
        assert (found.situation.kind, found.situation.minutes) == (Kind.ALL_BUSY, 7)


async def test_asking_puts_the_person_in_the_queue_with_what_it_is_about(desk: Desk) -> None:
    await carry_out(desk.record, "t_1", Effect("ask_for_adviser", WISH))
    assert (await desk.owner()).kind == "queue"
    entry = await desk.read(lambda session: session.execute(select(QueueEntry)).scalar_one())
    assert (entry.about, entry.language, entry.trade, entry.municipality) == ("أريد المساعدة", "ar", "food", "Boden")
    assert "system_asked" in await desk.names()


async def test_while_waiting_the_plan_goes_on_and_the_queue_can_be_left(desk: Desk) -> None:
    await carry_out(desk.record, "t_1", Effect("ask_for_adviser", WISH))
    await carry_out(desk.record, "t_2", Effect("choose_template", {"template": "food"}))
    await carry_out(desk.record, "t_3", Effect("leave_queue"))
    assert (await desk.owner()).kind == "bot"
    assert (await desk.names())[-1] == "system_left"


async def test_a_number_is_kept_for_advisers_stands_in_no_log_and_goes_with_everything(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        contact = {"way": "phone", "address": NUMBER, "times": "after four"}
        await carry_out(desk.record, "t_1", Effect("leave_contact", contact))
    kept = await desk.read(lambda session: session.execute(select(CallBack)).scalar_one())
    assert (kept.address, kept.times, kept.state) == (NUMBER, "after four", "open")
    assert "701234567" not in caplog.text
    await desk.record.database.write(lambda session: delete_everything(session, desk.id, now=START))
    assert await desk.read(lambda session: session.scalar(select(func.count()).select_from(CallBack))) == 0


async def test_help_with_the_language_is_a_label_once(desk: Desk) -> None:
    for turn in ("t_1", "t_2"):
        await carry_out(desk.record, turn, Effect("want_help", {"help": "interpreter"}))
    assert await desk.read(lambda session: session.scalars(select(Label.name)).all()) == ["interpreter"]


async def finished(desk: Desk) -> None:
    """Let an adviser help and close the conversation."""
    await desk.ask()
    claim = await desk.take()
    await desk.do(close, claim, outcome="helped")


async def test_a_rating_keeps_stars_and_words_and_opens_nothing(desk: Desk) -> None:
    await finished(desk)
    expecting = Effect("expect", {"kind": "rating", "values": {}})
    await carry_out(desk.record, "t_1", Effect("rate", {"stars": 4}), expecting)
    message = NewMessage(desk.id, PERSON, text="She helped me a lot", client_id="m_9")
    await desk.do(hear, message)
    await carry_out(desk.record, "t_2", Effect("rate_words", {"text": "She helped me a lot"}))
    kept = await desk.read(lambda session: session.execute(select(Rating)).scalar_one())
    assert (kept.stars, kept.text, kept.adviser) == (4, "She helped me a lot", AMINA)
    assert "system_reopened" not in await desk.names()


async def test_a_proposal_shows_the_old_answer_beside_the_new_one(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    label = {"type": "message", "name": "general.idea_what.text", "values": {}}

    def proposed(text: str) -> Proposed:
        return Proposed("idea_what", label, text, text, "sv")

    first = await desk.do(propose, claim, proposed("Kafé"))
    assert isinstance(first, tuple)
    assert first[1].name == "system_proposed"
    await desk.do(accept, desk.id, first[0])
    second = await desk.do(propose, Claim(desk.id, AMINA, claim.fence), proposed("Kafé med bageri"))
    assert isinstance(second, tuple)
    assert second[1].name == "system_proposed_change"
    assert second[1].values["before"] == {"type": "name", "value": "Kafé"}
