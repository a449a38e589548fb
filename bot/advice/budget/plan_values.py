"""What the checks look at, and how they write days, names and numbers into what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from bot.advice.budget.groundwork import Groundwork, groundwork
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.ranges import Ranges, default_ranges
from bot.advice.budget.results import Budgets, Finding
from bot.advice.budget.timeline import Figured, month_day
from bot.advice.budget.values import label
from bot.advice.budget.vat import VatRules

MONTHS_OF_A_YEAR, WEEKS_OF_A_YEAR = Decimal(12), Decimal(52)

Value = dict[str, object]


@dataclass(frozen=True)
class Plan:
    """Budgets beside the answers of the plan (question to JSON value; empty where there is no plan)."""

    budgets: Budgets
    ground: Groundwork
    parameters: Figured
    answers: Mapping[str, Any] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=default_ranges)

    @classmethod
    def of(cls, budgets: Budgets, parameters: Figured, answers: Mapping[str, Any]) -> Plan:
        """Put together what the checks look at."""
        return cls(budgets, groundwork(budgets.inputs, parameters), parameters, answers)

    @property
    def inputs(self) -> Inputs:
        """Give what the budgets were made from."""
        return self.budgets.inputs

    @property
    def vat(self) -> VatRules:
        """Give how VAT works in this plan."""
        return self.ground.vat

    @property
    def sells(self) -> bool:
        """Tell whether anything at all is sold."""
        return any(self.budgets.sales.total)

    @property
    def weeks(self) -> Decimal:
        """Give the weeks in a year that the owner works; all of them where nobody works any."""
        weeks = self.inputs.work.weeks_per_year
        return weeks if weeks > 0 else WEEKS_OF_A_YEAR

    def is_of(self, trade: str) -> bool:
        """Tell whether a question that only one trade asks was answered; they begin with craft, food, salon or shop."""
        return any(name.startswith(f"{trade}_") for name in self.answers)

    def end_of(self, month: int) -> Value:
        """Give the last day of a month of the plan."""
        return {"type": "date", "value": (month_day(self.inputs.start, month + 1) - timedelta(days=1)).isoformat()}


Check = Callable[[Plan], Iterable[Finding]]
"""Looks for one thing that does not hold together; finds nothing, or one for each place where it is so."""


def whole(number: int | Decimal) -> Value:
    """Give the nearest whole number."""
    return {"type": "count", "value": int(Decimal(number).to_integral_value(ROUND_HALF_UP))}


def at_least(number: Decimal) -> Value:
    """Give the whole number that is enough: 30.2 haircuts are 31. What division left over is not counted."""
    return {"type": "count", "value": int(number.quantize(Decimal("1e-9")).to_integral_value(ROUND_CEILING))}


def named(name: str) -> Value:
    """Give what something is called, in the person's own words where there are any."""
    return label(name)
