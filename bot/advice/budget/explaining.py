"""Answers "why 50,183?" with the steps of a derived amount and its figures, and names what-ifs and what decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.advice.budget.break_even import parts_of
from bot.advice.budget.cases import TENTH, Change, Weight
from bot.advice.budget.household import YEAR
from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Budgets, Derived
from bot.advice.budget.values import Value, label, money, number, percent, price
from bot.advice.figures import tell_sources
from bot.advice.parameters import Parameters
from bot.advice.turn import Reply

SMALL = 1000
"""Amounts below this are prices, shown to the öre."""


def explain(derived: Derived, parameters: Parameters) -> tuple[Reply, ...]:
    """Tell how an amount came about, then each figure with its date, source and how sure it is."""
    steps = [_message(step.name, step.values) for step in derived.steps]
    told = Reply("utter_budget_why", {"amount": shown(derived), "steps": _lines(steps)})
    return (told, tell_sources(derived.figures, parameters)) if derived.figures else (told,)


def shown(derived: Derived) -> Value:
    """Give a derived amount as it is asked about: whole kronor, or a price to the öre."""
    return price(derived.amount) if abs(derived.amount) < SMALL else money(derived.amount)


def explain_year(budgets: Budgets, year: int) -> Reply:
    """Tell one year of the result budget line by line; years count from 0, as in ``budgets.years``."""
    found = budgets.years[year]
    before = (("revenue", found.revenue), ("goods", -found.goods))
    after = (("staff", -found.staff), ("depreciation", -found.depreciation), ("interest", -found.interest))
    lines = [_line(_message(f"utter_budget_line_{name}", {}), amount) for name, amount in before if amount]
    lines += [_line(_name(row.name), -row.total) for row in found.costs if row.total]
    lines += [_line(_message(f"utter_budget_line_{name}", {}), amount) for name, amount in after if amount]
    lines.append(_line(_message("utter_budget_line_before_tax", {}), found.before_tax))
    return Reply("utter_budget_result", {"year": number(Decimal(year + 1)), "lines": _lines(lines)})


def compare(change: Change, before: Budgets, after: Budgets) -> Reply:
    """Tell what a "what if" changes: before and after, only what differs when it is shown."""
    lines = differences(before, after)
    told = describe(change)
    values = {"change": _message(told.name, told.values)}
    if not lines:
        return Reply("utter_budget_compare_none", values)
    return Reply("utter_budget_compare", {**values, "lines": _lines(lines)})


def differences(before: Budgets, after: Budgets) -> list[Value]:
    """Give a sentence for each key figure that differs when it is shown, with what it is before and after."""
    return [
        _message(f"utter_budget_compare_{name}", {"before": now, "after": then})
        for name, now, then in _pairs(before, after)
        if now != then
    ]


def _pairs(before: Budgets, after: Budgets) -> Iterator[tuple[str, Value, Value]]:
    """Give what is compared: its text, its value before and after."""
    one, other = before.years[0], after.years[0]
    yield "result", money(one.before_tax), money(other.before_tax)
    yield "left", money(one.disposable.amount / YEAR), money(other.disposable.amount / YEAR)
    weekly, weekly_then = before.break_even.units_week, after.break_even.units_week
    if weekly is not None and weekly_then is not None and len(parts_of(before)) == 1:
        yield "units", number(weekly), number(weekly_then)
    yield "hour", price(before.pricing.needed_net.amount), price(after.pricing.needed_net.amount)
    yield "lowest", money(min(before.liquidity.closing)), money(min(after.liquidity.closing))
    yield "gap", money(before.start.gap), money(after.start.gap)


def describe(change: Change) -> Reply:
    """Say what a "what if" changes."""
    kind = "cost_lower" if change.kind == "cost" and change.amount < ZERO else change.kind
    return Reply(
        f"utter_budget_change_{kind}",
        {
            "name": _name(change.name),
            "amount": money(abs(change.amount)),
            "price": price(change.amount),
            "share": percent(change.amount),
            "months": number(change.amount),
            "hours": number(change.amount),
        },
    )


def what_decides(weights: Iterable[Weight]) -> Reply:
    """Say which numbers decide most, and how much poorer the first year is when one of them is a tenth worse."""
    numbers = [
        _message(
            f"utter_budget_decides_{weight.kind}",
            {"name": _name(weight.name), "amount": money(weight.loss)},
        )
        for weight in weights
    ]
    return Reply("utter_budget_decides", {"share": percent(TENTH), "numbers": _lines(numbers)})


def _message(name: str, values: object) -> Value:
    return {"type": "message", "name": name, "values": values}


def _name(text: str) -> Value:
    return label(text)


def _line(label: Value, amount: Decimal) -> Value:
    return _message("utter_budget_line", {"label": label, "amount": money(amount)})


def _lines(items: Iterable[Value]) -> Value:
    return {"type": "lines", "items": list(items)}
