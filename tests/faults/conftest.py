"""A machine for each test; whatever it started is gone afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.processes import Machine


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    """Give a machine on which nothing runs yet."""
    made = Machine(tmp_path)
    yield made
    await made.stop()
