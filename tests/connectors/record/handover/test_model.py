"""Owner, fence and log of a conversation in plain Python, compared with the record after every step of the hand-over.

Hypothesis mixes a person, two advisers, a lead, the bot and a transfer in any order, with old fences among the new.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as explore
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import open_conversation, view
from connectors.record.handover.asking import IS_OPEN, ask, leave
from connectors.record.handover.hearing import hear
from connectors.record.handover.sending import send
from connectors.record.handover.shapes import Claim, Done, NotOwner, Said, Taken, TakenBefore, Target, Wish
from connectors.record.handover.taking import close, give_back, return_to_queue, take
from connectors.record.handover.transferring import accept_transfer, decline_transfer, transfer
from connectors.record.messages import replay
from connectors.record.types import PERSON, Committed, Dropped, NewMessage, Owner, Stored, TurnOutcome
from connectors.store.database import Database
from connectors.store.desk import QueueEntry
from connectors.store.models import table_of
from tests.connectors.databases import START, Record
from tests.connectors.record.handover.desk import AMINA, BJORN, LEAD, staff

T = TypeVar("T")
ADVISERS = st.sampled_from([AMINA, BJORN, LEAD])
BEHIND = st.sampled_from([0, 0, 0, 1])


class _HandOver(RuleBasedStateMachine):
    """The model (``owner``, ``log``, ``waiting``, ``status``, ``transfer``) beside a real conversation."""

    turns: Bundle[TurnOutcome] = Bundle("turns")

    runner: asyncio.Runner
    database: Database

    def __init__(self) -> None:
        super().__init__()
        new = self.write(partial(open_conversation, locale="sv", now=START))
        self.record = Record(self.database, new)
        self.owner = Owner()
        self.log: list[str] = []
        self.waiting: set[int] = set()
        self.status = "open"
        self.transfer: str | None = None
        self.known = False
        self.count = 0

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.runner.run(work)

    def write(self, step: Callable[[Session], T]) -> T:
        return self.run(self.database.write(step))

    def do(self, step: Callable[..., T], *parts: Any, **more: Any) -> T:
        return self.write(lambda session: step(session, *parts, **more, tools=self.record.tools))

    def becomes(self, kind: str, adviser: str | None, line: str, *, settled: bool = False) -> None:
        """Note that somebody else owns it now, which the log says in one line."""
        self.owner = Owner(kind, adviser, self.owner.fence + 1)
        self.log.append(line)
        if settled:
            self.waiting.clear()
            self.transfer = None

    def number(self) -> int:
        self.count += 1
        return self.count

    def claim(self, adviser: str, behind: int) -> Claim:
        return Claim(self.record.id, adviser, self.owner.fence - behind)

    def owns(self, claim: Claim) -> bool:
        return self.owner == Owner("adviser", claim.adviser, claim.fence)

    @rule()
    def person_writes(self) -> None:
        message = NewMessage(self.record.id, PERSON, text="hej", client_id=f"p{self.number()}")
        stored = self.do(hear, message)
        self.log.append("hej")
        assert stored.seq == len(self.log)
        self.waiting.add(stored.seq)
        if self.status == "closed":
            self.status = "open"
            self.log.append("system_reopened")

    @rule()
    def person_asks(self) -> None:
        done = self.do(ask, self.record.id, Wish())
        self.known = True
        if self.owner.kind == "bot":
            self.becomes("queue", None, "system_asked")
            self.status = "open"
        assert done.owner == self.owner

    @rule()
    def person_leaves(self) -> None:
        done = self.do(leave, self.record.id)
        if self.owner.kind == "queue":
            self.becomes("bot", None, "system_left")
        assert done.owner == self.owner

    @precondition(lambda self: self.waiting)
    @rule(target=turns)
    def bot_begins(self) -> TurnOutcome:
        name = f"t_{self.record.id[-8:]}_{self.number()}"
        return self.run(self.record.outcome(name, min(self.waiting), Reply(f"utter_{self.count}")))

    @rule(turn=consumes(turns))
    def bot_ends(self, turn: TurnOutcome) -> None:
        result = self.do(commit_turn_with, turn)
        if turn.owner != self.owner:
            assert result == Dropped("owner")
        elif turn.message_seq not in self.waiting:
            assert result == Dropped("answered")
        else:
            assert isinstance(result, Committed)
            self.waiting.discard(turn.message_seq or 0)
            self.log += [reply.name for reply in turn.replies]

    @precondition(lambda self: self.known)
    @rule(adviser=ADVISERS, behind=BEHIND)
    def adviser_takes(self, adviser: str, behind: int) -> None:
        # Once somebody has had it, it is their organisation's also while the bot answers.
        if self.owner.kind == "bot" and not self.is_theirs():
            return
        claim, before = self.claim(adviser, behind), self.owner
        result = self.do(take, claim)
        if before.kind == "adviser" and before.id == adviser:
            assert result == Taken(before.fence)
        elif behind or (before.kind == "adviser" and adviser != LEAD):
            assert result == TakenBefore(before.id if before.kind == "adviser" else None, before)
        else:
            self.becomes("adviser", adviser, "system_taken_over" if before.kind == "adviser" else "system_taken")
            self.transfer, self.status = None, "open"
            assert isinstance(result, Taken)
            assert result.fence == self.owner.fence

    def is_theirs(self) -> bool:
        return "system_taken" in self.log

    @precondition(lambda self: self.owner.kind == "adviser")
    @rule(adviser=ADVISERS, behind=BEHIND)
    def adviser_writes(self, adviser: str, behind: int) -> None:
        claim = self.claim(adviser, behind)
        result = self.do(send, claim, Said(f"s{self.number()}", text="svar"))
        if self.owns(claim):
            self.log.append("svar")
            assert isinstance(result, Stored)
            assert result.seq == len(self.log)
        else:
            assert result == NotOwner(self.owner.id if self.owner.id != adviser else None, self.owner)

    @precondition(lambda self: self.owner.kind == "adviser")
    @rule(adviser=ADVISERS, behind=BEHIND, closing=st.booleans())
    def adviser_ends(self, adviser: str, behind: int, closing: bool) -> None:
        claim = self.claim(adviser, behind)
        owned = self.owns(claim)
        result = self.do(close, claim, outcome="helped") if closing else self.do(give_back, claim)
        assert isinstance(result, Done) == owned
        if owned:
            self.becomes("bot", None, "system_closed" if closing else "system_given_back", settled=True)
            self.status = "closed" if closing else "open"

    @precondition(lambda self: self.owner.kind == "adviser")
    @rule(behind=BEHIND)
    def adviser_disappears(self, behind: int) -> None:
        result = self.do(return_to_queue, self.record.id, fence=self.owner.fence - behind)
        assert isinstance(result, NotOwner if behind else Done)
        if not behind:
            self.becomes("queue", None, "system_returned", settled=True)

    @precondition(lambda self: self.owner.kind == "adviser")
    @rule(adviser=ADVISERS)
    def adviser_hands_on(self, adviser: str) -> None:
        claim = self.claim(adviser, 0)
        owned = self.owns(claim)
        result = self.do(transfer, claim, Target(adviser=BJORN))
        assert isinstance(result, Done) == owned
        if isinstance(result, Done) and self.transfer is None:
            self.log.append("system_transfer_asked")
            self.transfer = result.lines[0].buttons[0]["entities"]["transfer"]

    @precondition(lambda self: self.transfer)
    @rule(agrees=st.booleans())
    def person_decides(self, agrees: bool) -> None:
        self.do(accept_transfer if agrees else decline_transfer, self.record.id, self.transfer)
        if agrees:
            self.becomes("queue", None, "system_transfer_accepted", settled=True)
        else:
            self.transfer = None
            self.log.append("system_transfer_declined")

    @invariant()
    def record_is_as_modelled(self) -> None:
        seen, lines, waits = self.run(
            self.database.read(
                lambda session: (
                    view(session, self.record.id),
                    replay(session, self.record.id, notes=True),
                    session.scalar(open_waits(self.record.id)),
                )
            )
        )
        assert (seen.owner, seen.status, seen.last_seq) == (self.owner, self.status, len(self.log))
        assert [line.name or line.text for line in lines] == self.log
        assert [line.seq for line in lines] == [*range(1, len(lines) + 1)]
        unanswered = {line.seq for line in lines if line.author == PERSON and line.answered is None}
        assert unanswered == self.waiting
        assert waits == (self.owner.kind == "queue"), "who waits has one open wait, and nobody else has any"


def commit_turn_with(session: Session, turn: TurnOutcome, *, tools: Any) -> Committed | Dropped:
    return commit_turn(session, turn, tools)


def open_waits(conversation: str) -> Any:
    entry = table_of(QueueEntry)
    return select(func.count()).select_from(entry).where(entry.c.conversation == conversation, IS_OPEN)


def test_the_hand_over_behaves_like_its_model(url: str) -> None:
    examples = 60 if url.startswith("sqlite") else 15
    with asyncio.Runner() as runner:

        class Machine(_HandOver):
            pass

        Machine.runner, Machine.database = runner, runner.run(opened(url))
        try:
            runner.run(Machine.database.write(staff))
            explore(Machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None))
        finally:
            runner.run(Machine.database.close())


async def opened(url: str) -> Database:
    return Database(url)
