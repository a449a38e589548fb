"""An index by owner: who answers what is asked every few seconds, and most conversations have no human owner."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("conversation_owner", "conversation", ["owner_kind", "owner_id"])
