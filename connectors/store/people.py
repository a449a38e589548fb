"""The tables of who may come in: a person's tokens and return codes, and the advisers and what they know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from connectors.store.models import Base, JsonObject, conversation_key


class AccessToken(Base):
    """The SHA-256 of a 256-bit token that opens one conversation; the token itself is only in the browser."""

    __tablename__ = "access_token"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    conversation: Mapped[str] = conversation_key()
    created: Mapped[datetime]
    revoked: Mapped[datetime | None]


class ReturnCode(Base):
    """The keyed hash of a code that a person wrote down; it can only be exchanged for a new token."""

    __tablename__ = "return_code"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    conversation: Mapped[str] = conversation_key()
    created: Mapped[datetime]
    expires: Mapped[datetime]
    revoked: Mapped[datetime | None]


class Organisation(Base):
    """An adviser organisation; an adviser sees only the conversations of their own."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime]


class Adviser(Base):
    """A human adviser."""

    __tablename__ = "adviser"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    languages: Mapped[list[Any]]
    created: Mapped[datetime]


class Shift(Base):
    """A time when an adviser answers."""

    __tablename__ = "shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), index=True)
    starts: Mapped[datetime]
    ends: Mapped[datetime]


class Skill(Base):
    """A topic that an adviser knows."""

    __tablename__ = "skill"

    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(100), primary_key=True)


class ReadyAnswer(Base):
    """An answer written once by advisers and sent by name, so that each reader gets it in their own language."""

    __tablename__ = "ready_answer"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    values: Mapped[JsonObject | None]
    created: Mapped[datetime]
