"""The one place where a turn becomes true."""

from __future__ import annotations

from sqlalchemy.orm import Session

from connectors.record.types import Committed, Dropped, Tools, TurnOutcome


def commit_turn(session: Session, turn: TurnOutcome, tools: Tools) -> Committed | Dropped:
    """Make replies, effects and deliveries of a turn durable together, once for its id and its message.

    ``Dropped`` when the owner or fence has changed since, the message is answered already, or nothing is left of the
    conversation; a drop is kept in the audit log without its words.
    """
    raise NotImplementedError
