"""Which of the offered options a person means, by its name, its place in the list or its letter; and yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.language.amounts import Refusal
from bot.language.counts import parse_count
from bot.language.digits import fold
from bot.language.lexicon import EVERYWHERE, one_letter_less
from bot.language.words import bare

_ANSWERS = Path(__file__).parent / "answers.yml"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = re.compile(r"[,;.!+&\n]+|\s(?:och|samt|and|also|iyo|oo)\s|\s(?=و[^\W_]{3})")
"""What stands between the things in a list; an Arabic "and" is written onto the word after it."""
_SHORTEST_SLIP = 5
_SHORTEST_WRONG_LETTER = 6
"""A shorter word with one other letter is another word: small is no stall."""
_LONGEST_SMALL_WORD = 3
ALONE = "!"
"""Ends a way of saying an option that counts only when nothing else is said."""
_LETTERS = "abcdefghi"
_MOST_WORDS_WITH_SLIPS = 100
"""In a longer text only words without a slip count: to look for slips in all that somebody can write takes a second."""

Places = Mapping[str, Sequence[int]]
"""Where each word stands in a text, in all its forms."""


def parse_choice(text: str, options: Mapping[str, Sequence[str]], locale: str) -> str | Refusal:
    """Find the one option meant: ``options`` maps each name to the ways of saying it, in the order shown.

    Refuses with ``none`` when no option is named, ``several`` when more than one is, ``vague`` for "maybe".
    """
    found = parse_choices(text, options, locale)
    if isinstance(found, Refusal):
        return found
    return found[0] if len(found) == 1 else Refusal("several")


def parse_choices(text: str, options: Mapping[str, Sequence[str]], locale: str) -> tuple[str, ...] | Refusal:
    """Find every option meant, in the order offered; "all of them" gives all."""
    words = _words(text)
    names = tuple(options)
    placed = _by_place(words, names)
    if placed:
        return placed
    for places in (_places(words), None):
        if places is None and _all_meant(words, locale):
            return names  # after the exact names, since one choice may be called "both"
        if places is None and len(words) > _MOST_WORDS_WITH_SLIPS:
            break
        found = tuple(name for name in names if any(_says(words, way, places=places) for way in (name, *options[name])))
        if found:
            return _longest(found, options, words, places=places)
    inside = tuple(name for name in names if any(_is_inside(words, way) for way in options[name]))
    if len(inside) == 1:
        return inside
    counted = parse_count(text, locale)
    if isinstance(counted, int) and 1 <= counted <= min(len(names), 9) and len(words) <= 3:
        return (names[counted - 1],)
    return Refusal("vague" if _answer(words, locale) == "unsure" else "none")


def leaves_out(text: str, options: Mapping[str, Sequence[str]], locale: str) -> bool:
    """Tell whether a part of a list names no option: "on Facebook, and my aunt's newsletter"."""
    parts = [part for part in _BETWEEN.split(fold(text)) if any(len(word) > 3 for word in _words(part))]
    return len(parts) > 1 and any(isinstance(parse_choices(part, options, locale), Refusal) for part in parts)


def parse_yes_no(text: str, locale: str) -> bool | Refusal:
    """Read a yes or a no in any language we offer; "not yet" is a no, "maybe" is ``vague``, all else is ``none``."""
    words = _words(text)
    said = _answer(words, locale)
    if said in ("yes", "no"):
        return said == "yes"
    return Refusal("vague" if said == "unsure" else "none")


def _answer(words: Sequence[str], locale: str) -> str | None:
    """Name the kind of answer: the whole text first, then what it begins with; mixed signals are unsure."""
    table = _answers(locale)
    said = table.get(" ".join(words))
    if said is not None:
        return "unsure" if said == "likely" else said
    kinds = [kind for kind in _said(words, table) if kind != "all"]
    if "unsure" in kinds:
        return "unsure"
    if not kinds or not _begins(words, table):
        return None
    clear = {kind for kind in kinds if kind != "likely"}
    return clear.pop() if len(clear) == 1 else "unsure"


def _said(words: Sequence[str], table: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(words):
        for size in (4, 3, 2, 1):
            kind = table.get(" ".join(words[place : place + size]))
            if kind is not None and (size > 1 or place < 2 or kind in ("unsure", "likely")):
                yield kind
                place += size - 1
                break
        place += 1


def _begins(words: Sequence[str], table: Mapping[str, str]) -> bool:
    return any(" ".join(words[start : start + size]) in table for start in (0, 1) for size in (4, 3, 2, 1))


def _by_place(words: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Take "2", "1 and 3" or "b" for places in the list; other words beside them must be short."""
    if not words or len(words) > 6:
        return ()
    marks = [word for word in words if word.isdigit() or (word in _LETTERS and len(word) == 1)]
    others = [word for word in words if word not in marks and len(word) > 3]
    letters = [word for word in marks if not word.isdigit()]
    if others or not marks or (letters and len(words) > 1):
        return ()
    places = {int(mark) - 1 if mark.isdigit() else _LETTERS.index(mark) for mark in marks}
    if not all(0 <= place < min(len(names), 9) for place in places):
        return ()
    return tuple(names[place] for place in sorted(places))


def _all_meant(words: Sequence[str], locale: str) -> bool:
    return _answers(locale).get(" ".join(words)) == "all"


def _places(words: Sequence[str]) -> Places:
    found: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for form in bare(word):
            found.setdefault(form, []).append(place)
    return found


def _says(words: Sequence[str], way: str, *, places: Places | None) -> bool:
    """Tell whether an option is named: by the words at their ``places``, or without them also with a slip."""
    wanted = _words(way)
    size = len(wanted)
    if way.endswith(ALONE):
        return wanted == words
    if not wanted:
        return False
    starts = range(len(words)) if places is None else places.get(wanted[0], ())
    return any(
        all(
            want in bare(said) or (places is None and _near(said, want))
            for said, want in zip(words[start : start + size], wanted, strict=True)
        )
        and not _is_turned_round(words, start, start + size)
        for start in starts
        if start + size <= len(words)
    )


def _is_turned_round(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a "not" stands by some words; one more short word may stand between ("not in a car")."""
    before, after = _negations()
    is_near = start > 1 and len(words[start - 1]) <= _LONGEST_SMALL_WORD and words[start - 2] in before
    if is_near or (start and words[start - 1] in before):
        return True
    return any(" ".join(words[end : end + size]) in after for size in (1, 2) if end < len(words))


def _is_inside(words: Sequence[str], way: str) -> bool:
    """Tell whether all that was said is a part of an option, as "bank" is of "A bank"."""
    wanted = _words(way)
    starts = range(len(wanted) - len(words) + 1)
    return (
        bool(starts)
        and any(len(word) > 3 for word in words)
        and any(wanted[s : s + len(words)] == words for s in starts)
    )


def _near(said: str, wanted: str) -> bool:
    """Tell whether a longer word is meant in spite of one wrong letter, an ending, or a small word written onto it."""
    if len(wanted) < _SHORTEST_SLIP or len(said) < _SHORTEST_SLIP:
        return said.removeprefix("ال") == wanted
    if said.startswith(wanted) or said.endswith(wanted):
        return len(said) - len(wanted) <= 4
    if min(len(said), len(wanted)) < _SHORTEST_WRONG_LETTER or abs(len(said) - len(wanted)) > 1:
        return False
    return bool(one_letter_less(said) & one_letter_less(wanted))


def _longest(
    found: tuple[str, ...], options: Mapping[str, Sequence[str]], words: Sequence[str], *, places: Places | None
) -> tuple[str, ...]:
    """Leave out an option whose words are only a part of another one's that was said too, or are that one's as well."""
    said = {
        name: {tuple(_words(way)) for way in (name, *options[name]) if _says(words, way, places=places)}
        for name in found
    }
    longest = {name: max(ways, key=len) for name, ways in said.items()}
    return tuple(
        name
        for name in found
        if not any(
            len(longest[other]) > len(longest[name])
            and all(set(way) <= _forms(longest[other]) or way in said[other] for way in said[name])
            for other in found
        )
    )


def _forms(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in bare(word)}


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.load(_ANSWERS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return table


@cache
def _negations() -> tuple[frozenset[str], frozenset[str]]:
    """Give what stands before, and what after, something that is not meant."""
    tables = [table for table in _table().values() if isinstance(table, dict)]
    before, after = (
        frozenset(" ".join(_words(phrase)) for table in tables for phrase in table.get(kind, ()))
        for kind in ("not_before", "not_after")
    )
    return before, after


@cache
def _answers(locale: str) -> dict[str, str]:
    table = _table()
    said: dict[str, str] = {}
    for code in dict.fromkeys((locale, *EVERYWHERE)):
        for kind in ("yes", "no", "unsure", "likely", "all"):
            for phrase in table.get(code, {}).get(kind, ()):
                said.setdefault(" ".join(_words(phrase)), kind)
    return said
