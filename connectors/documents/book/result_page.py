"""The page of the result budget: three years, what they leave, and what fees and tax take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import YEARS
from bot.advice.budget.timeline import months_of_year
from connectors.documents.book.making import Making, plus
from connectors.documents.book.months_page import Months, year_heads
from connectors.documents.book.page import Line, Page, Value, own
from connectors.documents.book.trade_rows import firsts
from connectors.documents.shapes import Columns


class ResultPage:
    """Writes the page; every amount stands in three columns, one for each year, named ``…_1`` to ``…_3``."""

    def __init__(self, making: Making, months: Months) -> None:
        self._making, self._months, self._work = making, months, making.workings
        self._years, self._inputs = making.workings.budgets.years, making.workings.inputs
        self._page = making.page("result")

    def write(self) -> Page:
        """Write the page."""
        page, years, trade = self._page, self._years, self._months.trade
        page.head(page.each("document_book_row"), *year_heads(self._making.wording, YEARS))
        page.freeze()
        self._added("document_book_revenue", firsts(trade.sales), [year.revenue for year in years], "revenue")
        self._added("utter_row_goods", firsts(trade.goods), [year.goods for year in years], "goods")
        gross = [year.gross_profit for year in years]
        self._row("document_book_gross_profit", lambda y: f"revenue_{y}-goods_{y}", gross, "gross_profit")
        running = [*self._costs(), *self._at_once(), self._staff(), self._depreciation(), self._interest()]

        def before(year: int) -> str:
            return f"gross_profit_{year}-({plus(line.at(year - 1) for line in running)})"

        self._row("document_book_before_tax", before, [year.before_tax for year in years], "before_tax")
        self._company() if self._work.company else self._owners()
        return page

    def _row(
        self, label: str | Columns, formula: Callable[[int], str], values: Sequence[Decimal], name: str = ""
    ) -> Line:
        """Write a row; ``formula`` is asked for year 1, 2 and 3."""
        columns = self._page.each(label) if isinstance(label, str) else label
        style = "total" if name in TOTALS else "money"
        cells = [
            Value(value, formula(year), style, f"{name}_{year}" if name else "") for year, value in enumerate(values, 1)
        ]
        return self._page.line(columns, *cells, style="total_label" if style == "total" else "label")

    def _added(self, label: str | Columns, lines: Sequence[Line], values: Sequence[Decimal], name: str = "") -> Line:
        return self._row(label, lambda year: sums(lines, year), values, name)

    def _costs(self) -> list[Line]:
        wording, rows = self._making.wording, zip(self._inputs.costs, self._work.ground.costs, strict=True)
        lines = firsts(self._months.trade.costs)
        return [
            self._added(own(cost.name, wording), [line], by_year(flow.net))
            for (cost, flow), line in zip(rows, lines, strict=True)
        ]

    def _at_once(self) -> list[Line]:
        """Write the purchases that are, or with other numbers could be, a cost at once."""
        bought = zip(self._inputs.purchases, self._work.ground.at_once, self._months.trade.at_once, strict=True)
        return [
            self._added(own(item.name, self._making.wording), [line], by_year(row))
            for item, row, line in bought
            if item.kind in ("fee", "equipment")
        ]

    def _staff(self) -> Line:
        people = self._months.people
        paid = [*people.wages, *people.contributions, *people.own_salary, *people.own_contributions]

        def formula(year: int) -> str:
            return f"{sums(paid, year)}-({sums(people.support, year)})"

        return self._row("document_book_staff", formula, [year.staff for year in self._years], "staff")

    def _depreciation(self) -> Line:
        values = [year.depreciation for year in self._years]
        return self._added("document_book_depreciation", self._months.trade.written_off, values, "depreciation")

    def _interest(self) -> Line:
        values = [year.interest for year in self._years]
        return self._added("utter_row_interest", self._months.loans.interest, values, "interest")

    def _company(self) -> None:
        years, rates = self._years, self._making.rates
        taxes = [year.tax.amount for year in years]

        def tax(year: int) -> str:
            return f"MAX(before_tax_{year},0)*{rates.at(names.COMPANY_TAX, (year - 1) * 12)}"

        def left(year: int) -> str:
            income = f"({sums(self._months.people.own_salary, year)})"
            return f"{income}*(1-municipal_rate)-MAX({income}-rule_state_limit_{year},0)*rule_state_rate_{year}"

        self._row("document_book_company_tax", tax, taxes, "taxes")
        results = [year.result for year in years]
        self._row("document_book_result", lambda y: f"before_tax_{y}-taxes_{y}", results, "result")
        self._row("document_book_disposable", left, [year.disposable.amount for year in years], "disposable")

    def _owners(self) -> None:
        years, row = self._years, self._row
        results = [year.result for year in years]
        row("document_book_result", lambda y: f"before_tax_{y}", results, "result")
        fees = [year.own_fees.amount for year in years]
        row("document_book_own_fees", lambda y: f"tax_fees_{y}*owners", fees, "own_fees")
        most = [year.own_fees_upper.amount for year in years]
        row("document_book_own_fees_upper", lambda y: f"MAX(tax_share_{y},0)*rule_rate_{y}*owners", most)
        tax = [year.tax.amount for year in years]
        row("document_book_income_tax", lambda y: f"(tax_municipal_{y}+tax_state_{y})*owners", tax, "income_tax")
        both = [one + other for one, other in zip(fees, tax, strict=True)]
        row("utter_row_preliminary_tax", lambda y: f"own_fees_{y}+income_tax_{y}", both, "taxes")

        def left(year: int) -> str:
            return f"tax_share_{year}-tax_fees_{year}-tax_municipal_{year}-tax_state_{year}"

        row("document_book_disposable", left, [year.disposable.amount for year in years], "disposable")


TOTALS = frozenset({"gross_profit", "before_tax", "result", "disposable"})


def sums(lines: Sequence[Line], year: int) -> str:
    """Add rows of months up over year 1, 2 or 3."""
    months = months_of_year(year - 1)
    return plus(f"SUM({line.span(months.start, months.stop)})" for line in lines)


def by_year(row: Sequence[Decimal]) -> list[Decimal]:
    """Add a row of months up year by year."""
    return [sum(row[year * 12 : year * 12 + 12], Decimal(0)) for year in range(YEARS)]
