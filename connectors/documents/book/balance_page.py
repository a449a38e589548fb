"""The page of the balance at the end of each year; the two sides are added up apart and prove each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from bot.advice.budget.inputs import MONTHS, YEARS, ZERO
from bot.advice.budget.results import Row
from connectors.documents.book.making import Making, plus
from connectors.documents.book.money_pages import pairs_of
from connectors.documents.book.months_page import Months, year_heads
from connectors.documents.book.page import Line, Page, Value
from connectors.documents.book.trade_rows import Pair, firsts

Formula = Callable[[int], str]
"""Asked for the number of months until the end of a year: 12, 24 or 36."""


class BalancePage:
    """Writes the page from the rows of all months."""

    def __init__(self, making: Making, months: Months) -> None:
        self._making, self._months = making, months
        self._balances, self._inputs = making.workings.budgets.balances, making.workings.inputs
        self._page = making.page("balance")

    def write(self) -> Page:
        """Write the page."""
        page = self._page
        page.head(page.each("document_book_row"), *year_heads(self._making.wording, YEARS))
        page.freeze()
        assets = self._part("assets", list(self._assets()), [balance.assets for balance in self._balances])
        debts = self._part("debts", list(self._debts()), [balance.debts for balance in self._balances])
        page.row += 1
        equity = self._line("document_book_equity", self._equity(), [balance.equity for balance in self._balances])
        zeros = [ZERO] * YEARS
        columns = page.each("document_book_balance_check")
        cells = [
            Value(zero, f"ROUND({assets.at(y)}-{debts.at(y)}-{equity.at(y)},2)", "precise", f"balance_check_{y + 1}")
            for y, zero in enumerate(zeros)
        ]
        page.line(columns, *cells)
        return page

    def _part(self, name: str, rows: Sequence[tuple[str, Formula]], known: Sequence[Sequence[Row]]) -> Line:
        page = self._page
        page.write(page.each(f"document_book_{name}"), "section")
        lines = [self._line(label, formula, [_amount(found, label) for found in known]) for label, formula in rows]
        totals = [sum((row.total for row in found), ZERO) for found in known]
        cells = [
            Value(total, plus(line.at(year) for line in lines), "total", f"{name}_{year + 1}")
            for year, total in enumerate(totals)
        ]
        return page.line(page.each("document_book_sum"), *cells, style="total_label")

    def _line(self, label: str, formula: Formula, values: Sequence[Decimal]) -> Line:
        cells = [Value(value, formula((year + 1) * 12)) for year, value in enumerate(values)]
        return self._page.line(self._page.each(label), *cells)

    def _assets(self) -> Iterator[tuple[str, Formula]]:
        cash, trade, people = self._months.cash, self._months.trade, self._months.people
        paid = {row.line.row: row for row in cash.money_in}
        yield "utter_row_cash", lambda end: cash.closing.at(end - 1)
        yield "utter_row_owed_by_customers", self._owed([cash.sold], [cash.money_in[0].line])
        yield "utter_row_stock", self._bought("stock")
        yield "utter_row_equipment", self._equipment(trade.written_off, trade.at_once)
        yield "utter_row_deposit", self._bought("deposit")
        yield "utter_row_vat_claim", self._vat("-1")
        if people.support:
            back = [row.line for row in paid.values() if row.name == "utter_row_growth_support"]
            yield "utter_row_growth_support", self._owed(people.support, back)

    def _debts(self) -> Iterator[tuple[str, Formula]]:
        cash, loans = self._months.cash, self._months.loans
        if loans.left:
            yield "utter_row_loans", lambda end: plus(line.at(end - 1) for line in loans.left)
        yield "utter_row_owed_to_suppliers", self._owed([cash.goods], [cash.money_out[0].line])
        yield "utter_row_vat_debt", self._vat("1")
        if self._months.people.wages or self._months.people.own_salary:
            paid = [row.line for row in cash.money_out if row.name == "utter_row_employer_fees_and_tax"]
            yield "utter_row_employer_fees_and_tax", self._owed([cash.for_people], paid)

    def _owed(self, arisen: Sequence[Line], paid: Sequence[Line]) -> Formula:
        return lambda end: f"{_until(arisen, end)}-({_until(paid, end)})"

    def _vat(self, sign: str) -> Formula:
        cash = self._months.cash
        return lambda end: f"MAX({sign}*({_until([cash.vat_arisen], end)}-({_until([cash.vat_net_paid], end)})),0)"

    def _pairs(self, kind: str) -> list[Pair]:
        return pairs_of(self._inputs.purchases, self._months.trade.purchases, kind)

    def _bought(self, kind: str) -> Formula:
        lines = firsts(self._pairs(kind))
        return lambda end: _until(lines, end)

    def _equipment(self, written_off: Sequence[Line], at_once: Sequence[Line]) -> Formula:
        """Give what equipment is worth: its cost less what is written off, and nothing when it was a cost at once."""
        kinds = [item.kind == "equipment" for item in self._inputs.purchases]
        lost = [line for rows in (written_off, at_once) for line, is_it in zip(rows, kinds, strict=True) if is_it]
        bought = firsts(self._pairs("equipment"))
        return lambda end: f"{_until(bought, end)}-({_until(lost, end)})"

    def _equity(self) -> Formula:
        """Give the owners' own money: put in, earned, less taken out."""
        cash, company = self._months.cash, self._making.workings.company
        put_in = [row.line for row in cash.money_in if row.name.startswith("utter_row_funding_")]
        taken = [*([cash.withdrawal] if cash.withdrawal else []), *([] if company else [cash.tax])]

        def formula(end: int) -> str:
            earned = plus(f"result_{year + 1}" for year in range(end // 12))
            return f"{earned}+{_until(put_in, end)}-({_until(taken, end)})"

        return formula


def _until(lines: Sequence[Line], end: int) -> str:
    """Add rows up over their first months."""
    return plus(f"SUM({line.span(0, min(end, MONTHS))})" for line in lines)


def _amount(rows: Sequence[Row], name: str) -> Decimal:
    return sum((row.total for row in rows if row.name == name), ZERO)
