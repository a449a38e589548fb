"""What must hold for every plan: taxes that rise with what is taxed, needs that turn back into surpluses, exact VAT."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.budget.calculation import calculate
from bot.advice.budget.groundwork import groundwork
from bot.advice.budget.household import required_surplus
from bot.advice.budget.inputs import (
    CompanyForm,
    Cost,
    Employee,
    Household,
    HouseholdItem,
    Inputs,
    Loan,
    Price,
    Product,
    Purchase,
    Vat,
)
from bot.advice.budget.own_fees import TaxRules, assess, tax_rules
from bot.advice.budget.timeline import Figures, calendar_years, month_day
from bot.advice.budget.vat import split
from bot.advice.parameters import Parameters

PARAMETERS = Parameters.load()
START = date(2026, 12, 1)
ORE = Decimal("0.01")

amounts = st.decimals(min_value=0, max_value=5_000_000, places=2)
prices = st.builds(Price, st.decimals(min_value=0, max_value=10_000, places=2), st.sampled_from(Vat), st.booleans())
products = st.builds(Product, st.just("P"), prices, st.integers(0, 500).map(Decimal), prices)
birth_years = st.none() | st.integers(1930, 2008)


def rules(birth_year: int | None = None) -> TaxRules:
    inputs = Inputs(START, owner_birth_year=birth_year)
    return tax_rules(inputs, Figures(PARAMETERS, inputs), 0)


@given(amounts, amounts, birth_years)
def test_more_surplus_leaves_more_once_fees_are_due(one: Decimal, other: Decimal, born: int | None) -> None:
    due = replace(rules(born), least_base=Decimal(0))
    less, more = sorted((one, other))
    assert assess(less, due).disposable <= assess(more, due).disposable


@given(amounts, birth_years)
def test_fees_lie_between_the_pension_part_and_the_upper_bound(surplus: Decimal, born: int | None) -> None:
    found = rules(born)
    year = assess(surplus, found)
    assert year.fees <= surplus * found.rate
    assert year.fees >= year.base * found.floor or year.base < found.least_base


def test_no_reduction_touches_the_pension_part() -> None:
    # with a reduction this large 28.97 % would fall to 3.97 %
    generous = replace(rules(), reduction_rate=Decimal("0.25"), reduction_max=Decimal(1_000_000))
    assert assess(Decimal(400_000), generous).fees == 300_000 * Decimal("0.1021")


@settings(max_examples=40)
@given(st.decimals(min_value=40_000, max_value=900_000, places=2), st.integers(1, 3))
def test_what_is_written_off_is_what_was_paid(paid: Decimal, years: int) -> None:
    bought = Purchase("oven", Price(paid, Vat.NONE), life_years=years)
    ground = groundwork(Inputs(START, purchases=(bought,)), PARAMETERS)
    assert abs(sum(ground.written_off[0]) - paid) < Decimal("1e-15")


@given(amounts, birth_years)
def test_everything_of_a_surplus_goes_somewhere(surplus: Decimal, born: int | None) -> None:
    year = assess(surplus, rules(born))
    assert year.fees + year.municipal + year.state + year.disposable == surplus


@given(amounts, birth_years)
def test_the_needed_surplus_is_the_smallest_that_is_enough(need: Decimal, born: int | None) -> None:
    due = replace(rules(born), least_base=Decimal(0))
    surplus = required_surplus(need, due).amount
    assert assess(surplus, due).disposable >= need
    assert surplus == 0 or assess(surplus - ORE, due).disposable < need


@given(amounts, amounts)
def test_a_higher_need_never_asks_for_less(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert required_surplus(less, rules()).amount <= required_surplus(more, rules()).amount


@given(prices, st.sampled_from(["0", "0.06", "0.12", "0.25"]).map(Decimal))
def test_a_price_parts_into_exactly_what_is_paid(price: Price, rate: Decimal) -> None:
    parts = split(price, rate)
    assert parts.net + parts.vat == parts.gross
    assert not price.includes_vat or parts.gross == price.amount
    assert abs(parts.net * rate - parts.vat) < Decimal("1e-15")


@settings(max_examples=40)
@given(st.lists(products, max_size=3), st.sampled_from([Decimal(10), Decimal("0.1")]))
def test_ten_times_the_money_is_ten_times_the_result(found: list[Product], factor: Decimal) -> None:
    plan = Inputs(
        START,
        products=tuple(found),
        costs=(Cost("rent", Price(Decimal(8000))),),
        employees=(Employee("A", Decimal(21000)),),
        loans=(Loan("bank", Decimal(100_000), Decimal("0.06"), 48),),
        purchases=(Purchase("sign", Price(Decimal(900)), kind="fee"),),
        vat_registered=True,
    )
    small, large = (groundwork(each, PARAMETERS) for each in (plan, times(plan, factor)))
    for one, other in zip((*small.sales.total, *small.goods.net), (*large.sales.total, *large.goods.net), strict=True):
        assert abs(one * factor - other) < ORE
    before, after = calculate(plan, PARAMETERS), calculate(times(plan, factor), PARAMETERS)
    for year, larger in zip(before.years, after.years, strict=True):
        assert abs(year.before_tax * factor - larger.before_tax) < ORE


@settings(max_examples=30)
@given(st.lists(products, max_size=3), st.sampled_from(CompanyForm), amounts)
def test_break_even_is_where_the_owner_can_just_live(found: list[Product], form: CompanyForm, rent: Decimal) -> None:
    home = Household(items=(HouseholdItem("all", Decimal(12_000)),))
    plan = Inputs(START, form, household=home, products=tuple(found), costs=(Cost("rent", Price(rent)),))
    plan = replace(plan, vat_registered=True)
    budgets = calculate(plan, PARAMETERS)
    point, year = budgets.break_even, budgets.years[0]
    if point.turnover is None:
        assert point.contribution_share <= 0
        return
    running = sum((row.total for row in year.costs), Decimal(0))
    left = point.turnover.amount * point.contribution_share - running
    assert abs(left - budgets.need.surplus.amount) < ORE


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_months_follow_each_other(start: date, month: int) -> None:
    here, there = month_day(start, month), month_day(start, month + 1)
    assert here.day == there.day == 1
    assert (there - here).days in {28, 29, 30, 31}
    years = calendar_years(start)
    assert [at for _, months in years for at in months] == list(range(36))
    assert all(month_day(start, at).year == year for year, months in years for at in months)


def times(plan: Inputs, factor: Decimal) -> Inputs:
    """Give the plan with every amount of money times a factor."""

    def price(old: Price) -> Price:
        return replace(old, amount=old.amount * factor)

    return replace(
        plan,
        products=tuple(replace(p, price=price(p.price), unit_cost=price(p.unit_cost)) for p in plan.products),
        costs=tuple(replace(c, monthly=price(c.monthly)) for c in plan.costs),
        employees=tuple(replace(e, monthly_wage=e.monthly_wage * factor) for e in plan.employees),
        loans=tuple(replace(loan, amount=loan.amount * factor) for loan in plan.loans),
        purchases=tuple(replace(p, price=price(p.price)) for p in plan.purchases),
    )
