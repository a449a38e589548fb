"""The household budget: what the owner must have a month, and what the business must bring in a year for that."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from bot.advice.budget.inputs import ZERO, Inputs
from bot.advice.budget.own_fees import (
    TaxRules,
    assess,
    down_to_base,
    fee_figures,
    fees_in_short,
    state_tax,
    tax_figures,
    tax_rules,
    tax_steps,
)
from bot.advice.budget.results import Derived, Need, Row
from bot.advice.budget.solving import least
from bot.advice.budget.staff import COMPANIES, EmployerFees
from bot.advice.budget.timeline import Figures
from bot.advice.budget.values import percent, step

YEAR = 12


def household_budget(inputs: Inputs, figures: Figures) -> Need:
    """Add up what the home needs and turn it into the surplus (in a company: the cost of the salary) it takes."""
    home = inputs.household
    rows = tuple(Row(item.name, (item.monthly,), own=True) for item in home.items)
    if home.other_income:
        rows += (Row("utter_row_other_income", (-home.other_income,)),)
    monthly = max(sum((row.total for row in rows), ZERO), ZERO)
    rules = tax_rules(inputs, figures, 0)
    if inputs.form in COMPANIES:
        return Need(rows, monthly, salary_cost(monthly * YEAR, rules, inputs, figures))
    return Need(rows, monthly, required_surplus(monthly * YEAR, rules, max(inputs.owners, 1)))


def required_surplus(need: Decimal, rules: TaxRules, owners: int = 1) -> Derived:
    """Give the surplus a year that leaves each owner what is needed after fees and tax."""
    surplus = surplus_for(need, rules)
    rules = _without_exemption(rules)
    year = assess(surplus, rules)
    # the surplus stands first, though it is searched for, since the rates after it are counted from it
    steps = [step("need_year", need), step("needed_surplus", surplus), *down_to_base(year, rules)]
    steps += [*fees_in_short(year, rules), *tax_steps(year.municipal, year.state, rules)]
    if owners > 1:
        steps.append(step("needed_surplus_all", surplus * owners))
    return Derived(surplus * owners, tuple(steps), fee_figures(year, rules) + tax_figures(year.state, rules))


@lru_cache(maxsize=4096)
def surplus_for(need: Decimal, rules: TaxRules) -> Decimal:
    """Give one owner's smallest surplus, to the öre, that leaves ``need``."""
    strict = _without_exemption(rules)
    return least(lambda surplus: assess(surplus, strict).disposable >= need)


def salary_cost(need: Decimal, rules: TaxRules, inputs: Inputs, figures: Figures) -> Derived:
    """Give what a salary costs the company in a year that leaves the owner what is needed after tax."""
    salary = salary_for(need, rules)
    fees = EmployerFees(inputs, figures)
    due = fees.due(salary / YEAR, inputs.owner_birth_year, 0) * YEAR
    state = state_tax(salary, rules)
    steps = (
        step("need_year", need),
        *tax_steps(salary * rules.municipal, state, rules),
        step("needed_salary", salary),
        step("employer_fees", due, rate=percent(due / salary if salary else ZERO)),
        step("needed_for_salary", salary + due),
    )
    return Derived(salary + due, steps, (*tax_figures(state, rules), *fees.figures(inputs.owner_birth_year, 0)))


@lru_cache(maxsize=4096)
def salary_for(need: Decimal, rules: TaxRules) -> Decimal:
    """Give the smallest yearly salary before tax, to the öre, that leaves ``need``."""
    return least(lambda salary: after_tax(salary, rules) >= need)


def after_tax(salary: Decimal, rules: TaxRules) -> Decimal:
    """Give what is left of a yearly salary."""
    return salary - salary * rules.municipal - state_tax(salary, rules)


def _without_exemption(rules: TaxRules) -> TaxRules:
    """Let fees be due from the first krona: below the least base they jump, and a little more would leave less."""
    return replace(rules, least_base=ZERO)
