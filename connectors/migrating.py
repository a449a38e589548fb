"""``startbro migrate``: brings the database to the newest schema. ``startbro serve`` does the same by itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from connectors.settings import Settings
from connectors.store.errors import NewerSchemaError
from connectors.store.migrate import migrate


def main(arguments: Sequence[str]) -> int:
    """Migrate the configured database; give 1 and a sentence when it is newer than this program."""
    argparse.ArgumentParser(prog="startbro migrate", description="Bring the database to the newest schema.").parse_args(
        arguments
    )
    settings = Settings.from_environment()
    settings.state.mkdir(parents=True, exist_ok=True)
    try:
        migrate(settings.database_url)
    except NewerSchemaError as error:
        print(error, file=sys.stderr)
        return 1
    print("The database is up to date.")
    return 0
