"""What another figure would change in the budgets: key figures that differ, by names that suit an adviser. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.advice.answers import display
from bot.advice.budget.findings import verdict
from bot.advice.budget.household import YEAR
from bot.advice.budget.telling import Known
from bot.advice.budget.values import money, number, price
from bot.advice.facts import Answer
from bot.advice.turn import Reply
from connectors.desk.budget import Looked, finding_frame, known_of
from connectors.desk.budget_cells import Value
from connectors.web.connection import Frame

KEY = "desk_budget_key_"
"""Begins the names of the key figures."""


def tried_frame(looked: Looked, question: str, value: Any) -> Frame:
    """Tell what another answer to a question would change: the key figures that differ, and the verdict in both.

    ``before`` and ``after`` of a figure are empty where too little is known to say it.
    """
    answers = {**looked.facts.answers, question: Answer(value, "", looked.locale)}
    then = replace(looked, facts=replace(looked.facts, answers=answers))
    both = known_of(looked), known_of(then)
    shown = looked.words(display(looked.template.question(question), value))
    told: dict[str, Any] = {"answer": shown, "lines": [], "verdict": None, "note": ""}
    if isinstance(both[1], Reply):
        return {**told, "note": looked.say(both[1])}
    after = _verdict(both[1], looked)
    if isinstance(both[0], Reply):
        return {**told, "verdict": {"before": None, "after": after}}
    return {
        **told,
        "lines": _lines(both[0], both[1], looked),
        "verdict": {"before": _verdict(both[0], looked), "after": after},
    }


def _verdict(known: Known, looked: Looked) -> Frame:
    return finding_frame(verdict(known.budgets, known.parameters), looked)


def _lines(before: Known, after: Known, looked: Looked) -> list[Frame]:
    then = key_figures(after)
    lines = [
        {"name": looked.say(Reply(KEY + name)), "before": _shown(now, looked), "after": _shown(then[name], looked)}
        for name, now in key_figures(before).items()
    ]
    return [line for line in lines if line["before"] != line["after"]]


def _shown(value: Value | None, looked: Looked) -> str:
    return looked.number(value) if value is not None else ""


def key_figures(known: Known) -> dict[str, Value | None]:
    """Give the figures a plan is judged by; None for one of which too little is known, as in the talk with the person.

    Without sales nothing is left, and two years of living would look like money that is missing; without a home nobody
    knows what an hour must bring in.
    """
    budgets, sells, lives = known.budgets, known.sells, bool(known.inputs.household.items)
    year, weekly, hour = budgets.years[0], budgets.break_even.units_week, budgets.pricing.needed_net.amount
    return {
        "result": money(year.before_tax) if sells else None,
        "left": money(year.disposable.amount / YEAR) if sells else None,
        "units": number(weekly) if sells and lives and weekly is not None else None,
        "hour": price(hour) if lives and hour > 0 else None,
        "lowest": money(min(budgets.liquidity.closing)) if sells else None,
        "gap": money(budgets.start.gap) if sells else None,
    }
