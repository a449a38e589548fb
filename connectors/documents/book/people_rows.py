"""The months of wages, employer contributions, växa-stöd and loans."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, Employee, Loan
from bot.advice.budget.loans import schedule
from bot.advice.budget.staff import supported
from connectors.documents.book.making import Making
from connectors.documents.book.page import Line, Page, message, of
from connectors.documents.shapes import Columns

CAPPED = 3
"""A contribution with a cap rests on three figures: the rate below, the cap, and the rate above."""


@dataclass(frozen=True)
class People:
    """Rows for each employee, and for the owner where the business employs them."""

    wages: list[Line]
    contributions: list[Line]
    support: list[Line]
    own_salary: list[Line]
    own_contributions: list[Line]


@dataclass(frozen=True)
class Loans:
    """Rows for each loan."""

    paid: list[Line]
    interest: list[Line]
    instalments: list[Line]
    left: list[Line]


class PeopleRows:
    """Writes the rows of people on the page of months."""

    def __init__(self, making: Making, page: Page, number: Line) -> None:
        self._making, self._page, self._number = making, page, number
        self._work, self._inputs = making.workings, making.workings.inputs

    def write(self) -> People:
        """Write all rows."""
        employees = list(enumerate(self._inputs.employees, 1))
        wages = [self._wages(place, employee) for place, employee in employees]
        due = [self._due(employee, wages[place - 1]) for place, employee in employees]
        first = supported(self._inputs.employees, self._work.figures)
        support = [self._support(place, employee) for place, employee in employees if place - 1 in first]
        return People(wages, due, support, *self._own())

    def _of(self, what: str, name: str) -> Columns:
        return of(f"document_book_{what}", name, self._making.wording)

    def _wages(self, place: int, employee: Employee) -> Line:
        name = f"employee_{place}"
        values = [employee.monthly_wage if self._works(employee, month) else Decimal(0) for month in range(MONTHS)]

        def formula(month: int) -> str:
            number = self._number.at(month)
            return f"IF(AND({number}>={name}_first,{number}<={name}_last),{name}_wage,0)"

        return self._page.months(self._of("wages", employee.name), formula, values)

    def _works(self, employee: Employee, month: int) -> bool:
        return employee.first <= month and (employee.last is None or month <= employee.last)

    def _due(self, employee: Employee, wages: Line) -> Line:
        paid = [employee.monthly_wage if self._works(employee, month) else Decimal(0) for month in range(MONTHS)]
        values = [self._work.fees.due(wage, employee.birth_year, month) for month, wage in enumerate(paid)]
        label = self._of("contributions", employee.name)
        return self._page.months(
            label, lambda month: contribution(self._making, wages.at(month), employee.birth_year, month), values
        )

    def _support(self, place: int, employee: Employee) -> Line:
        months = self._work.fees.supported_months(employee)
        values = [
            self._work.fees.support(employee, month) if month in months else Decimal(0) for month in range(MONTHS)
        ]
        name, longest = f"employee_{place}", self._making.rates.at(names.GROWTH_MONTHS, max(employee.first, 0))

        def formula(month: int) -> str:
            number = self._number.at(month)
            wage = f"MIN({name}_wage,{self._making.rates.at(names.GROWTH_CAP, month)})"
            kept = f"{wage}*{self._making.rates.at(names.GROWTH_RATE, month)}"
            while_due = f"AND({number}>={name}_first,{number}<={name}_last,{number}<{name}_first+{longest})"
            return f"IF({while_due},MAX({contribution(self._making, wage, employee.birth_year, month)}-{kept},0),0)"

        return self._page.months(self._of("support", employee.name), formula, values)

    def _own(self) -> tuple[list[Line], list[Line]]:
        if not self._work.company:
            return [], []
        staff = self._work.ground.staff
        page = self._page
        salary = page.months(page.each("document_book_salary"), lambda _: "salary", staff.own_salary)
        parts = page.each(
            "document_book_of",
            {"what": {"type": "term", "value": "arbetsgivaravgift"}, "name": message("document_book_salary")},
        )
        born = self._inputs.owner_birth_year
        due = page.months(
            parts, lambda month: contribution(self._making, salary.at(month), born, month), staff.own_contributions
        )
        return [salary], [due]


def contribution(making: Making, wage: str, birth_year: int | None, month: int) -> str:
    """Give the formula of the contributions on a month's wage."""
    figures = making.workings.fees.figures(birth_year, month)
    cells = [making.rates.of(figure) for figure in figures]
    if len(cells) == CAPPED:
        rate, cap, full = cells
        return f"(MIN({wage},{cap})*{rate}+MAX({wage}-{cap},0)*{full})"
    return "0" if figures[0].name == names.EMPLOYER_FREE_BIRTH_YEAR else f"({wage})*{cells[0]}"


def write_loans(making: Making, page: Page, number: Line) -> Loans:
    """Write the rows of every loan."""
    rows = [_loan(making, page, number, (place, loan)) for place, loan in enumerate(making.workings.inputs.loans, 1)]
    return Loans(*([row[part] for row in rows] for part in range(4)))


def _loan(making: Making, page: Page, number: Line, which: tuple[int, Loan]) -> tuple[Line, Line, Line, Line]:
    place, loan = which
    name, months = f"loan_{place}", schedule(loan)
    first = page.row
    paid, interest, instalments, left = (Line(page.quoted, first + part, page.labels) for part in range(4))

    def opening(month: int) -> str:
        return f"({left.at(month - 1)}+{paid.at(month)})" if month else paid.at(month)

    def age(month: int) -> str:
        return f"({number.at(month)}-{name}_month)"

    def paid_of(month: int) -> str:
        return f"IF({age(month)}=0,{name}_amount,0)"

    def interest_of(month: int) -> str:
        return f"IF(AND({age(month)}>=0,{age(month)}<{name}_months),{opening(month)}*{name}_rate/12,0)"

    def instalment_of(month: int) -> str:
        free = f"MIN(MAX({name}_interest_only,0),{name}_months-1)"
        part = f"IF({age(month)}={name}_months-1,{opening(month)},{name}_amount/({name}_months-{free}))"
        return f"IF(AND({age(month)}>={free},{age(month)}<{name}_months),{part},0)"

    def left_of(month: int) -> str:
        return f"{opening(month)}-{instalments.at(month)}"

    wording = making.wording
    page.months(of("document_book_loan_paid", loan.name, wording), paid_of, [m.paid_out for m in months])
    page.months(of("utter_row_interest", loan.name, wording), interest_of, [m.interest for m in months])
    page.months(of("utter_row_amortisation", loan.name, wording), instalment_of, [m.amortisation for m in months])
    page.months(of("document_book_loan_left", loan.name, wording), left_of, [m.left for m in months])
    return paid, interest, instalments, left
