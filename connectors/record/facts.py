"""What the bot may know when a turn begins, read from committed data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.advice.facts import Answer, Facts
from connectors.record.conversations import view
from connectors.record.handover.meeting import what_meets
from connectors.record.types import ConversationView
from connectors.store import plans
from connectors.store.models import table_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PLAN, ANSWER = table_of(plans.Plan), table_of(plans.Answer)

ANSWERS = (
    select(ANSWER.c.question, ANSWER.c.value, ANSWER.c.text, ANSWER.c.language, ANSWER.c.state)
    .join_from(ANSWER, PLAN)
    .where(PLAN.c.conversation == bindparam("conversation"), ANSWER.c.current)
)


def day_in_stockholm(now: datetime) -> date:
    """Give the day it is where the advice applies; ``now`` has a zone."""
    return now.astimezone(STOCKHOLM).date()


def load_facts(session: Session, conversation: str, day: date, *, now: datetime | None = None) -> Facts:
    """Build the facts of a conversation; raise ``UnknownConversationError`` when there is none.

    With ``now`` they say what somebody who wants a human would meet; without any organisation that costs nothing.
    """
    return facts_of(session, view(session, conversation), day, now=now)


def facts_of(session: Session, found: ConversationView, day: date, *, now: datetime | None = None) -> Facts:
    """Build the facts of a conversation that has been read in the same transaction, as ``load_facts`` does."""
    facts = Facts.from_state(found.state, locale=found.locale, day=day, answers=load_answers(session, found.id))
    if now is None or not found.has_advisers:
        return facts
    return replace(facts, handover=what_meets(session, found.id, found.locale, now=now))


def load_answers(session: Session, conversation: str) -> dict[str, Answer]:
    """Give the current answers by question."""
    rows = session.execute(ANSWERS, {"conversation": conversation})
    return {question: Answer(value, text, language, state) for question, value, text, language, state in rows}
