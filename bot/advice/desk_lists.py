"""The lists that advisers choose from, kept as data: outcomes of a conversation, and labels."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml


class ListError(ValueError):
    """A list cannot be read; the message says where and what to write."""


def load_list(path: Path) -> tuple[str, ...]:
    """Read the names of a file ``<kind>.yml``, which stand under ``<kind>:``; their order is the one shown.

    The text of a name is ``desk_<kind without s>_<name>``. Raises ``ListError`` for another shape or a name twice.
    """
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    names = data.get(path.stem) if isinstance(data, Mapping) else None
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ListError(f"{path}: {path.stem}: write a list of names")
    if len(set(names)) < len(names):
        raise ListError(f"{path}: {path.stem}: write each name once")
    return tuple(names)
