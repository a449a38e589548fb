"""What people cost by month: wages, employer contributions by age and cap, and växa-stöd that comes back later.

Holiday pay is inside twelve monthly wages, since a monthly wage goes on during holidays; the debt for days not yet
taken is given beside the costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, ZERO, CompanyForm, Employee, Inputs
from bot.advice.budget.timeline import Figures, month_day
from bot.advice.budget.vat import NOTHING, Amounts, added
from bot.advice.dated import Figure

COMPANIES = frozenset({CompanyForm.LIMITED_COMPANY, CompanyForm.ASSOCIATION})
"""Forms that employ their owner and pay tax themselves."""

TEENAGE_YEARS = 3
"""The contribution for 15 to 17 years is one rule; the parameters give the age it begins at."""


@dataclass(frozen=True)
class Staff:
    """Employees by month, the owner's own salary apart from them.

    ``contributions`` are due in full; ``growth_support`` is the part of them that comes back. ``holiday_reserve`` is
    the holiday pay earned in the month with contributions on it: a debt beside the costs, not one of them.
    """

    wages: Amounts
    contributions: Amounts
    growth_support: Amounts
    holiday_reserve: Amounts
    own_salary: Amounts
    own_contributions: Amounts

    @property
    def cost(self) -> Amounts:
        """Give what people cost in each month, the support taken off, the owner's salary in it."""
        paid = added(self.wages, self.contributions, self.own_salary, self.own_contributions)
        return tuple(cost - support for cost, support in zip(paid, self.growth_support, strict=True))

    @property
    def own_cost(self) -> Amounts:
        """Give what the owner's own salary costs in each month."""
        return added(self.own_salary, self.own_contributions)


@dataclass(frozen=True)
class _Contribution:
    """Rates for one person in one month: ``rate`` up to ``cap`` of the wage, ``full`` above; no cap when None."""

    rate: Decimal
    full: Decimal
    cap: Decimal | None
    figures: tuple[Figure, ...]

    def on(self, wage: Decimal) -> Decimal:
        if self.cap is None or wage <= self.cap:
            return wage * self.rate
        return self.cap * self.rate + (wage - self.cap) * self.full


class EmployerFees:
    """Employer contributions of one plan."""

    def __init__(self, inputs: Inputs, figures: Figures) -> None:
        self._inputs, self._figures = inputs, figures
        self._found: dict[tuple[int | None, int], _Contribution] = {}

    def due(self, wage: Decimal, birth_year: int | None, month: int) -> Decimal:
        """Give the contributions on a month's wage; without a year of birth they are paid in full."""
        return self._contribution(birth_year, month).on(wage) if wage else ZERO

    def figures(self, birth_year: int | None, month: int) -> tuple[Figure, ...]:
        """Give the figures that ``due`` rests on."""
        return self._contribution(birth_year, month).figures

    def support(self, employee: Employee, month: int) -> Decimal:
        """Give the växa-stöd for a month: the contributions above the pension fee, on the wage up to the cap."""
        supported = min(employee.monthly_wage, self._figures.value(names.GROWTH_CAP, month))
        due = self.due(supported, employee.birth_year, month)
        return max(due - supported * self._figures.value(names.GROWTH_RATE, month), ZERO)

    def supported_months(self, employee: Employee) -> range:
        """Give the months in which an employee can have växa-stöd."""
        most = int(self._figures.value(names.GROWTH_MONTHS, max(employee.first, 0)))
        return range(employee.first, min(employee.first + most, _end(employee)))

    def _contribution(self, birth_year: int | None, month: int) -> _Contribution:
        key = (birth_year, month)
        if key not in self._found:
            self._found[key] = self._rule(birth_year, month)
        return self._found[key]

    def _rule(self, birth_year: int | None, month: int) -> _Contribution:
        if birth_year is None:
            return self._whole(names.EMPLOYER, month)
        age = month_day(self._inputs.start, month).year - 1 - birth_year
        if birth_year <= self._figures.value(names.EMPLOYER_FREE_BIRTH_YEAR, month):
            return _Contribution(ZERO, ZERO, None, (self._figures.at(names.EMPLOYER_FREE_BIRTH_YEAR, month),))
        if age >= self._figures.value(names.EMPLOYER_ELDERLY_AGE, month):
            return self._whole(names.EMPLOYER_ELDERLY, month)
        return self._by_youth(age, month)

    def _by_youth(self, age: int, month: int) -> _Contribution:
        teenager = self._now(names.EMPLOYER_TEENAGER_AGE, month)
        young, adult = self._now(names.EMPLOYER_YOUNG_AGE, month), self._now(names.EMPLOYER_ADULT_AGE, month)
        if young is not None and adult is not None and young <= age < adult:
            return self._capped(names.EMPLOYER_YOUNG, names.EMPLOYER_YOUNG_CAP, month)
        if teenager is not None and teenager <= age < teenager + TEENAGE_YEARS:
            return self._capped(names.EMPLOYER_TEENAGER, names.EMPLOYER_TEENAGER_CAP, month)
        return self._whole(names.EMPLOYER, month)

    def _whole(self, name: str, month: int) -> _Contribution:
        figure = self._figures.at(name, month)
        return _Contribution(figure.value or ZERO, figure.value or ZERO, None, (figure,))

    def _capped(self, rate_name: str, cap_name: str, month: int) -> _Contribution:
        full = self._whole(names.EMPLOYER, month)
        rate, cap = self._figures.existing(rate_name, month), self._figures.existing(cap_name, month)
        if rate is None or rate.value is None or cap is None:
            return full
        return _Contribution(rate.value, full.full, cap.value, (rate, cap, *full.figures))

    def _now(self, name: str, month: int) -> Decimal | None:
        figure = self._figures.existing(name, month)
        return figure.value if figure else None


def owners_at_work(inputs: Inputs) -> int:
    """Give how many owners the price of an hour must pay: all partners, but of a company or association one salary."""
    return 1 if inputs.form in COMPANIES else max(inputs.owners, 1)


def staff_by_month(inputs: Inputs, figures: Figures) -> Staff:
    """Give everything people cost, month by month."""
    fees = EmployerFees(inputs, figures)
    places = supported(inputs.employees, figures)
    salary = inputs.salary if inputs.form in COMPANIES else ZERO
    wages = [_wages(employee) for employee in inputs.employees]
    due = [_due(row, employee.birth_year, fees) for row, employee in zip(wages, inputs.employees, strict=True)]
    own = (salary,) * MONTHS
    return Staff(
        wages=added(*wages),
        contributions=added(*due),
        growth_support=added(*(_support(inputs.employees[place], fees) for place in sorted(places))),
        holiday_reserve=_holiday_reserve(added(*wages), added(*due), inputs, figures),
        own_salary=own,
        own_contributions=_due(own, inputs.owner_birth_year, fees),
    )


def supported(employees: Sequence[Employee], figures: Figures) -> frozenset[int]:
    """Give the places of those who get växa-stöd: among the first to be employed, and for long enough.

    Who is employed without it takes one of the first places too. The hours a week are not known here; the person is
    told that there is a least number of them.
    """
    if not any(employee.growth_support for employee in employees):
        return frozenset()
    come = (place for place, employee in enumerate(employees) if employee.first < MONTHS)
    order = sorted(come, key=lambda place: employees[place].first)
    least = int(figures.value(names.GROWTH_LEAST_MONTHS, 0))
    return frozenset(
        place
        for place in order[: int(figures.value(names.GROWTH_EMPLOYEES, 0))]
        if employees[place].growth_support and _stays(employees[place], least)
    )


def _stays(employee: Employee, months: int) -> bool:
    return employee.last is None or employee.last - employee.first + 1 >= months


def _wages(employee: Employee) -> Amounts:
    return tuple(employee.monthly_wage if employee.first <= month < _end(employee) else ZERO for month in range(MONTHS))


def _end(employee: Employee) -> int:
    return MONTHS if employee.last is None else min(employee.last + 1, MONTHS)


def _due(wages: Amounts, birth_year: int | None, fees: EmployerFees) -> Amounts:
    return tuple(fees.due(wage, birth_year, month) for month, wage in enumerate(wages))


def _support(employee: Employee, fees: EmployerFees) -> Amounts:
    months = fees.supported_months(employee)
    return tuple(fees.support(employee, month) if month in months else ZERO for month in range(MONTHS))


def _holiday_reserve(wages: Amounts, due: Amounts, inputs: Inputs, figures: Figures) -> Amounts:
    if not inputs.employees:
        return NOTHING
    share = figures.value(names.HOLIDAY_PAY, 0)
    return tuple((wage + fee) * share for wage, fee in zip(wages, due, strict=True))
