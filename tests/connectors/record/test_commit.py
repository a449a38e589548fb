"""A turn becomes true once and whole, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.advice.turn import Button, Effect, Reply
from connectors.record.codes import redeem_code
from connectors.record.commit import commit_turn
from connectors.record.conversations import begin_generation, by_token, compare_and_set_owner, view
from connectors.record.effects import UnknownEffectError
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.failures import count_failure
from connectors.record.messages import replay
from connectors.record.plans import snapshot
from connectors.record.replies import Wording, mark_seen, note_shown, say
from connectors.record.types import Committed, Dropped, Owner, TurnOutcome
from connectors.store.models import AuditEntry, Delivery, Message, Turn
from connectors.store.models import Effect as EffectRow
from connectors.store.plans import Answer, Comment
from tests.connectors.databases import START, Record

T = TypeVar("T")
HELLO = Reply("utter_hello", {"n": {"type": "count", "value": 3}}, (Button("button_yes", "affirm"),))
MONEY = {"type": "money", "value": "25000", "currency": "SEK"}


def store(question: str = "idea_what", value: Any = "bread", text: str = "bread") -> Effect:
    return Effect("store_answer", {"question": question, "value": value, "text": text, "language": "so"})


async def commit(record: Record, outcome: TurnOutcome) -> Committed | Dropped:
    return await record.database.write(lambda session: commit_turn(session, outcome, record.tools))


async def run(record: Record, turn: str, *parts: Reply | Effect) -> Committed:
    stored = await record.say(f"for {turn}")
    done = await commit(record, await record.outcome(turn, stored.seq, *parts))
    assert isinstance(done, Committed)
    return done


async def count(record: Record, table: type[Any]) -> int:
    return await record.database.read(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


async def ask(record: Record, step: Callable[[Session], T]) -> T:
    return await record.database.read(step)


async def test_replies_follow_the_message_in_order(record: Record) -> None:
    done = await run(record, "t_1", HELLO, Reply("utter_more"))
    assert [(entry.seq, entry.name) for entry in done.messages] == [(2, "utter_hello"), (3, "utter_more")]
    assert done.last_seq == 3
    log = await ask(record, lambda session: replay(session, record.id))
    assert tuple(log[1:]) == done.messages
    assert log[0].answered == "t_1"
    assert log[1].buttons[0]["intent"] == "affirm"


async def test_a_turn_committed_twice_happens_once(record: Record) -> None:
    stored = await record.say("a")
    outcome = await record.outcome("t_1", stored.seq, HELLO, store())
    first, second = [await commit(record, outcome) for _ in range(2)]
    assert isinstance(first, Committed)
    assert isinstance(second, Committed)
    assert second.repeated
    assert second.messages == first.messages
    assert (await count(record, Message), await count(record, Answer), await count(record, Turn)) == (2, 1, 1)


async def test_two_turns_for_one_message_commit_once(record: Record) -> None:
    stored = await record.say("a")
    outcomes = [await record.outcome(f"t_{number}", stored.seq, HELLO) for number in range(8)]
    results = await asyncio.gather(*(commit(record, outcome) for outcome in outcomes))
    assert sum(isinstance(result, Committed) for result in results) == 1
    assert [result for result in results if isinstance(result, Dropped)] == [Dropped("answered")] * 7


async def test_a_turn_finished_after_a_take_over_is_dropped(record: Record) -> None:
    stored = await record.say("a", "canary words")
    outcome = await record.outcome("t_1", stored.seq, HELLO, store(text="canary words"))
    taken = await record.database.write(
        lambda session: compare_and_set_owner(session, record.id, fence=0, kind="adviser", owner_id="a_1")
    )
    assert taken == Owner("adviser", "a_1", 1)
    assert await commit(record, outcome) == Dropped("owner")
    assert (await count(record, Message), await count(record, Answer)) == (1, 0)
    entry = await ask(record, lambda session: session.scalars(select(AuditEntry)).one())
    assert entry.details["replies"] == ["utter_hello"]
    assert "canary" not in str(entry.details)


async def test_a_take_over_that_was_handed_back_drops_it_too(record: Record) -> None:
    stored = await record.say("a")
    outcome = await record.outcome("t_1", stored.seq, HELLO)
    for fence, kind in enumerate(["adviser", "bot"]):
        await record.database.write(
            partial(compare_and_set_owner, conversation=record.id, fence=fence, kind=kind, owner_id=None)
        )
    assert await commit(record, outcome) == Dropped("owner")


async def test_a_thousand_races_for_a_conversation_have_one_winner_each(record: Record) -> None:
    async def race(adviser: str, fence: int) -> Owner | None:
        return await record.database.write(
            lambda session: compare_and_set_owner(session, record.id, fence=fence, kind="adviser", owner_id=adviser)
        )

    for fence in range(500):
        results = await asyncio.gather(race("a_1", fence), race("a_2", fence))
        winners = [result for result in results if result]
        assert len(winners) == 1
        assert (await ask(record, lambda session: view(session, record.id))).owner == winners[0]


async def test_nothing_of_a_failing_turn_stays(record: Record) -> None:
    stored = await record.say("a")
    outcome = await record.outcome("t_1", stored.seq, HELLO, store(), Effect("launch_rocket"))
    with pytest.raises(UnknownEffectError):
        await commit(record, outcome)
    assert (await count(record, Turn), await count(record, Answer), await count(record, Message)) == (0, 0, 1)


async def test_answers_become_revisions_and_facts(record: Record) -> None:
    await run(record, "t_1", Effect("choose_template", {"template": "food"}), store())
    await run(record, "t_2", store(value=MONEY, text="25 tusen"), Effect("skip_answer", {"question": "idea_why"}))
    facts = await ask(record, lambda session: load_facts(session, record.id, day_in_stockholm(START)))
    assert (facts.template, facts.stage, facts.locale) == ("food", "interview", "sv")
    assert (facts.answers["idea_what"].value, facts.answers["idea_what"].language) == (MONEY, "so")
    assert facts.answers["idea_why"].state == "skipped"
    plan = await ask(record, lambda session: snapshot(session, record.id))
    assert (plan.template, plan.answers["idea_what"].revision, plan.answers["idea_what"].type) == ("food", 2, "money")
    assert await count(record, Answer) == 3


async def test_starting_over_sets_answers_aside(record: Record) -> None:
    await run(record, "t_1", Effect("choose_template", {"template": "food"}), store())
    await run(record, "t_2", Effect("start_over"))
    plan = await ask(record, lambda session: snapshot(session, record.id))
    assert (plan.template, plan.answers) == (None, {})
    await run(record, "t_3", store())
    plan = await ask(record, lambda session: snapshot(session, record.id))
    assert plan.answers["idea_what"].revision == 2


async def test_the_interview_state_survives(record: Record) -> None:
    await run(
        record,
        "t_1",
        Effect("ask_question", {"question": "idea_what"}),
        Effect("count_miss"),
        Effect("expect", {"kind": "amount", "values": {"value": "5"}}),
    )
    facts = await ask(record, lambda session: load_facts(session, record.id, day_in_stockholm(START)))
    assert facts.expecting is not None
    assert (facts.question, facts.misses, facts.expecting.kind) == ("idea_what", 1, "amount")


async def test_a_change_of_language_counts_for_the_same_turns_replies(record: Record) -> None:
    done = await run(record, "t_1", Effect("change_language", {"locale": "ar"}), HELLO)
    assert done.locale == "ar"
    delivery = await ask(record, lambda session: session.scalars(select(Delivery)).one())
    assert delivery.text.startswith("utter_hello for ar on web")
    assert (delivery.language, delivery.state, delivery.catalogue_version) == ("ar", "queued", "v1")


async def test_an_issued_code_is_shown_once_and_opens_the_conversation(record: Record) -> None:
    done = await run(record, "t_1", Effect("issue_code"), HELLO)
    code = done.code
    assert code is not None
    token = await record.database.write(
        lambda session: redeem_code(session, code.lower(), record.tools.keys, now=START)
    )
    assert token is not None
    found = await ask(record, lambda session: by_token(session, token))
    assert found is not None
    assert found.id == record.id


async def test_feedback_and_the_wish_for_an_adviser_are_kept(record: Record) -> None:
    await run(record, "t_1", Effect("give_feedback", {"text": "good"}), Effect("ask_for_adviser", {"about": "vat"}))
    kept = await ask(record, lambda session: session.execute(select(Comment.kind, Comment.text)).all())
    assert sorted(map(tuple, kept)) == [("adviser_wanted", "vat"), ("feedback", "good")]


async def test_redaction_reaches_what_the_turn_repeated(record: Record) -> None:
    stored = await record.say("a", "I am 850709-9805")
    echo = Reply("utter_heard", {"said": {"type": "name", "value": "850709-9805"}})
    outcome = await record.outcome("t_1", stored.seq, echo, store(text="850709-9805"))
    await commit(record, outcome)
    await run(record, "t_2", Effect("redact_message", {"seq": stored.seq}))
    log = await ask(record, lambda session: replay(session, record.id))
    assert log[0].text == "I am ******-****"
    left = await ask(
        record,
        lambda session: [
            *session.scalars(select(Delivery.text)),
            *map(str, session.scalars(select(EffectRow.values))),
            *session.scalars(select(Answer.text)),
        ],
    )
    assert not [text for text in left if "9805" in text]


async def test_a_turn_without_a_message_commits_too(record: Record) -> None:
    outcome = await record.outcome("t_1", None, store())
    results = [await commit(record, outcome) for _ in range(2)]
    assert [isinstance(done, Committed) and done.repeated for done in results] == [False, True]
    assert await count(record, Answer) == 1


async def test_failures_are_counted_until_the_turn_commits(record: Record) -> None:
    stored = await record.say("a")
    counts = [
        await record.database.write(
            partial(count_failure, conversation=record.id, seq=stored.seq, turn=turn, now=START)
        )
        for turn in ("t_1", "t_2")
    ]
    assert counts == [1, 2]
    assert isinstance(await commit(record, await record.outcome("t_3", stored.seq, HELLO)), Committed)
    turn = await ask(record, lambda session: session.scalars(select(Turn)).one())
    assert (turn.id, turn.state, turn.attempts) == ("t_3", "committed", 3)


async def test_generations_are_kept_with_the_turn(record: Record) -> None:
    await run(record, "t_1", HELLO)
    number = await record.database.write(lambda session: begin_generation(session, record.id, rasa_boot="next"))
    seen = await ask(record, lambda session: view(session, record.id))
    assert (number, seen.generation, seen.generation_turns, seen.rasa_boot) == (2, 2, 0, "next")


async def test_a_notice_is_said_once_for_its_key(record: Record) -> None:
    notices = [
        await record.database.write(
            lambda session: say(session, record.id, Reply("utter_answer_late"), key="late:1", tools=record.tools)
        )
        for _ in range(2)
    ]
    assert [notice and notice.seq for notice in notices] == [1, None]
    assert await count(record, Delivery) == 1


async def test_wordings_shown_are_kept_once_and_seen_ones_are_delivered(record: Record) -> None:
    await run(record, "t_1", HELLO)
    words = [Wording(2, "hello in Arabic", "ar")]
    for _ in range(2):
        await record.database.write(lambda session: note_shown(session, record.id, words, version="v1", now=START))
    await record.database.write(lambda session: mark_seen(session, record.id, 2))
    kept = await ask(record, lambda session: session.execute(select(Delivery.language, Delivery.state)).all())
    assert sorted(map(tuple, kept)) == [("ar", "delivered"), ("sv", "delivered")]
