"""The tables of who may come in: a person's tokens and return codes, the advisers, what they know and how they sign in.

What happens at the desk to a conversation stands in ``desk.py``.
"""

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
    """An adviser organisation; an adviser sees only the conversations of their own.

    ``hours`` gives for each weekday (``monday`` …) the spans of local time, ``[["09:00", "16:00"]]``; a day left out is
    closed; none at all means no fixed hours. ``uses_advisers`` is false for one that has a bot but nobody who answers.
    ``approval`` is ``{"topics": […], "minutes": 5}``: what its advisers read before people do; empty is nothing.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    hours: Mapped[JsonObject] = mapped_column(default=dict)
    open_on_holidays: Mapped[bool] = mapped_column(default=False)
    municipalities: Mapped[list[Any]] = mapped_column(default=list)
    uses_advisers: Mapped[bool] = mapped_column(default=True)
    approval: Mapped[JsonObject] = mapped_column(default=dict)
    created: Mapped[datetime]


class Adviser(Base):
    """A human adviser. ``most`` is how many conversations they answer at once; a disabled one may not come in."""

    __tablename__ = "adviser"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True, index=True)
    role: Mapped[str] = mapped_column(String(20), default="adviser")
    languages: Mapped[list[Any]]
    trades: Mapped[list[Any]] = mapped_column(default=list)
    municipalities: Mapped[list[Any]] = mapped_column(default=list)
    most: Mapped[int] = mapped_column(default=3)
    locale: Mapped[str] = mapped_column(String(20), default="sv")
    disabled: Mapped[datetime | None]
    created: Mapped[datetime]


class Team(Base):
    """Some advisers of one organisation to whom a conversation can be handed as a group."""

    __tablename__ = "team"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime]


class TeamMember(Base):
    """An adviser's place in a team."""

    __tablename__ = "team_member"

    team: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), primary_key=True, index=True)


class Credential(Base):
    """One way for an adviser to prove who they are: ``password``, ``totp`` or ``passkey``, never in clear text."""

    __tablename__ = "credential"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    data: Mapped[JsonObject | None]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]


class DeskSession(Base):
    """The SHA-256 of the token in an adviser's cookie; ``step`` says how far signing in has come.

    ``confirmed`` is when the adviser last proved who they are, for what needs that to be recent.
    """

    __tablename__ = "desk_session"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    created: Mapped[datetime]
    last_seen: Mapped[datetime]
    confirmed: Mapped[datetime | None]
    expires: Mapped[datetime]


class Presence(Base):
    """Whether an adviser is ``here`` or ``away`` at one gateway, and when that gateway last heard of them."""

    __tablename__ = "presence"

    adviser: Mapped[str] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), primary_key=True)
    gateway: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    last_seen: Mapped[datetime]


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
    """An answer written once by advisers and sent by name, so that each reader gets it in their own language.

    ``translations`` gives for each locale its ``text`` and ``state``; ``text`` itself is in Swedish.
    """

    __tablename__ = "ready_answer"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    values: Mapped[JsonObject | None]
    translations: Mapped[JsonObject | None]
    created: Mapped[datetime]
