"""Does it hold together? What a person has said of money in the plan, beside what the budgets come to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.advice.budget.plan_values import Plan
from bot.advice.budget.results import Finding
from bot.advice.budget.unsaid import units_unsaid
from bot.advice.budget.values import money
from bot.advice.money_values import by_month

FAR = Decimal("0.1")
"""A tenth. Who says about what is counted need not be asked."""


def units_open(plan: Plan) -> Iterable[Finding]:
    """Find that something has a price, and nobody has said how many are sold."""
    question = units_unsaid(plan.answers)
    if question is not None:
        yield Finding("utter_finding_units_open", "warn", {}, question)


def start_open(plan: Plan) -> Iterable[Finding]:
    """Find that the plan says how much money is needed to start, and the budget nothing of what it is for."""
    said = plan.answers.get("money_needed")
    if said is not None and by_month(said) > 0 and not plan.inputs.purchases:
        yield Finding("utter_finding_start_open", "warn", {"said": money(by_month(said))}, "budget_purchases")


def start_differs(plan: Plan) -> Iterable[Finding]:
    """Find that the start budget comes to something else than the money that a person says they need."""
    said, need = plan.answers.get("money_needed"), plan.budgets.start.need
    if said is None or not plan.inputs.purchases or units_unsaid(plan.answers):
        return
    if _far(by_month(said), need):
        yield Finding(
            "utter_finding_start_differs", "ask", {"said": money(by_month(said)), "need": money(need)}, "money_needed"
        )


def household_differs(plan: Plan) -> Iterable[Finding]:
    """Find that the home's costs come to something else than what a person says that the home needs."""
    said, need = plan.answers.get("money_private"), plan.budgets.need.monthly
    if said is None or not plan.inputs.household.items:
        return
    if _far(by_month(said), need):
        values = {"said": money(by_month(said)), "need": money(need)}
        yield Finding("utter_finding_household_differs", "ask", values, "money_private")


def _far(said: Decimal, counted: Decimal) -> bool:
    return abs(said - counted) > max(abs(said), abs(counted)) * FAR
