"""Interpreters that people want, with the times that suit them and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STANDING = sa.text("state IN ('wanted', 'booked')")


def upgrade() -> None:
    """Make the table; one wish of a conversation stands at a time."""
    op.create_table(
        "interpreter_wish",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "conversation",
            sa.String(40),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("organisation", sa.String(40), nullable=True),
        sa.Column("adviser", sa.String(40), nullable=True),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("meets", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_interpreter_wish_conversation", "interpreter_wish", ["conversation"])
    op.create_index(
        "interpreter_wish_standing",
        "interpreter_wish",
        ["conversation"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
