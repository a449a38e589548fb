"""Where the business carries itself and its owner: in money, in units, and how far the plan is from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.advice.budget.groundwork import Groundwork
from bot.advice.budget.household import YEAR
from bot.advice.budget.inputs import ONE, ZERO
from bot.advice.budget.results import BreakEven, Budgets, Derived, Need, Row, YearResult
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.values import dividing, number, step
from bot.advice.budget.vat import first_year


def break_even(ground: Groundwork, need: Need, year: YearResult) -> BreakEven:
    """Find the turnover of the first year that covers all costs and the owner's living, at the planned mix of sales."""
    share = year.gross_profit / year.revenue if year.revenue else ZERO
    if share <= ZERO:
        return BreakEven(None, None, None, share, None)
    costs, living = costs_without_owner(ground, year), living_cost(ground, need)
    turnover = (costs + living) / share
    units = sum((first_year(row.amounts) for row in ground.sales.units), ZERO) * turnover / year.revenue
    weeks = ground.inputs.work.weeks_per_year
    units_week = units / weeks if weeks > ZERO else None
    explained = _explained(costs, living, share, need)
    if units_week is not None and len([row for row in ground.sales.units if first_year(row.amounts)]) == 1:
        told = step("break_even_units", turnover, units=number(units_week))
        explained = replace(explained, steps=(*explained.steps, told))
    return BreakEven(
        turnover=explained,
        units_month=units / YEAR,
        units_week=units_week,
        contribution_share=share,
        safety_margin=ONE - turnover / year.revenue,
    )


def costs_without_owner(ground: Groundwork, year: YearResult) -> Decimal:
    """Give a first year's costs beside goods, the owner's own salary left out."""
    costs = sum((row.total for row in year.costs), ZERO)
    return costs + year.staff + year.depreciation + year.interest - first_year(ground.staff.own_cost)


def living_cost(ground: Groundwork, need: Need) -> Decimal:
    """Give what the owner must cost the business in a year: the need, or a planned salary that is higher."""
    if ground.inputs.form in COMPANIES:
        return max(need.surplus.amount, first_year(ground.staff.own_cost))
    return need.surplus.amount


@dataclass(frozen=True)
class Part:
    """One thing of several that are sold: how many a year pay for everything at the planned mix, and the plan's number.

    Hours and dresses cannot be added up, so each is told for itself.
    """

    row: Row
    needed: Decimal
    planned: Decimal


def parts_of(budgets: Budgets) -> tuple[Part, ...]:
    """Give each thing that is sold in the first year; none where no number is enough."""
    turnover, revenue = budgets.break_even.turnover, budgets.years[0].revenue
    if turnover is None or not revenue:
        return ()
    share = turnover.amount / revenue
    planned = [(row, first_year(row.amounts)) for row in budgets.sales.units]
    return tuple(Part(row, units * share, units) for row, units in planned if units)


def units_a_week(row: Row, weeks: Decimal) -> Decimal | None:
    """Give how many of one product the plan sells in a working week of the first year."""
    return first_year(row.amounts) / weeks if weeks > ZERO else None


def _explained(costs: Decimal, living: Decimal, share: Decimal, need: Need) -> Derived:
    turnover = (costs + living) / share
    shown, comes_out = dividing(share, costs + living)
    steps = (
        step("fixed_costs", costs),
        step("living", living),
        step("contribution" if comes_out else "contribution_about", costs + living, share=shown),
        step("break_even", turnover),
    )
    return Derived(turnover, steps, need.surplus.figures)
