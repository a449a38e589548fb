"""Whole numbers of persons, customers or hours (``12 kunder``, ``saddex qof``); a range or "a few" is refused."""

from __future__ import annotations

from bot.language.amounts import Refusal, refuse
from bot.language.lexicon import Kind
from bot.language.reading import Reading, read

LARGEST = 10_000_000
_SHORT = 3


def parse_count(text: str, locale: str) -> int | Refusal:
    """Read one whole number that is not negative; "one and a half" is ``vague``, since nobody counts halves."""
    reading = read(text, locale)
    reason = refuse(reading, counting=True)
    if reason == "none" and _is_one(reading):
        return 1
    if reason is not None:
        return Refusal(reason)
    value = reading.figures[0].value
    if value % 1:
        return Refusal("vague")
    return int(value) if value <= LARGEST else Refusal("too_large")


def _is_one(reading: Reading) -> bool:
    """Take "en kund" and "a customer" for one, in an answer that says nothing more."""
    article = any(entry.kind is Kind.ARTICLE or entry.value == 1 for entry in reading.entries)
    return article and len(reading.entries) <= _SHORT
