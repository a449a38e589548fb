"""Everything the calculation came to on its way, for the cells of the spreadsheet to hold beside their formulas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget.calculation import calculate
from bot.advice.budget.groundwork import Groundwork, groundwork
from bot.advice.budget.inputs import MONTHS, Inputs
from bot.advice.budget.ledger import Ledger, ledger_of
from bot.advice.budget.liquidity import Cash, cash_of
from bot.advice.budget.results import Budgets
from bot.advice.budget.staff import COMPANIES, EmployerFees
from bot.advice.budget.timeline import Figured, Figures
from bot.advice.budget.vat import NOTHING, Amounts
from bot.advice.dated import Figure


@dataclass(frozen=True)
class Workings:
    """One plan's budgets with the months behind them; ``figures`` looks figures up without noting them as used."""

    budgets: Budgets
    ground: Groundwork
    ledger: Ledger
    cash: Cash
    figures: Figures
    fees: EmployerFees

    @classmethod
    def of(cls, inputs: Inputs, parameters: Figured) -> Workings:
        """Calculate a plan; raise ``UndecidedError`` or ``NeverEnoughError`` as ``calculate`` does."""
        budgets = calculate(inputs, parameters)
        ground = groundwork(inputs, parameters)
        ledger = ledger_of(ground, budgets.need, budgets.years)
        figures = Figures(parameters, inputs)
        return cls(budgets, ground, ledger, cash_of(ledger), figures, EmployerFees(inputs, figures))

    @property
    def inputs(self) -> Inputs:
        """Give what the plan is made from."""
        return self.budgets.inputs

    @property
    def company(self) -> bool:
        """Tell whether the business employs its owner and pays tax itself."""
        return self.inputs.form in COMPANIES

    def cash_row(self, name: str) -> Amounts:
        """Give a row of the cash by its name; nothing in every month where the calculation left it out."""
        for row in (*self.cash.money_in, *self.cash.money_out):
            if row.name == name and not row.own:
                return row.amounts
        return NOTHING

    def used(self) -> tuple[Figure, ...]:
        """Give every figure the budgets rest on, each once."""
        found = {(figure.name, figure.since): figure for figure in self.budgets.figures}
        return tuple(found.values())


def month_ends() -> range:
    """Give the last month of each year, counted from 0."""
    return range(11, MONTHS, 12)


def cumulative(amounts: Amounts, month: int) -> Decimal:
    """Add a row up to the end of a month."""
    return sum(amounts[: month + 1], Decimal(0))
