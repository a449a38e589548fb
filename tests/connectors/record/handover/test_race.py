"""Take-over against take-over and against the bot's answers, with real threads: one owner, and then silence.

A few hundred races in every run; ten thousand with ``STARTBRO_FULL=1``.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import open_conversation
from connectors.record.handover.asking import ask
from connectors.record.handover.sending import send
from connectors.record.handover.shapes import Claim, NotOwner, Said, Taken, TakenBefore, Wish
from connectors.record.handover.taking import take
from connectors.record.messages import append_message, replay
from connectors.record.types import ADVISER, BOT, PERSON, Committed, Dropped, NewMessage, Stored
from connectors.store.database import Database
from tests.connectors.databases import START, Record, make_tools
from tests.connectors.record.handover.desk import AMINA, BJORN, staff

FULL = os.environ.get("STARTBRO_FULL") == "1"
RACES = 10_000 if FULL else 300
AT_ONCE = 20
TURNS = 3


@dataclass
class Tally:
    """What came of the races."""

    races: int = 0
    doubles: int = 0
    spoken_after: int = 0
    gaps: int = 0
    delivered: Counter[str] = field(default_factory=Counter)


async def race(database: Database, tally: Tally, number: int) -> None:
    """Let two advisers and three answers of the bot go for one conversation at once."""
    tools = make_tools()
    record = Record(database, await database.write(partial(open_conversation, locale="sv", now=START)), tools)
    seqs = [(await record.say(f"a{turn}")).seq for turn in range(TURNS)]
    await database.write(lambda session: ask(session, record.id, Wish(), tools=tools))
    outcomes = [await record.outcome(f"t_{number}_{seq}", seq, Reply("utter_one"), Reply("utter_two")) for seq in seqs]
    fence = outcomes[0].owner.fence

    def go(session: Session, adviser: str) -> Taken | TakenBefore:
        return take(session, Claim(record.id, adviser, fence), tools=tools)

    late = NewMessage(record.id, PERSON, text="mitt i", client_id="late")
    runs = [
        *(database.write(partial(go, adviser=adviser)) for adviser in (AMINA, BJORN)),
        *(database.write(partial(commit_turn, turn=outcome, tools=tools)) for outcome in outcomes),
        database.write(partial(append_message, message=late, now=START)),
    ]
    # Another order of starting in each race; which of them comes first is then up to the threads.
    shift = number % len(runs)
    results = await asyncio.gather(*runs[shift:], *runs[:shift])
    takes = [result for result in results if isinstance(result, Taken | TakenBefore)]
    turns = [result for result in results if isinstance(result, Committed | Dropped)]
    await _judge(record, tally, takes, turns)


async def _judge(
    record: Record, tally: Tally, takes: list[Taken | TakenBefore], turns: list[Committed | Dropped]
) -> None:
    winners = [taken for taken in takes if isinstance(taken, Taken)]
    tally.races += 1
    tally.doubles += len(winners) != 1
    tally.delivered.update(type(turn).__name__ for turn in turns)
    log = await record.database.read(partial(replay, conversation=record.id))
    tally.gaps += [line.seq for line in log] != [*range(1, len(log) + 1)]
    taken_at = next(line.seq for line in log if line.name == "system_taken")
    tally.spoken_after += sum(line.author == BOT for line in log if line.seq > taken_at)
    spoken = sum(line.author == BOT for line in log)
    committed = sum(isinstance(turn, Committed) for turn in turns)
    assert spoken == 2 * committed, "a turn stands whole or not at all"


@pytest.mark.timeout(3600 if FULL else 120)
async def test_one_adviser_gets_it_and_the_bot_says_nothing_more(database: Database) -> None:
    await database.write(staff)
    tally = Tally()
    for start in range(0, RACES, AT_ONCE):
        await asyncio.gather(*(race(database, tally, number) for number in range(start, start + AT_ONCE)))
    assert (tally.races, tally.doubles, tally.spoken_after, tally.gaps) == (RACES, 0, 0, 0)
    # Both ends of the race were run: some answers came before the take-over, some after.
    assert min(tally.delivered["Committed"], tally.delivered["Dropped"]) > RACES // 20


async def test_a_lead_who_takes_over_while_a_colleague_sends_never_mixes_voices(database: Database) -> None:
    await database.write(staff)
    tools = make_tools()
    record = Record(database, await database.write(partial(open_conversation, locale="sv", now=START)), tools)
    await database.write(lambda session: ask(session, record.id, Wish(), tools=tools))
    owned = await database.write(lambda session: take(session, Claim(record.id, AMINA, 1), tools=tools))
    assert isinstance(owned, Taken)
    mine = Claim(record.id, AMINA, owned.fence)

    def write(session: Session, number: int) -> Stored | NotOwner:
        return send(session, mine, Said(f"m{number}", text="Hej"), tools=tools)

    def seize(session: Session) -> Taken | TakenBefore:
        return take(session, Claim(record.id, "a_lead", owned.fence), tools=tools)

    sends = [database.write(partial(write, number=number)) for number in range(20)]
    results = await asyncio.gather(*sends[:10], database.write(seize), *sends[10:])
    log = await database.read(partial(replay, conversation=record.id))
    seized = next(line.seq for line in log if line.name == "system_taken_over")
    assert [line.seq for line in log if line.author == ADVISER and line.seq > seized] == []
    stored = sum(isinstance(result, Stored) for result in results)
    assert sum(line.author == ADVISER for line in log) == stored
    assert all(result.by == "a_lead" for result in results if isinstance(result, NotOwner))
