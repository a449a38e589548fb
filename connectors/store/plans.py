"""The tables of a plan: its answers in all their revisions, and what is remarked about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from connectors.store.models import Base, conversation_key


class Plan(Base):
    """The business plan of a conversation; ``template`` is unknown until one is chosen."""

    __tablename__ = "plan"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), unique=True)
    template: Mapped[str | None] = mapped_column(String(100))
    created: Mapped[datetime]
    changed: Mapped[datetime]


class Answer(Base):
    """One revision of an answer; at most one revision of a question is current."""

    __tablename__ = "answer"
    __table_args__ = (
        Index(
            "answer_current",
            "plan",
            "question",
            unique=True,
            sqlite_where=sql("current"),
            postgresql_where=sql("current"),
        ),
    )

    plan: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(100), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(20))
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    swedish_text: Mapped[str | None] = mapped_column(Text)
    swedish_state: Mapped[str | None] = mapped_column(String(20))
    current: Mapped[bool]
    turn: Mapped[str | None] = mapped_column(String(40))
    created: Mapped[datetime]


class Comment(Base):
    """A remark kept with a conversation: feedback, a wish for an adviser, or an adviser's note on an answer."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = conversation_key()
    question: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    author: Mapped[str] = mapped_column(String(10))
    adviser: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(20))
    created: Mapped[datetime]
