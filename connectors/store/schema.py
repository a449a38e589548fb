"""Tells quickly whether a database has this program's schema, so that a restart need not load the migrations."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, exc, text

from connectors.store.errors import OlderSchemaError

VERSIONS = Path(__file__).with_name("migrations") / "versions"


def is_current(url: str) -> bool:
    """Tell whether the newest migration has been run; false also when the database cannot be read."""
    newest = max(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return [*connection.scalars(text("SELECT version_num FROM alembic_version"))] == [newest]
    except exc.SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def require_current(url: str) -> None:
    """Raise ``OlderSchemaError``, for whoever is at the command line, unless the newest migration has been run."""
    if not is_current(url):
        raise OlderSchemaError("the database is not there, or not at this program's schema: run `startbro migrate`")
