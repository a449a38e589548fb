"""Says in words what finished budgets come to: what the home needs, an hour, customers a week, a loan, a tight month.

Each function gives replies for one thing, or none when too little is known to say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bot.advice.budget.break_even import Part, parts_of
from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import ZERO, Inputs, Loan
from bot.advice.budget.paying import HALF_ORE
from bot.advice.budget.plan_values import at_least
from bot.advice.budget.results import Budgets, Row, StartBudget
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.budget.start_budget import balance_with_loan
from bot.advice.budget.timeline import Figured, month_day, months_of_year
from bot.advice.budget.unsaid import Unsaid
from bot.advice.budget.values import Value, label, money, number, percent, price
from bot.advice.turn import Button, Reply

YEAR = 12
MANY = 10
"""From so many a week on, whole ones are told; of fewer, a tenth is a difference."""

PICTURES: Final = Button("button_pictures", "show_budget", {"opens": "pictures"})
"""Opens pictures and papers in the chat window; where that cannot be done it shows the budget in words."""


@dataclass(frozen=True)
class Known:
    """Finished budgets, where their figures come from, and on which terms money could be borrowed (None: unknown).

    ``unsaid`` tells what in them is still open, and must not be told as if it were nothing.
    """

    budgets: Budgets
    parameters: Figured
    terms: Loan | None = None
    unsaid: Unsaid = field(default_factory=Unsaid)

    @property
    def inputs(self) -> Inputs:
        """Give what the budgets were made from."""
        return self.budgets.inputs

    @property
    def sells(self) -> bool:
        """Tell whether anything is sold for money."""
        return any(self.budgets.sales.total)


Telling = Callable[[Known], tuple[Reply, ...]]


def tell_home(known: Known) -> tuple[Reply, ...]:
    """Say what the home needs and what the business must have left for that."""
    need = known.budgets.need
    if not known.inputs.household.items:
        return ()
    return (Reply("utter_budget_home", {"need": money(need.monthly), "surplus": money(need.surplus.amount)}),)


def tell_hour(known: Known) -> tuple[Reply, ...]:
    """Say what one sold hour must bring in, and what it brings in now."""
    pricing = known.budgets.pricing
    if pricing.needed_net.amount <= 0:
        return ()
    values = {"hour": price(pricing.needed_net.amount), "gross": price(pricing.needed_gross)}
    told = (Reply("utter_budget_hour", values),)
    if pricing.asked_net is None:
        return told
    return (*told, Reply("utter_budget_hour_asked", {"asked": price(pricing.asked_net)}))


def tell_week(known: Known) -> tuple[Reply, ...]:
    """Say how many must be sold a week so that costs and living are paid, beside what is planned."""
    if not known.sells or known.unsaid.units:
        return ()
    units = known.budgets.break_even.units_week
    if units is None:
        return (Reply("utter_budget_never_enough"),)
    parts = parts_of(known.budgets)
    counted = Reply("utter_budget_week_weeks", {"weeks": number(known.inputs.work.weeks_per_year)})
    if len(parts) > 1:
        needed = _each([(part, part.needed) for part in parts], known)
        planned = _each([(part, part.planned) for part in parts], known)
        return Reply("utter_budget_week_each", {"needed": needed, "planned": planned}), counted
    sold = next(product for product in known.inputs.products if product.units > 0)
    values = {"units": at_least(units), "product": label(sold.name)}
    beside = Reply("utter_budget_week_planned", {"planned": number(planned_a_week(known))})
    return Reply("utter_budget_week", values), beside, counted


def _each(parts: Iterable[tuple[Part, Decimal]], known: Known) -> Value:
    """Give how many of each thing a working week has: whole ones where they are many, which is then enough."""
    weekly = [(part.row.name, units / known.inputs.work.weeks_per_year) for part, units in parts]
    items = [
        {
            "type": "message",
            "name": "utter_budget_week_part",
            "values": {"units": at_least(units) if units >= MANY else number(units), "product": label(name)},
        }
        for name, units in weekly
    ]
    return {"type": "list", "items": items}


def planned_a_week(known: Known) -> Decimal:
    """Give how many sales a working week of the first year has, as planned."""
    months = months_of_year(0)
    rows: tuple[Row, ...] = known.budgets.sales.units
    units = sum((sum(row.amounts[months.start : months.stop], ZERO) for row in rows), ZERO)
    weeks = known.inputs.work.weeks_per_year
    return units / weeks if weeks > 0 else ZERO


def tell_sales(known: Known) -> tuple[Reply, ...]:
    """Say for how much is sold in the first year, and how many a week are needed."""
    if not known.sells:
        return ()
    told = Reply("utter_budget_sales", {"sales": money(known.budgets.years[0].revenue)})
    return (told, *tell_week(known))


def tell_costs(known: Known) -> tuple[Reply, ...]:
    """Say what the business pays each month whether anybody buys or not."""
    named = {cost.name for cost in known.inputs.costs}
    costs = sum((row.total for row in known.budgets.years[0].costs if row.name in named), ZERO) / YEAR
    return (Reply("utter_budget_costs", {"costs": money(costs)}),) if costs > 0 else ()


def tell_borrow(known: Known) -> tuple[Reply, ...]:
    """Say how much must be borrowed, on the terms that were said or, without any, what is missing."""
    start = known.budgets.start
    values = {"need": money(start.need), "financing": money(start.financing)}
    if known.unsaid.units:
        return ()  # two years of living without all of the sales would look like money to borrow
    if known.unsaid.start:
        return _as_said(known)
    if start.need <= 0:
        return ()
    if start.gap < HALF_ORE:
        return (Reply("utter_budget_borrow_nothing", values),)
    if known.terms is None:
        return (Reply("utter_budget_borrow", values | {"gap": money(start.gap)}),)
    loan = loan_needed(known)
    if loan is None:
        return Reply("utter_budget_borrow_needs", values), Reply("utter_budget_borrow_never")
    terms = {
        "loan": money(loan.amount),
        "rate": percent(loan.yearly_rate),
        "years": number(Decimal(loan.months) / YEAR),
    }
    return Reply("utter_budget_borrow_needs", values), Reply("utter_budget_borrow_loan", terms)


def _as_said(known: Known) -> tuple[Reply, ...]:
    """Say what is missing of the money that a person thinks they need, before what it is for has been counted."""
    needed, have = known.unsaid.needed, known.budgets.start.financing
    if needed is None:
        return ()
    values = {"need": money(needed), "financing": money(have), "gap": money(max(needed - have, ZERO))}
    return (Reply("utter_budget_borrow_as_said", values),)


def loan_needed(known: Known) -> Loan | None:
    """Find how much to borrow beside what is promised; None when no loan is enough or no terms are known."""
    if known.terms is None:
        return None
    terms = Loan(f"{known.terms.name}_more", ZERO, known.terms.yearly_rate, known.terms.months)
    try:
        return balance_with_loan(known.inputs, terms, lambda inputs: _start_of(inputs, known.parameters))
    except NeverEnoughError:
        return None


def _start_of(inputs: Inputs, parameters: Figured) -> StartBudget:
    return calculate(inputs, parameters).start


def tell_tight(known: Known) -> tuple[Reply, ...]:
    """Say when money is tightest, and when it is not enough for the first time."""
    if known.unsaid.units:
        return ()
    cash = known.budgets.liquidity
    lowest = cash.closing[cash.lowest]
    if not any(row.total for row in (*cash.money_in, *cash.money_out)):
        return ()
    if cash.first_negative is None:
        return (Reply("utter_budget_tight", {"day": _end_of(known, cash.lowest), "lowest": money(lowest)}),)
    values = {
        "day": _end_of(known, cash.lowest),
        "missing": money(-lowest),
        "first": _end_of(known, cash.first_negative),
    }
    return (Reply("utter_budget_tight_negative", values),)


def _end_of(known: Known, month: int) -> Value:
    return {"type": "date", "value": (month_day(known.inputs.start, month + 1) - timedelta(days=1)).isoformat()}


def tell_all(known: Known) -> tuple[Reply, ...]:
    """Give the whole budget in a few lines."""
    lines = [
        {"type": "message", "name": "utter_budget_line", "values": {"label": text, "amount": amount}}
        for text, amount in summary(known)
    ]
    return (Reply("utter_budget_shown", {"lines": {"type": "lines", "items": lines}}),) if lines else ()


def summary(known: Known) -> tuple[tuple[Value, Value], ...]:
    """Give the few numbers that a plan stands on, each with what it is called; only what something is known of."""
    budgets, year = known.budgets, known.budgets.years[0]
    # Before all sales are known, two years of living would look like money to borrow.
    sells = known.sells and not known.unsaid.units
    starts = sells and budgets.start.need > 0 and not known.unsaid.start
    rows: list[tuple[str, Decimal, bool]] = [
        ("need", budgets.need.monthly, bool(known.inputs.household.items)),
        ("start", budgets.start.need, starts),
        ("have", budgets.start.financing, starts),
        ("gap", budgets.start.gap, starts and budgets.start.gap > 0),
        ("sales", year.revenue, sells),
        ("result", year.before_tax, sells),
        ("left", year.disposable.amount / YEAR, sells),
        ("lowest", min(budgets.liquidity.closing), sells),
    ]
    return tuple(
        ({"type": "message", "name": f"utter_budget_show_{name}", "values": {}}, money(amount))
        for name, amount, known_of in rows
        if known_of
    )


AFTER_SECTION: Final[Mapping[str, Telling]] = {
    "household": tell_home,
    "prices": tell_hour,
    "sales": tell_sales,
    "costs": tell_costs,
    "staff_costs": tell_week,
    "financing": lambda known: (*tell_borrow(known), *tell_tight(known)),
}
"""What is said when a section of the budgets has been answered."""

ABOUT: Final[Mapping[str, Telling]] = {
    "borrow": tell_borrow,
    "customers": tell_week,
    "tight": tell_tight,
    "hour": tell_hour,
    "home": tell_home,
    "all": tell_all,
}
"""What can be asked about."""
