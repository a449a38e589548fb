"""What a plan looks like once every word is chosen: only text, language and direction, ready for any format.

It travels to the worker process as JSON; nothing in it is markup, and no format may read it as such.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

PDF, DOCX = "pdf", "docx"
FORMATS = (PDF, DOCX)


class DocumentError(Exception):
    """The document could not be made; the message says what to do, and holds no word of the plan."""


@dataclass(frozen=True)
class Words:
    """A text with its language as HTML writes it (``ar``, ``sr-Latn``) and its direction (``ltr`` or ``rtl``)."""

    text: str
    language: str
    direction: str


Columns = tuple[Words, ...]
"""The same thing in each of the document's one or two languages."""


@dataclass(frozen=True)
class Chart:
    """A picture: its SVG, its title, and the table that says the same to those who cannot see it."""

    svg: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    language: str

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """Give the table, its head first."""
        return (self.head, *self.rows)


@dataclass(frozen=True)
class Cell:
    """One question with its answer in one language; ``note`` says when the answer is in another language."""

    question: Words
    answer: Words
    note: Words | None


@dataclass(frozen=True)
class Section:
    """A part of the plan that has answers: its title and one row of cells for each answer."""

    titles: Columns
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class OpenSection:
    """A part of the plan with open questions: its title and each question; ``skipped`` marks those passed over."""

    titles: Columns
    questions: tuple[Columns, ...]
    skipped: tuple[bool, ...]


@dataclass(frozen=True)
class PlanDocument:
    """A whole document. ``frame`` has the fixed words by name (``made``, ``contents`` …), ``headline`` the firm's name.

    ``date`` is the ISO day it was made; ``frame["page"]`` keeps ``{page}`` and ``{pages}`` for the format to fill.
    """

    languages: Columns
    date: str
    headline: Words | None
    frame: Mapping[str, Columns]
    sections: tuple[Section, ...]
    open: tuple[OpenSection, ...]

    @property
    def title(self) -> str:
        """The document's title, for its metadata: the firm's name, if there is one, and what it is."""
        kind = self.frame["title"][0].text
        return f"{self.headline.text} – {kind}" if self.headline else kind

    def to_json(self) -> str:
        """Give the document as JSON text."""
        return json.dumps({**asdict(self), "title": self.title}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> PlanDocument:
        """Read what ``to_json`` gave; raise ``KeyError`` or ``TypeError`` for anything else."""
        data = json.loads(text)
        return cls(
            languages=_columns(data["languages"]),
            date=data["date"],
            headline=Words(**data["headline"]) if data["headline"] else None,
            frame={name: _columns(columns) for name, columns in data["frame"].items()},
            sections=tuple(
                Section(_columns(part["titles"]), tuple(tuple(map(_cell, row)) for row in part["rows"]))
                for part in data["sections"]
            ),
            open=tuple(
                OpenSection(_columns(part["titles"]), tuple(map(_columns, part["questions"])), tuple(part["skipped"]))
                for part in data["open"]
            ),
        )


def _columns(data: list[dict[str, str]]) -> Columns:
    return tuple(Words(**words) for words in data)


def _cell(data: dict[str, Any]) -> Cell:
    note = data["note"]
    return Cell(Words(**data["question"]), Words(**data["answer"]), Words(**note) if note else None)
