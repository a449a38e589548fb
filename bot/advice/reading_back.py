"""Reads a number back before it is stored: is it right, is moms in it, and what is odd about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.advice import money_values
from bot.advice.answers import display
from bot.advice.beginning import YES_NO, text_of
from bot.advice.budget.given import Given
from bot.advice.budget.products import price_has_vat
from bot.advice.facts import Answer, Facts
from bot.advice.templates import Question
from bot.advice.turn import Button, Outcome, Reply
from bot.advice.unusual import asked_back, other_times

PRICES = frozenset({"products_price", "budget_second_price"})
WITH_OR_WITHOUT = (
    Button("button_with_vat", "affirm", {"vat": money_values.WITH}),
    Button("button_without_vat", "affirm", {"vat": money_values.WITHOUT}),
)
"""A yes to an amount that says at once whether moms is in it."""


def read_back_asked(question: Question, value: Any, facts: Facts) -> Outcome:
    """Read a number back; say first what is odd about it, and offer the times by which it would not be."""
    reply = read_back(question, value)
    times = other_times(question, value)
    return (*asked_back(question, value, facts), Reply(reply.name, reply.values, (*reply.buttons, *times)))


def read_back(question: Question, value: Any) -> Reply:
    """Say what was understood and ask whether it is right, and once whether moms is in it where that matters."""
    if question.type == "amount" and (question.per or question.vat):
        return _read_back_said(question, value)
    return Reply("utter_confirm_value", {"value": _of(question, display(question, value))}, YES_NO)


def _of(question: Question, shown: dict[str, Any]) -> dict[str, Any]:
    """Put what was asked before an amount: a bare amount would be agreed to as the answer to another question."""
    if question.type != "amount" or "short" not in question.names:
        return shown
    values = {"question": text_of(question.names["short"]), "value": shown}
    return {"type": "message", "name": "utter_value_of", "values": values}


def _read_back_said(question: Question, value: Any) -> Reply:
    said = money_values.said_in(value)
    asks_vat = question.vat and not said.vat and said.amount > 0
    buttons = (*WITH_OR_WITHOUT, YES_NO[1]) if asks_vat else YES_NO
    ending = "_vat" if asks_vat else ""
    if said.per:
        values = {
            "said": _of(question, money_values.shown(question, value)),
            "converted": money_values.shown_counted(question, value),
        }
        return Reply(f"utter_confirm_converted{ending}", values, buttons)
    return Reply(f"utter_confirm_value{ending}", {"value": _of(question, display(question, value))}, buttons)


def assumed_vat(question: Question, value: Any, answers: Mapping[str, Answer]) -> Outcome:
    """Say after a plain yes what is taken of moms where that was asked as well and not answered."""
    said = money_values.said_in(value) if question.type == "amount" and question.vat else None
    if said is None or said.vat or said.amount <= 0:
        return ()
    if question.id not in PRICES:
        return (Reply("utter_vat_assumed_cost"),)
    return (Reply("utter_vat_assumed_in" if price_has_vat(Given.of(answers, None)) else "utter_vat_assumed_out"),)
