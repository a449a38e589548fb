"""Cursors: the word that a page of a list ends with, by which the next page is asked for; None for one that is none."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer

LONGEST = 200


def write_cursor(values: Sequence[Any], conversation: str) -> str:
    """Write what the last row of a page is ordered by, and its id."""
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([*told, conversation]).encode()).decode()


def read_cursor(cursor: str | None, keys: Sequence[Any]) -> list[Any] | None:
    """Read a cursor of a list ordered by these columns; the id comes last."""
    if cursor is None or len(cursor) > LONGEST:
        return None
    try:
        *values, conversation = json.loads(base64.urlsafe_b64decode(cursor))
        read = [_read_value(value, key) for value, key in zip(values, keys, strict=True)]
    except (ValueError, TypeError):
        return None
    return [*read, conversation] if isinstance(conversation, str) else None


def _read_value(value: Any, key: Any) -> Any:
    """Read what a cursor has of a column; raise ``ValueError`` or ``TypeError`` for what cannot stand there."""
    if isinstance(key.type, Integer):
        return (0, 1).index(value)
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError(value)
    return read
