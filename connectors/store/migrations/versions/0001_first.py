"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WAITING = sa.text("answered IS NULL AND author = 'person'")
CURRENT = sa.text("current")


def upgrade() -> None:
    """Make every table, parents first."""
    _make_people()
    _make_messages()
    _make_turns()
    _make_deliveries()
    _make_plans()
    _make_keys()
    _make_advisers()
    _make_audit()


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable, autoincrement=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(40), primary_key=True)


def _row_number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _parent(table: str, *, unique: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(table, sa.String(40), key, nullable=False, unique=unique or None)


def _index_parent(table: str, parent: str) -> None:
    op.create_index(f"ix_{table}_{parent}", table, [parent])


def _make_people() -> None:
    op.create_table(
        "person",
        _id(),
        _text("language", 20),
        _text("script", 20, nullable=True),
        _json("consent"),
        _json("contacts"),
        _time("created"),
    )
    op.create_table(
        "conversation",
        _id(),
        _parent("person"),
        _text("status", 20),
        _text("owner_kind", 20),
        _text("owner_id", 40, nullable=True),
        _number("fence"),
        _number("generation"),
        _number("generation_turns"),
        _text("rasa_boot", 64, nullable=True),
        _number("last_seq"),
        _json("state", nullable=False),
        _time("created"),
        _time("last_activity"),
    )
    _index_parent("conversation", "person")


def _make_messages() -> None:
    op.create_table(
        "message",
        _parent("conversation"),
        _number("seq"),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        _text("client_id", 64, nullable=True),
        _text("provider_id", 200, nullable=True),
        _text("author", 10),
        _text("kind", 10),
        _text("text", nullable=True),
        _text("name", 200, nullable=True),
        _json("values"),
        _json("payload"),
        _json("buttons"),
        _text("language", 20, nullable=True),
        _text("channel", 20),
        _text("turn", 40, nullable=True),
        _text("answered", 40, nullable=True),
        _time("created"),
        sa.PrimaryKeyConstraint("conversation", "seq"),
        sa.UniqueConstraint("conversation", "author", "client_id", name="message_client"),
        sa.UniqueConstraint("provider_id", name="message_provider"),
    )
    op.create_index(
        "message_waiting", "message", ["conversation", "seq"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def _make_turns() -> None:
    op.create_table(
        "turn",
        _id(),
        _parent("conversation"),
        _number("message_seq", nullable=True),
        _number("generation"),
        _text("owner_kind", 20),
        _number("fence"),
        _text("intent", 100, nullable=True),
        sa.Column("confidence", sa.Double()),
        _text("state", 20),
        _number("attempts"),
        _time("created"),
        sa.UniqueConstraint("conversation", "message_seq", name="turn_message"),
    )
    op.create_table(
        "effect",
        _parent("turn"),
        _number("position"),
        _text("name", 60),
        _json("values", nullable=False),
        sa.PrimaryKeyConstraint("turn", "position"),
    )


def _make_deliveries() -> None:
    op.create_table(
        "delivery",
        _text("conversation", 40),
        _number("seq"),
        _text("channel", 20),
        _text("language", 20),
        _text("catalogue_version", 64),
        _text("text"),
        _text("state", 10),
        _number("attempts"),
        _time("next_try", nullable=True),
        _text("provider_id", 200, nullable=True),
        _time("created"),
        sa.PrimaryKeyConstraint("conversation", "seq", "channel", "language", "catalogue_version"),
        sa.ForeignKeyConstraint(
            ["conversation", "seq"],
            ["message.conversation", "message.seq"],
            name="delivery_message",
            ondelete="CASCADE",
        ),
    )
    op.create_index("delivery_due", "delivery", ["state", "next_try"])


def _make_plans() -> None:
    op.create_table(
        "plan",
        _id(),
        _parent("conversation", unique=True),
        _text("template", 100, nullable=True),
        _time("created"),
        _time("changed"),
    )
    op.create_table(
        "answer",
        _parent("plan"),
        _text("question", 100),
        _number("revision"),
        _text("type", 20),
        _json("value"),
        _text("text"),
        _text("language", 20),
        _text("state", 20),
        _text("swedish_text", nullable=True),
        _text("swedish_state", 20, nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("turn", 40, nullable=True),
        _time("created"),
        sa.PrimaryKeyConstraint("plan", "question", "revision"),
    )
    op.create_index(
        "answer_current", "answer", ["plan", "question"], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
    )
    op.create_table(
        "comment",
        _row_number(),
        _parent("conversation"),
        _text("question", 100, nullable=True),
        _text("kind", 20),
        _text("author", 10),
        _text("text"),
        _text("language", 20, nullable=True),
        _time("created"),
    )
    _index_parent("comment", "conversation")


def _make_keys() -> None:
    for name, more in (("access_token", ()), ("return_code", (_time("expires"),))):
        op.create_table(
            name,
            sa.Column("hash", sa.LargeBinary(32), primary_key=True),
            _parent("conversation"),
            _time("created"),
            *more,
            _time("revoked", nullable=True),
        )
        _index_parent(name, "conversation")


def _make_advisers() -> None:
    op.create_table("organisation", _id(), _text("name", 200), _time("created"))
    op.create_table(
        "adviser",
        _id(),
        _parent("organisation"),
        _text("name", 200),
        _json("languages", nullable=False),
        _time("created"),
    )
    _index_parent("adviser", "organisation")
    op.create_table("shift", _row_number(), _parent("adviser"), _time("starts"), _time("ends"))
    _index_parent("shift", "adviser")
    op.create_table("skill", _parent("adviser"), _text("topic", 100), sa.PrimaryKeyConstraint("adviser", "topic"))
    op.create_table(
        "ready_answer",
        _id(),
        _parent("organisation"),
        _text("name", 200),
        _text("text"),
        _json("values"),
        _time("created"),
    )
    _index_parent("ready_answer", "organisation")


def _make_audit() -> None:
    op.create_table(
        "audit_entry",
        _row_number(),
        _text("kind", 40),
        _text("conversation", 40, nullable=True),
        _text("actor", 40, nullable=True),
        _json("details", nullable=False),
        _time("created"),
    )
    _index_parent("audit_entry", "conversation")
