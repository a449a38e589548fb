"""Adviser against adviser against the deadline, with real threads: every answer that waits comes to exactly one end.

A thousand races in every run; ten thousand with ``STARTBRO_FULL=1``.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from connectors.record.approval import HELD, LAPSED, REPLACED, SENT, WAITING, WITHHELD
from connectors.record.conversations import open_conversation
from connectors.record.handover.approving import Decision, Due, SettledBefore, decide, lapse
from connectors.record.handover.ground import CASE
from connectors.record.handover.shapes import At, Done, NotOwner
from connectors.record.messages import replay
from connectors.record.types import Tools
from connectors.store.database import Database
from tests.connectors.databases import START, make_tools
from tests.connectors.record.handover.desk import AMINA, BJORN, NORTH, staff
from tests.connectors.record.handover.held import ANSWER, again

FULL = os.environ.get("STARTBRO_FULL") == "1"
RACES = 10_000 if FULL else 1_000
AT_ONCE = 50
ENDS = {
    SENT: "utter_approval_came",
    REPLACED: "utter_approval_replaced",
    WITHHELD: "utter_approval_withheld",
    LAPSED: "utter_approval_late",
}
WISHES = ((AMINA, SENT), (AMINA, REPLACED), (BJORN, WITHHELD), (BJORN, SENT))


def prepare(session: Session) -> str:
    """Open a conversation of the north in which answers wait for as many races; their time is up."""
    conversation = open_conversation(session, "sv", now=START).conversation
    session.flush()
    case = {"conversation": conversation, "organisation": NORTH, "created": START, "changed": START}
    session.execute(insert(CASE), [case])
    row = {
        "conversation": conversation,
        "turn": "t",
        "organisation": NORTH,
        "topic": "permits",
        "replies": [ANSWER.to_json()],
        "channel": "web",
        "state": WAITING,
        "until": START,
        "created": START - timedelta(minutes=5),
    }
    session.execute(insert(HELD), [row] * AT_ONCE)
    return conversation


def waiting(session: Session, conversation: str) -> list[int]:
    """Give the answers of a conversation."""
    return [*session.scalars(select(HELD.c.id).where(HELD.c.conversation == conversation))]


async def race(database: Database, tools: Tools, conversation: str, held: int) -> int:
    """Let two advisers and the deadline go for one answer at once; give how many believe that they were first."""
    amina, bjorn = WISHES[held % 2], WISHES[2 + held // 2 % 2]

    def settle(session: Session, adviser: str, state: str) -> Done | NotOwner | SettledBefore:
        decision = Decision(held, state, "Nej, så här." if state == REPLACED else None, "sv")
        return decide(session, At(conversation, adviser), decision, go_on=again, tools=tools)

    def end(session: Session) -> bool:
        return lapse(session, Due(held, conversation), go_on=again, tools=tools)

    runs = [
        database.write(partial(settle, adviser=amina[0], state=amina[1])),
        database.write(partial(settle, adviser=bjorn[0], state=bjorn[1])),
        database.write(end),
    ]
    shift = held % len(runs)
    results = await asyncio.gather(*runs[shift:], *runs[:shift])
    return sum(result is True or isinstance(result, Done) for result in results)


async def judge(database: Database, conversation: str) -> Counter[str]:
    """Give the ends that the answers of a conversation came to; the log tells each of them once, without gaps."""
    ended = select(HELD.c.state).where(HELD.c.conversation == conversation)
    states = Counter(await database.read(lambda session: session.scalars(ended).all()))
    log = await database.read(partial(replay, conversation=conversation))
    told = Counter(line.name for line in log if line.name in ENDS.values())
    assert told == {ENDS[state]: number for state, number in states.items()}
    assert [line.seq for line in log] == [*range(1, len(log) + 1)]
    return states


@pytest.mark.timeout(1800 if FULL else 240)
async def test_every_answer_comes_to_one_end(database: Database) -> None:
    await database.write(staff)
    tools = make_tools()
    states: Counter[str] = Counter()
    for _ in range(RACES // AT_ONCE):
        conversation = await database.write(prepare)
        held = await database.read(partial(waiting, conversation=conversation))
        done = await asyncio.gather(*(race(database, tools, conversation, one) for one in held))
        assert done == [1] * AT_ONCE
        states += await judge(database, conversation)
    assert states.total() == RACES
    # The deadline and the advisers each won some, so the race was one.
    assert WAITING not in states
    assert min(states[LAPSED], states[SENT], states[REPLACED], states[WITHHELD]) > RACES // 50
