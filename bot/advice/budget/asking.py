"""Understands questions by their words: what they are about, which "what if" they try, which answer they mean. Pure.

The words stand in ``bot/data/budget/asking.yml``; the numbers are read as everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.advice.budget.cases import Change
from bot.advice.budget.inputs import ONE, ZERO, Inputs, Product
from bot.language.digits import fold
from bot.language.lexicon import Kind
from bot.language.reading import Reading, read

FILE: Final = Path(__file__).parents[2] / "data" / "budget" / "asking.yml"
HALF, DOUBLE, PER_CENT = Decimal("0.5"), Decimal(2), Decimal(100)
MOST_MONTHS = 36
_WORD = re.compile(r"[^\W_]+")

Phrase = re.Pattern[str]
"""Finds a phrase among words with one space between them."""


def topic_of(text: str) -> str | None:
    """Name what a question about the budget asks for; None when no word tells."""
    return _first("topics", _words(text))


def answers_named(text: str) -> tuple[str, ...]:
    """Name the questions whose answer a text speaks of, as in "what was the rent"; none when no word tells."""
    words = _words(text)
    return tuple(name for name in _table()["answers"] if any(_stands(p, words) for p in _phrases("answers", name)))


def change_of(text: str, locale: str, inputs: Inputs) -> Change | None:
    """Read the change that a "what if" tries; None when it is not clear enough to calculate with."""
    words = _words(text)
    kind = _first("changes", words)
    reading = read(text, locale)
    reader = _READERS.get(kind or "")
    return reader(_Asked(inputs, words, reading)) if reader else None


def amount_in(text: str, locale: str) -> Decimal | None:
    """Give the one number in a question; None when there is none or more than one."""
    return _Asked.number_of(read(text, locale))


class _Asked:
    """A "what if" with the plan it is about."""

    def __init__(self, inputs: Inputs, words: str, reading: Reading) -> None:
        self.inputs, self.words = inputs, words
        self.number = self.number_of(reading)
        self.is_share = reading.has(Kind.PERCENT)

    @staticmethod
    def number_of(reading: Reading) -> Decimal | None:
        """Give the one number; None when there is none or more than one."""
        return reading.figures[0].value if len(reading.figures) == 1 else None

    def says(self, name: str) -> bool:
        """Tell whether the words say more, less, half or double."""
        return any(_stands(phrase, self.words) for phrase in _phrases(name))

    @property
    def sold(self) -> Product | None:
        """Give the product a price is about: the first."""
        return next(iter(self.inputs.products), None)

    def factor(self) -> Decimal | None:
        """Give by how much something becomes larger or smaller, where a share was said."""
        if self.says("half"):
            return HALF
        if self.says("double"):
            return DOUBLE
        if self.number is None or not self.is_share:
            return None
        share = self.number / PER_CENT
        if self.says("less"):
            return max(ONE - share, ZERO)
        return ONE + share if self.says("more") else share


def _months(asked: _Asked, kind: str) -> Change | None:
    number = asked.number
    return Change(kind, number) if number is not None and ONE <= number <= MOST_MONTHS else None


def _price(asked: _Asked) -> Change | None:
    factor, sold = asked.factor(), asked.sold
    if factor is not None:
        return Change("price", factor)
    if asked.number is None or sold is None or asked.number <= 0:
        return None
    amount = asked.number
    if asked.says("more"):
        amount = sold.price.amount + amount
    elif asked.says("less"):
        amount = max(sold.price.amount - amount, ZERO)
    return Change("price_of", amount, sold.name, includes_vat=sold.price.includes_vat)


def _hourly(asked: _Asked) -> Change | None:
    if asked.number is None or asked.number <= 0 or asked.is_share or asked.sold is None:
        return _price(asked)
    return Change("hourly_price", asked.number, includes_vat=asked.sold.price.includes_vat)


def _sales(asked: _Asked) -> Change | None:
    factor = asked.factor()
    if factor is not None:
        return Change("sales", factor)
    planned = sum((product.units for product in asked.inputs.products), ZERO)
    if asked.number is None or planned <= 0 or asked.number < 0:
        return None
    number = asked.number
    if asked.says("more"):
        number = planned + number
    elif asked.says("less"):
        number = max(planned - number, ZERO)
    return Change("sales", number / planned)


def _cost(asked: _Asked) -> Change | None:
    """Give the change in kronor a month; without "more" or "less" the new amount is meant."""
    kind = _first("costs", asked.words) or "other"
    name = f"utter_row_cost_{kind}"
    now = sum((cost.monthly.amount for cost in asked.inputs.costs if cost.name == name), ZERO)
    factor = asked.factor()
    if factor is not None:
        return Change("cost", now * factor - now, name) if now else None
    if asked.number is None:
        return None
    if asked.says("less"):
        return Change("cost", -asked.number, name)
    return Change("cost", asked.number if asked.says("more") else asked.number - now, name)


def _employee(asked: _Asked) -> Change | None:
    number = asked.number
    return Change("employee", number, "utter_row_employee") if number is not None and number > 0 else None


_READERS: Final[Mapping[str, Any]] = {
    "no_customers": lambda asked: _months(asked, "no_customers"),
    "employee": _employee,
    "later": lambda asked: _months(asked, "later"),
    "hourly_price": _hourly,
    "cost": _cost,
    "price": _price,
    "sales": _sales,
}


def _first(table: str, words: str) -> str | None:
    return next((name for name in _table()[table] if any(_stands(p, words) for p in _phrases(table, name))), None)


def _stands(phrase: Phrase, words: str) -> bool:
    return phrase.search(words) is not None


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return table


@cache
def _phrases(table: str, name: str = "") -> tuple[Phrase, ...]:
    entry = _table()[table][name] if name else _table()[table]
    return tuple(_compiled(entry))


def _compiled(languages: Mapping[str, Sequence[str]]) -> Iterator[Phrase]:
    for said in languages.values():
        for phrase in said:
            yield re.compile(rf"(?<!\S){' '.join(map(_pattern, fold(phrase).split()))}(?!\S)")


def _pattern(word: str) -> str:
    stem = word.removesuffix("*")
    return re.escape(stem) + (r"\w*" if word.endswith("*") else "")
