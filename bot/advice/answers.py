"""Reads what a person wrote as an answer to one question, by the question's type, and shows a stored value again.

Values are JSON: text and place a string, amount and percent a decimal string (an amount may be an object,
``bot/advice/money_values.py``), count an integer, date an ISO day,
choice a key, choices a list of keys, yes_no a boolean; ``{"own": text}`` is the person's own words instead of a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.advice import money_values
from bot.advice.facts import Facts
from bot.advice.templates import Question
from bot.language.amounts import Amount, Refusal, parse_amount
from bot.language.choices import parse_choice, parse_choices, parse_yes_no
from bot.language.counts import parse_count
from bot.language.dates import parse_date
from bot.language.everyday import says_none
from bot.language.percentages import parse_percent
from bot.language.reading import read as read_figures

READ_BACK = frozenset({"amount", "count", "percent", "date"})
"""Types whose value is read back and stored only after a yes."""

COUNTED = frozenset({"amount", "count", "percent"})
"""Types for which "none" is the number zero."""

LONGEST_PLACE = 120


@dataclass(frozen=True)
class Value:
    """An answer that was understood; ``value`` is JSON as the module describes."""

    value: Any


@dataclass(frozen=True)
class Misread:
    """An answer that was not; ``reason`` names a reply ``utter_answer_<reason>``, ``values`` go with it."""

    reason: str
    values: Mapping[str, Any]


Labels = Mapping[str, tuple[str, ...]]
"""What each choice of the question is called, in every language that a person might use."""


def read_answer(question: Question, text: str, facts: Facts, labels: Labels) -> Value | Misread:
    """Read ``text`` as an answer to ``question``; never guesses."""
    if not any(character.isalnum() for character in text):
        return Misread("empty", {})
    read = READERS[question.type](question, text.strip(), facts, labels)
    if isinstance(read, Misread) and question.type in COUNTED and not _has_figure(text, facts) and says_none(text):
        return READERS[question.type](question, "0", facts, labels)
    return read


def _has_figure(text: str, facts: Facts) -> bool:
    return any(figure.value for figure in read_figures(text, facts.locale).figures)


def is_own(value: object) -> bool:
    """Tell whether a stored value is an answer in the person's own words instead of one of the choices."""
    return isinstance(value, Mapping) and "own" in value


def display(question: Question, value: Any) -> dict[str, Any]:
    """Give the typed value for rendering (``docs/architecture.md``) of a stored JSON value."""
    if is_own(value):
        return {"type": "name", "value": value["own"]}
    match question.type:
        case "amount":
            return money_values.shown(question, value)
        case "percent" | "date" | "count":
            return {"type": question.type, "value": value}
        case "choice":
            return _choice(question, value)
        case "choices":
            return {"type": "list", "items": [_choice(question, key) for key in value]}
        case "yes_no":
            return {"type": "message", "name": "utter_yes" if value else "utter_no", "values": {}}
        case _:
            return {"type": "name", "value": value}


def _choice(question: Question, key: str) -> dict[str, Any]:
    return {"type": "message", "name": question.names[key], "values": {}}


def _read_text(question: Question, text: str, _facts: Facts, _labels: Labels) -> Value | Misread:
    if question.type == "place" and len(text) > LONGEST_PLACE:
        return Misread("place_too_long", {})
    return Value(text)


def _read_amount(question: Question, text: str, facts: Facts, _labels: Labels) -> Value | Misread:
    read = parse_amount(text, facts.locale)
    if not isinstance(read, Amount):
        if read.reason == "too_large" and question.maximum is not None:
            return Misread("too_large", {"limit": _limit(question, question.maximum)})
        return _refused("amount", read)
    if question.per or question.vat:
        return _read_said(question, read)
    return _within(question, read.value, format(read.value.normalize(), "f"))


def _read_said(question: Question, read: Amount) -> Value | Misread:
    """Keep an amount as it was said, by the week or with moms, and hold it against the limits as it is counted."""
    said = money_values.said_with(question, read)
    if said is None:
        return Misread("per", {})
    value = said.to_json()
    return _within(question, money_values.counted(question, value), value)


def _read_count(question: Question, text: str, facts: Facts, _labels: Labels) -> Value | Misread:
    read = parse_count(text, facts.locale)
    if isinstance(read, Refusal):
        return _refused("count", read)
    return _within(question, Decimal(read), read)


def _read_percent(question: Question, text: str, facts: Facts, _labels: Labels) -> Value | Misread:
    read = parse_percent(text, facts.locale)
    if isinstance(read, Refusal):
        return _refused("percent", read)
    return _within(question, read, format(read.normalize(), "f"))


def _read_date(_question: Question, text: str, facts: Facts, _labels: Labels) -> Value | Misread:
    read = parse_date(text, facts.locale, facts.day)
    if isinstance(read, date):
        return Value(read.isoformat())
    return Misread("date_vague", {}) if read.reason == "vague" else _refused("date", read)


def _read_choice(_question: Question, text: str, facts: Facts, labels: Labels) -> Value | Misread:
    read = parse_choice(text, labels, facts.locale)
    return Misread("choice", {}) if isinstance(read, Refusal) else Value(read)


def _read_choices(_question: Question, text: str, facts: Facts, labels: Labels) -> Value | Misread:
    read = parse_choices(text, labels, facts.locale)
    return Misread("choice", {}) if isinstance(read, Refusal) else Value(list(read))


def _read_yes_no(_question: Question, text: str, facts: Facts, _labels: Labels) -> Value | Misread:
    read = parse_yes_no(text, facts.locale)
    return Misread("yes_no", {}) if isinstance(read, Refusal) else Value(read)


def _within(question: Question, number: Decimal, value: Any) -> Value | Misread:
    """Hold a number against the question's limits."""
    if question.minimum is not None and number < question.minimum:
        return Misread("too_small", {"limit": _limit(question, question.minimum)})
    if question.maximum is not None and number > question.maximum:
        return Misread("too_large", {"limit": _limit(question, question.maximum)})
    return Value(value)


def _limit(question: Question, limit: Decimal) -> dict[str, Any]:
    return display(question, int(limit) if question.type == "count" else format(limit, "f"))


def _refused(kind: str, refusal: Refusal) -> Misread:
    """Name the reply for a refusal: some reasons have a sentence of their own, the rest share the type's."""
    if refusal.reason in OWN_SENTENCE:
        return Misread(refusal.reason, {})
    return Misread(kind, {})


OWN_SENTENCE = frozenset({"vague", "range", "negative", "currency", "several"})

READERS: Mapping[str, Callable[[Question, str, Facts, Labels], Value | Misread]] = {
    "text": _read_text,
    "place": _read_text,
    "amount": _read_amount,
    "count": _read_count,
    "percent": _read_percent,
    "date": _read_date,
    "choice": _read_choice,
    "choices": _read_choices,
    "yes_no": _read_yes_no,
}
