"""What the bot may know when a turn begins, read from committed data."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.facts import Answer, Facts
from connectors.record.types import UnknownConversationError
from connectors.store import plans
from connectors.store.models import Conversation, Person

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day_in_stockholm(now: datetime) -> date:
    """Give the day it is where the advice applies; ``now`` has a zone."""
    return now.astimezone(STOCKHOLM).date()


def load_facts(session: Session, conversation: str, day: date) -> Facts:
    """Build the facts of a conversation; raise ``UnknownConversationError`` when there is none."""
    row = session.execute(
        select(Conversation.state, Person.language)
        .join(Person, Person.id == Conversation.person)
        .where(Conversation.id == conversation)
    ).one_or_none()
    if row is None:
        raise UnknownConversationError(conversation)
    state, locale = row
    return Facts.from_state(state, locale=locale, day=day, answers=load_answers(session, conversation))


def load_answers(session: Session, conversation: str) -> dict[str, Answer]:
    """Give the current answers by question."""
    columns = (plans.Answer.question, plans.Answer.value, plans.Answer.text, plans.Answer.language, plans.Answer.state)
    rows = session.execute(
        select(*columns)
        .join(plans.Plan, plans.Plan.id == plans.Answer.plan)
        .where(plans.Plan.conversation == conversation, plans.Answer.current)
    )
    return {question: Answer(value, text, language, state) for question, value, text, language, state in rows}
