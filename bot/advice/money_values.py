"""Amounts as people say them: by the day, week, month or year, with moms or without, or as a guess. Pure.

Where a question counts ``per`` a time or asks for moms, an amount said otherwise is stored as a JSON object with
``amount`` and, where they were said, ``per``, ``vat`` and ``guessed``; all other amounts are a decimal string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bot.advice.templates import Question
from bot.language.amounts import Amount
from bot.language.lexicon import Kind
from bot.language.reading import read

IN_A_YEAR: Final[Mapping[str, int]] = {"day": 365, "week": 52, "month": 12, "year": 1}
"""How many of each time a year has."""

WITH, WITHOUT = "with", "without"
ORE = Decimal("0.01")


@dataclass(frozen=True)
class Said:
    """An amount as it was said; ``per`` and ``vat`` are None when nothing was said of them."""

    amount: Decimal
    per: str | None = None
    vat: str | None = None
    guessed: bool = False

    def to_json(self) -> Any:
        """Give the value to store: a decimal string when there is nothing but the amount."""
        amount = format(self.amount.normalize(), "f")
        more = {"per": self.per, "vat": self.vat, "guessed": self.guessed}
        said = {key: value for key, value in more.items() if value}
        return {"amount": amount, **said} if said else amount


def said_in(value: Any) -> Said:
    """Read a stored amount, of either form."""
    if isinstance(value, Mapping):
        return Said(Decimal(value["amount"]), value.get("per"), value.get("vat"), bool(value.get("guessed")))
    return Said(Decimal(str(value)))


def counted(question: Question, value: Any) -> Decimal:
    """Give a stored amount in the time that its question counts in; exactly, without rounding."""
    said = said_in(value)
    if question.per is None or said.per is None:
        return said.amount
    return said.amount * IN_A_YEAR[said.per] / IN_A_YEAR[question.per]


def by_month(value: Any) -> Decimal:
    """Give a stored amount by the month where it was said by a time, else as it was said."""
    said = said_in(value)
    return said.amount * IN_A_YEAR[said.per] / IN_A_YEAR["month"] if said.per else said.amount


def said_with(question: Question, read_amount: Amount) -> Said | None:
    """Give what a person said of an amount; None when it is by a time that the question cannot count with."""
    per = read_amount.basis if question.per and read_amount.basis != question.per else None
    if per is not None and per not in IN_A_YEAR:
        return None
    return Said(read_amount.value, per, read_amount.vat if question.vat else None, read_amount.approximate)


def vat_in(text: str, locale: str) -> str | None:
    """Tell whether a text says with moms or without; None when it says neither."""
    reading = read(text, locale)
    if reading.has(Kind.WITHOUT_VAT):
        return WITHOUT
    return WITH if reading.has(Kind.WITH_VAT) else None


def time_in(text: str, locale: str) -> str | None:
    """Tell by which time a text says, as in "by the year"; None with a number in it, which is then the answer."""
    reading = read(text, locale)
    named = {entry.name for entry in reading.entries if entry.kind is Kind.BASIS}
    return next((time for time in IN_A_YEAR if named == {time}), None) if not reading.figures else None


def by_time(question: Question, value: Any, per: str) -> Any:
    """Give a stored amount as if it had been said by another time."""
    said = said_in(value)
    return Said(said.amount, per if per != question.per else None, said.vat, said.guessed).to_json()


def with_vat(value: Any, vat: str | None) -> Any:
    """Give a stored amount with what has now been said of moms."""
    said = said_in(value)
    return Said(said.amount, said.per, vat or said.vat, said.guessed).to_json()


def shown(question: Question, value: Any) -> dict[str, Any]:
    """Give the typed value that shows an amount as it was said."""
    said = said_in(value)
    told = money(said.amount)
    if said.per or question.per:
        told = _message(f"per_{said.per or question.per}", told)
    if said.vat:
        told = _message(f"{said.vat}_vat", told)
    return _message("guessed", told) if said.guessed else told


def shown_counted(question: Question, value: Any) -> dict[str, Any]:
    """Give the typed value of an amount in the time its question counts in."""
    amount = counted(question, value)
    return _message(f"per_{question.per}", money(amount.quantize(Decimal(1)) if amount >= 1 else amount.quantize(ORE)))


def money(amount: Decimal) -> dict[str, Any]:
    """Give the typed value of kronor."""
    return {"type": "money", "value": format(amount, "f"), "currency": "SEK"}


def _message(name: str, amount: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "name": f"utter_amount_{name}", "values": {"amount": amount}}
