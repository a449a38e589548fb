"""Alembic's entry: runs the steps on the connection and within the transaction that ``migrate`` opened."""

from __future__ import annotations

from alembic import context

from connectors.store import desk, people, plans
from connectors.store.models import Base

TABLES = (desk, people, plans)  # their import fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite undoes schema changes as well as rows, once the driver leaves transactions to us.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
