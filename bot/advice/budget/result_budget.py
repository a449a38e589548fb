"""The result budget: three years of twelve months from the start, without the VAT that can be deducted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.groundwork import Groundwork
from bot.advice.budget.household import YEAR, after_tax
from bot.advice.budget.inputs import YEARS, ZERO
from bot.advice.budget.loans import schedule_of_all
from bot.advice.budget.own_fees import (
    assess,
    disposable_explained,
    fees_explained,
    state_tax,
    tax_explained,
    tax_figures,
    tax_rules,
    tax_steps,
    upper_bound,
)
from bot.advice.budget.results import Derived, Row, YearResult
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import months_of_year
from bot.advice.budget.values import percent, step
from bot.advice.budget.vat import Amounts


@dataclass(frozen=True)
class Business:
    """One year of the business before anybody's tax."""

    revenue: Decimal
    goods: Decimal
    costs: tuple[Row, ...]
    staff: Decimal
    depreciation: Decimal
    interest: Decimal

    @property
    def before_tax(self) -> Decimal:
        """Give what the year leaves before tax, and before the owner's fees in forms that do not employ their owner."""
        return self.revenue - self.goods - self.running_costs

    @property
    def running_costs(self) -> Decimal:
        """Give everything but the goods."""
        costs = sum((row.total for row in self.costs), ZERO)
        return costs + self.staff + self.depreciation + self.interest


@dataclass(frozen=True)
class _Taxed:
    """Who pays what on a year's result; for all owners together, but ``disposable`` is one owner's."""

    own_fees: Derived
    own_fees_upper: Derived
    tax: Derived
    result: Decimal
    disposable: Derived


def result_budget(ground: Groundwork) -> tuple[YearResult, ...]:
    """Make the years of the result budget."""
    return tuple(_year(ground, year, business) for year, business in enumerate(business_years(ground)))


def business_years(ground: Groundwork, years: int = YEARS) -> tuple[Business, ...]:
    """Give the years before anybody's tax."""
    interest = tuple(month.interest for month in schedule_of_all(ground.inputs.loans))
    return tuple(_business(ground, months_of_year(year), interest) for year in range(years))


def _business(ground: Groundwork, months: range, interest: Amounts) -> Business:
    return Business(
        revenue=_sum(ground.sales.total, months),
        goods=_sum(ground.goods.net, months),
        costs=tuple(_cost_rows(ground, months)),
        staff=_sum(ground.staff.cost, months),
        depreciation=sum((_sum(row, months) for row in ground.written_off), ZERO),
        interest=_sum(interest, months),
    )


def _cost_rows(ground: Groundwork, months: range) -> Iterator[Row]:
    """Give the monthly costs, and the purchases that are a cost at once in the year they are made."""
    for cost, flow in zip(ground.inputs.costs, ground.costs, strict=True):
        yield Row(cost.name, _part(flow.net, months), own=True)
    for purchase, amounts in zip(ground.inputs.purchases, ground.at_once, strict=True):
        if any(part := _part(amounts, months)):
            yield Row(purchase.name, part, own=True)


def _year(ground: Groundwork, year: int, business: Business) -> YearResult:
    company = ground.inputs.form in COMPANIES
    taxed = _company_taxed(ground, year, business) if company else _owners_taxed(ground, year, business)
    return YearResult(
        revenue=business.revenue,
        goods=business.goods,
        gross_profit=business.revenue - business.goods,
        costs=business.costs,
        staff=business.staff,
        depreciation=business.depreciation,
        interest=business.interest,
        before_tax=business.before_tax,
        own_fees=taxed.own_fees,
        own_fees_upper=taxed.own_fees_upper,
        tax=taxed.tax,
        result=taxed.result,
        disposable=taxed.disposable,
    )


def _owners_taxed(ground: Groundwork, year: int, business: Business) -> _Taxed:
    """Tax the owners on the surplus, each on an equal share of it."""
    owners = max(ground.inputs.owners, 1)
    rules = tax_rules(ground.inputs, ground.figures, year * YEAR)
    each = assess(business.before_tax / owners, rules)
    return _Taxed(
        own_fees=fees_explained(each, rules, owners),
        own_fees_upper=upper_bound(each, rules, owners),
        tax=tax_explained(each, rules, owners),
        result=business.before_tax,
        disposable=disposable_explained(each, rules, owners),
    )


def _company_taxed(ground: Groundwork, year: int, business: Business) -> _Taxed:
    """Tax the company on its result; the owner lives on the salary, and dividends are not counted on."""
    figure = ground.figures.at(names.COMPANY_TAX, year * YEAR)
    rate = figure.value or ZERO
    tax = max(business.before_tax, ZERO) * rate
    steps = (step("result_before_tax", business.before_tax), step("company_tax", tax, rate=percent(rate)))
    none = Derived(ZERO)
    return _Taxed(none, none, Derived(tax, steps, (figure,)), business.before_tax - tax, _of_salary(ground, year))


def _of_salary(ground: Groundwork, year: int) -> Derived:
    rules = tax_rules(ground.inputs, ground.figures, year * YEAR)
    salary = _sum(ground.staff.own_salary, months_of_year(year))
    state = state_tax(salary, rules)
    taxes = tax_steps(salary * rules.municipal, state, rules)
    left = after_tax(salary, rules)
    return Derived(left, (step("salary", salary), *taxes, step("disposable", left)), tax_figures(state, rules))


def _sum(amounts: Amounts, months: range) -> Decimal:
    return sum(_part(amounts, months), ZERO)


def _part(amounts: Sequence[Decimal], months: range) -> tuple[Decimal, ...]:
    return tuple(amounts[months.start : months.stop])
