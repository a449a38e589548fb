"""What a spreadsheet looks like once every word, formula and value is chosen; it travels to the worker as JSON.

A cell has a text or a number, never both; without either it is empty, for somebody to fill. A formula stands only where
our own code put one, beside the number or the words that it came to. Nothing a person wrote can become a formula: their
words are in ``text``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_NAME = 31
LONGEST_TEXT = 2000
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\u2066-\u2069]")


@dataclass(frozen=True)
class Cell:
    """One cell, counted from 0. ``style`` is a key of ``writer.STYLES``."""

    row: int
    column: int
    style: str
    text: str = ""
    number: float | None = None
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, whether it runs from right to left, how wide its columns are, and what stays in sight."""

    name: str
    right_to_left: bool
    widths: tuple[float, ...]
    frozen: tuple[int, int]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Book:
    """A whole spreadsheet. ``names`` are its named cells with where they stand; ``title`` and ``date`` describe it."""

    title: str
    date: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str]

    def to_json(self) -> str:
        """Give the spreadsheet as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Book:
        """Read what ``to_json`` gave; raise ``KeyError`` or ``TypeError`` for anything else."""
        data = json.loads(text)
        return cls(data["title"], data["date"], tuple(map(_sheet, data["sheets"])), data["names"])


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Make names that every program takes: no forbidden sign, not too long, none twice."""
    made: list[str] = []
    for name in wanted:
        clean = _FORBIDDEN.sub(" ", name).strip(" '")[:LONGEST_NAME].strip(" '") or "-"
        taken = {other.casefold() for other in (*made, "history")}
        number = 1
        legal = clean
        while legal.casefold() in taken:
            number += 1
            legal = f"{clean[: LONGEST_NAME - 4]} {number}"
        made.append(legal)
    return tuple(made)


def column_letters(column: int) -> str:
    """Give the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Give the fixed address of a cell, such as ``$C$5``."""
    return f"${column_letters(column)}${row + 1}"


def _sheet(data: dict[str, Any]) -> Sheet:
    row, column = data["frozen"]
    cells = tuple(Cell(**cell) for cell in data["cells"])
    return Sheet(data["name"], data["right_to_left"], tuple(data["widths"]), (row, column), cells)
