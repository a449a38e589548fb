"""Answers "why must I have 418,800?": what the money to start with is for, beside what the person has said. Pure."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.budget.asking import amounts_in
from bot.advice.budget.inputs import ZERO
from bot.advice.budget.telling import Known
from bot.advice.budget.values import Value, money
from bot.advice.turn import Reply

THOUSAND = Decimal(1000)


def is_told_as(said: Decimal, amount: Decimal) -> bool:
    """Tell whether a number is an amount as it was shown, or its thousands: 418,800 is also "418 thousand"."""
    if amount <= ZERO:
        return False
    in_thousands = amount >= 10 * THOUSAND and said % THOUSAND == 0 and abs(said - amount) < THOUSAND
    return abs(said - amount) <= 1 or in_thousands


def why_need(known: Known, text: str, locale: str) -> tuple[Reply, ...]:
    """Say what the money to start with is for, where a question names it by its number; else nothing."""
    named = any(is_told_as(amount, known.budgets.start.need) for amount in amounts_in(text, locale))
    return explain_need(known) if named else ()


def explain_need(known: Known) -> tuple[Reply, ...]:
    """Say what the money to start with is for."""
    start, said = known.budgets.start, known.unsaid.needed
    parts = (("bought", start.investments), ("working", start.working_capital), ("buffer", start.buffer))
    lines: list[Value] = [
        {"type": "message", "name": f"utter_budget_why_need_{name}", "values": {"amount": money(amount)}}
        for name, amount in parts
        if amount
    ]
    told = Reply("utter_budget_why_need", {"need": money(start.need), "lines": {"type": "lines", "items": lines}})
    if said is None or is_told_as(said, start.need):
        return (told,)
    return told, Reply("utter_budget_why_need_said", {"said": money(said)})
