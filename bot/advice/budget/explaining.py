"""Answers "why 50,183?" with the steps of a derived amount and its figures, and names what-ifs and what decides."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advice.budget.cases import TENTH, Change, Weight
from bot.advice.budget.inputs import ZERO
from bot.advice.budget.results import Derived
from bot.advice.budget.values import Value, money, number, percent, price
from bot.advice.figures import explain_figure
from bot.advice.parameters import Parameters
from bot.advice.turn import Reply

SMALL = 1000
"""Amounts below this are prices, shown to the öre."""


def explain(derived: Derived, parameters: Parameters) -> tuple[Reply, ...]:
    """Tell how an amount came about, then each figure with its date, source and how sure it is."""
    steps = [_message(step.name, step.values) for step in derived.steps]
    told = Reply("utter_budget_why", {"amount": shown(derived), "steps": _lines(steps)})
    sources = [explain_figure(figure, parameters) for figure in dict.fromkeys(derived.figures)]
    if not sources:
        return (told,)
    listed = _lines(_message(source.name, source.values) for source in sources)
    return told, Reply("utter_budget_why_figures", {"figures": listed})


def shown(derived: Derived) -> Value:
    """Give a derived amount as it is asked about: whole kronor, or a price to the öre."""
    return price(derived.amount) if abs(derived.amount) < SMALL else money(derived.amount)


def describe(change: Change) -> Reply:
    """Say what a "what if" changes."""
    kind = "cost_lower" if change.kind == "cost" and change.amount < ZERO else change.kind
    return Reply(
        f"utter_budget_change_{kind}",
        {
            "name": {"type": "name", "value": change.name},
            "amount": money(abs(change.amount)),
            "price": price(change.amount),
            "share": percent(change.amount),
            "months": number(change.amount),
        },
    )


def what_decides(weights: Iterable[Weight]) -> Reply:
    """Say which numbers decide most, and how much poorer the first year is when one of them is a tenth worse."""
    numbers = [
        _message(
            f"utter_budget_decides_{weight.kind}",
            {"name": {"type": "name", "value": weight.name}, "amount": money(weight.loss)},
        )
        for weight in weights
    ]
    return Reply("utter_budget_decides", {"share": percent(TENTH), "numbers": _lines(numbers)})


def _message(name: str, values: object) -> Value:
    return {"type": "message", "name": name, "values": values}


def _lines(items: Iterable[Value]) -> Value:
    return {"type": "lines", "items": list(items)}
