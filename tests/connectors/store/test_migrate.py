"""Migrations: from nothing to the models, all or nothing, and never backwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, exc, inspect, text

from connectors.store import desk, people, plans
from connectors.store.errors import NewerSchemaError
from connectors.store.migrate import migrate
from connectors.store.models import Base
from tests.connectors.databases import postgresql_url

TABLES = (desk, people, plans)  # their import fills the metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/record.db"
    else:
        yield from postgresql_url()


@pytest.fixture
def engine(empty: str, tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "new").mkdir()
    engine = create_engine(empty)
    yield engine
    engine.dispose()


def test_migrations_lead_from_nothing_to_the_models(empty: str, engine: Engine) -> None:
    migrate(empty)
    migrate(empty)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_newer_schema_is_refused_and_left_alone(empty: str, engine: Engine) -> None:
    migrate(empty)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchemaError, match="9999"):
        migrate(empty)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_that_breaks_half_way_leaves_nothing(empty: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit_entry (in_the_way INTEGER)"))
    with pytest.raises(exc.DBAPIError):
        migrate(empty)
    assert inspect(engine).get_table_names() == ["audit_entry"]
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_entry"))
    migrate(empty)
    assert "message" in inspect(engine).get_table_names()


async def test_two_programs_may_migrate_at_once(empty: str, engine: Engine) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate, empty) for _ in range(3)))
    assert "message" in inspect(engine).get_table_names()
