"""Follows explanations with a pocket calculator: from what is printed, each step comes to what is printed after it.

Amounts are printed in whole kronor and each is rounded for itself, so a krona may be missing, or one for each owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from bot.advice.budget.results import Derived
from bot.advice.budget.telling import Known
from tests.bot.advice.budget.trade_plans import known

PARTNERS: Mapping[str, object] = {"company_form": "partnership", "company_owners": 3, "customers_per_month": 330}
RICH: Mapping[str, object] = {"products_price": "1500", "customers_per_month": 160}
SMALL: Mapping[str, object] = {"customers_per_month": 14}
PLANS = {
    "one owner": known("personal_service"),
    "three partners": known("general", **PARTNERS),
    "state tax": known("general", **RICH),
    "below the threshold": known("general", **SMALL),
}


def printed(derived: Derived, step: str, value: str = "amount") -> Decimal:
    """Give a number as it is printed in a step; nothing where the step is not told."""
    found = [told.values for told in derived.steps if told.name == f"utter_budget_step_{step}"]
    typed = found[0][value] if found else {"value": "0"}
    assert isinstance(typed, Mapping)
    return Decimal(str(typed["value"]))


def rate(derived: Derived, step: str) -> Decimal:
    return printed(derived, step, "rate") / 100


def near(one: Decimal, other: Decimal, owners: int = 1) -> bool:
    return abs(one - other) <= owners


def base_followed(told: Derived, owners: int) -> bool:
    """Follow the surplus to what fees and tax are counted on."""
    one = printed(told, "share") or printed(told, "surplus")
    deduction = printed(told, "flat_deduction")
    return (
        near(one * owners, printed(told, "surplus"), owners)
        and near(one * rate(told, "flat_deduction"), deduction)
        and near(one - deduction, printed(told, "base"))
    )


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_fees_can_be_followed(plan: Known) -> None:
    told, owners = plan.budgets.years[0].own_fees, plan.inputs.owners
    assert base_followed(told, owners)
    base, before, less = (printed(told, step) for step in ("base", "fees_before", "reduction"))
    assert near(base * rate(told, "fees_before"), before)
    assert less == 0 or near(min(base * rate(told, "reduction"), printed(told, "reduction", "most")), less)
    assert near(before - less, printed(told, "fees"))
    assert near(printed(told, "fees") * owners, told.amount, owners)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_tax_can_be_followed(plan: Known) -> None:
    told, owners = plan.budgets.years[0].tax, plan.inputs.owners
    assert base_followed(told, owners)
    municipal, state = printed(told, "municipal_tax_assumed"), printed(told, "state_tax")
    assert near(printed(told, "base") * rate(told, "municipal_tax_assumed"), municipal)
    above = max(printed(told, "base") - printed(told, "state_tax", "limit"), Decimal(0))
    assert state == 0 or near(above * rate(told, "state_tax"), state)
    assert near((municipal + state) * owners, told.amount, owners + 1)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_price_of_an_hour_can_be_followed(plan: Known) -> None:
    told = plan.budgets.pricing.needed_net
    hours, share = printed(told, "billable_hours", "hours"), printed(told, "billable_hours", "share") / 100
    billable = printed(told, "billable_hours", "billable")
    assert hours * share == billable
    needed = (printed(told, "costs_of_year") + printed(told, "living")) / billable
    assert abs(needed - printed(told, "needed_price", "price")) <= Decimal("0.01")


def test_the_plans_differ_in_what_is_followed() -> None:
    told = {name: plan.budgets.years[0] for name, plan in PLANS.items()}
    assert printed(told["state tax"].tax, "state_tax") > 0
    assert printed(told["three partners"].tax, "share") > 0
    assert printed(told["below the threshold"].own_fees, "reduction") == 0
    assert printed(told["one owner"].own_fees, "reduction") > 0
