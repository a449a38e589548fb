"""Deleting everything about a person, for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session


def delete_everything(session: Session, conversation: str, *, now: datetime) -> None:
    """Erase the person of a conversation with all that hangs on them; only a content-free audit entry remains.

    SQLite's write-ahead log is emptied right after the commit, by the database itself.
    """
    raise NotImplementedError
