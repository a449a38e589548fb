"""Tells quickly whether a database has this program's schema, so that a restart need not load the migrations."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, exc, make_url, text

from connectors.store.errors import OlderSchemaError

VERSIONS = Path(__file__).with_name("migrations") / "versions"


def is_current(url: str) -> bool:
    """Tell whether the newest migration has been run; false also when the database cannot be read."""
    if is_missing(url):
        return False
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
    if is_missing(url):
        raise OlderSchemaError(
            f"there is no database yet, so nobody has made a plan here. I looked for {make_url(url).database}. "
            "`startbro run` makes it; STARTBRO_DATABASE_URL says if it is somewhere else"
        )
    if not is_current(url):
        raise OlderSchemaError("the database is not there, or not at this program's schema: run `startbro migrate`")


def is_missing(url: str) -> bool:
    """Tell whether a SQLite file is not there; connecting would make an empty one, which looks like a lost database."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database or place.database.startswith((":", "file:")):
        return False
    return not Path(place.database).exists()
