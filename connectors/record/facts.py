"""What the bot may know when a turn begins, read from committed data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from bot.advice.facts import Answer, Facts
from connectors.record.handover.meeting import what_meets
from connectors.record.types import UnknownConversationError
from connectors.store import plans
from connectors.store.models import Conversation, Person, table_of
from connectors.store.people import Organisation

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CONVERSATION, PERSON = table_of(Conversation), table_of(Person)
ORGANISATION = table_of(Organisation)
PLAN, ANSWER = table_of(plans.Plan), table_of(plans.Answer)

STATE = (
    select(CONVERSATION.c.state, PERSON.c.language, exists().where(ORGANISATION.c.uses_advisers).label("has_advisers"))
    .join_from(CONVERSATION, PERSON)
    .where(CONVERSATION.c.id == bindparam("conversation"))
)
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
    row = session.execute(STATE, {"conversation": conversation}).one_or_none()
    if row is None:
        raise UnknownConversationError(conversation)
    facts = Facts.from_state(row.state, locale=row.language, day=day, answers=load_answers(session, conversation))
    if now is None or not row.has_advisers:
        return facts
    return replace(facts, handover=what_meets(session, conversation, row.language, now=now))


def load_answers(session: Session, conversation: str) -> dict[str, Answer]:
    """Give the current answers by question."""
    rows = session.execute(ANSWERS, {"conversation": conversation})
    return {question: Answer(value, text, language, state) for question, value, text, language, state in rows}
