"""Does it hold together? The checks between the plan's answers and its numbers and within these, and the verdict.

A finding names a text, says how grave it is and which question mends it. Finished budgets are looked at, with the
plan's answers beside them (question to JSON value, as ``bot/advice/answers.py`` stores them); without answers the
checks that need them find nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.advice.budget import money_checks, opening_checks, plan_checks, said_checks, sales_checks
from bot.advice.budget.plan_values import Check, Plan
from bot.advice.budget.results import Budgets, Finding
from bot.advice.budget.timeline import Figured
from bot.advice.budget.verdict import verdict_of

WEIGHTS = ("stop", "warn", "ask")
NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})

BUDGET_QUESTIONS = frozenset(
    f"budget_{field}"
    for field in (
        *("products", "costs", "employees", "purchases", "loans", "funding", "household", "season", "opening_hours"),
        *("withdrawal", "salary", "vat", "grant_decided"),
    )
)
"""Questions about numbers that findings point to, named after the field of ``Inputs``; the others are the plan's."""

CHECKS: tuple[Check, ...] = (
    sales_checks.no_sales,
    said_checks.units_open,
    said_checks.start_open,
    sales_checks.price_below_cost,
    sales_checks.vat_limit_passed,
    money_checks.not_financed,
    money_checks.cash_negative,
    money_checks.household_above_left,
    money_checks.no_owner_pay,
    money_checks.all_borrowed,
    money_checks.loan_not_carried,
    plan_checks.staff_without_wages,
    plan_checks.rent_missing,
    sales_checks.hours_too_few,
    sales_checks.opening_below_hours,
    opening_checks.seats_too_few,
    opening_checks.sales_too_fast,
    plan_checks.unusual_rate,
    plan_checks.unusual_price,
    plan_checks.unusual_sales,
    plan_checks.unusual_amount,
    plan_checks.unusual_hours,
    said_checks.start_differs,
    said_checks.household_differs,
    money_checks.household_missing,
    money_checks.withdrawal_below_need,
    sales_checks.vat_on_private_prices,
    sales_checks.no_vat_on_sales,
    sales_checks.goods_cost_missing,
    sales_checks.same_every_month,
    sales_checks.one_food_rate,
    sales_checks.several_rates,
    plan_checks.wages_without_staff,
    plan_checks.staff_count_differs,
    plan_checks.rent_without_place,
    plan_checks.rent_differs,
    money_checks.grant_not_decided,
    money_checks.permit_fee_missing,
    plan_checks.bookkeeping_missing,
    plan_checks.insurance_missing,
    money_checks.too_much_financed,
    sales_checks.no_customer_named,
)
"""All checks, those that decide most in front; findings of one weight keep this order."""


def findings(budgets: Budgets, parameters: Figured, answers: Mapping[str, Any] = NO_ANSWERS) -> tuple[Finding, ...]:
    """Find everything that does not hold together, the gravest first."""
    plan = Plan.of(budgets, parameters, answers)
    return tuple(sorted((found for check in CHECKS for found in check(plan)), key=_gravity))


def verdict(budgets: Budgets, parameters: Figured) -> Finding:
    """Say plainly whether the business can carry its owner, and if not, what would have to change."""
    return verdict_of(Plan.of(budgets, parameters, NO_ANSWERS))


def _gravity(finding: Finding) -> int:
    return WEIGHTS.index(finding.weight)
