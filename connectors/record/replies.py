"""What the bot says outside a turn (notices), and the words that people were really shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.messages import append_rows, stored_before
from connectors.record.types import (
    ANSWERED_BY_BOT,
    BOT,
    REPLY,
    SYSTEM,
    LogEntry,
    NewMessage,
    Tools,
    UnknownConversationError,
)
from connectors.store.database import lock_conversation
from connectors.store.models import Conversation, Delivery, Person, table_of

QUEUED, DELIVERED = "queued", "delivered"
DELIVER = insert(table_of(Delivery))


@dataclass(frozen=True)
class Wording:
    """Message ``seq`` as it was shown: the words and the language they really are in."""

    seq: int
    text: str
    language: str


def say(session: Session, conversation: str, reply: Reply, *, key: str | None, tools: Tools) -> LogEntry | None:
    """Append a notice of the bot's, with its delivery; None when one with this ``key`` was said before.

    None too when an adviser owns the conversation: there the bot is silent, and so are its excuses. ``key`` (such as
    ``late:15``) makes a notice happen at most once in a conversation. Raises ``UnknownConversationError`` when the
    conversation does not exist.
    """
    lock_conversation(session, conversation)
    notice = NewMessage(conversation, SYSTEM, kind=REPLY, client_id=key)
    locale, owner = _reader(session, conversation)
    if owner not in ANSWERED_BY_BOT or stored_before(session, notice):
        return None
    row = {**reply_row(reply, turn=None, channel=notice.channel), "author": SYSTEM, "client_id": key}
    now = tools.clock()
    entries = append_rows(session, conversation, [row], now=now).entries
    deliver(session, entries, locale=locale, tools=tools, now=now)
    return entries[0]


def reply_row(reply: Reply, *, turn: str | None, channel: str) -> dict[str, Any]:
    """Give the columns of ``Message`` that hold a reply of the bot."""
    return {
        "author": BOT,
        "kind": REPLY,
        "name": reply.name,
        "values": dict(reply.values) or None,
        "buttons": [button.to_json() for button in reply.buttons] or None,
        "channel": channel,
        "turn": turn,
    }


def deliver(session: Session, entries: Sequence[LogEntry], *, locale: str, tools: Tools, now: datetime) -> None:
    """Queue messages of one conversation for their channels, in the words that will be shown."""
    rows = []
    for entry in entries:
        wording = Wording(entry.seq, entry.text or "", entry.language or locale)
        if entry.name:
            shown = tools.render(entry.name, entry.values, locale=locale, channel=entry.channel)
            wording = Wording(entry.seq, shown.text, shown.language)
        rows.append(_delivery_row(entry.conversation, wording, tools.catalogue_version, now=now, channel=entry.channel))
    if rows:
        session.execute(DELIVER, rows)


def note_shown(
    session: Session, conversation: str, wordings: Sequence[Wording], *, version: str, now: datetime
) -> None:
    """Keep what the log was shown as on the web after a change of language or words; known wordings are left alone."""
    rows = [
        {**_delivery_row(conversation, wording, version, now=now), "state": DELIVERED, "attempts": 1}
        for wording in wordings
    ]
    if not rows:
        return
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(Delivery).on_conflict_do_nothing(), rows)


def mark_seen(session: Session, conversation: str, up_to: int, *, channel: str = "web") -> None:
    """Mark the deliveries up to a number as delivered."""
    queued = (
        (Delivery.conversation == conversation)
        & (Delivery.seq <= up_to)
        & (Delivery.channel == channel)
        & (Delivery.state == QUEUED)
    )
    done = update(Delivery).where(queued).values(state=DELIVERED, attempts=Delivery.attempts + 1)
    session.execute(done.execution_options(synchronize_session=False))


def _reader(session: Session, conversation: str) -> tuple[str, str]:
    """Give the language of the person and what kind of owner the conversation has."""
    found = session.execute(
        select(Person.language, Conversation.owner_kind)
        .join(Conversation, Conversation.person == Person.id)
        .where(Conversation.id == conversation)
    ).one_or_none()
    if found is None:
        raise UnknownConversationError(conversation)
    return found.language, found.owner_kind


def _delivery_row(
    conversation: str, wording: Wording, version: str, *, now: datetime, channel: str = "web"
) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "seq": wording.seq,
        "channel": channel,
        "language": wording.language,
        "catalogue_version": version,
        "text": wording.text,
        "state": QUEUED,
        "attempts": 0,
        "created": now,
    }
