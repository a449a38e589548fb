"""The months of the account: when what was sold, bought, owed and borrowed is really paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, VatPeriod
from bot.advice.budget.ledger import Ledger
from bot.advice.budget.liquidity import FUNDING_KINDS, PURCHASE_KINDS, owed_for_people
from bot.advice.budget.paying import (
    DAYS_OF_A_MONTH,
    DUE_MONTHS,
    DUE_MONTHS_LARGE,
    DUE_MONTHS_YEAR,
    LENGTHS,
)
from bot.advice.budget.vat import Amounts
from connectors.documents.book.making import Making, at_all, plus
from connectors.documents.book.page import Line, Page, own
from connectors.documents.book.people_rows import Loans, People
from connectors.documents.book.trade_rows import Trade, both, seconds
from connectors.documents.shapes import Columns

DAYS = str(DAYS_OF_A_MONTH)


@dataclass(frozen=True)
class CashLine:
    """One row of the account, with its words and what the calculation came to, to be shown on other pages too."""

    name: str
    label: Columns
    line: Line
    amounts: Amounts


@dataclass(frozen=True)
class CashMonths:
    """The account by month, and what is owed beside it."""

    money_in: list[CashLine]
    money_out: list[CashLine]
    closing: Line
    sold: Line
    goods: Line
    vat_arisen: Line
    vat_net_paid: Line
    for_people: Line
    withdrawal: Line | None
    tax: Line


class CashRows:
    """Writes the rows of the account on the page of months."""

    def __init__(self, making: Making, page: Page, number: Line) -> None:
        self._making, self._page, self._number = making, page, number
        self._work, self._inputs = making.workings, making.workings.inputs
        self._ledger: Ledger = making.workings.ledger

    def write(self, trade: Trade, people: People, loans: Loans) -> CashMonths:
        """Write all rows, and name what they come to each month."""
        sold = self._total("document_book_revenue", both(trade.sales), self._ledger.sales.gross)
        goods = self._total("utter_row_goods", both(trade.goods), self._work.ground.goods.gross)
        arisen = self._vat_arisen(trade)
        self._due = self._write_due()
        for_people = self._for_people(people)
        money_in = list(self._in(sold, people, loans))
        vat_in = self._vat_row("utter_row_vat_back", arisen, "-1", [-due for due in self._work.cash.vat_due])
        vat_out = self._vat_row("utter_row_vat_paid", arisen, "1", list(self._work.cash.vat_due))
        money_in.append(vat_in)
        money_out = list(self._out(goods, trade, for_people, people, loans))
        taken = self._withdrawal()
        tax = self._tax()
        money_out += [*([taken] if taken else []), tax, vat_out]
        net = self._net_paid(vat_out, vat_in)
        closing = self._closing(money_in, money_out)
        return CashMonths(
            money_in, money_out, closing, sold, goods, arisen, net, for_people, taken.line if taken else None, tax.line
        )

    def _row(
        self, label: Columns | str, formula: Callable[[int], str], amounts: Sequence[Decimal], style: str = "money"
    ) -> CashLine:
        columns = self._page.each(label) if isinstance(label, str) else label
        name = label if isinstance(label, str) else ""
        return CashLine(name, columns, self._page.months(columns, formula, amounts, style), tuple(amounts))

    def _total(self, label: str, lines: Sequence[Line], amounts: Amounts) -> Line:
        columns = self._page.each(
            "document_book_of",
            {
                "what": {"type": "message", "name": "document_book_sum", "values": {}},
                "name": {"type": "message", "name": label, "values": {}},
            },
        )
        return self._row(columns, lambda month: at_all(lines, month), amounts, "total").line

    def _vat_arisen(self, trade: Trade) -> Line:
        bought = seconds((*trade.goods, *trade.costs, *trade.purchases))

        def formula(month: int) -> str:
            return f"{at_all(seconds(trade.sales), month)}-({at_all(bought, month)})"

        return self._row("document_book_vat_arisen", formula, self._ledger.vat_arisen).line

    def _for_people(self, people: People) -> Line:
        due = (*people.contributions, *people.own_contributions)

        def formula(month: int) -> str:
            withheld = f"({at_all(people.wages, month)})*employee_tax_rate"
            own_withheld = f"({at_all(people.own_salary, month)})*municipal_rate"
            return f"{at_all(due, month)}+{withheld}+{own_withheld}"

        columns = self._page.each("utter_row_employer_fees_and_tax")
        return self._row(columns, formula, owed_for_people(self._ledger), "total").line

    def _in(self, sold: Line, people: People, loans: Loans) -> Iterator[CashLine]:
        work = self._work
        paid = self._delayed(sold, "credit_days")
        yield self._row("utter_row_sales", paid, work.cash_row("utter_row_sales"))
        if loans.paid:
            yield self._row(
                "utter_row_loans", lambda month: at_all(loans.paid, month), work.cash_row("utter_row_loans")
            )
        for kind in FUNDING_KINDS:
            places = [place for place, item in enumerate(self._inputs.funding, 1) if item.kind == kind]
            if places:
                yield self._row(
                    f"utter_row_funding_{kind}", self._given(places), work.cash_row(f"utter_row_funding_{kind}")
                )
        if people.support:
            name, delay = "utter_row_growth_support", self._ledger.refund_delay
            yield self._row(name, self._later(people.support, delay), work.cash_row(name))

    def _given(self, places: Sequence[int]) -> Callable[[int], str]:
        def formula(month: int) -> str:
            number = self._number.at(month)
            return plus(f"IF({number}=funding_{place}_month,funding_{place}_amount,0)" for place in places)

        return formula

    def _out(self, goods: Line, trade: Trade, for_people: Line, people: People, loans: Loans) -> Iterator[CashLine]:
        work, ground = self._work, self._work.ground
        yield self._row("utter_row_goods", self._delayed(goods, "supplier_days"), work.cash_row("utter_row_goods"))
        for cost, flow, pair in zip(self._inputs.costs, ground.costs, trade.costs, strict=True):
            yield self._row(own(cost.name, self._making.wording), self._sum_of(pair), flow.gross)
        for kind in PURCHASE_KINDS:
            bought = zip(self._inputs.purchases, trade.purchases, strict=True)
            lines = [line for item, pair in bought if item.kind == kind for line in pair]
            if lines:
                yield self._row(f"utter_row_{kind}", self._sum_of(lines), work.cash_row(f"utter_row_{kind}"))
        if people.wages:
            yield self._after_tax("utter_row_wages", people.wages, "employee_tax_rate")
        if people.own_salary:
            yield self._after_tax("utter_row_own_salary", people.own_salary, "municipal_rate")
        if people.wages or people.own_salary:
            name = "utter_row_employer_fees_and_tax"
            yield self._row(name, self._later([for_people], self._ledger.employer_delay), work.cash_row(name))
        if loans.paid:
            for name, rows in (("interest", loans.interest), ("amortisation", loans.instalments)):
                yield self._row(f"utter_row_{name}", self._sum_of(rows), work.cash_row(f"utter_row_{name}"))

    def _sum_of(self, lines: Sequence[Line]) -> Callable[[int], str]:
        return lambda month: at_all(lines, month)

    def _after_tax(self, name: str, lines: Sequence[Line], rate: str) -> CashLine:
        return self._row(name, lambda month: f"({at_all(lines, month)})*(1-{rate})", self._work.cash_row(name))

    def _later(self, lines: Sequence[Line], delay: int) -> Callable[[int], str]:
        return lambda month: at_all(lines, month - delay) if month >= delay else "0"

    def _delayed(self, line: Line, days: str) -> Callable[[int], str]:
        """Pay ``days`` later; a part of a month sends that part of the amount one month further."""
        whole, part = f"INT({days}/{DAYS})", f"MOD({days},{DAYS})"
        row = line.span(0, MONTHS)

        def formula(month: int) -> str:
            number = self._number.at(month)
            sooner = f"IF({number}>{whole},INDEX({row},1,MAX({number}-{whole},1)),0)"
            later = f"IF({number}-1>{whole},INDEX({row},1,MAX({number}-1-{whole},1)),0)"
            return f"({sooner}*({DAYS}-{part})+{later}*{part})/{DAYS}"

        return formula

    def _vat_row(self, name: str, arisen: Line, sign: str, amounts: Sequence[Decimal]) -> CashLine:
        def formula(month: int) -> str:
            gathered = f"SUMIF({self._due.span(0, MONTHS)},{self._number.at(month)},{arisen.span(0, MONTHS)})"
            return f"MAX({sign}*{gathered},0)"

        return self._row(name, formula, [max(amount, Decimal(0)) for amount in amounts])

    def _write_due(self) -> Line:
        """Write in which month the VAT of each month is paid, counted from 1."""
        start = self._inputs.start.month
        values = [Decimal(self._ledger.vat.due(month) + 1) for month in range(MONTHS)]

        def formula(month: int) -> str:
            number = self._number.at(month)
            return f"{number}+vat_length-1-MOD({start - 2}+{number},vat_length)+vat_delay"

        columns = self._page.each("document_book_vat_due")
        return self._page.months(columns, formula, values, "whole")

    def _net_paid(self, out: CashLine, back: CashLine) -> Line:
        amounts = self._work.cash.vat_due
        return self._row("document_book_sum", lambda m: f"{out.line.at(m)}-{back.line.at(m)}", amounts).line

    def _withdrawal(self) -> CashLine | None:
        if self._work.company:
            return None
        return self._row("utter_row_withdrawal", lambda _: "MAX(withdrawal,0)*owners", self._ledger.withdrawal)

    def _tax(self) -> CashLine:
        return self._row("utter_row_preliminary_tax", lambda month: f"taxes_{month // 12 + 1}/12", self._ledger.tax)

    def _closing(self, money_in: Sequence[CashLine], money_out: Sequence[CashLine]) -> Line:
        first = self._page.row

        def formula(month: int) -> str:
            before = Line(self._page.quoted, first, self._page.labels).at(month - 1) + "+" if month else ""
            came, went = at_all((row.line for row in money_in), month), at_all((row.line for row in money_out), month)
            return f"{before}{came}-({went})"

        return self._row("document_book_closing", formula, self._work.cash.closing, "total").line


def vat_length(making: Making, turnover: str) -> str:
    """Give the formula for how many months a VAT return covers: what the law sets, or more often if chosen."""
    rates, chosen = making.rates, making.workings.inputs.vat_period or VatPeriod.YEAR
    year, quarter = rates.at(names.VAT_YEAR_MAX, 0), rates.at(names.VAT_QUARTER_MAX, 0)
    return f"MIN({LENGTHS[chosen]},IF({turnover}<={year},12,IF({turnover}<={quarter},3,1)))"


def vat_delay(making: Making, turnover: str) -> str:
    """Give the formula for how many months later VAT is paid."""
    rates = making.rates
    yearly = rates.at(DUE_MONTHS_YEAR[making.workings.inputs.form], 0)
    large, small = rates.at(DUE_MONTHS_LARGE, 0), rates.at(DUE_MONTHS, 0)
    return f"IF(vat_length=12,{yearly},IF({turnover}>{rates.at(names.VAT_QUARTER_MAX, 0)},{large},{small}))"
