"""Builds one sheet of a spreadsheet line by line: words on the left in each language, numbers and formulas after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.advice.budget.results import is_ours
from bot.language.formats import has_right_to_left
from connectors.documents.book.shapes import LONGEST_TEXT, Cell, Sheet, address
from connectors.documents.plan_document import Wording
from connectors.documents.printable import printable
from connectors.documents.shapes import Columns, Words

ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
NAMELESS = "–"
LABEL_WIDTH, NUMBER_WIDTH = 42.0, 15.0


@dataclass(frozen=True)
class Line:
    """One row of numbers on a page, for other formulas to point at."""

    sheet: str
    row: int
    first: int

    def at(self, place: int) -> str:
        """Give the address of one of its cells."""
        return f"{self.sheet}!{address(self.row, self.first + place)}"

    def span(self, start: int, stop: int) -> str:
        """Give the addresses from ``start`` up to, not with, ``stop``."""
        return f"{self.at(start)}:{address(self.row, self.first + stop - 1)}"


@dataclass(frozen=True)
class Value:
    """What stands in a cell: a number, perhaps with the formula that gives it, in a style, perhaps under a name.

    Without a number it is empty, or has the ``text`` that its formula gives.
    """

    number: Decimal | int | None
    formula: str = ""
    style: str = "money"
    name: str = ""
    text: str = ""


@dataclass
class Names:
    """The named cells of a book."""

    places: dict[str, str] = field(default_factory=dict)

    def give(self, name: str, place: str) -> None:
        """Name a cell; a name given twice is a mistake of ours."""
        if name in self.places:
            raise ValueError(f"two cells are called {name}")
        self.places[name] = place


class Page:
    """A sheet in the making. ``names`` is the book's; ``wording`` words the labels, a column for each language."""

    def __init__(self, name: str, wording: Wording, names: Names) -> None:
        self.name, self.wording, self.names = name, wording, names
        self.labels = len(wording.locales)
        self.row = 0
        self.frozen: tuple[int, int] = (0, 0)
        self._cells: list[Cell] = []
        self._widths: dict[int, float] = dict.fromkeys(range(self.labels), LABEL_WIDTH)

    @property
    def quoted(self) -> str:
        """Give the sheet's name as formulas write it."""
        return "'" + self.name.replace("'", "''") + "'"

    def each(self, name: str, values: Mapping[str, Any] | None = None) -> Columns:
        """Word an entry in every language."""
        return self.wording.each(name, values)

    def title(self, name: str) -> None:
        """Write the sheet's title, and leave a row free."""
        self.write(self.each(name), "title")
        self.row += 1

    def write(self, columns: Columns, style: str = "label") -> None:
        """Write a row of words alone."""
        self._words(columns, style)
        self.row += 1

    def head(self, first: Columns, *others: str, style: str = "head") -> None:
        """Write the heads of a table: over the labels, and over the numbers as given."""
        self._words(first, style)
        for place, text in enumerate(others):
            self._put(Cell(self.row, self.labels + place, style, text=clean(text)))
        self.row += 1

    def line(self, columns: Columns, *values: Value | Words | None, style: str = "label") -> Line:
        """Write a row: its words, then a number, words or nothing in each place."""
        self._words(columns, style)
        for place, value in enumerate(values):
            if isinstance(value, Words):
                self._put(Cell(self.row, self.labels + place, "text", text=clean(value.text)))
            elif value is not None:
                self._value(self.labels + place, value)
        self.row += 1
        return Line(self.quoted, self.row - 1, self.labels)

    def months(
        self, columns: Columns, formula: Callable[[int], str], numbers: Sequence[Decimal], style: str = "money"
    ) -> Line:
        """Write a row with one formula for each month, and what the calculation came to."""
        values = (Value(number, formula(month), style) for month, number in enumerate(numbers))
        return self.line(columns, *values, style="total_label" if style == "total" else "label")

    def widen(self, place: int, width: float) -> None:
        """Set how wide a column of numbers is."""
        self._widths[self.labels + place] = width

    def finish(self) -> Sheet:
        """Give the sheet."""
        last = max((cell.column for cell in self._cells), default=0)
        widths = tuple(self._widths.get(column, NUMBER_WIDTH) for column in range(last + 1))
        right_to_left = self.wording.one("document_title", {}, self.wording.locales[0]).direction == "rtl"
        return Sheet(self.name, right_to_left, widths, self.frozen, tuple(self._cells))

    def freeze(self) -> None:
        """Keep what is above this row, and the labels, in sight."""
        self.frozen = (self.row, self.labels)

    def _words(self, columns: Columns, style: str) -> None:
        for place, words in enumerate(columns):
            self._put(Cell(self.row, place, style, text=clean(words.text)))

    def _value(self, column: int, value: Value) -> None:
        number = None if value.number is None else float(value.number)
        self._put(Cell(self.row, column, value.style, clean(value.text), number, value.formula))
        if value.name:
            self.names.give(value.name, f"{self.quoted}!{address(self.row, column)}")

    def _put(self, cell: Cell) -> None:
        self._cells.append(cell)


def clean(text: str) -> str:
    """Give words without what a file cannot hold; direction marks stay only where something runs right to left."""
    kept = text if has_right_to_left(text) else text.translate(ISOLATES)
    return "".join(sign for sign in kept if sign >= " " or sign == "\n")[:LONGEST_TEXT]


def own(name: str, wording: Wording) -> Columns:
    """Give what something is called in every language's column: a person's own words, or those of our row."""
    if is_ours(name):
        return wording.each(name)
    shown = printable(name)[:LONGEST_TEXT] or NAMELESS
    return tuple(Words(shown, locale.replace("_", "-"), "ltr") for locale in wording.locales)


def message(name: str) -> dict[str, Any]:
    """Give an entry as a value inside another."""
    return {"type": "message", "name": name, "values": {}}


def of(what: str, name: str, wording: Wording) -> Columns:
    """Word what something is and whose: ``Cost: Rent``."""
    called = message(name) if is_ours(name) else {"type": "name", "value": printable(name)[:LONGEST_TEXT] or NAMELESS}
    return wording.each("document_book_of", {"what": message(what), "name": called})
