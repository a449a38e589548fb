"""The databases that hand-over tests run on, and a desk with two organisations."""

from __future__ import annotations

import pytest

from tests.connectors.databases import Record, database, empty_sqlite, migrated_postgresql, record, url
from tests.connectors.record.handover.desk import Desk, staff

__all__ = ["database", "empty_sqlite", "migrated_postgresql", "record", "url"]


@pytest.fixture
async def desk(record: Record) -> Desk:
    """Give a conversation, and advisers of two organisations who may want it."""
    await record.database.write(staff)
    return Desk(record)
