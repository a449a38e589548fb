"""Reads an answer that names more than was asked: several amounts that make a sum, or another item of it. Pure."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.beginning import text_of
from bot.advice.budget.asking import answers_named
from bot.advice.budget.reading import COSTS, HOME, PURCHASES
from bot.advice.money_values import money
from bot.advice.templates import Question, Template
from bot.advice.turn import Button, Effect, Outcome, Reply
from bot.language.amounts import parse_amount
from bot.language.lexicon import Kind
from bot.language.reading import read

LEAST = Decimal(50)
"""Kronor. A smaller number among several may count something: two rooms at 3,000 each."""

MOST = 8
ITEMS = frozenset({*COSTS, *HOME, *PURCHASES, "budget_wage", "budget_salary"})
"""Questions for one item of a budget, which an answer to another question may be about instead."""

SUMS = frozenset({"money_costs_month", "budget_costs_other", "money_needed", "money_private", "budget_home_other"})
"""Questions for a sum, whose answer may well name its parts."""

_SPOILS = (Kind.VAGUE, Kind.BOUND, Kind.MINUS, Kind.CURRENCY, Kind.PERCENT, Kind.BETWEEN)


def total_of(text: str, locale: str) -> Decimal | None:
    """Give what several amounts in one answer make together; None where they may be anything but parts of a sum."""
    refused = parse_amount(text, locale)
    reading = read(text, locale)
    amounts = [figure.value for figure in reading.figures]
    times = {entry.name for entry in reading.entries if entry.kind is Kind.BASIS}
    clear = not any(map(reading.has, _SPOILS)) and not reading.unsaid and not reading.linked and len(times) < 2
    if getattr(refused, "reason", "") != "several" or not clear or len(amounts) > MOST:
        return None
    return sum(amounts, Decimal(0)) if min(amounts) >= LEAST else None


def other_item(question: Question, template: Template | None, text: str) -> Question | None:
    """Give the item of the budget that an answer names instead of what was asked; None where it does not."""
    if template is None or question.type != "amount" or question.id in SUMS:
        return None
    named = answers_named(text)
    if question.id in named:
        return None
    return next((template.question(name) for name in named if name in ITEMS and name in template.ids), None)


def ask_about_other(question: Question, other: Question) -> Reply:
    """Ask whether the amount belongs to what was named; who means that goes there with one press."""
    values = {"other": text_of(other.names["short"]), "question": text_of(question.names["short"])}
    button = Button("button_answer_other", "change_answer", {"question": other.id})
    return Reply("utter_names_other_item", values, (button,))


def take_total(question: Question, text: str, locale: str) -> Outcome:
    """Say what several amounts make together and read that back, to be stored only after a yes."""
    total = total_of(text, locale) if question.type == "amount" else None
    if total is None:
        return ()
    value = format(total, "f")
    expected = Effect("expect", {"kind": "value", "values": {"value": value, "text": text}})
    return Reply("utter_answer_total", {"total": money(total)}), expected
