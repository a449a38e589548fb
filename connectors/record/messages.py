"""The log of a conversation: appending without gaps and never twice, replaying, and what is still unanswered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from connectors.keys import new_id
from connectors.record.types import (
    EVENT,
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
from connectors.store.models import Conversation, Message

LONGEST_REPLAY = 10_000


@dataclass(frozen=True)
class Appended:
    """New lines of a log, the number of the last line now, and who owns the conversation."""

    entries: tuple[LogEntry, ...]
    last_seq: int
    owner: Owner


def append_message(session: Session, message: NewMessage, *, now: datetime) -> Stored:
    """Append one message; the same ``client_id`` (per author) or ``provider_id`` again gives the first one's place.

    Raises ``UnknownConversationError`` when the conversation does not exist.
    """
    lock_conversation(session, message.conversation)
    return stored_before(session, message) or _append(session, message, now=now)


def press_button(session: Session, message: NewMessage, *, seq: int, button: int, now: datetime) -> Stored | Stale:
    """Append a pressed button: number ``button`` of message ``seq``, with its label as name and values.

    ``message`` says who and with which ``client_id``; its payload becomes ``{"intent", "entities", "seq", "button"}``.
    Buttons are live on the newest message that has them, as long as the person has said nothing after it.
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
    same: list[ColumnElement[bool]] = []
    if message.client_id is not None:
        same.append(
            (Message.conversation == message.conversation)
            & (Message.author == message.author)
            & (Message.client_id == message.client_id)
        )
    if message.provider_id is not None:
        same.append(Message.provider_id == message.provider_id)
    if not same:
        return None
    seq = session.scalar(select(Message.seq).where(or_(*same)).limit(1))
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
    changed = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation)
        .values(last_seq=Conversation.last_seq + len(rows), last_activity=now, **(changes or {}))
        .returning(Conversation.last_seq, Conversation.owner_kind, Conversation.owner_id, Conversation.fence)
    ).one_or_none()
    if changed is None:
        raise UnknownConversationError(conversation)
    last, kind, owner, fence = changed
    keyed = [
        {**row, "conversation": conversation, "seq": seq, "id": new_id("m"), "created": now}
        for seq, row in enumerate(rows, last - len(rows) + 1)
    ]
    if keyed:
        session.execute(insert(Message), keyed)
    entries = tuple(to_entry(Message(**row)) for row in keyed)
    return Appended(entries, last_seq=last, owner=Owner(kind, owner, fence))


def replay(session: Session, conversation: str, after_seq: int = 0) -> list[LogEntry]:
    """Give the log after a number, in order; the same call gives the same list to everybody."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation == conversation, Message.seq > after_seq)
        .order_by(Message.seq)
        .limit(LONGEST_REPLAY)
    )
    return [to_entry(row) for row in rows]


def next_unanswered(session: Session, conversation: str, *, after_seq: int = 0) -> LogEntry | None:
    """Give the oldest message of the person that no turn has answered; ``after_seq`` passes over waiting ones."""
    row = session.scalars(
        select(Message)
        .where(Message.conversation == conversation, Message.is_waiting(), Message.seq > after_seq)
        .order_by(Message.seq)
        .limit(1)
    ).one_or_none()
    return to_entry(row) if row else None


def to_entry(row: Message) -> LogEntry:
    """Copy a row into the shape the rest of the program sees."""
    return LogEntry(
        conversation=row.conversation,
        seq=row.seq,
        author=row.author,
        kind=row.kind,
        text=row.text,
        name=row.name,
        values=row.values or {},
        payload=row.payload,
        buttons=tuple(row.buttons or ()),
        language=row.language,
        channel=row.channel,
        client_id=row.client_id,
        turn=row.turn,
        answered=row.answered,
        created=row.created,
    )


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
    return Stored(appended.last_seq, created=True, owner=appended.owner)


def _owner(session: Session, conversation: str) -> Owner:
    columns = (Conversation.owner_kind, Conversation.owner_id, Conversation.fence)
    kind, owner, fence = session.execute(select(*columns).where(Conversation.id == conversation)).one()
    return Owner(kind, owner, fence)


def _live_buttons(session: Session, conversation: str, seq: int) -> Sequence[Mapping[str, Any]]:
    spoke = (Message.author == PERSON) & (Message.kind != EVENT)
    newest = session.scalars(
        select(Message)
        .where(Message.conversation == conversation, Message.buttons.is_not(None) | spoke)
        .order_by(Message.seq.desc())
        .limit(1)
    ).one_or_none()
    return newest.buttons or () if newest and newest.seq == seq else ()
