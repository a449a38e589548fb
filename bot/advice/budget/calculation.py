"""Makes all budgets of one plan."""

from __future__ import annotations

from bot.advice.budget.balance import balances
from bot.advice.budget.break_even import break_even
from bot.advice.budget.groundwork import groundwork
from bot.advice.budget.household import household_budget
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.ledger import ledger_of
from bot.advice.budget.liquidity import cash_of, liquidity_budget
from bot.advice.budget.pricing import pricing
from bot.advice.budget.result_budget import result_budget
from bot.advice.budget.results import Budgets
from bot.advice.budget.start_budget import start_budget
from bot.advice.budget.timeline import Figured


def calculate(inputs: Inputs, parameters: Figured) -> Budgets:
    """Make every budget of a plan; raise ``UndecidedError`` when its day for figures has none.

    A municipal rate that takes everything raises ``NeverEnoughError``: nothing earned is enough for the home.
    ``findings`` is left empty: what holds together is asked of finished budgets, with the plan's answers beside them.
    """
    ground = groundwork(inputs, parameters)
    need = household_budget(inputs, ground.figures)
    years = result_budget(ground)
    ledger = ledger_of(ground, need, years)
    cash = cash_of(ledger)
    return Budgets(
        inputs=inputs,
        need=need,
        pricing=pricing(ground, need, years[0]),
        sales=ground.sales,
        years=years,
        start=start_budget(ledger, cash),
        liquidity=liquidity_budget(cash),
        balances=balances(ledger, cash),
        break_even=break_even(ground, need, years[0]),
        findings=(),
        figures=ground.figures.used,
        assumed=ground.figures.assumed,
    )
