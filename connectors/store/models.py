"""The tables that hold conversations: who, what was said, what came of it, and what must still be delivered.

Ids are random and say nothing about a person; times are UTC. ``plans.py`` and ``people.py`` beside this hold the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

JsonObject = dict[str, Any]


class UtcTime(TypeDecorator[datetime]):
    """A point in time, stored in UTC and read back with its zone; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into what the database keeps; raise ``ValueError`` when it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone; use datetime.now(UTC)")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored time back with the zone UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The common root of all tables."""

    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: UtcTime(),
        JsonObject: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


def table_of(model: type[Base]) -> Table:
    """Give the plain table of a model: statements on it, made once, run five times as fast as those on the model."""
    return cast(Table, model.__table__)


def conversation_key(*, primary: bool = False) -> Mapped[str]:
    """Make a column that belongs to a conversation and goes away with it."""
    return mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=primary, index=not primary)


class Person(Base):
    """Somebody with a business idea; everything else about them hangs on a random id."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(20))
    script: Mapped[str | None] = mapped_column(String(20))
    consent: Mapped[JsonObject | None]
    contacts: Mapped[JsonObject | None]
    created: Mapped[datetime]


class Conversation(Base):
    """One conversation and who owns it now; ``fence`` grows with every change of owner."""

    __tablename__ = "conversation"
    __table_args__ = (Index("conversation_owner", "owner_kind", "owner_id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(20), default="open")
    owner_kind: Mapped[str] = mapped_column(String(20), default="bot")
    owner_id: Mapped[str | None] = mapped_column(String(40))
    fence: Mapped[int] = mapped_column(default=0)
    generation: Mapped[int] = mapped_column(default=1)
    generation_turns: Mapped[int] = mapped_column(default=0)
    rasa_boot: Mapped[str | None] = mapped_column(String(64))
    last_seq: Mapped[int] = mapped_column(default=0)
    state: Mapped[JsonObject] = mapped_column(default=dict)
    created: Mapped[datetime]
    last_activity: Mapped[datetime]


class Message(Base):
    """One line of the log: free text, or a name with values that is put into words when somebody reads it."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation", "author", "client_id", name="message_client"),
        UniqueConstraint("provider_id", name="message_provider"),
        Index(
            "message_waiting",
            "conversation",
            "seq",
            sqlite_where=sql("answered IS NULL AND author = 'person'"),
            postgresql_where=sql("answered IS NULL AND author = 'person'"),
        ),
    )

    conversation: Mapped[str] = conversation_key(primary=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(40), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64))
    provider_id: Mapped[str | None] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(String(200))
    values: Mapped[JsonObject | None]
    payload: Mapped[JsonObject | None]
    buttons: Mapped[list[Any] | None]
    language: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    turn: Mapped[str | None] = mapped_column(String(40))
    answered: Mapped[str | None] = mapped_column(String(40))
    created: Mapped[datetime]


class Turn(Base):
    """What came of one message: the parse without its text, who owned the conversation, and how often it was tried."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("conversation", "message_seq", name="turn_message"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    message_seq: Mapped[int | None]
    generation: Mapped[int]
    owner_kind: Mapped[str] = mapped_column(String(20))
    fence: Mapped[int]
    intent: Mapped[str | None] = mapped_column(String(100))
    confidence: Mapped[float | None]
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]


class Effect(Base):
    """What a committed turn changed, in order."""

    __tablename__ = "effect"

    turn: Mapped[str] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(60))
    values: Mapped[JsonObject]


class Delivery(Base):
    """One message on one channel in the words really shown; rewording a reply later changes no history."""

    __tablename__ = "delivery"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation", "seq"],
            ["message.conversation", "message.seq"],
            ondelete="CASCADE",
            name="delivery_message",
        ),
        Index("delivery_due", "state", "next_try"),
    )

    conversation: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    catalogue_version: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    provider_id: Mapped[str | None] = mapped_column(String(200))
    created: Mapped[datetime]


class AuditEntry(Base):
    """That something happened, without the words of it; outlives the conversation it tells of."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    conversation: Mapped[str | None] = mapped_column(String(40), index=True)
    actor: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[JsonObject]
    created: Mapped[datetime]
