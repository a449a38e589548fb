"""The log of a conversation: appending without gaps and never twice, replaying, and what is still unanswered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, literal_column, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from connectors.keys import new_id
from connectors.record.types import (
    EVENT,
    NOTE,
    PERSON,
    REPLY,
    LogEntry,
    NewMessage,
    Owner,
    Stale,
    Stored,
    UnknownConversationError,
)
from connectors.store.database import lock_conversation
from connectors.store.models import Conversation, Message, table_of

ENTRY_COLUMNS = tuple(column.name for column in fields(LogEntry))

MESSAGE, CONVERSATION = table_of(Message), table_of(Conversation)
OWNER_COLUMNS = (CONVERSATION.c.owner_kind, CONVERSATION.c.owner_id, CONVERSATION.c.fence)
THEIRS = MESSAGE.c.conversation == bindparam("conversation")
WAITING = MESSAGE.c.answered.is_(None) & (MESSAGE.c.author == literal_column("'person'"))
"""A person's message that is unanswered; worded as its index is, with the author in the statement itself."""
SPOKEN = (MESSAGE.c.author == PERSON) & (MESSAGE.c.kind != EVENT)

APPEND = insert(MESSAGE)
OWNER = select(*OWNER_COLUMNS).where(CONVERSATION.c.id == bindparam("conversation"))
BY_CLIENT = select(MESSAGE.c.seq).where(
    THEIRS, MESSAGE.c.author == bindparam("author"), MESSAGE.c.client_id == bindparam("client_id")
)
BY_PROVIDER = select(MESSAGE.c.seq).where(MESSAGE.c.provider_id == bindparam("provider_id"))
LOG = (
    select(*(MESSAGE.c[name] for name in ENTRY_COLUMNS))
    .where(THEIRS, MESSAGE.c.seq > bindparam("after"))
    .order_by(MESSAGE.c.seq)
)
PUBLIC_LOG = LOG.where(MESSAGE.c.kind != NOTE)
UNANSWERED = LOG.where(WAITING).limit(1)
NEWEST_SPOKEN = (
    select(MESSAGE.c.turn, MESSAGE.c.author)
    .where(THEIRS, MESSAGE.c.buttons.is_not(None) | SPOKEN)
    .order_by(MESSAGE.c.seq.desc())
    .limit(1)
)
NEWEST_LINE: Select[Any] = (
    select(MESSAGE.c.name, MESSAGE.c.buttons)
    .where(THEIRS, MESSAGE.c.kind != NOTE)
    .order_by(MESSAGE.c.seq.desc())
    .limit(1)
)
BUTTONS = select(MESSAGE.c.turn, MESSAGE.c.buttons).where(THEIRS, MESSAGE.c.seq == bindparam("seq"))


@dataclass(frozen=True)
class Appended:
    """New lines of a log, the number of the last line now, and whose and in which state the conversation is."""

    entries: tuple[LogEntry, ...]
    last_seq: int
    owner: Owner
    status: str


def append_message(session: Session, message: NewMessage, *, now: datetime) -> Stored:
    """Append one message; the same ``client_id`` (per author) or ``provider_id`` again gives the first one's place.

    Raises ``UnknownConversationError`` when the conversation does not exist.
    """
    lock_conversation(session, message.conversation)
    return stored_before(session, message) or _append(session, message, now=now)


def press_button(session: Session, message: NewMessage, *, seq: int, button: int, now: datetime) -> Stored | Stale:
    """Append a pressed button: number ``button`` of message ``seq``, with its label as name and values.

    ``message`` says who and with which ``client_id``; its payload becomes ``{"intent", "entities", "seq", "button"}``.
    Buttons are live on every message of the newest turn that has any, as long as the person has said nothing after it.
    """
    lock_conversation(session, message.conversation)
    if before := stored_before(session, message):
        return before
    buttons = _live_buttons(session, message.conversation, seq)
    if not 0 <= button < len(buttons):
        return Stale()
    chosen = buttons[button]
    payload = {"intent": chosen["intent"], "entities": chosen.get("entities") or {}, "seq": seq, "button": button}
    pressed = NewMessage(
        conversation=message.conversation,
        author=PERSON,
        kind=REPLY,
        name=chosen["name"],
        values=chosen.get("values") or {},
        payload=payload,
        language=message.language,
        channel=message.channel,
        client_id=message.client_id,
    )
    return _append(session, pressed, now=now)


def stored_before(session: Session, message: NewMessage) -> Stored | None:
    """Find the place of a message that came before under the same ``client_id`` or ``provider_id``."""
    seq = None
    if message.client_id is not None:
        same = {"conversation": message.conversation, "author": message.author, "client_id": message.client_id}
        seq = session.scalar(BY_CLIENT, same)
    if seq is None and message.provider_id is not None:
        seq = session.scalar(BY_PROVIDER, {"provider_id": message.provider_id})
    return None if seq is None else Stored(seq, created=False, owner=_owner(session, message.conversation))


def append_rows(
    session: Session,
    conversation: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> Appended:
    """Give ``rows`` (columns of ``Message`` without key and time, all with the same names) the next numbers.

    ``changes`` are columns of the conversation to set in the same step. The caller holds the conversation's lock.
    Raises ``UnknownConversationError`` when it does not exist.
    """
    changes = {**(changes or {}), "last_activity": now}
    which = {"to": conversation, "more": len(rows)}
    changed = session.execute(_advance(tuple(changes)), {**changes, **which}).one_or_none()
    if changed is None:
        raise UnknownConversationError(conversation)
    last, kind, owner, fence, status = changed
    keyed = [
        {**row, "conversation": conversation, "seq": seq, "id": new_id("m"), "created": now}
        for seq, row in enumerate(rows, last - len(rows) + 1)
    ]
    if keyed:
        session.execute(APPEND, keyed)
    return Appended(tuple(map(to_entry, keyed)), last_seq=last, owner=Owner(kind, owner, fence), status=status)


def replay(session: Session, conversation: str, after_seq: int = 0, *, notes: bool = False) -> list[LogEntry]:
    """Give the log after a number, in order; only a call for advisers may ask for their ``notes`` too."""
    rows = session.execute(LOG if notes else PUBLIC_LOG, {"conversation": conversation, "after": after_seq})
    return [to_entry(row._mapping) for row in rows]


def line_before(session: Session, conversation: str, seq: int | None = None) -> Row[Any] | None:
    """Give ``name`` and ``buttons`` of the line that the person saw last before the line ``seq``, or of all."""
    before = NEWEST_LINE if seq is None else NEWEST_LINE.where(MESSAGE.c.seq < seq)
    return session.execute(before, {"conversation": conversation}).one_or_none()


def next_unanswered(session: Session, conversation: str, *, after_seq: int = 0) -> LogEntry | None:
    """Give the oldest message of the person that no turn has answered; ``after_seq`` passes over waiting ones."""
    row = session.execute(UNANSWERED, {"conversation": conversation, "after": after_seq}).one_or_none()
    return to_entry(row._mapping) if row else None


def to_entry(row: Mapping[Any, Any]) -> LogEntry:
    """Copy columns into the shape the rest of the program sees; columns left out are empty."""
    columns: dict[str, Any] = {name: row.get(name) for name in ENTRY_COLUMNS}
    columns["values"] = columns["values"] or {}
    columns["buttons"] = tuple(columns["buttons"] or ())
    return LogEntry(**columns)


def _append(session: Session, message: NewMessage, *, now: datetime) -> Stored:
    row = {
        "author": message.author,
        "kind": message.kind,
        "text": message.text,
        "name": message.name,
        "values": dict(message.values) or None,
        "payload": message.payload,
        "language": message.language,
        "channel": message.channel,
        "client_id": message.client_id,
        "provider_id": message.provider_id,
    }
    appended = append_rows(session, message.conversation, [row], now=now)
    return Stored(appended.last_seq, created=True, owner=appended.owner, status=appended.status)


def _owner(session: Session, conversation: str) -> Owner:
    found = session.execute(OWNER, {"conversation": conversation}).one_or_none()
    if found is None:
        raise UnknownConversationError(conversation)
    return Owner(*found)


def _live_buttons(session: Session, conversation: str, seq: int) -> Sequence[Mapping[str, Any]]:
    newest = session.execute(NEWEST_SPOKEN, {"conversation": conversation}).one_or_none()
    pressed = session.execute(BUTTONS, {"conversation": conversation, "seq": seq}).one_or_none()
    live = newest and pressed and newest.author != PERSON and newest.turn == pressed.turn
    return pressed.buttons or () if live and pressed else ()


@cache
def _advance(columns: tuple[str, ...]) -> ReturningUpdate[Any]:
    return (
        update(CONVERSATION)
        .where(CONVERSATION.c.id == bindparam("to"))
        .values(last_seq=CONVERSATION.c.last_seq + bindparam("more"), **{name: bindparam(name) for name in columns})
        .returning(CONVERSATION.c.last_seq, *OWNER_COLUMNS, CONVERSATION.c.status)
    )
