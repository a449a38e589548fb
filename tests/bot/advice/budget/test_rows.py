"""Every line of every budget has a name that people can read, and every such name a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import yaml

from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import CompanyForm, Employee, Funding, Inputs, Purchase, VatPeriod
from bot.advice.budget.results import Budgets, Row
from bot.advice.parameters import Parameters
from bot.language.rendering import render
from tests.bot.advice.budget.salon import CHAIRS, HOME, SALON

EVERYTHING = replace(
    SALON,
    purchases=tuple(
        replace(CHAIRS, name=kind, kind=kind, price=replace(CHAIRS.price, amount=Decimal(200000)))
        for kind in ("equipment", "stock", "deposit", "fee")
    ),
    funding=tuple(Funding(kind, Decimal(100), kind) for kind in ("own", "family", "share_capital", "grant")),
    employees=(Employee("Amina", Decimal(10000), growth_support=True),),
    household=replace(HOME, other_income=Decimal(1000)),
    credit_days=30,
    supplier_days=30,
    vat_period=VatPeriod.QUARTER,
)
LATE = Purchase("Oven", replace(CHAIRS.price, amount=Decimal(900000)), month=35)


def rows_of(budgets: Budgets) -> Iterator[Row]:
    yield from budgets.need.rows
    yield from (*budgets.start.needs, *budgets.start.sources)
    yield from (*budgets.liquidity.money_in, *budgets.liquidity.money_out)
    for balance in budgets.balances:
        yield from (*balance.assets, *balance.debts)


def names_of(inputs: Inputs) -> set[str]:
    return {row.name for row in rows_of(calculate(inputs, Parameters.load())) if not row.own}


def test_every_line_has_a_name() -> None:
    company = replace(EVERYTHING, form=CompanyForm.LIMITED_COMPANY, salary=Decimal(20000))
    names = names_of(EVERYTHING) | names_of(company) | names_of(replace(SALON, purchases=(LATE,)))
    assert not [name for name in names if "…" in render(name, {}, locale="en").text]
    texts = yaml.safe_load(Path("bot/domain/budget_rows.yml").read_text("utf-8"))["responses"]
    assert names == set(texts), "a text that no line uses"
