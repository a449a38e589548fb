"""Tells whether a text asks how a number came about ("why is so little left?") or tries one ("what if it is 450?").

The words stand in ``whys.yml``. A number in such a question is no answer to what the bot asked last.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from bot.language.digits import fold

_TABLE = Path(__file__).with_name("whys.yml")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LONGEST = 14
"""Words. What is longer tells something."""

Phrase = tuple[str, ...]


def asks_why(text: str) -> bool:
    """Tell whether a question asks how a number came about."""
    words = _asked(text)
    if _begins(words, "counted"):
        return True
    if not _begins(words, "why") or any(_fits(word, other) for word in words for (other,) in _phrases("other")):
        return False
    return _has_number(words) or any(_stands(phrase, words) for phrase in _phrases("much"))


def asks_what_if(text: str) -> bool:
    """Tell whether a question tries another number."""
    words = _asked(text)
    return _begins(words, "if") and _has_number(words)


def _asked(text: str) -> Phrase:
    """Give the words of a question; none of what is no question, or too long to be one about a number."""
    folded = fold(text).rstrip()
    words = _words(folded) if folded.endswith("?") else ()
    return words if len(words) <= _LONGEST else ()


def _has_number(words: Phrase) -> bool:
    return any(word[0].isdecimal() for word in words)


def _begins(words: Phrase, kind: str) -> bool:
    return any(words[: len(phrase)] == phrase for phrase in _phrases(kind))


def _stands(phrase: Phrase, words: Phrase) -> bool:
    size = len(phrase)
    return any(words[start : start + size] == phrase for start in range(len(words) - size + 1))


def _fits(word: str, known: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith("*") else word == known


def _words(folded: str) -> Phrase:
    return tuple(_WORD.findall(folded))


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    table = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    said = (phrase for entry in table.values() if isinstance(entry, dict) for phrase in entry[kind])
    return tuple(_starred(phrase) for phrase in said)


def _starred(phrase: str) -> Phrase:
    words = _words(fold(phrase))
    return (*words[:-1], words[-1] + "*") if phrase.endswith("*") else words
