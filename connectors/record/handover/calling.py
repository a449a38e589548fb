"""Calling or mailing somebody back: what they left, how each try went, and when the next one is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, or_, select, update
from sqlalchemy.orm import Session

from connectors.record.handover.ground import (
    adopt,
    begin,
    begin_as,
    change_case,
    find_adviser,
    find_case,
    note_step,
    tell,
)
from connectors.record.handover.seeing import STANDING
from connectors.record.handover.shapes import (
    DONE,
    NOT_REACHED,
    OPEN,
    REACHED,
    WRONG_NUMBER,
    At,
    Wanted,
    WrongStepError,
)
from connectors.record.types import Tools, UnknownConversationError
from connectors.store.desk import CallBack
from connectors.store.models import table_of

CALL_BACK = table_of(CallBack)
MOST_TRIES = 2
PAUSE = timedelta(hours=20)
"""Before the second try: late enough for another day, and not the same hour of it."""

LINES = {NOT_REACHED: "system_call_back_missed", WRONG_NUMBER: "system_call_back_wrong"}


def want_call_back(session: Session, conversation: str, wanted: Wanted, *, tools: Tools) -> int:
    """Keep that the person wants to be called or mailed; give its number. A new one takes the place of an open one."""
    scene = begin(session, conversation, tools)
    case = find_case(scene)
    standing = update(CALL_BACK).where(CALL_BACK.c.conversation == conversation, CALL_BACK.c.state.in_(STANDING))
    session.execute(standing.values(state=DONE, changed=scene.now))
    change_case(scene, organisation=case.organisation if case else None)
    row = {
        "conversation": conversation,
        "organisation": case.organisation if case else None,
        "way": wanted.way,
        "address": wanted.address,
        "times": wanted.times,
        "language": wanted.language,
        "state": OPEN,
        "tries": 0,
        "created": scene.now,
        "changed": scene.now,
    }
    number: int = session.execute(insert(CALL_BACK).values(row).returning(CALL_BACK.c.id)).scalar_one()
    note_step(scene, "call_back_wanted", actor=None, details={"call_back": number, "way": wanted.way})
    tell(scene, f"system_call_back_{wanted.way}")
    return number


def call_back(session: Session, number: int, adviser: str, *, outcome: str, tools: Tools) -> str:
    """Keep how a try went (``reached``, ``not_reached``, ``wrong_number``); give the state that came of it.

    Not reached once means a second try the day after; twice, a wrong number or success ends it. Raises
    ``UnknownConversationError`` for an adviser who may not see the conversation.
    """
    if outcome not in (REACHED, NOT_REACHED, WRONG_NUMBER):
        raise WrongStepError(f"a call back cannot end as {outcome}")
    found, known = _find(session, number), find_adviser(session, adviser)
    if found is None or known is None or found.organisation not in (None, known.organisation):
        raise UnknownConversationError(str(number))
    scene, _ = begin_as(session, At(found.conversation, adviser), tools)
    again = _find(session, number)
    if again is None or again.state in (DONE, REACHED, WRONG_NUMBER):
        return DONE if again is None else str(again.state)
    tries = again.tries + 1
    last = outcome != NOT_REACHED or tries >= MOST_TRIES
    state = DONE if outcome == NOT_REACHED and last else outcome
    changes = {
        "state": state,
        "tries": tries,
        "adviser": adviser,
        "organisation": known.organisation,
        "next_try": None if last else scene.now + PAUSE,
        "changed": scene.now,
    }
    session.execute(update(CALL_BACK).where(CALL_BACK.c.id == number).values(changes))
    adopt(scene, known.organisation)
    note_step(scene, "called_back", actor=adviser, details={"call_back": number, "outcome": outcome, "tries": tries})
    if outcome in LINES:
        tell(scene, "system_call_back_given_up" if state == DONE else LINES[outcome])
    return state


def call_backs(session: Session, organisation: str, *, now: datetime) -> list[Row[Any]]:
    """Give the call backs an organisation may see that are due or will be, those due longest first."""
    due = CALL_BACK.c.next_try.is_(None) | (CALL_BACK.c.next_try <= now)
    theirs = or_(CALL_BACK.c.organisation.is_(None), CALL_BACK.c.organisation == organisation)
    rows = session.execute(
        select(CALL_BACK, due.label("due"))
        .where(CALL_BACK.c.state.in_(STANDING), theirs)
        .order_by(due.desc(), CALL_BACK.c.created)
    )
    return [*rows]


def _find(session: Session, number: int) -> Row[Any] | None:
    return session.execute(select(CALL_BACK).where(CALL_BACK.c.id == number)).one_or_none()
