"""What a plan looks like once every word is chosen: only text, language and direction, ready for any format.

It travels to the worker process as JSON; nothing in it is markup, and no format may read it as such.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
FORMATS = (PDF, DOCX, XLSX)
PICTURES = "pictures"
"""What the worker also makes: drawn pictures, as JSON."""


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
class Picture:
    """A picture: its titles, what it shows as Vega-Lite data, and how numbers are written in it.

    ``svg`` is what was drawn of it; until then it is empty, and whoever needs it draws it.
    """

    titles: Columns
    specification: Mapping[str, Any]
    signs: Mapping[str, Any]
    svg: str = ""

    @property
    def wanted(self) -> dict[str, Any]:
        """Give what the drawing program is asked for."""
        return {"specification": self.specification, "signs": self.signs, "title": self.titles[0].text}


@dataclass(frozen=True)
class GridRow:
    """One row of a table: its label in each language, then its values, each in one or more languages."""

    label: Columns
    values: tuple[Columns, ...]
    strong: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; ``head`` stands over the label and the values. ``wide`` marks one whose values are sentences."""

    titles: Columns
    head: tuple[Columns, ...]
    rows: tuple[GridRow, ...]
    wide: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the document that is no list of answers: lines, then pictures, then tables."""

    titles: Columns
    lines: tuple[Columns, ...] = ()
    pictures: tuple[Picture, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    """A whole document. ``before`` and ``after`` stand around the answers.

    ``frame`` has the fixed words by name (``made``, ``contents`` …), ``headline`` the firm's name. ``date`` is the ISO
    day it was made; ``frame["page"]`` keeps ``{page}`` and ``{pages}`` for the format to fill.
    """

    languages: Columns
    date: str
    headline: Words | None
    frame: Mapping[str, Columns]
    sections: tuple[Section, ...]
    open: tuple[OpenSection, ...]
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()

    @property
    def title(self) -> str:
        """The document's title, for its metadata: the firm's name, if there is one, and what it is."""
        kind = self.frame["title"][0].text
        return f"{self.headline.text} – {kind}" if self.headline else kind

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture in the order of the document."""
        return tuple(picture for part in (*self.before, *self.after) for picture in part.pictures)

    def drawn(self, svgs: Iterable[str]) -> PlanDocument:
        """Give the document with its pictures drawn: one SVG for each of ``pictures``, else ``ValueError``."""
        drawn = iter([replace(one, svg=svg) for one, svg in zip(self.pictures, svgs, strict=True)])
        before, after = (
            tuple(replace(part, pictures=tuple(next(drawn) for _ in part.pictures)) for part in parts)
            for parts in (self.before, self.after)
        )
        return replace(self, before=before, after=after)

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
            before=tuple(map(_part, data["before"])),
            after=tuple(map(_part, data["after"])),
        )


def _columns(data: list[dict[str, str]]) -> Columns:
    return tuple(Words(**words) for words in data)


def _cell(data: dict[str, Any]) -> Cell:
    note = data["note"]
    return Cell(Words(**data["question"]), Words(**data["answer"]), Words(**note) if note else None)


def _part(data: dict[str, Any]) -> Part:
    pictures = tuple(
        Picture(_columns(one["titles"]), one["specification"], one["signs"], one["svg"]) for one in data["pictures"]
    )
    lines, grids = tuple(map(_columns, data["lines"])), tuple(map(_grid, data["grids"]))
    return Part(_columns(data["titles"]), lines, pictures, grids)


def _grid(data: dict[str, Any]) -> Grid:
    rows = tuple(
        GridRow(_columns(row["label"]), tuple(map(_columns, row["values"])), row["strong"]) for row in data["rows"]
    )
    return Grid(_columns(data["titles"]), tuple(map(_columns, data["head"])), rows, data["wide"])
