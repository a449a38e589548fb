"""What goes in and out of the steps of the hand-over.

Every step takes the session first and ``tools`` last, belongs in one transaction, and raises
``UnknownConversationError`` for a conversation that this adviser may not see: another id looks like no id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.advice.turn import Values
from connectors.record.types import LogEntry, Owner

OPEN, CLOSED = "open", "closed"
LEAD = "lead"
HERE, AWAY = "here", "away"
WEB, PHONE, EMAIL = "web", "phone", "email"
REACHED, NOT_REACHED, WRONG_NUMBER, DONE = "reached", "not_reached", "wrong_number", "done"
WANTED, BOOKED, NOT_POSSIBLE, OVER, REPLACED = "wanted", "booked", "not_possible", "over", "replaced"
ASKED, ACCEPTED, DECLINED, WITHDRAWN = "asked", "accepted", "declined", "withdrawn"
WRITTEN, RENDERED, CHANGED = "written", "rendered", "changed"


class WrongStepError(ValueError):
    """What was asked for makes no sense here, such as six stars or an unknown colleague; the message says what."""


@dataclass(frozen=True)
class At:
    """An adviser at a conversation."""

    conversation: str
    adviser: str


@dataclass(frozen=True)
class Claim(At):
    """That an adviser believes to own a conversation since ``fence``."""

    fence: int


@dataclass(frozen=True)
class Wish:
    """What the person wants of a human. ``about`` is one sentence of theirs in ``language``, or None."""

    about: str | None = None
    language: str | None = None
    channel: str = "web"
    wants: str = WEB
    organisation: str | None = None
    municipality: str | None = None
    trade: str | None = None


@dataclass(frozen=True)
class Said:
    """What an adviser writes: ``text`` in ``language``, or the ready answer ``name`` with ``values``."""

    client_id: str
    text: str | None = None
    name: str | None = None
    values: Values = field(default_factory=dict)
    language: str | None = None


@dataclass(frozen=True)
class Target:
    """To whom a conversation is handed on; exactly one is set."""

    adviser: str | None = None
    team: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Proposed:
    """A new answer that an adviser proposes.

    ``label`` is the typed value that shows the question: ``{"type": "message", "name": "general.idea_what.text"}``.
    ``show`` gives the typed value that shows a stored value of this question, so that the person reads both figures in
    their own way; without it both are shown in the words they were written in.
    """

    question: str
    label: Mapping[str, Any]
    text: str
    value: Any
    language: str
    show: Callable[[Any], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Remark:
    """A remark on a row or a cell of the budgets: its reference, the typed value that names it, and the words."""

    about: str
    label: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class Wanted:
    """A call or mail that the person wants: the number or address, checked before, and the times that suit."""

    way: str
    address: str
    times: str
    language: str


@dataclass(frozen=True)
class Done:
    """The step is taken. ``owner`` is who owns the conversation now; ``lines`` are the new lines of the log."""

    owner: Owner
    lines: tuple[LogEntry, ...] = ()


@dataclass(frozen=True)
class Taken:
    """The adviser owns the conversation now; every word they send must carry this ``fence``."""

    fence: int
    lines: tuple[LogEntry, ...] = ()


@dataclass(frozen=True)
class TakenBefore:
    """Somebody else was first: ``adviser``, or None when it changed hands in another way. ``owner`` is who has it."""

    adviser: str | None
    owner: Owner


@dataclass(frozen=True)
class NotOwner:
    """The adviser does not own the conversation (any more): ``by`` is the colleague who does, None when none does."""

    by: str | None
    owner: Owner
