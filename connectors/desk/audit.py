"""The audit log of the desk: who signed in, saw, unmasked or exported what. ``startbro audit`` prints it.

It holds ids and short words of ours, never what somebody wrote, an address, a password or a code: ``Note`` is the list
of what may be noted, and details are checked against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.store.models import AuditEntry

NOTED_AGAIN = timedelta(minutes=10)
"""What is asked for again within this time is one look."""
WORD = re.compile(r"[a-z0-9_.:-]{1,80}")


class Note(StrEnum):
    """What advisers do that is written down."""

    SIGNED_IN = "desk_signed_in"
    SIGN_IN_FAILED = "desk_sign_in_failed"
    SIGNED_OUT = "desk_signed_out"
    CONFIRMED = "desk_confirmed"
    CREDENTIAL_CHANGED = "desk_credential_changed"
    ANSWER_CHANGED = "desk_answer_changed"
    ADVISER_CHANGED = "desk_adviser_changed"
    SEEN = "desk_seen"
    SEEN_BUDGETS = "desk_seen_budgets"
    UNMASKED = "desk_unmasked"
    EXPORTED = "desk_exported"
    OVERVIEW_SEEN = "desk_overview_seen"
    READING_CHANGED = "desk_reading_changed"


class UnfitDetailsError(ValueError):
    """Details for the audit log may only be short words of ours and numbers; put no text of a person in them."""


def note_access(
    session: Session,
    adviser: str | None,
    kind: Note,
    conversation: str | None = None,
    *,
    now: datetime,
    **details: str | int,
) -> None:
    """Write down what an adviser did; raise ``UnfitDetailsError`` when the details could hold somebody's words."""
    if not all(isinstance(value, int) or WORD.fullmatch(value) for value in details.values()):
        raise UnfitDetailsError(kind)
    session.add(AuditEntry(kind=kind.value, conversation=conversation, actor=adviser, details=details, created=now))


def was_noted(session: Session, adviser: str, *, kind: Note, conversation: str, since: datetime) -> bool:
    """Tell whether an adviser is noted for the same since a time: what is seen again is noted again only later."""
    found = select(AuditEntry.id).where(
        AuditEntry.conversation == conversation,
        AuditEntry.kind == kind.value,
        AuditEntry.actor == adviser,
        AuditEntry.created >= since,
    )
    return session.scalar(found.limit(1)) is not None


def lines(
    session: Session, *, since: datetime, adviser: str | None = None, conversation: str | None = None
) -> Iterator[str]:
    """Give the entries of the log as lines, oldest first: time, what, who, which conversation, details."""
    wanted = select(AuditEntry).where(AuditEntry.created >= since).order_by(AuditEntry.id)
    if adviser is not None:
        wanted = wanted.where(AuditEntry.actor == adviser)
    if conversation is not None:
        wanted = wanted.where(AuditEntry.conversation == conversation)
    for entry in session.scalars(wanted):
        details = " ".join(f"{name}={value}" for name, value in sorted(entry.details.items()))
        when, who, where = f"{entry.created:%Y-%m-%d %H:%M:%S}", entry.actor or "-", entry.conversation or "-"
        yield f"{when} {entry.kind} {who} {where} {details}".rstrip()
