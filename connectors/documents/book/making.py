"""What every page of the spreadsheet is made with: the workings, the words, the named cells and the dated rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bot.advice.dated import Figure
from connectors.documents.book.page import Line, Names, Page
from connectors.documents.book.workings import Workings
from connectors.documents.plan_document import Wording

PAGES = (
    "inputs",
    "household",
    "prices",
    "result",
    "tax",
    "start",
    "liquidity",
    "balance",
    "break_even",
    "months",
    "search",
    "figures",
)
"""The sheets in their order, as ``document_sheet_…`` and ``document_book_title_…`` call them."""


@dataclass
class Rates:
    """The dated figures that formulas point at; each becomes a named cell on the page of rates."""

    workings: Workings
    used: dict[str, Figure] = field(default_factory=dict)

    def of(self, figure: Figure) -> str:
        """Give the name of a figure's cell; an abolished figure is nothing."""
        if figure.value is None:
            return "0"
        name = f"rate_{figure.name.replace('.', '_')}_{figure.since:%Y%m%d}"
        self.used[name] = figure
        return name

    def at(self, name: str, month: int) -> str:
        """Give the cell of a figure as it is in a month."""
        return self.of(self.workings.figures.at(name, month))


@dataclass
class Making:
    """A spreadsheet in the making. ``unanswered`` names the cells that stay empty: nobody has answered them."""

    workings: Workings
    wording: Wording
    sheets: dict[str, str]
    unanswered: frozenset[str] = frozenset()
    names: Names = field(default_factory=Names)

    def __post_init__(self) -> None:
        self.rates = Rates(self.workings)

    def page(self, key: str) -> Page:
        """Begin a sheet with its title."""
        page = Page(self.sheets[key], self.wording, self.names)
        page.title(f"document_book_title_{key}")
        return page


def plus(terms: Iterable[str]) -> str:
    """Add addresses up; nothing at all is 0."""
    return "+".join(terms) or "0"


def at_all(lines: Iterable[Line], place: int) -> str:
    """Add up one column of some rows."""
    return plus(line.at(place) for line in lines)


def rows_sum(rows: Iterable[tuple[Decimal, ...]], length: int) -> tuple[Decimal, ...]:
    """Add rows of numbers up, place by place."""
    total = [Decimal(0)] * length
    for row in rows:
        total = [one + other for one, other in zip(total, row, strict=True)]
    return tuple(total)
