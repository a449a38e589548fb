"""Any plan at all, for tests of what must hold for every one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from bot.advice.budget.inputs import (
    CompanyForm,
    Cost,
    Employee,
    Funding,
    Household,
    HouseholdItem,
    Inputs,
    Loan,
    Price,
    Product,
    Purchase,
    Vat,
    VatPeriod,
)

amounts = st.decimals("0", "90000", places=2)
small = st.decimals("0", "900", places=2)
months = st.integers(-2, 40)
prices = st.builds(Price, small, st.sampled_from(Vat), st.booleans())
large_prices = st.builds(Price, amounts, st.sampled_from(Vat), st.booleans())
products = st.builds(Product, st.just("a"), prices, st.integers(0, 300).map(Decimal), prices)
costs = st.builds(Cost, st.just("b"), large_prices, first=st.integers(0, 30), last=st.none() | st.integers(0, 40))
employees = st.builds(
    Employee,
    st.just("c"),
    amounts,
    birth_year=st.none() | st.integers(1930, 2010),
    first=st.integers(0, 40),
    last=st.none() | st.integers(0, 40),
    growth_support=st.booleans(),
)
purchases = st.builds(
    Purchase,
    st.just("d"),
    large_prices,
    kind=st.sampled_from(["equipment", "stock", "deposit", "fee"]),
    month=months,
    life_years=st.integers(1, 10),
)
loans = st.builds(
    Loan,
    st.just("e"),
    amounts,
    yearly_rate=st.decimals("0", "0.3", places=3),
    months=st.integers(1, 60),
    interest_only=st.integers(0, 24),
    month=months,
)
funding = st.builds(
    Funding, st.just("f"), amounts, kind=st.sampled_from(["own", "family", "share_capital", "grant"]), month=months
)
households = st.builds(Household, items=st.builds(HouseholdItem, st.just("g"), amounts).map(lambda item: (item,)))


def few(items: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(items, max_size=3).map(tuple)


plans = st.builds(
    Inputs,
    start=st.builds(date, st.just(2026), st.integers(4, 12), st.just(1)),
    form=st.sampled_from(CompanyForm),
    owners=st.integers(1, 3),
    household=households,
    products=few(products),
    ramp=st.lists(st.decimals("0", "1", places=1), max_size=4).map(tuple),
    costs=few(costs),
    employees=few(employees),
    purchases=few(purchases),
    loans=few(loans),
    funding=few(funding),
    buffer=amounts,
    credit_days=st.integers(0, 100),
    supplier_days=st.integers(0, 100),
    withdrawal=st.none() | amounts,
    salary=amounts,
    vat_registered=st.none() | st.booleans(),
    vat_period=st.none() | st.sampled_from(VatPeriod),
)
