"""Every row and cell of the budgets by a reference of its own, so that a remark can point at one. Pure.

A reference is ``<budget>.<row>``, or with several columns also ``<budget>.<column>.<row>``: ``household.home_food``,
``result.year2.before_tax``, ``liquidity.2027-03.closing``. It says the same whatever the plan's numbers become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.advice.budget.results import OUR_ROWS, Budgets
from bot.advice.budget.timeline import month_day
from connectors.documents import budget_lines
from connectors.documents.budget_lines import BOOK, Line

Value = Mapping[str, Any]
OWN = "own"
"""What a row is called in a reference when its name is a person's own words."""


@dataclass(frozen=True)
class Column:
    """One column of a budget with several: its part of a reference, a year's number or a month's last day."""

    name: str
    year: int | None = None
    last_day: date | None = None

    def of(self, row: Value) -> Value:
        """Give the typed value that names a row's cell in this column."""
        if self.last_day is not None:
            day = {"type": "date", "value": self.last_day.isoformat()}
            return _message("utter_cell_month", row=row, day=day)
        return _message("utter_cell_year", row=row, number={"type": "count", "value": str(self.year)})


@dataclass(frozen=True)
class Sheet:
    """One budget: its name, its lines by their part of a reference, and its columns when there are several."""

    name: str
    lines: Mapping[str, Line]
    columns: tuple[Column, ...] = ()

    def row(self, key: str) -> str:
        """Give the reference of a row."""
        return f"{self.name}.{key}"

    def cell(self, column: Column, key: str) -> str:
        """Give the reference of one cell."""
        return f"{self.name}.{column.name}.{key}"


def sheets(budgets: Budgets) -> dict[str, Sheet]:
    """Give the budgets in the order they are read, by name."""
    found = {name: Sheet(name, _keyed(lines(budgets)), _columns(name, budgets)) for name, lines in SHEETS.items()}
    return found if any(budgets.sales.total) else {name: found[name] for name in WITHOUT_SALES}


SHEETS: Final[Mapping[str, Callable[[Budgets], list[Line]]]] = {
    "household": budget_lines.household_lines,
    "prices": budget_lines.price_lines,
    "start": budget_lines.start_lines,
    "result": budget_lines.result_lines,
    "liquidity": budget_lines.liquidity_lines,
    "balance": budget_lines.balance_lines,
    "break_even": budget_lines.break_even_lines,
}
WITHOUT_SALES = ("household",)
"""Before any sales are known, two years of living would all look like money to borrow; only the home says something."""


def references(budgets: Budgets) -> Iterator[tuple[str, Value]]:
    """Give every reference there is, with the typed value that names it."""
    for sheet in sheets(budgets).values():
        for key, line in sheet.lines.items():
            yield sheet.row(key), label(line)
            for column in sheet.columns:
                yield sheet.cell(column, key), column.of(label(line))


def label(line: Line) -> Value:
    """Give the typed value that names a line: our words, or the person's."""
    return {"type": "name", "value": line.name} if line.own else _message(line.name)


def _keyed(lines: Sequence[Line]) -> dict[str, Line]:
    """Give lines by a short name; a second one of the same name is told apart by its number."""
    keyed: dict[str, Line] = {}
    for line in lines:
        short = OWN if line.own else line.name.removeprefix(BOOK).removeprefix(OUR_ROWS)
        same = sum(known.split("~")[0] == short for known in keyed)
        keyed[f"{short}~{same + 1}" if same else short] = line
    return keyed


def _columns(name: str, budgets: Budgets) -> tuple[Column, ...]:
    if name == "liquidity":
        start = budgets.inputs.start
        return tuple(_month(start, month) for month in range(len(budgets.liquidity.closing)))
    if name in ("result", "balance"):
        return tuple(Column(f"year{year}", year=year) for year in range(1, len(budgets.years) + 1))
    return ()


def _month(start: date, month: int) -> Column:
    last = month_day(start, month + 1) - timedelta(days=1)
    return Column(f"{last:%Y-%m}", last_day=last)


def _message(name: str, **values: Value) -> Value:
    return {"type": "message", "name": name, "values": values}
