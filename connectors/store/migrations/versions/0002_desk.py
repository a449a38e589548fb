"""The desk: teams, signing in, the queue, and what advisers add to a conversation."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN_ENTRY = sa.text("taken IS NULL AND left_at IS NULL AND closed IS NULL")
OPEN_TRANSFER = sa.text("state = 'asked'")


def upgrade() -> None:
    """Widen what is known of advisers, then make the new tables, parents first."""
    _widen_organisations()
    _widen_advisers()
    op.add_column("ready_answer", _json("translations"))
    op.add_column("comment", _text("adviser", 40, nullable=True))
    _make_teams()
    _make_signing_in()
    _make_queue()
    _make_hand_over()
    _make_additions()
    _make_marks()


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=True)


def _yes_no(name: str, *, default: bool) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true() if default else sa.false())


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(40), primary_key=True)


def _row_number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _parent(table: str, *, key: bool = False) -> sa.Column[str]:
    parent = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(table, sa.String(40), parent, nullable=False, primary_key=key)


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _widen_organisations() -> None:
    op.add_column("organisation", sa.Column("hours", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("organisation", _yes_no("open_on_holidays", default=False))
    op.add_column("organisation", _list("municipalities"))
    op.add_column("organisation", _yes_no("uses_advisers", default=True))


def _widen_advisers() -> None:
    op.add_column("adviser", sa.Column("email", sa.String(254), nullable=False, server_default=""))
    # Nobody could sign in before this; whoever was entered by hand gets an address that no mail can have.
    op.execute("UPDATE adviser SET email = id")
    op.create_index("ix_adviser_email", "adviser", ["email"], unique=True)
    op.add_column("adviser", sa.Column("role", sa.String(20), nullable=False, server_default="adviser"))
    op.add_column("adviser", _list("trades"))
    op.add_column("adviser", _list("municipalities"))
    op.add_column("adviser", sa.Column("most", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("adviser", sa.Column("locale", sa.String(20), nullable=False, server_default="sv"))
    op.add_column("adviser", _time("disabled", nullable=True))


def _make_teams() -> None:
    op.create_table("team", _id(), _parent("organisation"), _text("name", 200), _time("created"))
    _index("team", "organisation")
    op.create_table("team_member", _parent("team", key=True), _parent("adviser", key=True))
    _index("team_member", "adviser")


def _make_signing_in() -> None:
    op.create_table(
        "credential",
        _id(),
        _parent("adviser"),
        _text("kind", 20),
        _json("data"),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        _time("created"),
        _time("last_used", nullable=True),
    )
    _index("credential", "adviser")
    op.create_table(
        "desk_session",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        _parent("adviser"),
        _text("step", 20),
        _time("created"),
        _time("last_seen"),
        _time("confirmed", nullable=True),
        _time("expires"),
    )
    _index("desk_session", "adviser")
    op.create_table(
        "presence",
        _parent("adviser", key=True),
        sa.Column("gateway", sa.String(40), primary_key=True),
        _text("state", 10),
        _time("last_seen"),
    )


def _make_queue() -> None:
    op.create_table(
        "desk_case",
        _parent("conversation", key=True),
        _text("organisation", 40, nullable=True),
        _text("assigned", 40, nullable=True),
        _text("helped", 40, nullable=True),
        _text("outcome", 40, nullable=True),
        _time("closed", nullable=True),
        _time("created"),
        _time("changed"),
    )
    _index("desk_case", "organisation")
    _index("desk_case", "assigned")
    op.create_table(
        "queue_entry",
        _row_number(),
        _parent("conversation"),
        _text("organisation", 40, nullable=True),
        _text("for_team", 40, nullable=True),
        _text("for_adviser", 40, nullable=True),
        _yes_no("urgent", default=False),
        _text("about", nullable=True),
        _text("language", 20, nullable=True),
        _text("locale", 20),
        _text("channel", 20),
        _text("wants", 10),
        _text("municipality", 100, nullable=True),
        _text("trade", 100, nullable=True),
        _time("asked"),
        _time("taken", nullable=True),
        _text("adviser", 40, nullable=True),
        _time("left_at", nullable=True),
        _time("closed", nullable=True),
    )
    _index("queue_entry", "conversation")
    op.create_index("queue_entry_asked", "queue_entry", ["asked"])
    _one_open("queue_entry", OPEN_ENTRY)


def _make_hand_over() -> None:
    op.create_table(
        "transfer",
        _id(),
        _parent("conversation"),
        _text("by", 40),
        _text("to_adviser", 40, nullable=True),
        _text("to_team", 40, nullable=True),
        _text("to_organisation", 40, nullable=True),
        _text("state", 20),
        _number("seq"),
        _time("created"),
        _time("settled", nullable=True),
    )
    _index("transfer", "conversation")
    _one_open("transfer", OPEN_TRANSFER)
    op.create_table(
        "call_back",
        _row_number(),
        _parent("conversation"),
        _text("organisation", 40, nullable=True),
        _text("adviser", 40, nullable=True),
        _text("way", 10),
        _text("address", 254),
        _text("times"),
        _text("language", 20),
        _text("state", 20),
        _number("tries"),
        _time("next_try", nullable=True),
        _time("created"),
        _time("changed"),
    )
    _index("call_back", "conversation")
    op.create_index("call_back_due", "call_back", ["state", "next_try"])


def _make_additions() -> None:
    op.create_table(
        "proposal",
        _id(),
        _parent("conversation"),
        _text("question", 100),
        _text("text"),
        _json("value"),
        _text("language", 20),
        _text("by", 40),
        _text("state", 20),
        _number("seq"),
        _time("created"),
        _time("settled", nullable=True),
    )
    _index("proposal", "conversation")
    op.create_table(
        "rendering",
        _text("conversation", 40),
        _number("seq"),
        _text("text"),
        _text("by", 40),
        _time("changed"),
        sa.PrimaryKeyConstraint("conversation", "seq"),
        sa.ForeignKeyConstraint(
            ["conversation", "seq"],
            ["message.conversation", "message.seq"],
            name="rendering_message",
            ondelete="CASCADE",
        ),
    )


def _make_marks() -> None:
    op.create_table(
        "label",
        _parent("conversation", key=True),
        sa.Column("name", sa.String(60), primary_key=True),
        _text("by", 40),
        _time("created"),
    )
    _index("label", "name")
    op.create_table(
        "rating",
        _row_number(),
        _parent("conversation"),
        _text("adviser", 40, nullable=True),
        _number("stars"),
        _text("text", nullable=True),
        _text("language", 20, nullable=True),
        _time("created"),
    )
    _index("rating", "conversation")
    op.create_table(
        "read_mark",
        _parent("conversation", key=True),
        sa.Column("adviser", sa.String(40), primary_key=True),
        _number("seq"),
    )


def _one_open(table: str, condition: sa.TextClause) -> None:
    op.create_index(
        f"{table}_open",
        table,
        ["conversation"],
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )
