"""The page of the plan's numbers: coloured cells to change, each with a name that the formulas use."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.assumptions import assumptions
from bot.advice.budget.inputs import MONTHS, Price
from bot.advice.budget.paying import LENGTHS
from bot.advice.budget.pricing import billable_share
from bot.advice.budget.timeline import calendar_years, month_day
from connectors.documents.book.cash_rows import vat_delay, vat_length
from connectors.documents.book.making import Making
from connectors.documents.book.months_page import Months
from connectors.documents.book.page import Page, Value, own
from connectors.documents.book.result_page import sums
from connectors.documents.book.trade_rows import firsts
from connectors.documents.book.unanswered import said_beside
from connectors.documents.shapes import Words


class InputsPage:
    """Writes the page."""

    def __init__(self, making: Making, months: Months) -> None:
        self._making, self._months, self._work = making, months, making.workings
        self._inputs = making.workings.inputs
        self._page = making.page("inputs")

    def write(self) -> Page:
        """Write the page."""
        self._page.write(self._page.each("document_book_coloured"), "soft")
        self._page.write(self._page.each("document_book_kronor"), "soft")
        self._general()
        self._vat()
        self._products()
        self._costs()
        self._employees()
        self._purchases()
        self._loans()
        self._funding()
        self._home()
        self._times()
        return self._page

    def _line(self, label: str, value: Value | Words) -> None:
        name = label if label.startswith("utter_") else f"document_book_{label}"
        self._page.line(self._page.each(name), value, *said_beside([value], self._making.wording))

    def _section(self, label: str, *heads: str) -> None:
        self._page.row += 1
        shown = [
            " · ".join(dict.fromkeys(words.text for words in self._page.each(f"document_book_{h}"))) for h in heads
        ]
        self._page.head(self._page.each(f"document_book_{label}"), *shown)

    def _general(self) -> None:
        inputs, work = self._inputs, self._inputs.work
        self._section("general")
        start = f"{inputs.start:%Y-%m}"
        self._line("start", Words(start, "sv", "ltr"))
        self._line("form", self._page.each(f"document_book_form_{inputs.form.value}")[0])
        self._line("owners", self._asked(max(inputs.owners, 1), "owners", "number"))
        self._line("credit_days", self._asked(max(inputs.credit_days, 0), "credit_days", "number"))
        self._line("supplier_days", self._asked(max(inputs.supplier_days, 0), "supplier_days", "number"))
        self._line("utter_row_buffer", self._asked(inputs.buffer, "buffer"))
        if self._work.company:
            self._line("salary", self._asked(inputs.salary, "salary"))
        elif inputs.withdrawal is None:
            need = self._work.budgets.need.monthly
            self._line("withdrawal", Value(need, "need_month", "input_money", "withdrawal"))
        else:
            self._line("withdrawal", self._asked(inputs.withdrawal, "withdrawal"))
        self._line("hours_per_week", self._asked(work.hours_per_week, "hours_per_week", "number"))
        self._line("weeks", self._asked(work.weeks_per_year, "weeks_per_year", "number"))
        example = "" if work.billable_share is not None else self._making.rates.at(names.BILLABLE_SHARE, 0)
        billable = billable_share(self._work.ground)
        self._line("billable", Value(billable, example, "input_percent", "billable_share"))
        said, assumed = inputs.household.municipal_rate, assumptions().municipal_rate
        self._line("municipal_rate", self._asked(assumed if said is None else said, "municipal_rate", "percent"))
        self._line("withheld", self._asked(assumed, "employee_tax_rate", "percent"))

    def _vat(self) -> None:
        turnover = f"({sums(firsts(self._months.trade.sales), 1)})"
        registered = int(self._work.ground.vat.registered)
        formula = self._registered() if self._inputs.vat_registered is None else ""
        self._line("vat_registered", Value(registered, formula, "input_number", "vat_registered"))
        calendar = self._work.ledger.vat
        length = vat_length(self._making, turnover)
        self._line("vat_length", Value(LENGTHS[calendar.period], length, "whole", "vat_length"))
        delay = vat_delay(self._making, turnover)
        self._line("vat_delay", Value(calendar.delay, delay, "whole", "vat_delay"))

    def _registered(self) -> str:
        """Count as registered whoever passes the limit in any calendar year of the plan."""
        counted = self._months.trade.counted
        years = []
        for _, months in calendar_years(self._inputs.start):
            limit = self._making.rates.at(names.VAT_FREE_TURNOVER, months.start)
            years.append(f"SUM({counted.span(months.start, months.stop)})>{limit}")
        return f"IF(OR({','.join(years)}),1,0)"

    def _price(self, price: Price, name: str) -> list[Value | Words]:
        kind = self._page.each(f"document_book_vat_{price.vat.value}")[0]
        return [
            self._asked(price.amount, f"{name}_price"),
            self._asked(int(price.includes_vat), f"{name}_vat_in", "number"),
            kind,
        ]

    def _products(self) -> None:
        price = ("price", "vat_in", "vat_kind")
        self._section("products", *price, "units", "hours", "unit_cost", "vat_in", "vat_kind")
        for place, item in enumerate(self._inputs.products, 1):
            name = f"product_{place}"
            hours = self._asked(item.hours, f"{name}_hours", "number") if item.hours else None
            sold = (self._asked(item.units, f"{name}_units", "number"), hours)
            self._named(item.name, *self._price(item.price, name), *sold, *self._price(item.unit_cost, f"{name}_goods"))

    def _costs(self) -> None:
        self._section("costs", "monthly", "vat_in", "vat_kind", "first", "last")
        for place, item in enumerate(self._inputs.costs, 1):
            name = f"cost_{place}"
            self._named(item.name, *self._price(item.monthly, name), *self._span(item.first, item.last, name))

    def _employees(self) -> None:
        if self._inputs.employees:
            self._section("employees", "wage", "first", "last")
        for place, item in enumerate(self._inputs.employees, 1):
            name = f"employee_{place}"
            self._named(
                item.name, self._asked(item.monthly_wage, f"{name}_wage"), *self._span(item.first, item.last, name)
            )

    def _purchases(self) -> None:
        self._section("purchases", "price", "vat_in", "vat_kind", "in_month", "life", "kind")
        for place, item in enumerate(self._inputs.purchases, 1):
            name = f"purchase_{place}"
            month = self._asked(max(item.month, 0) + 1, f"{name}_month", "number")
            kind = self._page.each(f"utter_row_{item.kind}")[0]
            life = self._asked(item.life_years, f"{name}_life", "number")
            self._named(item.name, *self._price(item.price, name), month, life, kind)

    def _loans(self) -> None:
        if self._inputs.loans:
            self._section("loans", "amount", "yearly_rate", "loan_months", "interest_only", "in_month")
        for place, item in enumerate(self._inputs.loans, 1):
            name = f"loan_{place}"
            rate = self._asked(item.yearly_rate, f"{name}_rate", "percent")
            numbers = (
                ("months", item.months),
                ("interest_only", item.interest_only),
                ("month", max(item.month, 0) + 1),
            )
            rest = [self._asked(number, f"{name}_{what}", "number") for what, number in numbers]
            self._named(item.name, self._asked(item.amount, f"{name}_amount"), rate, *rest)

    def _funding(self) -> None:
        if self._inputs.funding:
            self._section("funding", "amount", "in_month", "kind")
        for place, item in enumerate(self._inputs.funding, 1):
            name = f"funding_{place}"
            month = self._asked(max(item.month, 0) + 1, f"{name}_month", "number")
            kind = self._page.each(f"utter_row_funding_{item.kind}")[0]
            self._named(item.name, self._asked(item.amount, f"{name}_amount"), month, kind)

    def _home(self) -> None:
        self._section("home", "monthly")
        home = self._inputs.household
        for place, item in enumerate(home.items, 1):
            self._named(item.name, self._asked(item.monthly, f"home_{place}"))
        self._line("utter_row_other_income", self._asked(home.other_income, "other_income"))

    def _times(self) -> None:
        self._section("season")
        for place, share in enumerate(self._inputs.season, 1):
            month = (place - self._inputs.start.month) % 12
            label = f"{month_day(self._inputs.start, month):%m}"
            self._named(label, self._asked(share, f"season_{place}", "percent"))
        if self._inputs.ramp:
            self._section("ramp")
        for place, share in enumerate(self._inputs.ramp, 1):
            self._named(
                f"{month_day(self._inputs.start, place - 1):%Y-%m}", self._asked(share, f"ramp_{place}", "percent")
            )

    def _named(self, name: str, *values: Value | Words | None) -> None:
        wording = self._making.wording
        self._page.line(own(name, wording), *values, *said_beside(values, wording))

    def _asked(self, number: Decimal | int, name: str, style: str = "money") -> Value:
        """Give a cell to change, empty where nobody has answered."""
        return Value(None if name in self._making.unanswered else number, "", f"input_{style}", name)

    def _span(self, first: int, last: int | None, name: str) -> Sequence[Value]:
        end = MONTHS if last is None else last + 1
        return self._asked(first + 1, f"{name}_first", "number"), self._asked(end, f"{name}_last", "number")
