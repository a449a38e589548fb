"""Understands questions by their words: what they are about, and which answer they mean. Pure.

The words stand in ``bot/data/budget/asking.yml``; the numbers are read as everywhere else.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

from bot.advice.budget.phrases import Phrases, words_of
from bot.language.reading import read

FILE: Final = Path(__file__).parents[2] / "data" / "budget" / "asking.yml"
ASKING: Final = Phrases(FILE)


def topic_of(text: str) -> str | None:
    """Name what a question about the budget asks for; None when no word tells."""
    return next(ASKING.named(words_of(text), "topics"), None)


def answers_named(text: str) -> tuple[str, ...]:
    """Name the questions whose answer a text speaks of, as in "what was the rent"; none when no word tells."""
    return tuple(ASKING.named(words_of(text), "answers"))


def amount_in(text: str, locale: str) -> Decimal | None:
    """Give the one number in a question; None when there is none or more than one."""
    amounts = amounts_in(text, locale)
    return amounts[0] if len(amounts) == 1 else None


def amounts_in(text: str, locale: str) -> tuple[Decimal, ...]:
    """Give every number in a question."""
    return tuple(figure.value for figure in read(text, locale).figures)
