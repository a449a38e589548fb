"""Tells whether a number in a "what if" is what something becomes, by how much it changes, or what it was. Pure.

"Raise the price to 400" and "raise the price by 400" are two plans, and one of them may close a business. The words
stand in ``bot/data/budget/levels.yml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from bot.advice.budget.phrases import Phrases
from bot.language.lexicon import Kind, lexicon
from bot.language.reading import Reading, read
from bot.language.sums import Figure
from bot.language.tokens import Token, tokens

FILE: Final = Path(__file__).parents[2] / "data" / "budget" / "levels.yml"
NUMBER = "numberhere"
"""Stands among the words where the number is that is asked about."""
OTHER = "numberelse"
FEW = 8
"""Words. A longer text with two numbers in it tells more than that one stands in the place of the other."""

Level = Literal["to", "by", "moved_by"]

TO_WRITTEN_TOGETHER, BY_WRITTEN_TOGETHER = "ل", "ب"
"""Arabic's "to" and "by", which are written together with the word for a number."""

_NUMBERS_WITH_B = frozenset({"بليون", "بلايين"})
_LEFT_OUT = frozenset({Kind.KRONOR, Kind.APPROXIMATE})
_TIMES = frozenset({"hour", "day", "week", "month", "year"})
_SMALL = frozenset({"a", "an", "the", "en", "ett", "den", "det"})
_PHRASES: Final = Phrases(FILE, marks={"{n}": NUMBER, "…": r"(?:\S+ )?"})


@dataclass(frozen=True)
class Said:
    """The number that was said, and what it was before where that was said too; ``level`` is None when unclear."""

    number: Decimal
    level: Level | None
    before: Decimal | None = None


def said_in(text: str, locale: str) -> Said | None:
    """Read the number of a "what if"; None when there is none, or several of which none is clearly the new one."""
    reading = read(text, locale)
    if len(reading.figures) not in (1, 2):
        return None
    around = [(figure.value, words) for figure, words in _each(text, locale, reading)]
    if len(around) == 1:
        value, words = around[0]
        only_old = _says("old", words) and not _says("to", words)
        return None if only_old else Said(value, _level(words))
    return _of_two(around)


def speaks_of_two(text: str, locale: str) -> bool:
    """Tell whether a text does little but set one number in the place of another: "400 instead of 350"."""
    said = said_in(text, locale) if len(text.split()) <= FEW else None
    return said is not None and said.before is not None


def _of_two(around: Sequence[tuple[Decimal, str]]) -> Said | None:
    """Take one number for the old one and the other for the new: by "instead of" and "from", else by "to"."""
    old = [value for value, words in around if _says("old", words) and not _says("to", words)]
    new = [value for value, words in around if _says("to", words)]
    if not old and len(new) == 1:
        old = [value for value, _ in around if value not in new]
    if len(old) != 1:
        return None
    return next((Said(value, "to", old[0]) for value, _ in around if value != old[0]), None)


def _level(words: str) -> Level | None:
    if _says("to", words):
        return "to"
    if _says("by", words):
        return "by"
    if _says("by_if_moved", words):
        return "moved_by"
    return "to" if _says("becomes", words) else None


def _says(name: str, words: str) -> bool:
    return _PHRASES.says(words, name)


def _each(text: str, locale: str, reading: Reading) -> Iterator[tuple[Figure, str]]:
    """Give each figure with the words of the text, a sign standing for it."""
    cut = tokens(text, lexicon(locale))
    for figure in reading.figures:
        words = (word for index, _ in enumerate(cut) for word in _shown(index, cut, reading.figures, figure))
        yield figure, " ".join(words)


def _shown(index: int, cut: Sequence[Token], figures: Sequence[Figure], asked: Figure) -> Iterator[str]:
    """Give what stands for one token among the words; what Arabic writes together with a number stands before it."""
    token = cut[index]
    of = next((figure for figure in figures if figure.start <= index < figure.end), None)
    if of is None:
        joined = token.kind is Kind.TO and index + 1 < len(cut) and cut[index + 1].text == token.text
        left_out = token.kind in _LEFT_OUT or (token.kind is Kind.BASIS and token.entry.name in _TIMES)
        if any(map(str.isalpha, token.text)) and not left_out and token.text not in _SMALL:
            yield TO_WRITTEN_TOGETHER if joined else token.text
    elif index == of.start:
        if token.text.startswith(BY_WRITTEN_TOGETHER) and token.text not in _NUMBERS_WITH_B:
            yield BY_WRITTEN_TOGETHER
        yield NUMBER if of is asked else OTHER
