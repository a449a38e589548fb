"""What people want of the bot, said in everyday words: explain, an example, go on tomorrow; and scolding, and "none".

Phrases stand in ``everyday.yml``. Nothing here is learnt or guessed: a text says one of them or it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.language.digits import fold
from bot.language.whys import asks_what_if, why_asked

WISHES = ("ask_help", "ask_example", "pause_talk", "change_answer")
"""Wishes that have phrases here, tried in this order."""

Scolding = Literal["clear", "unclear"]
Phrase = tuple[str, ...]

_TABLE = Path(__file__).with_name("everyday.yml")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = re.compile(r"[.,;:!?\n()]+|\s-\s")
_LONGEST = 14
"""Words. What is longer is a story, and no wish is read from a part of it."""
_LONGEST_NONE = 9
_NEAR = 3
"""How far a hard word may stand from whom it is for: "you are so stupid"."""
_SHORT = 4
"""Words. In a longer part, "stupid questions" may be what customers ask."""
_FEW = 2
"""Words. A hard word with hardly any beside it may be for anybody."""


@dataclass(frozen=True)
class Said:
    """A wish in everyday words; ``whole`` when the text says nothing beside it."""

    wish: str
    whole: bool


def wish_said(text: str) -> Said | None:
    """Find the wish that a text, or a part of it between two signs, says in everyday words."""
    why = why_asked(text)
    if why:
        return Said("ask_why_amount", whole=why.plain)
    if asks_what_if(text):
        return Said("ask_what_if", whole=True)
    parts = _parts(text)
    if not parts or sum(map(len, parts)) > _LONGEST:
        return None
    wishes = [_wish_of(part) for part in parts]
    found = next((wish for wish in wishes if wish), None)
    if found is None and _asks_what_is_meant(parts, text):
        return Said("ask_help", whole=True)
    if found is None and asks_to_borrow(text):
        return Said("show_budget", whole=True)
    if found is None:
        return Said("pause_talk", whole=False) if any(_is_tired(part) for part in parts) else None
    left = [part for part, wish in zip(parts, wishes, strict=True) if not wish and not _is_aside(part)]
    return Said(found, whole=not left or _asks_what_is_meant(left, text))


def scolds(text: str) -> Scolding | None:
    """Tell whether a text is a hard word for the bot or its question; ``unclear`` when it may be for somebody else."""
    parts = _parts(text)
    if sum(map(len, parts)) > _LONGEST:
        return None
    if any(_bare(part) in _bare_phrases("curses") or _is_aimed(part) for part in parts):
        return "clear"
    alone = len(parts) == 1 and len(parts[0]) <= _FEW
    return "unclear" if alone and any(word in _lone("scorn") for word in parts[0]) else None


def _is_aimed(part: Phrase) -> bool:
    """Tell whether a hard word stands beside "you", or in a short part beside what we are or do."""
    hard = [place for place, word in enumerate(part) if word in _lone("scorn")]
    ours = _lone("aimed") | _lone("things") if len(part) <= _SHORT else _lone("aimed")
    return any(word in ours and _is_near(place, hard) for place, word in enumerate(part))


def says_none(text: str) -> bool:
    """Tell whether a text says that there is none of what was asked for: "I have no debts", "ma lihi"."""
    part = next(iter(_parts(text)), ())
    if not part or len(part) > _LONGEST_NONE or any(word in _lone("none_not") for word in part):
        return False
    first = any(part[: len(phrase)] == phrase for phrase in _phrases("none_first"))
    return first or any(part[-len(phrase) :] == phrase for phrase in _phrases("none_last"))


def asks_to_borrow(text: str) -> bool:
    """Tell whether somebody asks how much they must borrow, and not how much they may or what it costs."""
    words = _words(text)
    return _holds("how_much", words) and _holds("borrow", words) and not _holds("borrow_not", words)


def names_lender(text: str) -> bool:
    """Tell whether a text speaks of a bank or a loan."""
    return _holds("lender", _words(text))


def _holds(kind: str, words: Sequence[str]) -> bool:
    return any(_stands(phrase, words) for phrase in _phrases(kind))


def means(text: str, wish: str) -> int:
    """Count the different words of a text that mean a wish which would set answers aside."""
    return sum(1 for word in set(_words(text)) if any(_fits(word, known) for known in _meaning(wish)))


def _asks_what_is_meant(parts: Sequence[Phrase], text: str) -> bool:
    """Tell whether the bot is asked what it means by something: "which work do you mean?"."""
    words = [word for part in parts for word in part]
    return _holds("you_mean", words) and (
        "?" in fold(text) or any(_stands(phrase, words[-len(phrase) :]) for phrase in _phrases("you_mean"))
    )


def _wish_of(part: Phrase) -> str | None:
    bare = _bare(part)
    return next((wish for wish in WISHES if part in _phrases(wish) or bare in _bare_phrases(wish)), None)


def _is_aside(part: Phrase) -> bool:
    return part in _phrases("aside") or _is_tired(part) or not _bare(part)


def _is_tired(part: Phrase) -> bool:
    return _bare(part) in _bare_phrases("tired")


def _bare(part: Phrase) -> Phrase:
    return tuple(word for word in part if word not in _lone("beside"))


def _stands(phrase: Phrase, words: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[start : start + size]) == phrase for start in range(len(words) - size + 1))


def _is_near(place: int, others: Sequence[int]) -> bool:
    return any(0 < abs(place - other) <= _NEAR for other in others)


def _fits(word: str, known: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith("*") else word == known


def _parts(text: str) -> list[Phrase]:
    return [words for part in _BETWEEN.split(fold(text)) if (words := _words(part))]


def _words(text: str) -> Phrase:
    return tuple(_unwritten(word) for word in _WORD.findall(fold(text)))


def _unwritten(word: str) -> str:
    """Write the forms of alif as one, which few people tell apart."""
    return word.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")


@cache
def _table() -> Sequence[dict[str, Any]]:
    table: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [entry for entry in table.values() if isinstance(entry, dict)]


@cache
def _phrases(kind: str) -> frozenset[Phrase]:
    return frozenset(_words(phrase) for entry in _table() for phrase in entry[kind])


@cache
def _bare_phrases(kind: str) -> frozenset[Phrase]:
    return frozenset(map(_bare, _phrases(kind))) - {()}


@cache
def _lone(kind: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases(kind) if len(phrase) == 1)


@cache
def _meaning(wish: str) -> frozenset[str]:
    stems = (stem for entry in _table() for stem in entry["means"][wish])
    return frozenset(("".join(_words(stem)) + ("*" if stem.endswith("*") else "")) for stem in stems)
