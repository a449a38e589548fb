"""The lines of each budget in the order they are read: what each is called, and its amounts.

The papers for a loan and the advisers' desk word them; nothing here knows a language. Amounts are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget.break_even import parts_of
from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Budgets, Row
from bot.advice.budget.staff import COMPANIES

BOOK = "document_book_"
MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One line: the name of a text, or a person's own words when ``own``; an amount for each column, or none at all."""

    name: str
    amounts: tuple[Decimal, ...]
    strong: bool = False
    own: bool = False


def household_lines(budgets: Budgets) -> list[Line]:
    """Give what the home needs each month, and what the business must leave over for it."""
    need = budgets.need
    enough = "salary_cost" if budgets.inputs.form in COMPANIES else "needed_surplus"
    return [*_all(need.rows), _strong("need_month", [need.monthly]), _strong(enough, [need.surplus.amount])]


def price_lines(budgets: Budgets) -> list[Line]:
    """Give what one sold hour must bring in, and what it brings in now."""
    pricing = budgets.pricing
    lines = [
        _line("billable_hours", [pricing.billable_hours]),
        _strong("needed_net", [pricing.needed_net.amount]),
        _line("needed_gross", [pricing.needed_gross]),
    ]
    return lines if pricing.asked_net is None else [*lines, _line("asked_net", [pricing.asked_net])]


def start_lines(budgets: Budgets) -> list[Line]:
    """Give what must be paid before the first money comes in, and where it comes from."""
    start = budgets.start
    lines = [*_all(start.needs), _strong("need", [start.need])]
    lines += [*_all(start.sources), _strong("financing", [start.financing])]
    return [*lines, _strong("gap", [start.gap])] if start.gap else lines


def result_lines(budgets: Budgets) -> list[Line]:
    """Give the three years of the result budget side by side."""
    years = budgets.years
    lines = [_line("revenue", [year.revenue for year in years])]
    lines.append(Line("utter_row_goods", tuple(year.goods for year in years)))
    lines.append(_strong("gross_profit", [year.gross_profit for year in years]))
    lines += _costs(budgets)
    lines.append(_line("staff", [year.staff for year in years]))
    lines.append(_line("depreciation", [year.depreciation for year in years]))
    lines.append(Line("utter_row_interest", tuple(year.interest for year in years)))
    lines.append(_strong("before_tax", [year.before_tax for year in years]))
    if budgets.inputs.form in COMPANIES:
        lines.append(_line("company_tax", [year.tax.amount for year in years]))
        lines.append(_strong("result", [year.result for year in years]))
    else:
        lines.append(_line("own_fees", [year.own_fees.amount for year in years]))
        lines.append(_line("own_fees_upper", [year.own_fees_upper.amount for year in years]))
        lines.append(_line("income_tax", [year.tax.amount for year in years]))
    return [*lines, _strong("disposable", [year.disposable.amount for year in years])]


def _costs(budgets: Budgets) -> list[Line]:
    """Put the costs of all years side by side: one that is there in one year only has its line as well."""
    sums: dict[str, list[Decimal]] = {}
    for place, year in enumerate(budgets.years):
        for row in year.costs:
            sums.setdefault(row.name, [ZERO] * len(budgets.years))[place] += row.total
    return [_named(name, amounts) for name, amounts in sums.items()]


def liquidity_lines(budgets: Budgets) -> list[Line]:
    """Give the account month by month, every month of the plan."""
    cash = budgets.liquidity
    months = len(cash.closing)
    comes, goes = (
        [sum((row.amounts[month] for row in rows), ZERO) for month in range(months)]
        for rows in (cash.money_in, cash.money_out)
    )
    lines = [_strong("opening", [ZERO, *cash.closing[:-1]]), *_all(cash.money_in), _strong("money_in", comes)]
    return [*lines, *_all(cash.money_out), _strong("money_out", goes), _strong("closing", cash.closing)]


def balance_lines(budgets: Budgets) -> list[Line]:
    """Give what the business has and owes at the end of each year."""
    balances = budgets.balances
    lines = _sides([balance.assets for balance in balances])
    lines.append(_strong("assets", [_sum(balance.assets) for balance in balances]))
    lines += _sides([balance.debts for balance in balances])
    lines.append(_strong("debts", [_sum(balance.debts) for balance in balances]))
    return [*lines, _strong("equity", [balance.equity for balance in balances])]


def break_even_lines(budgets: Budgets) -> list[Line]:
    """Give the sales at which everything is paid."""
    even = budgets.break_even
    lines = [_line("revenue", [budgets.years[0].revenue])]
    if even.turnover is None:
        return [*lines, _strong("never", [])]
    lines.append(_strong("turnover", [even.turnover.amount]))
    parts = parts_of(budgets)
    if len(parts) > 1:
        each = [Line(part.row.name, (part.needed / MONTHS,), own=part.row.own) for part in parts]
        return [*lines, _line("units_each", []), *each]
    lines.append(_line("units_month", [even.units_month or ZERO]))
    return lines if even.units_week is None else [*lines, _line("units_week", [even.units_week])]


def _line(name: str, amounts: Iterable[Decimal]) -> Line:
    return Line(f"{BOOK}{name}", tuple(amounts))


def _strong(name: str, amounts: Iterable[Decimal]) -> Line:
    return Line(f"{BOOK}{name}", tuple(amounts), strong=True)


def _named(name: str, amounts: Iterable[Decimal]) -> Line:
    row = Row(name, tuple(amounts), own=True)
    return Line(row.name, row.amounts, own=row.own)


def _all(rows: Sequence[Row]) -> list[Line]:
    return [Line(row.name, row.amounts, own=row.own) for row in rows]


def _sides(years: Sequence[Sequence[Row]]) -> list[Line]:
    names = dict.fromkeys(row.name for rows in years for row in rows)
    return [_named(name, [_sum([row for row in rows if row.name == name]) for rows in years]) for name in names]


def _sum(rows: Sequence[Row]) -> Decimal:
    return sum((row.total for row in rows), ZERO)
