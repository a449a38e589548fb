"""Brings a database to the schema of this program, all or nothing, and refuses one that is newer."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from connectors.store.errors import NewerSchemaError
from connectors.store.sqlite import open_sqlite

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x57A27B20


def migrate(url: str) -> None:
    """Run the missing migrations in one transaction; two programs that do it at once take turns.

    Raises ``NewerSchemaError`` when the database knows a migration that this program does not.
    """
    engine = _open(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _upgrade(connection)
    finally:
        engine.dispose()


def _open(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return open_sqlite(url, reads_only=False)
    return create_engine(url, hide_parameters=True)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise NewerSchemaError(
            f"the database is at schema {', '.join(sorted(unknown))}, which this program cannot read"
        )
    command.upgrade(config, "head")
