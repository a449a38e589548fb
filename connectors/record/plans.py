"""The plan: its answers in revisions, and what the panel and the documents need of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import ANSWERED
from connectors.record.types import PlanAnswer, PlanSnapshot, UnknownConversationError
from connectors.store.models import Conversation, Person
from connectors.store.plans import Answer, Plan


@dataclass(frozen=True)
class Revision:
    """A new answer to a question, or that it is skipped. ``value`` is JSON, typed as in ``docs/architecture.md``."""

    question: str
    value: Any
    text: str
    language: str
    state: str = ANSWERED
    turn: str | None = None

    @property
    def type(self) -> str:
        """Name the kind of the value, for queries."""
        if isinstance(self.value, Mapping):
            return str(self.value.get("type", "object"))
        return {bool: "yes_no", list: "list"}.get(type(self.value), "text")


def store_revision(session: Session, plan: str, revision: Revision, *, now: datetime) -> int:
    """Make a revision the current answer; give its number, counted from 1 for each question."""
    set_aside(session, plan, question=revision.question)
    before = session.scalar(
        select(func.max(Answer.revision)).where(Answer.plan == plan, Answer.question == revision.question)
    )
    number = (before or 0) + 1
    row = {
        "plan": plan,
        "question": revision.question,
        "revision": number,
        "type": revision.type,
        "value": revision.value,
        "text": revision.text,
        "language": revision.language,
        "state": revision.state,
        "current": True,
        "turn": revision.turn,
        "created": now,
    }
    session.execute(insert(Answer), [row])
    return number


def set_aside(session: Session, plan: str, *, question: str | None = None) -> None:
    """Make an answer, or all of them, no longer current; the revisions stay."""
    old = (Answer.plan == plan) & Answer.current
    if question is not None:
        old &= Answer.question == question
    session.execute(update(Answer).where(old).values(current=False).execution_options(synchronize_session=False))


def snapshot(session: Session, conversation: str) -> PlanSnapshot:
    """Give the plan as it is now; raise ``UnknownConversationError`` when the conversation does not exist."""
    row = session.execute(
        select(Plan.id, Plan.template, Plan.changed, Person.language, Conversation.state)
        .join(Conversation, Conversation.id == Plan.conversation)
        .join(Person, Person.id == Conversation.person)
        .where(Plan.conversation == conversation)
    ).one_or_none()
    if row is None:
        raise UnknownConversationError(conversation)
    plan, template, changed, locale, state = row
    answers = session.scalars(select(Answer).where(Answer.plan == plan, Answer.current).order_by(Answer.question))
    return PlanSnapshot(
        conversation=conversation,
        locale=locale,
        template=template,
        first_plan=state.get("first_plan", True),
        question=state.get("question"),
        answers={answer.question: _to_plan_answer(answer) for answer in answers},
        changed=changed,
    )


def _to_plan_answer(row: Answer) -> PlanAnswer:
    return PlanAnswer(
        question=row.question,
        type=row.type,
        value=row.value,
        text=row.text,
        language=row.language,
        state=row.state,
        revision=row.revision,
        swedish_text=row.swedish_text,
        swedish_state=row.swedish_state,
    )
