"""The words for numbers, and the words around them, of each language: ``numbers/<locale>.yml``, ready for look-up.

A conversation understands its own language first, and always those of ``EVERYWHERE`` beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.language.digits import fold

TABLES = Path(__file__).parent / "numbers"
EVERYWHERE = ("sv", "en", "ar", "so")


class Kind(StrEnum):
    """What a word does. The first group builds numbers; the second stands around them."""

    NUMBER = "numbers"
    INSIDE = "inside"
    SCALE = "scales"
    DUAL = "duals"
    MANY = "many"
    FRACTION = "fractions"
    ARTICLE = "articles"
    AND = "and"
    POINT = "point"
    LESS = "less"
    KRONOR = "kronor"
    ORE = "ore"
    PERCENT = "percent"
    FIGURE = "figure"

    APPROXIMATE = "approximate"
    VAGUE = "vague"
    ALONE = "vague_alone"
    BOUND = "bounds"
    AHEAD = "bounds_ahead"
    BETWEEN = "between"
    OR = "or"
    TO = "to"
    UPTO = "upto"
    MINUS = "minus"
    CURRENCY = "currencies"
    BASIS = "per"
    DURATION = "durations"
    MEASURE = "measures"
    WITH_VAT = "with_vat"
    WITHOUT_VAT = "without_vat"
    VAT = "vat"
    IDIOM = "idioms"
    RESULT = "results"
    YEAR = "years"
    MONTH = "months"
    OTHER = "other"


VALUED = (Kind.NUMBER, Kind.INSIDE, Kind.SCALE, Kind.DUAL, Kind.MANY, Kind.FRACTION)
PLAIN = (Kind.AND, Kind.POINT, Kind.LESS, Kind.KRONOR, Kind.ORE, Kind.PERCENT)
PHRASES = (
    Kind.APPROXIMATE,
    Kind.VAGUE,
    Kind.ALONE,
    Kind.BOUND,
    Kind.AHEAD,
    Kind.BETWEEN,
    Kind.OR,
    Kind.TO,
    Kind.UPTO,
    Kind.MINUS,
    Kind.CURRENCY,
    Kind.MEASURE,
    Kind.WITH_VAT,
    Kind.WITHOUT_VAT,
    Kind.VAT,
    Kind.IDIOM,
    Kind.RESULT,
    Kind.YEAR,
    Kind.OTHER,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a word: its kind, its value if it has one, and the manners of its language."""

    kind: Kind
    value: Decimal = Decimal(0)
    locale: str = ""
    name: str = ""
    units_first: bool = False
    needs_and: bool = False
    ten_adds: bool = False
    usual: bool = True


@dataclass(frozen=True)
class Lexicon:
    """Look-up tables. ``phrases`` is keyed by a phrase's first word, longest phrase first."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]
    pieces: Mapping[str, Sequence[tuple[str, Entry]]]
    longest: int
    misspelt: Mapping[str, frozenset[str]]
    usual: frozenset[str]
    known: frozenset[str]
    vague_endings: tuple[str, ...]


class TableError(Exception):
    """A table of number words cannot be used; says which file and entry, and what to do."""


@cache
def lexicon(locale: str) -> Lexicon:
    """Give the look-up tables for a conversation in ``locale``; one without a table gets those of ``EVERYWHERE``."""
    order = dict.fromkeys((locale, *EVERYWHERE))
    return _build([_table(code) for code in order if (TABLES / f"{code}.yml").is_file()], locale)


@dataclass(frozen=True)
class _Table:
    words: Mapping[str, Entry]
    phrases: Mapping[tuple[str, ...], Entry]
    pieces: Mapping[str, Entry]
    other_words: frozenset[str]
    vague_endings: tuple[str, ...]


_MANNERS = ("units_first", "needs_and", "ten_adds")


@cache
def _table(locale: str) -> _Table:
    path = TABLES / f"{locale}.yml"
    raw = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    _check(path, raw)
    words = dict(_words(raw, locale))
    pieces = {
        word: entry
        for word, entry in words.items()
        if raw.get("compounds")
        and (len(word) > 1 or entry.kind is Kind.AND)
        and entry.kind not in (Kind.POINT, Kind.LESS)
    }
    phrases = dict(_phrases(raw, locale)) | {tuple(word.split()): entry for word, entry in words.items() if " " in word}
    words = {word: entry for word, entry in words.items() if entry.kind is not Kind.INSIDE and " " not in word}
    known = frozenset(fold(word) for word in raw.get("never_numbers", ()))
    return _Table(words, phrases, pieces, known, tuple(map(fold, _list(raw, "vague_endings"))))


def _check(path: Path, raw: Mapping[str, object]) -> None:
    allowed = {"description", "compounds", *_MANNERS, "endings", "vague_endings", "never_numbers", *Kind}
    for name in raw:
        if name not in allowed:
            raise TableError(f"{path}: {name}: unknown entry; allowed are {', '.join(sorted(allowed))}")


def _words(raw: Mapping[str, object], locale: str) -> Iterator[tuple[str, Entry]]:
    for kind in PLAIN:
        for word in _list(raw, kind):
            yield fold(word), Entry(kind, locale=locale)
    for kind in (*VALUED, Kind.ARTICLE):
        for value, words in _mapping(raw, kind):
            entry = Entry(kind, Decimal(value), locale, "", *(bool(raw.get(manner)) for manner in _MANNERS))
            for number, word in enumerate(words):
                yield fold(word), replace(entry, usual=number == 0)
                if kind in (Kind.NUMBER, Kind.SCALE):
                    yield from ((fold(word) + ending, replace(entry, usual=False)) for ending in _list(raw, "endings"))


def _phrases(raw: Mapping[str, object], locale: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for kind in PHRASES:
        for phrase in _list(raw, kind):
            yield tuple(fold(phrase).split()), Entry(kind, locale=locale, name=fold(phrase))
    for kind in (Kind.BASIS, Kind.DURATION, Kind.MONTH):
        for name, phrases in _mapping(raw, kind):
            value = Decimal(name) if name.isdigit() else Decimal(0)
            for phrase in phrases:
                yield tuple(fold(phrase).split()), Entry(kind, value, locale, name)


def _list(raw: Mapping[str, object], name: str) -> Sequence[str]:
    found = raw.get(name, ())
    return found if isinstance(found, list) else ()


def _mapping(raw: Mapping[str, object], name: str) -> Iterable[tuple[str, Sequence[str]]]:
    found = raw.get(name, {})
    return found.items() if isinstance(found, dict) else ()


def _build(tables: Sequence[_Table], locale: str) -> Lexicon:
    words: dict[str, Entry] = {}
    phrases: dict[tuple[str, ...], Entry] = {}
    pieces: dict[str, list[tuple[str, Entry]]] = {}
    for table in tables:
        for word, entry in table.words.items():
            if entry.usual or entry.locale in (locale, "sv", "en") or not word.isascii():
                words.setdefault(word, entry)
        for phrase, entry in table.phrases.items():
            phrases.setdefault(phrase, entry)
        for piece, entry in table.pieces.items():
            pieces.setdefault(piece, []).append((entry.locale, entry))
    by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for phrase, entry in sorted(phrases.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(phrase[0], []).append((phrase, entry))
    endings = tuple(ending for table in tables for ending in table.vague_endings)
    others = frozenset().union(*(table.other_words for table in tables))
    return Lexicon(
        words,
        by_first,
        pieces,
        max(map(len, pieces)),
        _misspelt(words, locale),
        _usual(words, locale),
        others | frozenset(by_first),
        endings,
    )


def _usual(words: Mapping[str, Entry], locale: str) -> frozenset[str]:
    """Give the conversation's own long number words in their usual spelling: only for these are slips forgiven."""
    return frozenset(
        word
        for word, entry in words.items()
        if len(word) >= 5 and entry.usual and entry.locale == locale and entry.kind in (*VALUED, Kind.KRONOR)
    )


def _misspelt(words: Mapping[str, Entry], locale: str) -> dict[str, frozenset[str]]:
    """Index long words by what is left when one letter is missing: a slip of one letter meets there."""
    index: dict[str, set[str]] = {}
    for word in _usual(words, locale):
        for variant in one_letter_less(word):
            index.setdefault(variant, set()).add(word)
    return {variant: frozenset(found) for variant, found in index.items()}


def one_letter_less(word: str) -> set[str]:
    """Give the word itself and every form of it in which one letter is missing."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
