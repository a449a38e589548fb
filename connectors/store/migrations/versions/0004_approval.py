"""Answers of the bot that an adviser reads before the person gets them, and which organisations want that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING_ANSWER = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Add the choice of each organisation, then the answers that wait."""
    op.add_column("organisation", sa.Column("approval", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "held_answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "conversation",
            sa.String(40),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("turn", sa.String(40), nullable=False),
        sa.Column("organisation", sa.String(40), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adviser", sa.String(40), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_held_answer_conversation", "held_answer", ["conversation"])
    op.create_index(
        "held_answer_waiting", "held_answer", ["until"], sqlite_where=WAITING_ANSWER, postgresql_where=WAITING_ANSWER
    )
