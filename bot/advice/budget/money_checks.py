"""Does it hold together? The money to start with, the account, the loans and what the owner lives on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.advice.budget.inputs import ZERO
from bot.advice.budget.loans import schedule_of_all
from bot.advice.budget.paying import HALF_ORE
from bot.advice.budget.plan_values import MONTHS_OF_A_YEAR, Plan, named
from bot.advice.budget.results import Finding
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import months_of_year
from bot.advice.budget.unsaid import units_unsaid
from bot.advice.budget.values import money

PERMIT_ANSWERS = ("company_permits", "food_alcohol", "food_public_place", "salon_skin")
"""Questions whose answer tells that a permit with a fee is needed."""

NOT_REGISTERED = frozenset({"applied", "not_yet", "not_known"})
"""How far food registration may have come while its fee is still to be paid."""

GOODS_WITH_FEE = frozenset({"food", "tobacco", "light_beer"})
"""Goods that the municipality takes a fee for."""


def not_financed(plan: Plan) -> Iterable[Finding]:
    """Find that more money is needed than there is."""
    start = plan.budgets.start
    if start.gap >= HALF_ORE and not units_unsaid(plan.answers):
        values = {"need": money(start.need), "financing": money(start.financing), "gap": money(start.gap)}
        yield Finding("utter_finding_not_financed", "stop", values, "budget_funding")


def too_much_financed(plan: Plan) -> Iterable[Finding]:
    """Find that much more is borrowed than is needed."""
    start, borrowed = plan.budgets.start, sum((loan.amount for loan in plan.inputs.loans), ZERO)
    over = start.financing - start.need
    if borrowed > 0 and over > start.need * plan.ranges.fields["financing_over_need"].high:
        values = {"need": money(start.need), "financing": money(start.financing)}
        yield Finding("utter_finding_too_much_financed", "ask", values, "budget_loans")


def all_borrowed(plan: Plan) -> Iterable[Finding]:
    """Find that nothing but loans pays for the start."""
    borrowed = any(loan.amount > 0 for loan in plan.inputs.loans)
    if borrowed and not any(item.amount > 0 for item in plan.inputs.funding):
        yield Finding("utter_finding_all_borrowed", "warn", {}, "money_own")


def grant_not_decided(plan: Plan) -> Iterable[Finding]:
    """Find grants counted on that nobody has said are decided."""
    if plan.answers.get("budget_grant_decided") is True:
        return
    for item in plan.inputs.funding:
        if item.kind == "grant" and item.amount > 0:
            values = {"name": named(item.name), "amount": money(item.amount)}
            yield Finding("utter_finding_grant_not_decided", "ask", values, "budget_grant_decided")


def permit_fee_missing(plan: Plan) -> Iterable[Finding]:
    """Find that the plan speaks of permits, and no fee is among the purchases."""
    needed = (
        any(plan.answers.get(question) not in (None, False, "") for question in PERMIT_ANSWERS)
        or plan.answers.get("food_registration") in NOT_REGISTERED
        or bool(GOODS_WITH_FEE & set(plan.answers.get("shop_special_goods") or ()))
    )
    if needed and not any(item.kind == "fee" for item in plan.inputs.purchases):
        yield Finding("utter_finding_permit_fee_missing", "ask", {}, "budget_fees")


def cash_negative(plan: Plan) -> Iterable[Finding]:
    """Find that the account goes below nothing, and when."""
    cash = plan.budgets.liquidity
    if cash.first_negative is not None and not units_unsaid(plan.answers):
        values = {
            "day": plan.end_of(cash.first_negative),
            "amount": money(cash.closing[cash.first_negative]),
            "lowest_day": plan.end_of(cash.lowest),
            "lowest": money(cash.closing[cash.lowest]),
        }
        yield Finding("utter_finding_cash_negative", "stop", values, "budget_funding")


def loan_not_carried(plan: Plan) -> Iterable[Finding]:
    """Find that the business does not earn the instalments of its second year."""
    year, months = plan.budgets.years[1], months_of_year(1)
    laid_out = schedule_of_all(plan.inputs.loans)[months.start : months.stop]
    instalments = sum((month.amortisation for month in laid_out), ZERO)
    interest = sum((month.interest for month in laid_out), ZERO)
    left = _left_in_business(plan) + year.depreciation
    if instalments and left < instalments:
        values = {"payments": money((instalments + interest) / MONTHS_OF_A_YEAR)}
        yield Finding("utter_finding_loan_not_carried", "warn", values, "budget_loans")


def household_missing(plan: Plan) -> Iterable[Finding]:
    """Find that nobody has said what the home costs."""
    if not plan.inputs.household.items:
        yield Finding("utter_finding_household_missing", "ask", {}, "budget_household")


def no_owner_pay(plan: Plan) -> Iterable[Finding]:
    """Find that the owner takes nothing out, although nobody has said that the home needs no money."""
    inputs = plan.inputs
    taken = inputs.salary if inputs.form in COMPANIES else inputs.withdrawal
    covered = bool(inputs.household.items) and plan.budgets.need.monthly <= 0
    if taken is not None and taken <= 0 and not covered:
        question = "budget_salary" if inputs.form in COMPANIES else "budget_withdrawal"
        yield Finding("utter_finding_no_owner_pay", "warn", {}, question)


def household_above_left(plan: Plan) -> Iterable[Finding]:
    """Find that the home needs more than the first year leaves."""
    need = plan.budgets.need.monthly
    left = plan.budgets.years[0].disposable.amount / MONTHS_OF_A_YEAR
    if plan.inputs.household.items and plan.sells and left + HALF_ORE < need:
        values = {"need": money(need), "left": money(left)}
        yield Finding("utter_finding_household_above_left", "warn", values, "budget_household")


def withdrawal_below_need(plan: Plan) -> Iterable[Finding]:
    """Find that less is taken out than the home needs."""
    withdrawal, need = plan.inputs.withdrawal, plan.budgets.need.monthly
    if plan.inputs.form not in COMPANIES and withdrawal is not None and 0 < withdrawal < need:
        values = {"withdrawal": money(withdrawal), "need": money(need)}
        yield Finding("utter_finding_withdrawal_below_need", "ask", values, "budget_withdrawal")


def _left_in_business(plan: Plan) -> Decimal:
    """Give what the second year leaves after tax and what the owners take out."""
    year = plan.budgets.years[1]
    if plan.inputs.form in COMPANIES:
        return year.result
    need = plan.budgets.need.monthly if plan.inputs.withdrawal is None else plan.inputs.withdrawal
    return (year.disposable.amount - need * MONTHS_OF_A_YEAR) * plan.inputs.owners
