"""The budgets as parts of the papers for a loan: their tables, and the pictures that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Budgets, Row
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import month_day
from bot.language.locales import direction
from connectors.documents.chart_shapes import DRAWN
from connectors.documents.chart_specification import signs_of, specification
from connectors.documents.packet_words import PacketWords
from connectors.documents.shapes import Columns, Grid, Part, Picture

MONTHS_IN_A_TABLE = 6
Amounts = tuple[Columns, Sequence[Decimal], bool]


def budget_parts(budgets: Budgets, words: PacketWords) -> Iterator[Part]:
    """Give the home, the start, three years, the account, the balance and break-even, in the order a lender reads."""
    kronor = words("document_book_kronor")
    yield Part(
        words("document_book_title_start"), (kronor,), (picture("sources", budgets, words),), (_start(budgets, words),)
    )
    costs = picture("costs", budgets, words)
    yield Part(words("document_book_title_result"), (kronor,), (costs,), (_result(budgets, words),))
    cash = picture("cash", budgets, words)
    yield Part(words("document_book_title_liquidity"), (kronor,), (cash,), tuple(_liquidity(budgets, words)))
    yield Part(words("document_book_title_balance"), (kronor,), (), (_balance(budgets, words),))
    even = picture("break_even", budgets, words)
    yield Part(words("document_book_title_break_even"), (kronor,), (even,), (_break_even(budgets, words),))
    yield Part(words("document_book_title_household"), (kronor,), (), (_household(budgets, words),))


def picture(name: str, budgets: Budgets, words: PacketWords) -> Picture:
    """Give a picture still to be drawn, in the first language."""
    locale = words.wording.locales[0]
    drawing = DRAWN[name](budgets, locale, words.wording.catalogue)
    drawn = specification(drawing, right_to_left=direction(locale) == "rtl")
    return Picture(words(f"document_chart_{name}"), drawn, signs_of(locale))


def _line(words: PacketWords, name: str, amounts: Sequence[Decimal], *, strong: bool = False) -> Amounts:
    return words(name if name.startswith("utter_") else f"document_book_{name}"), amounts, strong


def _all(words: PacketWords, rows: Sequence[Row]) -> list[Amounts]:
    return [(words.label(row), row.amounts, False) for row in rows]


def _start(budgets: Budgets, words: PacketWords) -> Grid:
    start = budgets.start
    rows = [*_all(words, start.needs), _line(words, "need", [start.need], strong=True)]
    rows += [*_all(words, start.sources), _line(words, "financing", [start.financing], strong=True)]
    if start.gap:
        rows.append(_line(words, "gap", [start.gap], strong=True))
    return words.grid("", [words("document_book_amount")], rows)


def _result(budgets: Budgets, words: PacketWords) -> Grid:
    years = budgets.years
    rows = [_line(words, "revenue", [year.revenue for year in years])]
    rows.append(_line(words, "utter_row_goods", [year.goods for year in years]))
    rows.append(_line(words, "gross_profit", [year.gross_profit for year in years], strong=True))
    rows += _costs(budgets, words)
    rows.append(_line(words, "staff", [year.staff for year in years]))
    rows.append(_line(words, "depreciation", [year.depreciation for year in years]))
    rows.append(_line(words, "utter_row_interest", [year.interest for year in years]))
    rows.append(_line(words, "before_tax", [year.before_tax for year in years], strong=True))
    if budgets.inputs.form in COMPANIES:
        rows.append(_line(words, "company_tax", [year.tax.amount for year in years]))
        rows.append(_line(words, "result", [year.result for year in years], strong=True))
    else:
        rows.append(_line(words, "own_fees", [year.own_fees.amount for year in years]))
        rows.append(_line(words, "own_fees_upper", [year.own_fees_upper.amount for year in years]))
        rows.append(_line(words, "income_tax", [year.tax.amount for year in years]))
    rows.append(_line(words, "disposable", [year.disposable.amount for year in years], strong=True))
    return words.grid("", [words.years(number + 1) for number in range(len(years))], rows)


def _costs(budgets: Budgets, words: PacketWords) -> list[Amounts]:
    """Put the costs of all years side by side: one that is there in one year only has its row as well."""
    sums: dict[str, list[Decimal]] = {}
    for place, year in enumerate(budgets.years):
        for row in year.costs:
            sums.setdefault(row.name, [ZERO] * len(budgets.years))[place] += row.total
    return [(words.called(name), amounts, False) for name, amounts in sums.items()]


def _liquidity(budgets: Budgets, words: PacketWords) -> Iterator[Grid]:
    cash = budgets.liquidity
    months = len(cash.closing)
    sums = [
        [sum((row.amounts[m] for row in rows), ZERO) for m in range(months)] for rows in (cash.money_in, cash.money_out)
    ]
    opening = [ZERO, *cash.closing[:-1]]
    rows = [_line(words, "opening", opening, strong=True), *_all(words, cash.money_in)]
    rows += [_line(words, "money_in", sums[0], strong=True), *_all(words, cash.money_out)]
    rows += [_line(words, "money_out", sums[1], strong=True), _line(words, "closing", cash.closing, strong=True)]
    for first in range(0, months, MONTHS_IN_A_TABLE):
        part = slice(first, first + MONTHS_IN_A_TABLE)
        heads = [words.plain(f"{month_day(budgets.inputs.start, month):%Y-%m}") for month in range(months)[part]]
        shown = [(label, amounts[part], strong) for label, amounts, strong in rows]
        yield words.grid("", heads, [row for row in shown if row[2] or any(row[1])])


def _balance(budgets: Budgets, words: PacketWords) -> Grid:
    balances = budgets.balances
    rows = [*_sides(words, [balance.assets for balance in balances])]
    rows.append(_line(words, "assets", [_sum(balance.assets) for balance in balances], strong=True))
    rows += _sides(words, [balance.debts for balance in balances])
    rows.append(_line(words, "debts", [_sum(balance.debts) for balance in balances], strong=True))
    rows.append(_line(words, "equity", [balance.equity for balance in balances], strong=True))
    return words.grid("", [words.years(number + 1) for number in range(len(balances))], rows)


def _sides(words: PacketWords, years: Sequence[Sequence[Row]]) -> list[Amounts]:
    names = dict.fromkeys(row.name for rows in years for row in rows)
    return [
        (words.called(name), [_sum([row for row in rows if row.name == name]) for rows in years], False)
        for name in names
    ]


def _sum(rows: Sequence[Row]) -> Decimal:
    return sum((row.total for row in rows), ZERO)


def _break_even(budgets: Budgets, words: PacketWords) -> Grid:
    even = budgets.break_even
    rows = [_line(words, "revenue", [budgets.years[0].revenue])]
    if even.turnover is None:
        rows.append((words("document_book_never"), [], True))
    else:
        rows.append(_line(words, "turnover", [even.turnover.amount], strong=True))
        rows.append(_line(words, "units_month", [even.units_month or ZERO]))
        if even.units_week is not None:
            rows.append(_line(words, "units_week", [even.units_week]))
    return words.grid("", [words("document_book_year", number={"type": "count", "value": "1"})], rows)


def _household(budgets: Budgets, words: PacketWords) -> Grid:
    need = budgets.need
    rows = [*_all(words, need.rows), _line(words, "need_month", [need.monthly], strong=True)]
    label = "salary_cost" if budgets.inputs.form in COMPANIES else "needed_surplus"
    rows.append(_line(words, label, [need.surplus.amount], strong=True))
    return words.grid("", [words("document_book_monthly")], rows)
