"""Tells whether a text asks how a number came about ("why is so little left?") or tries one ("what if it is 450?").

The words stand in ``whys.yml``. A number in such a question is no answer to what the bot asked last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.language.digits import fold

_TABLE = Path(__file__).with_name("whys.yml")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_THOUSANDS = re.compile(r"(?<=\d)[ .,'](?=\d{3}(?!\d))")
_LONGEST = 14
"""Words. What is longer tells something."""
_HEAD = 5
"""Words. More of them before "why" tell something of their own."""
_SMALL = frozenset({"the", "my", "min", "mitt", "den", "det"})

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """A question about a number; ``plain`` when it can hardly be anything else, whatever was asked last."""

    plain: bool


def asks_why(text: str) -> bool:
    """Tell whether a question asks how a number came about."""
    return why_asked(text) is not None


def why_asked(text: str) -> Why | None:
    """Read a question about how a number came about, also before a short remark: "why 418,000? I said 60"."""
    asked, remark = _parted(text)
    words = _asked(asked)
    found = _why(words)
    if not remark or found is None:
        return found
    return Why(plain=False) if len(words) + len(_words(remark)) <= _LONGEST else None


def asks_what_if(text: str) -> bool:
    """Tell whether a question tries another number."""
    words = _asked(text)
    return _begins(words, "if") and _has_number(words)


def _why(words: Phrase) -> Why | None:
    if _begins(words, "counted"):
        return Why(plain=True)
    if not words or _is_about_other(words):
        return None
    much = any(_stands(phrase, words) for phrase in _phrases("much"))
    if _begins(words, "why"):
        return Why(plain=True) if much or _has_number(words) else None
    return _why_after(words, much=much)


def _why_after(words: Phrase, *, much: bool) -> Why | None:
    """Read "205,488, how come?" and "the tax, why so high?": a few words first, and then what asks."""
    for size in range(1, min(_HEAD, len(words) - 1) + 1):
        head, tail = words[:size], words[size:]
        if _has_number(head) and (_begins(tail, "after") or tail in _phrases("last")):
            return Why(plain=tail not in _phrases("last"))
        if much and (_begins(tail, "why") or tail in _phrases("last")):
            return Why(plain=_has_number(words) or size == 1 or (size == 2 and head[0] in _SMALL))
    return None


def _is_about_other(words: Phrase) -> bool:
    alone = any(_fits(word, other[0]) for word in words for other in _phrases("other") if len(other) == 1)
    return alone or any(_stands(other, words) for other in _phrases("other") if len(other) > 1)


def _parted(text: str) -> tuple[str, str]:
    """Part a text after its first question mark."""
    asked, mark, remark = fold(text).partition("?")
    return asked + mark, remark.strip(" ?!.")


def _asked(text: str) -> Phrase:
    """Give the words of a question; none of what is no question, or too long to be one about a number."""
    folded = fold(text).rstrip()
    words = _words(_THOUSANDS.sub("", folded)) if folded.endswith("?") else ()
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
