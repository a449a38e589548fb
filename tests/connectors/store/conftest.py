"""The databases that store tests run on."""

from __future__ import annotations

from tests.connectors.databases import database, empty_sqlite, migrated_postgresql, url

__all__ = ["database", "empty_sqlite", "migrated_postgresql", "url"]
