"""Finds the amount that "why 50,183?" or "why is the tax so high?" is about, among all that a budget shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.advice.budget.asking import amount_in, topic_of
from bot.advice.budget.explaining import explain, explain_year
from bot.advice.budget.household import YEAR
from bot.advice.budget.results import Derived, Step, YearResult
from bot.advice.budget.telling import Known
from bot.advice.parameters import Parameters
from bot.advice.turn import Reply

ABOUT_ONE = Decimal(1)
"""How near a number must come, since whole kronor are shown."""


def reason_of(known: Known, text: str, locale: str) -> tuple[Reply, ...]:
    """Say how the amount came about that a question names by its number or its words; nothing where it names none."""
    return by_number(known, text, locale) or by_name(known, topic_of(text) or "")


def by_number(known: Known, text: str, locale: str) -> tuple[Reply, ...]:
    """Explain the amount that was typed: a result, a year's line, or a step on the way to a result."""
    asked = amount_in(text, locale)
    if asked is None:
        return ()
    derived = explained(known)
    found = _result(known, derived, asked)
    if found is not None:
        return explain(found, Parameters.load())
    for number, year in enumerate(known.budgets.years):
        if any(_is(asked, amount) for amount in _of_year(year)):
            return (explain_year(known.budgets, number),)
    passed = (one for one in derived.values() if any(_is(asked, told) for step in one.steps for told in _told_in(step)))
    return next((explain(one, Parameters.load()) for one in passed), ())


def by_name(known: Known, name: str) -> tuple[Reply, ...]:
    """Explain the amount of a name, as topics and buttons have it."""
    derived = explained(known).get(name)
    return explain(derived, Parameters.load()) if derived else ()


def explained(known: Known) -> dict[str, Derived]:
    """Give by name what can say how it came about; the fees of a company are those on its owner's salary."""
    budgets, year = known.budgets, known.budgets.years[0]
    found = {"home": budgets.need.surplus, "hour": budgets.pricing.needed_net}
    if budgets.break_even.turnover is not None:
        found["customers"] = budgets.break_even.turnover
    found |= {"left": year.disposable, "tax": year.tax, "earn": budgets.need.surplus}
    found["fees"] = year.own_fees if year.own_fees.steps else budgets.need.surplus
    return {name: derived for name, derived in found.items() if derived.steps}


def _result(known: Known, derived: dict[str, Derived], asked: Decimal) -> Derived | None:
    """Give the result that was shown as this amount: of a year or a month, with moms or counted in sales."""
    budgets = known.budgets
    shown = [(name, one.amount) for name, one in derived.items()]
    shown += [(name, one.amount / YEAR) for name, one in derived.items() if name != "hour"]
    shown += [("home", budgets.need.monthly), ("hour", budgets.pricing.needed_gross)]
    if budgets.break_even.units_week is not None:
        shown.append(("customers", budgets.break_even.units_week))
    return next((derived[name] for name, amount in shown if name in derived and _is(asked, amount)), None)


def _of_year(year: YearResult) -> Iterator[Decimal]:
    """Give the amounts that a year is told with."""
    yield from (year.revenue, year.goods, year.staff, year.depreciation, year.interest, year.before_tax)
    yield from (row.total for row in year.costs)


def _told_in(step: Step) -> Iterator[Decimal]:
    """Give the amounts and counts that stand in a step; its rates are no amounts."""
    for value in step.values.values():
        if isinstance(value, Mapping) and value["type"] in {"money", "count"}:
            yield Decimal(str(value["value"]))


def _is(asked: Decimal, amount: Decimal) -> bool:
    """Tell whether an amount is the one that was typed; a loss is seldom typed with its minus."""
    return amount != 0 and abs(abs(amount) - abs(asked)) <= ABOUT_ONE
