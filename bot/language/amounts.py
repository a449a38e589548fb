"""Amounts as people give them: ``50 000 kr``, ``25k``, ``femtio tusen``, ``konton kun``, ``نص مليون``.

One clear figure is an amount, also with "about" before it. Anything else is refused with the reason, because an amount
that was guessed ends up in somebody's budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.language.lexicon import Kind
from bot.language.reading import Reading, read
from bot.language.sums import Figure

Reason = Literal["vague", "range", "negative", "currency", "none", "too_large", "date", "phone", "several"]
Basis = Literal["hour", "day", "week", "month", "year", "piece"]

LARGEST = Decimal(10) ** 9
VAGUE_ALONE = (Kind.VAGUE, Kind.ALONE, Kind.BOUND, Kind.AHEAD, Kind.MEASURE)
"""Words that say something of an amount, and are no answer without a figure."""
_SMALL, _STORY = Decimal(20), 4
_BASES: tuple[Basis, ...] = ("hour", "day", "week", "month", "year", "piece")


@dataclass(frozen=True)
class Amount:
    """A sum in kronor, or a bare number: ``unit`` is ``SEK``, ``percent`` or None; ``basis`` says per what."""

    value: Decimal
    unit: Literal["SEK", "percent"] | None = None
    approximate: bool = False
    basis: Basis | None = None
    vat: Literal["with", "without"] | None = None


@dataclass(frozen=True)
class Refusal:
    """Why no number was taken from a text."""

    reason: Reason


def parse_amount(text: str, locale: str) -> Amount | Refusal:
    """Read the one amount that a text gives, in any language we offer; ``locale`` is the conversation's."""
    reading = read(text, locale)
    reason = refuse(reading)
    if reason is not None:
        return Refusal(reason)
    figure = reading.figures[0]
    if figure.value > LARGEST:
        return Refusal("too_large")
    return Amount(figure.value, _unit(reading), reading.has(Kind.APPROXIMATE), _basis(reading), _vat(reading))


def refuse(reading: Reading, *, counting: bool = False) -> Reason | None:
    """Say why a reading holds no single clear figure; None when it does. Counts may be of hours and months."""
    figures = reading.figures
    if not figures:
        return _without_figure(reading)
    if reading.has(Kind.VAGUE) or reading.unsaid or (not counting and _of_something(reading, figures)):
        return "vague"
    if not _same(figures):
        return "range" if reading.linked else "several"
    if reading.has(Kind.BETWEEN):
        return "range"
    if reading.bounded:
        return "vague"
    if reading.has(Kind.CURRENCY):
        return "currency"
    if reading.faulty:
        return "none"
    return "negative" if reading.has(Kind.MINUS) else None


def _same(figures: Sequence[Figure]) -> bool:
    """One figure, or one given twice, in digits and in words: "500 (five hundred)"."""
    if len(figures) == 1:
        return True
    return len({figure.value for figure in figures}) == 1 and len({figure.digits for figure in figures}) == 2


def _without_figure(reading: Reading) -> Reason:
    if reading.named("phone"):
        return "phone"
    if reading.named("date"):
        return "date"
    vague = reading.unsaid or any(reading.has(kind) for kind in VAGUE_ALONE)
    return "vague" if vague else "none"


def _of_something(reading: Reading, figures: Sequence[Figure]) -> bool:
    """Tell that a small number counts something else: "two months' rent", "I asked three friends in my street"."""
    long_words = sum(len(word) > 3 for word in reading.words)
    if any(reading.is_duration(figure) for figure in figures) and (reading.has(Kind.MEASURE) or long_words):
        return not reading.has(Kind.KRONOR)
    in_passing = long_words >= _STORY or reading.has(Kind.MEASURE)
    priced = any(reading.has(kind) for kind in (Kind.KRONOR, Kind.PERCENT, Kind.CURRENCY))
    return in_passing and not priced and max(figure.value for figure in figures) < _SMALL


def _unit(reading: Reading) -> Literal["SEK", "percent"] | None:
    if reading.has(Kind.KRONOR):
        return "SEK"
    return "percent" if reading.has(Kind.PERCENT) else None


def _basis(reading: Reading) -> Basis | None:
    named = {entry.name for entry in reading.entries if entry.kind is Kind.BASIS}
    return next((basis for basis in _BASES if basis in named), None)


def _vat(reading: Reading) -> Literal["with", "without"] | None:
    if reading.has(Kind.WITHOUT_VAT):
        return "without"
    return "with" if reading.has(Kind.WITH_VAT) else None
