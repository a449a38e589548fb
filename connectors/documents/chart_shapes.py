"""Chooses what each picture shows, in words and numbers of the reader's language: pure, from finished budgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Budgets, Row
from bot.advice.budget.timeline import month_day
from bot.advice.budget.values import money, percent
from bot.language.catalogue import Catalogue
from bot.language.rendering import render, render_value
from connectors.documents.book.page import clean
from connectors.documents.printable import printable

LONGEST_LABEL = 48
MOST_COSTS = 9
OWN, GIVEN, MISSING, HEADING = "own", "given", "missing", "heading"
"""How a bar looks: full, light with a frame, broken frame; a heading has none."""


@dataclass(frozen=True)
class Bar:
    """One bar lying down: its words, its length, the number beside it, and its words in another language."""

    label: str
    amount: Decimal
    shown: str
    kind: str = OWN
    also: str = ""


@dataclass(frozen=True)
class Column:
    """One standing bar: the month's name and its amount."""

    label: str
    amount: Decimal


@dataclass(frozen=True)
class Drawing:
    """What a picture shows. It has bars or columns; ``marked`` is the column that gets words, with those words.

    In two languages bars have words ``also`` in the other one, and the marked column has ``marked_also``.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    axis: str = ""
    marked: tuple[int, str] | None = None
    marked_also: str = ""
    also_right_to_left: bool = False


class _Words:
    """Words and amounts in one language, without the marks that a picture does not need."""

    def __init__(self, locale: str, catalogue: Catalogue) -> None:
        self._locale, self._catalogue = locale, catalogue

    def __call__(self, name: str, **values: Mapping[str, object]) -> str:
        return clean(render(name, values, locale=self._locale, catalogue=self._catalogue).text)

    def value(self, value: Mapping[str, object]) -> str:
        return clean(render_value(value, locale=self._locale, catalogue=self._catalogue))

    def row(self, row: Row) -> str:
        return shortened(printable(row.name)) if row.own else self(row.name)


def shortened(text: str) -> str:
    """Cut a label that would cover the picture."""
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def cash_drawing(budgets: Budgets, locale: str, catalogue: Catalogue) -> Drawing:
    """Show the account at the end of each month, and name the lowest."""
    words, cash = _Words(locale, catalogue), budgets.liquidity
    columns = [
        Column(f"{month_day(budgets.inputs.start, month):%Y-%m}", amount) for month, amount in enumerate(cash.closing)
    ]
    lowest = words("document_chart_lowest", amount=money(cash.closing[cash.lowest]))
    return Drawing(
        title=words("document_chart_cash"),
        head=(words("document_chart_month"), words("document_chart_money")),
        rows=tuple((column.label, words.value(money(column.amount))) for column in columns),
        columns=tuple(columns),
        axis=words("document_chart_kronor"),
        marked=(cash.lowest, lowest),
    )


def costs_drawing(budgets: Budgets, locale: str, catalogue: Catalogue) -> Drawing:
    """Show what the first year's money goes to, the largest first, small ones together."""
    words, year = _Words(locale, catalogue), budgets.years[0]
    found = [(words("utter_row_goods"), year.goods), (words("document_book_staff"), year.staff)]
    found += [(words.row(row), row.total) for row in year.costs]
    found += [(words("document_book_depreciation"), year.depreciation), (words("utter_row_interest"), year.interest)]
    found.append((words("document_chart_fees_and_tax"), year.own_fees.amount + year.tax.amount))
    known = sorted(((label, amount) for label, amount in found if amount > 0), key=lambda one: -one[1])
    rest = sum((amount for _, amount in known[MOST_COSTS:]), ZERO)
    known = known[:MOST_COSTS] + ([(words("document_chart_other"), rest)] if rest else [])
    return _of_bars(words, "costs", [_bar(words, label, amount) for label, amount in known])


def break_even_drawing(budgets: Budgets, locale: str, catalogue: Catalogue) -> Drawing:
    """Show the first year's sales beside what is needed."""
    words, turnover = _Words(locale, catalogue), budgets.break_even.turnover
    bars = [_bar(words, words("document_chart_planned"), budgets.years[0].revenue)]
    if turnover is None:
        bars.append(Bar(words("document_book_never"), ZERO, "", HEADING))
    else:
        bars.append(_bar(words, words("document_chart_needed"), turnover.amount, MISSING))
    return _of_bars(words, "break_even", bars)


def sources_drawing(budgets: Budgets, locale: str, catalogue: Catalogue) -> Drawing:
    """Show what is needed to start and, beneath it, where that comes from."""
    words, start = _Words(locale, catalogue), budgets.start
    bars = [_heading(words, "needs", start.need), *(_bar(words, words.row(row), row.total) for row in start.needs)]
    bars.append(_heading(words, "has", start.financing))
    bars += [_bar(words, words.row(row), row.total, GIVEN) for row in start.sources]
    if start.gap:
        bars.append(_bar(words, words("document_chart_missing"), start.gap, MISSING))
    return _of_bars(words, "sources", bars)


def progress_drawing(parts: Sequence[tuple[str, int, int]], locale: str, catalogue: Catalogue) -> Drawing:
    """Show how much of each part of the plan is answered."""
    words = _Words(locale, catalogue)
    bars = []
    for title, done, total in parts:
        share = Decimal(done) / max(total, 1)
        bars.append(Bar(shortened(clean(title)), share, words.value(percent(share.quantize(Decimal("0.01"))))))
    head = (words("document_chart_part"), words("document_chart_answered"), words("document_chart_still_open"))
    rows = tuple((clean(title), str(done), str(total - done)) for title, done, total in parts)
    return Drawing(words("document_chart_progress"), head, rows, tuple(bars))


DRAWN: Mapping[str, Callable[[Budgets, str, Catalogue], Drawing]] = {
    "cash": cash_drawing,
    "costs": costs_drawing,
    "break_even": break_even_drawing,
    "sources": sources_drawing,
}


def in_two_languages(first: Drawing, second: Drawing, *, right_to_left: bool) -> Drawing:
    """Give a picture the words of another language too, which may run ``right_to_left``; amounts stay as they are."""
    bars = zip(first.bars, second.bars, strict=True)
    return replace(
        first,
        bars=tuple(replace(one, also="" if other.label == one.label else other.label) for one, other in bars),
        marked_also=second.marked[1] if second.marked else "",
        also_right_to_left=right_to_left,
    )


def _bar(words: _Words, label: str, amount: Decimal, kind: str = OWN) -> Bar:
    return Bar(label, amount, words.value(money(amount)), kind)


def _heading(words: _Words, name: str, amount: Decimal) -> Bar:
    return Bar(words(f"document_chart_{name}"), ZERO, words.value(money(amount)), HEADING)


def _of_bars(words: _Words, name: str, bars: Iterable[Bar]) -> Drawing:
    listed = tuple(bars)
    head = (words("document_book_row"), words("document_chart_money"))
    return Drawing(words(f"document_chart_{name}"), head, tuple((bar.label, bar.shown) for bar in listed), listed)
