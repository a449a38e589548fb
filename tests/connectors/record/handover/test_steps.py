"""The hand-over as the two sides meet it: who owns the talk, what stands in the log, and what is refused."""

from __future__ import annotations

from functools import partial

import pytest

from bot.advice.turn import Effect, Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import view, waiting_conversations
from connectors.record.handover.asking import leave, rate
from connectors.record.handover.hearing import hear
from connectors.record.handover.marking import disappeared, set_presence
from connectors.record.handover.sending import note, seen_by_person, send, unread
from connectors.record.handover.shapes import Claim, Done, NotOwner, Said, Taken, TakenBefore, Wish, WrongStepError
from connectors.record.handover.taking import close, give_back, return_to_queue
from connectors.record.messages import next_unanswered
from connectors.record.replies import mark_seen, say
from connectors.record.types import PERSON, Committed, Dropped, NewMessage, Owner, Stored
from tests.connectors.databases import Record
from tests.connectors.record.handover.desk import AMINA, BJORN, LEAD, Desk


async def test_a_person_waits_and_the_bot_goes_on_meanwhile(desk: Desk) -> None:
    await desk.ask()
    assert await desk.owner() == Owner("queue", None, 1)
    stored = await desk.record.say("a", "under tiden")
    outcome = await desk.record.outcome("t_1", stored.seq, Reply("utter_next_question"))
    committed = await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))
    assert isinstance(committed, Committed)
    assert await desk.names() == ["system_asked", "under tiden", "utter_next_question"]


async def test_what_waits_in_the_queue_is_taken_up_after_a_restart_and_what_an_adviser_has_is_not(desk: Desk) -> None:
    await desk.ask()
    await desk.record.say("a")
    assert await desk.read(waiting_conversations) == [desk.id]
    await desk.take()
    assert await desk.read(waiting_conversations) == []


async def test_asking_again_changes_what_it_is_about_and_nothing_else(desk: Desk) -> None:
    first = await desk.ask(Wish(about="Moms?", language="sv"))
    again = await desk.ask(Wish(about="Tillstånd?", language="sv"))
    assert again == Done(first.owner)
    assert await desk.names() == ["system_asked"]


async def test_leaving_the_queue_gives_the_talk_to_the_bot(desk: Desk) -> None:
    await desk.ask()
    await desk.do(leave, desk.id)
    await desk.do(leave, desk.id)
    assert (await desk.owner()).kind == "bot"
    assert await desk.names() == ["system_asked", "system_left"]


async def test_an_adviser_takes_it_from_the_queue_and_writes(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    assert await desk.owner() == Owner("adviser", AMINA, claim.fence)
    assert isinstance(await desk.send(claim), Stored)
    assert await desk.names() == ["system_asked", "system_taken", "Hej!"]
    assert await desk.audit() == ["asked", "taken", "sent"]


async def test_who_comes_second_is_told_who_was_first(desk: Desk) -> None:
    await desk.ask()
    fence = (await desk.owner()).fence
    assert isinstance(await desk.try_take(AMINA, fence), Taken)
    assert await desk.try_take(BJORN, fence) == TakenBefore(AMINA, await desk.owner())
    assert await desk.try_take(BJORN, fence + 1) == TakenBefore(AMINA, await desk.owner())


async def test_taking_it_again_is_the_same_as_taking_it_once(desk: Desk) -> None:
    await desk.ask()
    first = await desk.try_take(AMINA, 1)
    again = await desk.try_take(AMINA, 1)
    assert isinstance(first, Taken)
    assert again == Taken(first.fence)
    assert (await desk.names()).count("system_taken") == 1


async def test_a_lead_may_take_it_over_and_the_colleague_can_no_longer_send(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    lead = await desk.take(LEAD)
    assert await desk.send(claim) == NotOwner(LEAD, await desk.owner())
    assert isinstance(await desk.send(lead, "m2"), Stored)
    assert "system_taken_over" in await desk.names()


async def test_a_send_that_comes_twice_stands_once_even_after_the_talk_was_lost(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    first = await desk.send(claim)
    await desk.take(LEAD)
    again = await desk.send(claim)
    assert isinstance(first, Stored)
    assert isinstance(again, Stored)
    assert (again.seq, again.created) == (first.seq, False)


async def test_an_old_fence_sends_nothing_even_for_the_adviser_who_owns_it_again(desk: Desk) -> None:
    await desk.ask()
    old = await desk.take()
    await desk.do(give_back, old)
    await desk.ask()
    await desk.take()
    assert await desk.send(old) == NotOwner(None, await desk.owner())


async def test_a_message_is_either_words_or_a_ready_answer(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    with pytest.raises(WrongStepError):
        await desk.do(send, claim, Said("m", text="Hej", name="ready_hello"))
    assert isinstance(await desk.do(send, claim, Said("m", name="ready_hello")), Stored)


async def test_given_back_the_bot_goes_on_and_leaves_what_was_meant_for_the_adviser(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    await desk.record.say("a", "till rådgivaren")
    given = await desk.do(give_back, claim, question="idea_what", note="Fortsätt med idén")
    assert isinstance(given, Done)
    assert given.owner.kind == "bot"
    assert await desk.read(partial(next_unanswered, conversation=desk.id)) is None
    await desk.record.say("b", "till boten")
    waiting = await desk.read(partial(next_unanswered, conversation=desk.id))
    assert waiting is not None
    assert waiting.text == "till boten"
    assert (await desk.read(partial(view, conversation=desk.id))).state["question"] == "idea_what"


async def test_notes_are_for_advisers_only(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    await desk.do(note, claim, Said("n1", text="Ring kommunen"), mentions=[BJORN])
    assert "Ring kommunen" not in [line.text for line in await desk.log()]
    lines = await desk.log(notes=True)
    assert lines[-1].payload == {"adviser": AMINA, "mentions": [BJORN]}
    assert [line.seq for line in lines] == [*range(1, len(lines) + 1)]


async def test_an_adviser_who_disappears_loses_the_talk_to_the_queue(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    clock = desk.record.tools.clock
    here = partial(set_presence, adviser=AMINA, gateway="g1", state="here", now=clock())
    await desk.record.database.write(here)
    soon = clock()
    assert await desk.read(partial(disappeared, now=soon)) == []
    late = soon.replace(hour=soon.hour + 1)
    assert await desk.read(partial(disappeared, now=late)) == [(desk.id, claim.fence)]
    returned = await desk.do(return_to_queue, desk.id, fence=claim.fence)
    assert isinstance(returned, Done)
    assert returned.owner == Owner("queue", None, claim.fence + 1)
    assert await desk.do(return_to_queue, desk.id, fence=claim.fence) == NotOwner(None, returned.owner)
    assert (await desk.names())[-1] == "system_returned"


async def test_a_closed_talk_opens_when_the_person_writes(desk: Desk) -> None:
    await desk.ask()
    await desk.do(close, await desk.take(), outcome="helped")
    assert (await desk.read(partial(view, conversation=desk.id))).status == "closed"
    await desk.do(hear, NewMessage(desk.id, PERSON, text="En sak till", client_id="x"))
    await desk.do(hear, NewMessage(desk.id, PERSON, text="En sak till", client_id="x"))
    assert (await desk.read(partial(view, conversation=desk.id))).status == "open"
    assert (await desk.names())[-3:] == ["system_closed", "En sak till", "system_reopened"]


async def test_the_bot_is_silent_after_a_take_over_even_with_its_excuses(desk: Desk) -> None:
    stored = await desk.record.say("a")
    await desk.ask()
    outcome = await desk.record.outcome("t_1", stored.seq, Reply("utter_hello"), Effect("pause"))
    await desk.take()
    assert await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools)) == Dropped(
        "owner"
    )
    excuse = partial(say, conversation=desk.id, reply=Reply("utter_late"), key="late:1", tools=desk.record.tools)
    assert await desk.record.database.write(excuse) is None
    assert await desk.names() == ["hej", "system_asked", "system_taken"]


async def test_a_rating_names_whoever_helped_and_has_one_to_five_stars(desk: Desk) -> None:
    await desk.ask()
    await desk.do(close, await desk.take(), outcome="helped")
    await desk.do(rate, desk.id, stars=5, text="Tack")
    for stars in (0, 6):
        with pytest.raises(WrongStepError):
            await desk.do(rate, desk.id, stars=stars)
    assert (await desk.names())[-1] == "system_rated"


async def test_both_sides_know_how_far_the_other_has_read(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    await desk.record.say("a", "Hej")
    assert await desk.read(partial(unread, at=claim)) == 1
    sent = await desk.send(claim)
    assert isinstance(sent, Stored)
    assert await desk.read(partial(seen_by_person, conversation=desk.id)) < sent.seq
    await desk.record.database.write(partial(mark_seen, conversation=desk.id, up_to=sent.seq))
    assert await desk.read(partial(seen_by_person, conversation=desk.id)) == sent.seq


async def test_a_step_with_an_old_fence_changes_nothing(desk: Desk, record: Record) -> None:
    await desk.ask()
    claim = await desk.take()
    old = Claim(claim.conversation, claim.adviser, claim.fence - 1)
    before = await desk.names()
    for step, more in ((give_back, {}), (close, {"outcome": "helped"})):
        assert await desk.do(step, old, **more) == NotOwner(None, Owner("adviser", AMINA, claim.fence))
    assert await desk.names() == before
