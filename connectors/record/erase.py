"""Taking words away for good: everything about a person, or the digits of a personal identity number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from connectors.record.approval import turn_of_outcome
from connectors.store.database import SCRUB
from connectors.store.desk import HeldAnswer, QueueEntry, Rendering
from connectors.store.models import AuditEntry, Conversation, Delivery, Effect, Message, Person
from connectors.store.plans import Answer

T = TypeVar("T")
Redact = Callable[[str], str]


def delete_everything(session: Session, conversation: str, *, now: datetime) -> None:
    """Erase the person of a conversation with all that hangs on them; only a content-free audit entry remains.

    SQLite's write-ahead log is emptied right after the commit, by the database itself.
    """
    person = session.scalar(select(Conversation.person).where(Conversation.id == conversation))
    if person is None:
        return
    theirs = select(Conversation.id).where(Conversation.person == person)
    for statement in (
        delete(AuditEntry).where(AuditEntry.conversation.in_(theirs)),
        delete(Person).where(Person.id == person),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    session.execute(insert(AuditEntry), [{"kind": "erased", "details": {}, "created": now}])
    session.info[SCRUB] = True


def redact_message(session: Session, conversation: str, seq: int, redact: Redact) -> None:
    """Put one message through ``redact``, and all that repeats its words: the turn, the desk's Swedish, the queue."""
    message = session.get(Message, (conversation, seq))
    if message is None:
        return
    message.text = _redacted(message.text, redact)
    message.values = _redacted(message.values, redact)
    for wait in session.scalars(select(QueueEntry).where(QueueEntry.conversation == conversation)):
        wait.about = _redacted(wait.about, redact)
    rendering = session.get(Rendering, (conversation, seq))
    if rendering:
        rendering.text = redact(rendering.text)
    if message.answered:
        _redact_turn(session, message.answered, redact)
    session.flush()
    session.info[SCRUB] = True


def _redact_turn(session: Session, turn: str, redact: Redact) -> None:
    for effect in session.scalars(select(Effect).where(Effect.turn == turn)):
        effect.values = _redacted(effect.values, redact)
    for answer in session.scalars(select(Answer).where(Answer.turn == turn)):
        answer.text, answer.value = _redacted(answer.text, redact), _redacted(answer.value, redact)
        answer.swedish_text = _redacted(answer.swedish_text, redact)
    for held in session.scalars(select(HeldAnswer).where(HeldAnswer.turn == turn)):
        held.replies = _redacted(held.replies, redact)
        _redact_turn(session, turn_of_outcome(held.id), redact)
    for reply in session.scalars(select(Message).where(Message.turn == turn)):
        reply.values = _redacted(reply.values, redact)
        reply.buttons = _redacted(reply.buttons, redact)
        shown = (Delivery.conversation == reply.conversation) & (Delivery.seq == reply.seq)
        for delivery in session.scalars(select(Delivery).where(shown)):
            delivery.text = redact(delivery.text)


def _redacted(value: T, redact: Redact) -> T:
    done: Any = value
    if isinstance(value, str):
        done = redact(value)
    elif isinstance(value, dict):
        done = {key: _redacted(item, redact) for key, item in value.items()}
    elif isinstance(value, list):
        done = [_redacted(item, redact) for item in value]
    return done  # type: ignore[no-any-return]
