"""Questions of an adviser that the person answers: handing on, and new answers for the plan."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select, update

from bot.advice.turn import Effect
from connectors.record.commit import commit_turn
from connectors.record.handover.proposing import accept, comment, propose, render_answer, render_message, renderings
from connectors.record.handover.shapes import Claim, Done, NotOwner, Proposed, Target, WrongStepError
from connectors.record.handover.taking import give_back
from connectors.record.handover.transferring import accept_transfer, transfer
from connectors.record.messages import next_unanswered
from connectors.record.plans import snapshot
from connectors.record.types import LogEntry, Owner, PlanAnswer, Stale, Stored
from connectors.store.desk import QueueEntry
from connectors.store.models import Person
from connectors.store.plans import Comment
from tests.connectors.record.handover.desk import AMINA, BJORN, NORTH, SOUTH, STRANGER, TEAM, Desk

LABEL = {"type": "message", "name": "general.idea_what.text"}
YES, NO = 0, 1


def proposed(text: str = "Ett bageri i Malmö") -> Proposed:
    return Proposed("idea_what", LABEL, text, text, "sv")


async def asked(desk: Desk, to: Target) -> tuple[Claim, LogEntry]:
    await desk.ask()
    claim = await desk.take()
    done = await desk.do(transfer, claim, to)
    assert isinstance(done, Done)
    return claim, done.lines[0]


async def answer(desk: Desk) -> PlanAnswer | None:
    return (await desk.read(partial(snapshot, conversation=desk.id))).answers.get("idea_what")


async def store(desk: Desk, turn: str, text: str) -> None:
    values = {"question": "idea_what", "value": text, "text": text, "language": "so"}
    outcome = await desk.record.outcome(turn, None, Effect("store_answer", values))
    await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))


@pytest.mark.parametrize(
    ("to", "organisation"),
    [(Target(adviser=BJORN), NORTH), (Target(team=TEAM), NORTH), (Target(organisation=SOUTH), SOUTH)],
    ids=["colleague", "team", "organisation"],
)
async def test_a_yes_puts_the_person_first_in_the_queue_of_the_next(desk: Desk, to: Target, organisation: str) -> None:
    claim, line = await asked(desk, to)
    assert isinstance(await desk.send(claim, "while waiting"), Stored)
    await desk.press(line, YES)
    assert await desk.owner() == Owner("queue", None, claim.fence + 1)
    row = await desk.read(lambda session: session.scalars(select(QueueEntry).order_by(QueueEntry.id.desc())).first())
    assert row is not None
    assert (row.organisation, row.for_adviser, row.for_team) == (organisation, to.adviser, to.team)
    assert (row.urgent, row.about) == (True, "Vill fråga om moms")
    assert (await desk.names())[-1] == "system_transfer_accepted"


async def test_after_a_yes_only_the_next_organisation_sees_it(desk: Desk) -> None:
    _, line = await asked(desk, Target(organisation=SOUTH))
    await desk.press(line, YES)
    claim = await desk.take(STRANGER)
    assert isinstance(await desk.send(claim), Stored)


async def test_a_no_keeps_the_adviser_and_a_second_press_does_nothing(desk: Desk) -> None:
    claim, line = await asked(desk, Target(adviser=BJORN))
    await desk.press(line, NO)
    entities = line.buttons[YES]["entities"]
    await desk.do(accept_transfer, desk.id, entities["transfer"])
    assert await desk.owner() == Owner("adviser", AMINA, claim.fence)
    assert (await desk.names())[-1] == "system_transfer_declined"


async def test_an_answered_question_is_not_answered_again_by_the_bot(desk: Desk) -> None:
    _, line = await asked(desk, Target(adviser=BJORN))
    await desk.press(line, NO)
    assert await desk.read(partial(next_unanswered, conversation=desk.id)) is None


async def test_a_question_that_is_withdrawn_can_no_longer_be_accepted(desk: Desk) -> None:
    claim, line = await asked(desk, Target(adviser=BJORN))
    given = await desk.do(give_back, claim)
    await desk.do(accept_transfer, desk.id, line.buttons[YES]["entities"]["transfer"])
    assert isinstance(given, Done)
    assert await desk.owner() == given.owner


@pytest.mark.parametrize(
    "to",
    [
        Target(),
        Target(adviser=BJORN, team=TEAM),
        Target(adviser=STRANGER),
        Target(team="t_x"),
        Target(organisation="x"),
    ],
    ids=["nobody", "two", "not a colleague", "no team", "no organisation"],
)
async def test_a_target_that_is_not_there_is_refused_and_nobody_is_asked(desk: Desk, to: Target) -> None:
    await desk.ask()
    claim = await desk.take()
    before = await desk.names()
    with pytest.raises(WrongStepError):
        await desk.do(transfer, claim, to)
    assert await desk.names() == before


async def test_an_accepted_proposal_is_the_persons_answer(desk: Desk) -> None:
    await store(desk, "t_0", "rooti")
    await desk.ask()
    found = await desk.do(propose, await desk.take(), proposed())
    assert not isinstance(found, NotOwner)
    assert [button["name"] for button in found[1].buttons] == ["button_yes", "button_no"]
    await desk.press(found[1], YES)
    now = await answer(desk)
    assert now is not None
    assert (now.text, now.language, now.revision) == ("Ett bageri i Malmö", "sv", 2)
    assert (await desk.names())[-1] == "system_proposal_accepted"


@pytest.mark.parametrize(
    ("locale", "text", "language"),
    [
        ("ar", "مخبز في مالمو", "ar"),
        ("ar", "مخبز", "ar"),
        ("ar", "Bageri", "sv"),
        ("ar", "F-skatt", "sv"),
        ("so", "rooti iyo doolsho", "so"),
        ("so", "Vi säljer hembakat bröd och kakor", "sv"),
    ],
)
async def test_a_taken_proposal_is_in_the_language_it_is_written_in(
    desk: Desk, locale: str, text: str, language: str
) -> None:
    await desk.record.database.write(lambda session: session.execute(update(Person).values(language=locale)))
    await store(desk, "t_1", "roodhi")
    await desk.ask()
    claim = await desk.take()
    await desk.do(render_answer, claim, question="idea_what", text="bröd")
    found = await desk.do(propose, claim, proposed(text))
    assert not isinstance(found, NotOwner)
    await desk.press(found[1], YES)
    now = await answer(desk)
    assert now is not None
    assert (now.text, now.language) == (text, language)
    assert now.swedish_text == (None if language == "sv" else "bröd")


async def test_the_same_again_after_a_lost_answer_changes_nothing(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    for step, part in ((propose, proposed()), (transfer, Target(adviser=BJORN))):
        first = await desk.do(step, claim, part)
        before = await desk.names()
        again = await desk.do(step, claim, part)
        assert await desk.names() == before
        assert first == again or again == Done(await desk.owner())
    numbers = [await desk.do(comment, claim, question="idea_what", text="Tydligt") for _ in range(2)]
    assert numbers[0] == numbers[1]


async def test_a_remark_keeps_the_language_it_is_in(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    for text in ("Skriv gärna vad du vill sälja", "Please write what you want to sell", "1, 2, 3"):
        await desk.do(comment, claim, question="idea_what", text=text)
    kept = await desk.read(lambda session: [*session.scalars(select(Comment.language).order_by(Comment.id))])
    assert kept == ["sv", "en", "sv"]


async def test_a_declined_proposal_leaves_the_answer(desk: Desk) -> None:
    await store(desk, "t_0", "rooti")
    await desk.ask()
    found = await desk.do(propose, await desk.take(), proposed())
    assert not isinstance(found, NotOwner)
    await desk.press(found[1], NO)
    now = await answer(desk)
    assert now is not None
    assert (now.text, now.revision) == ("rooti", 1)


async def test_a_newer_proposal_takes_the_place_of_the_older(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    older = await desk.do(propose, claim, proposed("Kafé"))
    newer = await desk.do(propose, claim, proposed("Bageri"))
    assert not isinstance(older, NotOwner)
    assert not isinstance(newer, NotOwner)
    assert await desk.do(accept, desk.id, older[0]) is None
    assert await answer(desk) is None
    await desk.press(newer[1], YES)
    now = await answer(desk)
    assert now is not None
    assert now.text == "Bageri"


async def test_a_question_may_be_answered_after_more_has_been_said_and_only_once(desk: Desk) -> None:
    await desk.ask()
    found = await desk.do(propose, await desk.take(), proposed())
    assert not isinstance(found, NotOwner)
    await desk.record.say("a", "Vänta, jag tänker")
    assert isinstance(await desk.press(found[1], YES, "p1"), Stored)
    now = await answer(desk)
    assert now is not None
    assert now.text == "Ett bageri i Malmö"
    assert isinstance(await desk.press(found[1], NO, "p2"), Stale)
    assert isinstance(await desk.press(found[1], 7, "p3"), Stale)
    again = await desk.press(found[1], YES, "p1")
    assert isinstance(again, Stored)
    assert not again.created


async def test_an_advisers_swedish_stands_until_the_person_changes_the_answer(desk: Desk) -> None:
    await store(desk, "t_1", "rooti")
    await desk.ask()
    claim = await desk.take()
    await desk.do(render_answer, claim, question="idea_what", text="bröd")
    now = await answer(desk)
    assert now is not None
    assert (now.swedish_text, now.swedish_state) == ("bröd", "rendered")
    await desk.do(give_back, claim)
    await store(desk, "t_2", "rooti iyo doolsho")
    now = await answer(desk)
    assert now is not None
    assert (now.swedish_text, now.swedish_state) == ("bröd", "changed")


async def test_free_text_can_be_put_into_swedish_and_named_lines_cannot(desk: Desk) -> None:
    stored = await desk.record.say("a", "rooti")
    line = (await desk.ask()).lines[0]
    claim = await desk.take()
    for words in ("brö", "bröd"):
        await desk.do(render_message, claim, seq=stored.seq, text=words)
    assert await desk.read(partial(renderings, conversation=desk.id)) == {stored.seq: "bröd"}
    with pytest.raises(WrongStepError):
        await desk.do(render_message, claim, seq=line.seq, text="nej")
    with pytest.raises(WrongStepError):
        await desk.do(render_answer, claim, question="unanswered", text="nej")


async def test_a_remark_stands_beside_the_answer(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    assert await desk.do(comment, claim, question="idea_what", text="Tydligt") > 0
    assert (await desk.audit())[-1] == "commented"
