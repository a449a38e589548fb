"""A conversation in a hundred lines of plain Python, compared with the record after every step.

Hypothesis mixes messages, resends, turns, late turns, take-overs, failures and restarts in any order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as explore
from sqlalchemy.orm import Session

from bot.advice.turn import Effect, Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import compare_and_set_owner, open_conversation, view
from connectors.record.failures import count_failure
from connectors.record.messages import next_unanswered, replay
from connectors.record.plans import snapshot
from connectors.record.replies import say
from connectors.record.types import PERSON, SYSTEM, Committed, Dropped, Owner, TurnOutcome
from connectors.store.database import Database
from tests.connectors.databases import START, Record

T = TypeVar("T")
Line = tuple[str, str]
CLIENT_IDS = st.sampled_from([f"client{number}" for number in range(12)])


class _Conversation(RuleBasedStateMachine):
    """The model (``log``, ``waiting``, ``owner``, ``answers``) beside a real conversation."""

    turns: Bundle[TurnOutcome] = Bundle("turns")
    done: Bundle[TurnOutcome] = Bundle("done")

    url: str
    runner: asyncio.Runner
    database: Database

    def __init__(self) -> None:
        super().__init__()
        new = self.run(self.database.write(lambda session: open_conversation(session, "sv", now=START)))
        self.record = Record(self.database, new)
        self.log: list[Line] = []
        self.clients: dict[str, int] = {}
        self.waiting: list[int] = []
        self.failures: dict[int, int] = {}
        self.owner = Owner()
        self.answer: tuple[int, str] | None = None
        self.committed: set[str] = set()
        self.count = 0

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.runner.run(work)

    def write(self, step: Callable[[Session], T]) -> T:
        return self.run(self.database.write(step))

    def read(self, step: Callable[[Session], T]) -> T:
        return self.run(self.database.read(step))

    @rule(client_id=CLIENT_IDS, words=st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=20))
    def person_says(self, client_id: str, words: str) -> None:
        stored = self.run(self.record.say(client_id, words))
        assert stored.created == (client_id not in self.clients)
        if stored.created:
            self.log.append((PERSON, words))
            self.clients[client_id] = len(self.log)
            self.waiting.append(len(self.log))
        assert (stored.seq, stored.owner) == (self.clients[client_id], self.owner)

    @precondition(lambda self: bool(self.waiting))
    @rule(target=turns, replies=st.integers(0, 3), last=st.booleans())
    def turn_begins(self, replies: int, last: bool) -> TurnOutcome:
        self.count += 1
        name = f"t_{self.record.id[-8:]}_{self.count}"
        answer = {"question": "idea_what", "value": name, "text": name, "language": "sv"}
        parts = [Reply(f"utter_{name}_{number}") for number in range(replies)]
        return self.run(
            self.record.outcome(name, self.waiting[-1 if last else 0], *parts, Effect("store_answer", answer))
        )

    @rule(target=done, turn=consumes(turns))
    def turn_ends(self, turn: TurnOutcome) -> TurnOutcome:
        result = self.write(lambda session: commit_turn(session, turn, self.record.tools))
        if turn.owner != self.owner:
            assert result == Dropped("owner")
        elif turn.message_seq not in self.waiting:
            assert result == Dropped("answered")
        else:
            assert isinstance(result, Committed)
            self._expect_committed(turn)
        return turn

    def _expect_committed(self, turn: TurnOutcome) -> None:
        assert turn.message_seq is not None
        self.committed.add(turn.turn)
        self.waiting.remove(turn.message_seq)
        self.log += [("bot", reply.name) for reply in turn.replies]
        self.answer = ((self.answer or (0, ""))[0] + 1, turn.turn)

    @rule(turn=done)
    def turn_ends_again(self, turn: TurnOutcome) -> None:
        result = self.write(lambda session: commit_turn(session, turn, self.record.tools))
        if turn.turn in self.committed:
            assert isinstance(result, Committed)
            assert result.repeated
            assert [entry.name for entry in result.messages] == [reply.name for reply in turn.replies]
        elif turn.owner == self.owner and turn.message_seq in self.waiting:
            assert isinstance(result, Committed)
            self._expect_committed(turn)
        else:
            assert isinstance(result, Dropped)

    @precondition(lambda self: bool(self.waiting))
    @rule()
    def turn_fails(self) -> None:
        seq = self.waiting[0]
        self.count += 1
        name = f"t_{self.record.id[-8:]}_{self.count}"
        self.failures[seq] = self.failures.get(seq, 0) + 1
        counted = self.write(lambda session: count_failure(session, self.record.id, seq, turn=name, now=START))
        assert counted == self.failures[seq]

    @rule(key=st.sampled_from(["late:1", "late:2"]))
    def system_says(self, key: str) -> None:
        entry = self.write(
            lambda session: say(session, self.record.id, Reply("utter_late"), key=key, tools=self.record.tools)
        )
        assert (entry is not None) == (key not in self.clients and self.owner.kind != "adviser")
        if entry:
            self.log.append((SYSTEM, "utter_late"))
            self.clients[key] = len(self.log)
            assert entry.seq == len(self.log)

    @rule(kind=st.sampled_from(["bot", "queue", "adviser"]), behind=st.integers(0, 2))
    def owner_changes(self, kind: str, behind: int) -> None:
        fence = self.owner.fence - behind
        result = self.write(
            lambda session: compare_and_set_owner(session, self.record.id, fence=fence, kind=kind, owner_id=None)
        )
        assert (result is not None) == (behind == 0)
        self.owner = result or self.owner

    @rule()
    def gateway_restarts(self) -> None:
        self.run(self.database.close())
        type(self).database = self.record.database = self.run(opened(self.url))

    @rule(after=st.integers(0, 40))
    def client_replays(self, after: int) -> None:
        lines = self.read(lambda session: replay(session, self.record.id, after))
        assert [(line.author, line.text or line.name or "") for line in lines] == self.log[after:]
        assert [line.seq for line in lines] == list(range(after + 1, len(self.log) + 1))

    @invariant()
    def record_is_as_modelled(self) -> None:
        seen, waiting, plan = self.read(
            lambda session: (
                view(session, self.record.id),
                next_unanswered(session, self.record.id),
                snapshot(session, self.record.id),
            )
        )
        assert (seen.last_seq, seen.owner) == (len(self.log), self.owner)
        assert (waiting.seq if waiting else None) == min(self.waiting, default=None)
        answer = plan.answers.get("idea_what")
        assert (answer and (answer.revision, answer.text)) == self.answer


async def opened(url: str) -> Database:
    return Database(url)


def test_the_record_behaves_like_its_model(url: str) -> None:
    examples = 60 if url.startswith("sqlite") else 20
    with asyncio.Runner() as runner:

        class Machine(_Conversation):
            pass

        Machine.url, Machine.runner, Machine.database = url, runner, runner.run(opened(url))
        try:
            explore(Machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None))
        finally:
            runner.run(Machine.database.close())
