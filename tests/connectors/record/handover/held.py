"""Short ways to answers that wait for an adviser: an organisation that reads permits, a turn that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import Facts
from bot.advice.turn import Reply
from connectors.record.approval import HELD, ORGANISATION
from connectors.record.commit import commit_turn
from connectors.record.handover.marking import set_presence
from connectors.record.handover.reading import let_read
from connectors.record.types import Committed
from tests.connectors.record.handover.desk import AMINA, NORTH, Desk

ANSWER = Reply("utter_find_permits")
QUESTION = Reply("utter_ask_answer", {"question": {"type": "name", "value": "Vad vill du sälja?"}})
CHOICE = {"topics": ["permits"], "minutes": 5}


def again(facts: Facts) -> Sequence[Reply]:
    """Ask the same question again."""
    return (QUESTION,)


def read_first(session: Session, organisation: str = NORTH) -> None:
    """Let an organisation read answers on permits first."""
    chosen = update(ORGANISATION).where(ORGANISATION.c.id == organisation)
    session.execute(chosen.values(approval=CHOICE))


async def attend(desk: Desk, adviser: str = AMINA, state: str = "here") -> None:
    """Put an adviser at their desk."""
    now = desk.record.tools.clock()
    here = partial(set_presence, adviser=adviser, gateway="g", state=state, now=now)
    await desk.record.database.write(here)


async def answer(desk: Desk, turn: str, *replies: Reply) -> Committed:
    """Let the person ask and the bot answer, with the question of the interview behind it."""
    stored = await desk.record.say(f"for {turn}")
    outcome = await desk.record.outcome(turn, stored.seq, *(replies or (ANSWER,)), QUESTION)
    done = await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))
    assert isinstance(done, Committed)
    return done


async def hold(desk: Desk, turn: str = "t_held", *replies: Reply) -> int:
    """Have an answer wait, as the person lets advisers read it; give its number."""
    await desk.record.database.write(read_first)
    await attend(desk)
    await answer(desk, turn, *replies)
    number = int((await held(desk))[-1].id)
    await desk.do(let_read, desk.id, str(number))
    return number


async def held(desk: Desk) -> list[Row[tuple[object, ...]]]:
    """Give every answer that has ever waited, oldest first."""
    return await desk.read(lambda session: [*session.execute(select(HELD).order_by(HELD.c.id))])
