"""Counting failed turns, so that a message that can never be answered is noticed even across restarts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from connectors.record.types import UnknownConversationError
from connectors.store.database import lock_conversation
from connectors.store.models import Conversation, Turn

FAILED = "failed"


def count_failure(session: Session, conversation: str, seq: int, *, turn: str, now: datetime) -> int:
    """Note that a turn for message ``seq`` failed; give how often that has happened, restarts included.

    Raises ``UnknownConversationError`` when the conversation does not exist.
    """
    lock_conversation(session, conversation)
    again = update(Turn).where(Turn.conversation == conversation, Turn.message_seq == seq)
    attempts = session.execute(again.values(attempts=Turn.attempts + 1).returning(Turn.attempts)).scalar()
    if attempts is not None:
        return attempts
    columns = (Conversation.generation, Conversation.owner_kind, Conversation.fence)
    found = session.execute(select(*columns).where(Conversation.id == conversation)).one_or_none()
    if found is None:
        raise UnknownConversationError(conversation)
    generation, owner_kind, fence = found
    row = {
        "id": turn,
        "conversation": conversation,
        "message_seq": seq,
        "generation": generation,
        "owner_kind": owner_kind,
        "fence": fence,
        "state": FAILED,
        "attempts": 1,
        "created": now,
    }
    session.execute(insert(Turn), [row])
    return 1
