"""Finds out that somebody has a return code: the code itself, in what they write, or the wish to use one, in words.

A code opens a plan for whoever has it, so it goes to the door (``codes.py``) and never into a log. What looks like one
is kept out even when a character of it is wrong. Pure; the words are in ``coming_back.yml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from bot.language.digits import ascii_digits, fold
from connectors.keys import ALPHABET, RANDOM_CHARACTERS, read_code

LENGTH = RANDOM_CHARACTERS + 1
GROUP = 4
MOST_WORDS = 14
MIXED_ENOUGH, SWITCHES_ENOUGH = 2, 3
"""So many groups with both letters and digits, or so many changes between the two in one group, are no words."""

_TABLE = Path(__file__).with_name("coming_back.yml")
_PIECE = re.compile(r"(?<![/=@#?&%\w])[^\W_]++(?![/=@#&_%])")
"""Not a part of an address, where anything may stand."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APART = re.compile(r"[\s\-.,:;·•|]*")
_LIKE_DIGITS = frozenset("OIL")

Phrases = tuple[str, ...]


def find_code(text: str) -> str | None:
    """Give what in a text has the form of a return code, right or wrong; None when nothing has.

    Letters of any size, digits of any script, and spaces, hyphens and other marks between groups are the same.
    """
    plain = "".join(
        one for one in unicodedata.normalize("NFKC", ascii_digits(text)) if unicodedata.category(one) != "Cf"
    )
    pieces = [*_PIECE.finditer(plain)]
    wrong = None
    for run in _runs(pieces, plain):
        whole, alone = "".join(run), len(run) == len(pieces)
        if not _may_be_one(whole):
            continue
        if read_code(whole) is not None:
            if _is_no_sentence(run, alone=alone):
                return whole
        elif wrong is None and _looks_random(run, alone=alone):
            wrong = whole  # a right one may begin further on
    return wrong


def _runs(pieces: Sequence[re.Match[str]], text: str) -> Iterator[list[str]]:
    """Give the pieces that follow each other with only marks between them and have the length of a code together."""
    for first in range(len(pieces)):
        run: list[str] = []
        length, end = 0, pieces[first].start()
        for piece in pieces[first:]:
            length += len(piece.group())
            if length > LENGTH or not _APART.fullmatch(text, end, piece.start()):
                break
            run.append(piece.group().upper())
            end = piece.end()
            if length == LENGTH:
                yield run


def _may_be_one(whole: str) -> bool:
    known = all(character in ALPHABET or character in _LIKE_DIGITS for character in whole)
    return known and any(character.isalpha() for character in whole)


def _is_no_sentence(run: Sequence[str], *, alone: bool) -> bool:
    """Tell a code with the right check from words that have it too, as one in 32 of sixteen letters does."""
    mixed = sum(map(_is_mixed, run))
    return mixed >= MIXED_ENOUGH or (_is_in_fours(run) and (alone or mixed > 0))


def _looks_random(run: Sequence[str], *, alone: bool) -> bool:
    """Tell a code with a wrong character from words: letters and digits stand among each other."""
    if len(run) == 1:
        return _switches(run[0]) >= (SWITCHES_ENOUGH - 1 if alone else SWITCHES_ENOUGH)
    return _is_in_fours(run) and sum(map(_is_mixed, run)) >= (1 if alone else MIXED_ENOUGH)


def _is_in_fours(run: Sequence[str]) -> bool:
    return all(len(piece) % GROUP == 0 for piece in run) or all(len(piece) == 1 for piece in run)


def _is_mixed(piece: str) -> bool:
    """Tell whether a piece has letters and digits, or is a single character, as when each is spelled out."""
    return any(map(str.isdigit, piece)) and (len(piece) == 1 or any(map(str.isalpha, piece)))


def _switches(piece: str) -> int:
    """Count how often digits follow letters or the other way round."""
    return sum(one.isdigit() != other.isdigit() for one, other in pairwise(piece))


def has_code_in_words(text: str) -> bool:
    """Tell whether a short text says, in any language, that one has a code to come back with or asks where it goes."""
    words = _words(text)
    if not 0 < len(words) <= MOST_WORDS or _says(words, "other"):
        return False
    if not _says(words, "code"):
        return False
    return len(words) == 1 or _says(words, "having") or _says(words, "earlier")


def wants_earlier_plan(text: str) -> bool:
    """Tell whether a short text asks for a plan of before, which only somebody without a plan here can mean."""
    words = _words(text)
    is_short = 0 < len(words) <= MOST_WORDS
    return is_short and not _says(words, "other") and _says(words, "plan") and _says(words, "earlier")


def _says(words: Phrases, what: str) -> bool:
    known = _phrases(what)
    longest = max(map(len, known))
    starts = range(len(words))
    return any(words[at : at + size] in known for at in starts for size in range(1, longest + 1))


def _words(text: str) -> Phrases:
    return tuple(_WORD.findall(fold(text)))


@cache
def _phrases(what: str) -> frozenset[Phrases]:
    table: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    languages = [entry for entry in table.values() if isinstance(entry, dict)]
    return frozenset(_words(phrase) for language in languages for phrase in language[what])
