"""Every revision of a plan's answers, for a turn in which a person asks what they said before."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.advice.facts import Answer, Earlier
from connectors.record.facts import day_in_stockholm
from connectors.store import plans
from connectors.store.models import table_of

MOST_ROWS = 1_000
PLAN, ANSWER = table_of(plans.Plan), table_of(plans.Answer)

REVISIONS = (
    select(ANSWER)
    .join_from(ANSWER, PLAN)
    .where(PLAN.c.conversation == bindparam("conversation"))
    .order_by(ANSWER.c.created.desc())
    .limit(MOST_ROWS)
)


def earlier_answers(session: Session, conversation: str) -> tuple[Earlier, ...]:
    """Give the newest thousand revisions, by question from the oldest; none for a conversation that is not there."""
    rows = session.execute(REVISIONS, {"conversation": conversation}).all()
    found = [
        Earlier(
            row.question,
            row.revision,
            Answer(row.value, row.text, row.language, row.state),
            day=day_in_stockholm(row.created),
            current=row.current,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.question, one.revision)))
