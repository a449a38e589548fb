"""Replies without a turn (notices), and the words people were really shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.types import LogEntry, Tools


@dataclass(frozen=True)
class Wording:
    """Message ``seq`` as it was shown: the words and the language they really are in."""

    seq: int
    text: str
    language: str


def say(session: Session, conversation: str, reply: Reply, *, key: str | None, tools: Tools) -> LogEntry | None:
    """Append a notice by the system, with its delivery; None when one with this ``key`` was said before.

    ``key`` (such as ``late:15``) makes a notice happen at most once in a conversation.
    """
    raise NotImplementedError


def note_shown(
    session: Session, conversation: str, wordings: Sequence[Wording], *, version: str, now: datetime
) -> None:
    """Keep what the log was shown as on the web after a change of language or words; known wordings are left alone."""
    raise NotImplementedError


def mark_seen(session: Session, conversation: str, up_to: int, *, channel: str = "web") -> None:
    """Mark the deliveries up to a number as delivered."""
    raise NotImplementedError


def count_failure(session: Session, conversation: str, seq: int, *, turn: str, now: datetime) -> int:
    """Note that a turn for message ``seq`` failed; give how often that has happened, restarts included."""
    raise NotImplementedError
