"""The six budgets as tables, and their pictures as tables too, ready to be shown in the adviser's language. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from urllib.parse import urlencode

from bot.advice.budget.results import Budgets
from bot.advice.budget.telling import Known
from bot.advice.budget.values import price
from bot.advice.facts import Answer
from bot.advice.templates import Template
from bot.language.catalogue import default_catalogue
from connectors.desk.budget_cells import Sheet, Value, label, sheets
from connectors.desk.budget_reasons import derived_of, is_unconfirmed, question_for, reasons, reasons_of_month
from connectors.documents.budget_lines import BOOK
from connectors.documents.chart_shapes import DRAWN, Drawing
from connectors.web.connection import Frame

Say = Callable[[Value], str]
OF_A_MONTH = ("money_in", "money_out", "closing")
"""What a month of the account shows at once; its other lines stand in its reasons."""

EXACT = frozenset({"prices", "break_even"})
"""Budgets of prices and numbers of things, which whole kronor would round too much."""
KRONA, SMALL = Decimal(1), Decimal(1000)
HEADS: Mapping[str, str] = {"household": "monthly", "prices": "amount", "start": "amount", "break_even": "amount"}


@dataclass(frozen=True)
class Wording:
    """How values become words: those that may hold a person's own words, and plain numbers, which need less care."""

    words: Say
    number: Say


def tables(budgets: Budgets, template: Template, answers: Mapping[str, Answer], *, wording: Wording) -> list[Frame]:
    """Give each budget as a table whose rows say why they are so, and what a remark may point at."""
    tabled = Tabled(budgets, template, answers=answers, wording=wording)
    return [tabled.table(sheet) for sheet in sheets(budgets).values()]


class Tabled:
    """Makes the tables of one plan."""

    def __init__(
        self, budgets: Budgets, template: Template, *, answers: Mapping[str, Answer], wording: Wording
    ) -> None:
        self._budgets, self._template, self._answers = budgets, template, answers
        self._words, self._number = wording.words, wording.number
        self._derived = derived_of(budgets)

    def table(self, sheet: Sheet) -> Frame:
        """Give one table; the account has a row for each month, since months do not fit beside each other."""
        months = sheet.name == "liquidity"
        rows = self._months(sheet) if months else self._rows(sheet)
        return {
            "table": sheet.name,
            "title": self._book(f"title_{sheet.name}"),
            "head": self._months_head() if months else self._head(sheet),
            "rows": list(rows),
        }

    def _head(self, sheet: Sheet) -> list[str]:
        first = self._book("row")
        if not sheet.columns:
            return [first, self._book(HEADS[sheet.name])]
        years = (self._book("year", number={"type": "count", "value": str(one.year)}) for one in sheet.columns)
        return [first, *years]

    def _months_head(self) -> list[str]:
        return [self._book("month"), *(self._book(name) for name in OF_A_MONTH)]

    def _rows(self, sheet: Sheet) -> Iterator[Frame]:
        for key, line in sheet.lines.items():
            row = sheet.row(key)
            derived = self._derived.get(row, ())
            targets = [_target(row, "")]
            targets += [
                _target(
                    sheet.cell(column, key), self._book("year", number={"type": "count", "value": str(column.year)})
                )
                for column in sheet.columns
            ]
            amounts = self._amounts(line.amounts, exact=sheet.name in EXACT)
            yield {
                **(amounts if line.amounts else _no_amounts(sheet)),
                "row": row,
                "name": self._words(label(line)),
                "strong": line.strong,
                "unconfirmed": is_unconfirmed(derived),
                "why": [self._words(value) for value in reasons(row, self._budgets, derived)],
                "question": question_for(line.name, self._template, self._answers),
                "targets": targets,
            }

    def _months(self, sheet: Sheet) -> Iterator[Frame]:
        names = {key: self._words(label(line)) for key, line in sheet.lines.items()}
        first = ("closing", *(key for key in sheet.lines if key != "closing"))
        for place, column in enumerate(sheet.columns):
            shown = [key for key in first if sheet.lines[key].strong or sheet.lines[key].amounts[place]]
            yield {
                **self._amounts([sheet.lines[key].amounts[place] for key in OF_A_MONTH], exact=False),
                "row": sheet.cell(column, "closing"),
                "name": column.name,
                "strong": False,
                "unconfirmed": False,
                "why": [self._words(value) for value in reasons_of_month(sheet, column)],
                "question": None,
                "targets": [_target(sheet.cell(column, key), names[key]) for key in shown],
            }

    def _amounts(self, amounts: Sequence[Decimal], *, exact: bool) -> Frame:
        """Word amounts without their currency, since whole tables are in kronor; ``low`` marks those below zero."""
        return {
            "amounts": [self._number(_counted(amount, exact=exact)) for amount in amounts],
            "low": [amount.quantize(KRONA, ROUND_HALF_UP) < 0 for amount in amounts],
        }

    def _book(self, name: str, **values: Value) -> str:
        return self._words({"type": "message", "name": f"{BOOK}{name}", "values": values})


def _no_amounts(sheet: Sheet) -> Frame:
    """Leave the columns of a line empty that is all words."""
    columns = max(len(sheet.columns), 1)
    return {"amounts": [""] * columns, "low": [False] * columns}


def _counted(amount: Decimal, *, exact: bool) -> Value:
    if exact and abs(amount) < SMALL:
        return {"type": "count", "value": price(amount)["value"]}
    whole = amount.quantize(KRONA, ROUND_HALF_UP)
    return {"type": "count", "value": str(whole if whole else abs(whole))}


def _target(about: str, name: str) -> Frame:
    return {"about": about, "text": name}


def charts(known: Known, conversation: str, *, case: str, locale: str) -> list[Frame]:
    """Give each picture's title, the table that says the same, and the address it is fetched from."""
    if not known.sells:
        return []
    return [
        _chart(name, drawing_of(name, known.budgets, locale), conversation=conversation, case=case, locale=locale)
        for name in DRAWN
    ]


def drawing_of(name: str, budgets: Budgets, locale: str) -> Drawing:
    """Give what a picture shows; raise ``KeyError`` for one there is not."""
    return DRAWN[name](budgets, locale, default_catalogue())


def _chart(name: str, drawing: Drawing, *, conversation: str, case: str, locale: str) -> Frame:
    # The address changes with what is drawn, so that a picture that is on the screen is fetched anew only then.
    drawn = sha256(repr(drawing).encode()).hexdigest()[:16]
    asked = urlencode({"case": case, "locale": locale, "drawn": drawn})
    return {
        "chart": name,
        "title": drawing.title,
        "head": list(drawing.head),
        "rows": [list(row) for row in drawing.rows],
        "address": f"budget/{conversation}/{name}.svg?{asked}",
    }
