"""The plan: its answers in revisions, and what the panel and the documents need of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import ANSWERED
from connectors.record.types import PlanAnswer, PlanSnapshot, UnknownConversationError
from connectors.store.models import Conversation, Person, table_of
from connectors.store.plans import Answer, Plan

ANSWER = table_of(Answer)
COLUMNS = (
    *("plan", "question", "type", "value", "text", "language", "state", "current", "turn", "created"),
    *("swedish_text", "swedish_state"),
)
CHANGED = "changed"
"""State of a Swedish text that was written for an earlier revision of the answer."""

SET_ASIDE = update(ANSWER).where(ANSWER.c.plan == bindparam("of_plan"), ANSWER.c.current).values(current=False)
SET_ASIDE_ONE = SET_ASIDE.where(ANSWER.c.question == bindparam("of_question")).returning(ANSWER.c.swedish_text)
NEXT_REVISION = (
    select(func.coalesce(func.max(ANSWER.c.revision), 0) + 1)
    .where(ANSWER.c.plan == bindparam("of_plan"), ANSWER.c.question == bindparam("of_question"))
    .scalar_subquery()
)
STORE = (
    insert(ANSWER)
    .values({name: bindparam(name) for name in COLUMNS} | {"revision": NEXT_REVISION})
    .returning(ANSWER.c.revision)
)


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
    which = {"of_plan": plan, "of_question": revision.question}
    before = session.execute(SET_ASIDE_ONE, which).one_or_none()
    # What an adviser put into Swedish is kept beside the new answer, marked, until somebody looks at it again.
    # An answer in Swedish needs none beside it.
    needed = revision.state == ANSWERED and revision.language != "sv"
    swedish = before.swedish_text if before and needed else None
    row = {
        "plan": plan,
        "question": revision.question,
        "type": revision.type,
        "value": revision.value,
        "text": revision.text,
        "language": revision.language,
        "state": revision.state,
        "current": True,
        "turn": revision.turn,
        "created": now,
        "swedish_text": swedish,
        "swedish_state": CHANGED if swedish else None,
    }
    number: int = session.execute(STORE, {**row, **which}).scalar_one()
    return number


def set_aside(session: Session, plan: str) -> None:
    """Make all answers of a plan no longer current; the revisions stay."""
    session.execute(SET_ASIDE, {"of_plan": plan})


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
