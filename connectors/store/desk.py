"""The tables of the desk: who waits for a human, who helps, and what advisers add to a conversation.

All of it hangs on the conversation and goes away with it. Advisers stand as plain ids, so that what they did stays
readable after they have left.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from connectors.store.models import Base, conversation_key

OPEN_ENTRY = "taken IS NULL AND left_at IS NULL AND closed IS NULL"
OPEN_TRANSFER = "state = 'asked'"
STANDING_WISH = "state IN ('wanted', 'booked')"
WAITING_ANSWER = "state = 'waiting'"


class Case(Base):
    """What the desk knows of a conversation that has wanted a human: whose it is, who should see to it, how it ended.

    ``organisation`` is None until somebody takes it or it is sent somewhere: then it waits open to all.
    """

    __tablename__ = "desk_case"

    conversation: Mapped[str] = conversation_key(primary=True)
    organisation: Mapped[str | None] = mapped_column(String(40), index=True)
    assigned: Mapped[str | None] = mapped_column(String(40), index=True)
    helped: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(String(40))
    closed: Mapped[datetime | None]
    created: Mapped[datetime]
    changed: Mapped[datetime]


class QueueEntry(Base):
    """One wait for a human, from ``asked`` until somebody took it, the person left or it was closed.

    At most one entry of a conversation is open. ``urgent`` ones go first: somebody had begun to help and disappeared.
    """

    __tablename__ = "queue_entry"
    __table_args__ = (
        Index(
            "queue_entry_open",
            "conversation",
            unique=True,
            sqlite_where=sql(OPEN_ENTRY),
            postgresql_where=sql(OPEN_ENTRY),
        ),
        Index("queue_entry_asked", "asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    organisation: Mapped[str | None] = mapped_column(String(40))
    for_team: Mapped[str | None] = mapped_column(String(40))
    for_adviser: Mapped[str | None] = mapped_column(String(40))
    urgent: Mapped[bool] = mapped_column(default=False)
    about: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    wants: Mapped[str] = mapped_column(String(10))
    municipality: Mapped[str | None] = mapped_column(String(100))
    trade: Mapped[str | None] = mapped_column(String(100))
    asked: Mapped[datetime]
    taken: Mapped[datetime | None]
    adviser: Mapped[str | None] = mapped_column(String(40))
    left_at: Mapped[datetime | None]
    closed: Mapped[datetime | None]


class Transfer(Base):
    """That an adviser wants to hand a conversation on, and what the person said to that.

    Exactly one of ``to_adviser``, ``to_team`` and ``to_organisation`` is set. ``seq`` is the line that asked.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        Index(
            "transfer_open",
            "conversation",
            unique=True,
            sqlite_where=sql(OPEN_TRANSFER),
            postgresql_where=sql(OPEN_TRANSFER),
        ),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation: Mapped[str] = conversation_key()
    by: Mapped[str] = mapped_column(String(40))
    to_adviser: Mapped[str | None] = mapped_column(String(40))
    to_team: Mapped[str | None] = mapped_column(String(40))
    to_organisation: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int]
    created: Mapped[datetime]
    settled: Mapped[datetime | None]


class CallBack(Base):
    """That somebody wants to be phoned or mailed: the number or address, the times that suit, and how it went."""

    __tablename__ = "call_back"
    __table_args__ = (Index("call_back_due", "state", "next_try"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    organisation: Mapped[str | None] = mapped_column(String(40))
    adviser: Mapped[str | None] = mapped_column(String(40))
    way: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(254))
    times: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="open")
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    created: Mapped[datetime]
    changed: Mapped[datetime]


class InterpreterWish(Base):
    """That somebody wants an interpreter for ``language`` at the ``times`` that suit them, and when they meet.

    ``state`` is ``wanted`` until it is ``booked`` (``meets`` says for when) or ``not_possible``; a booked one ends as
    ``over``, and a new wish takes the place of one that stands, which is then ``replaced``.
    """

    __tablename__ = "interpreter_wish"
    __table_args__ = (
        Index(
            "interpreter_wish_standing",
            "conversation",
            unique=True,
            sqlite_where=sql(STANDING_WISH),
            postgresql_where=sql(STANDING_WISH),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    organisation: Mapped[str | None] = mapped_column(String(40))
    adviser: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20))
    times: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    meets: Mapped[datetime | None]
    created: Mapped[datetime]
    changed: Mapped[datetime]


class Label(Base):
    """A label that advisers put on a conversation."""

    __tablename__ = "label"

    conversation: Mapped[str] = conversation_key(primary=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)
    by: Mapped[str] = mapped_column(String(40))
    created: Mapped[datetime]


class Proposal(Base):
    """A change of an answer that an adviser proposes; the person accepts it or not. ``seq`` is the line that asked."""

    __tablename__ = "proposal"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation: Mapped[str] = conversation_key()
    question: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    language: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int]
    created: Mapped[datetime]
    settled: Mapped[datetime | None]


class Rendering(Base):
    """An adviser's Swedish beside a line of free text."""

    __tablename__ = "rendering"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation", "seq"],
            ["message.conversation", "message.seq"],
            ondelete="CASCADE",
            name="rendering_message",
        ),
    )

    conversation: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))
    changed: Mapped[datetime]


class Rating(Base):
    """What the person thought of the help: one to five, and a sentence if they wrote one."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    adviser: Mapped[str | None] = mapped_column(String(40))
    stars: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(20))
    created: Mapped[datetime]


class HeldAnswer(Base):
    """An answer of the bot that an adviser of ``organisation`` reads first, ``until`` the person was told.

    ``replies`` is what the turn would have said, as names with values. ``state`` is ``waiting`` until exactly one of
    ``sent``, ``replaced``, ``withheld`` (by ``adviser``) or ``lapsed``.
    """

    __tablename__ = "held_answer"
    __table_args__ = (
        Index(
            "held_answer_waiting",
            "until",
            sqlite_where=sql(WAITING_ANSWER),
            postgresql_where=sql(WAITING_ANSWER),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    turn: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(60))
    replies: Mapped[list[Any]]
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime]
    adviser: Mapped[str | None] = mapped_column(String(40))
    created: Mapped[datetime]
    settled: Mapped[datetime | None]


class ReadMark(Base):
    """How far an adviser has read a conversation, for what is unread."""

    __tablename__ = "read_mark"

    conversation: Mapped[str] = conversation_key(primary=True)
    adviser: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int]
