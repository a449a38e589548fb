"""The plan: its answers in revisions, and what the panel and the documents need of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from connectors.record.types import PlanSnapshot


def snapshot(session: Session, conversation: str) -> PlanSnapshot:
    """Give the plan as it is now; raise ``UnknownConversationError`` when the conversation does not exist."""
    raise NotImplementedError
