"""Phrases that settle something by themselves in any language we offer: not known yet, my answer, a word's meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.language.digits import fold

Saying = Literal["not_known", "my_answer", "my_wish"]

_TABLE = Path(__file__).with_name("sayings.yml")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LONGEST_WORD_ASKED = 3
"""Words. More than that between "what is" and the end is a question of another kind."""

Phrase = tuple[str, ...]


def says(text: str, saying: Saying) -> bool:
    """Tell whether the whole text says this, but for small words that change nothing."""
    words = _words(text)
    if words in _phrases(saying):
        return True
    left = tuple(word for word in words if word not in _beside())
    return saying == "not_known" and bool(left) and left in _phrases(saying, bare=True)


def asks_meaning(text: str) -> bool:
    """Tell whether a text does nothing but ask what a word means, with or without a question mark."""
    words = _words(text)
    before = any(words[: len(phrase)] == phrase for phrase in _what_is("before") if _fits(words, phrase))
    return before or any(words[-len(phrase) :] == phrase for phrase in _what_is("after") if _fits(words, phrase))


def _fits(words: Phrase, phrase: Phrase) -> bool:
    return 0 < len(words) - len(phrase) <= _LONGEST_WORD_ASKED


def _words(text: str) -> Phrase:
    return tuple(_WORD.findall(fold(text)))


@cache
def _table() -> Sequence[dict[str, Any]]:
    table: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [sayings for sayings in table.values() if isinstance(sayings, dict)]


@cache
def _phrases(saying: Saying, *, bare: bool = False) -> frozenset[Phrase]:
    """Give the phrases of every language; bare ones have lost their small words too, so that both sides are alike."""
    found = {_words(phrase) for sayings in _table() for phrase in sayings[saying]}
    if bare:
        found = {tuple(word for word in phrase if word not in _beside()) for phrase in found} - {()}
    return frozenset(found)


@cache
def _beside() -> frozenset[str]:
    return frozenset(word for sayings in _table() for phrase in sayings["beside"] for word in _words(phrase))


@cache
def _what_is(place: str) -> frozenset[Phrase]:
    return frozenset(_asked(place))


def _asked(place: str) -> Iterator[Phrase]:
    for sayings in _table():
        yield from map(_words, sayings["what_is"][place])
