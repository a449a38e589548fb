"""The cards that explain Swedish business words: their shape, the loader, and how a word is found in what people write.

A card's texts are in the catalogue as ``term.<term>.meaning``, ``.example`` and ``.say``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.advice.reading import DataError, Problems, read_folder

FILE_KEYS = {"description", "terms"}
TERM_KEYS = {"term", "word", "meaning", "example", "say", "aliases"}
MOST_WORDS = 35
SHORTEST_STEM = 3
ENDINGS = (
    *("erna", "ets", "ens", "en", "et", "na", "n", "s"),
    *("kii", "tii", "aha", "ka", "ta", "da", "ga", "ku", "tu", "du", "gu"),
)
"""Swedish and Somali say "the" at the end of the word."""
ARABIC_THE = "ال"

Key = tuple[str, ...]


class TermError(DataError):
    """Term files are wrong; ``problems`` has all of them."""


@dataclass(frozen=True)
class Term:
    """A Swedish business word and the other ways people write it."""

    term: str
    word: str
    aliases: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Word and aliases as they are compared."""
        return tuple(compared(spelling) for spelling in (self.word, *self.aliases))


def compared(text: str) -> Key:
    """Give the words of a text without case, diacritics and the signs between them."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ـ", ""))
    return tuple(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def find_term(text: str, terms: Mapping[str, Term]) -> Term | None:
    """Find the term that the longest spelling in the text belongs to, the first of equals; None without any."""
    known = {key: term for term in terms.values() for key in term.keys}
    words = compared(text)
    most = max(map(len, known), default=0)
    best, length = None, 0
    for start in range(len(words)):
        for end in range(start + 1, min(start + most, len(words)) + 1):
            for key in _without_article(words[start:end]):
                size = sum(map(len, key))
                if key in known and size > length:
                    best, length = known[key], size
    return best


def _without_article(words: Key) -> Iterator[Key]:
    """Yield the words as they are and without a definite article at either end."""
    yield words
    first, last = words[0], words[-1]
    if first.startswith(ARABIC_THE) and len(first) - len(ARABIC_THE) >= SHORTEST_STEM:
        yield (first.removeprefix(ARABIC_THE), *words[1:])
    for ending in ENDINGS:
        if last.endswith(ending) and len(last) - len(ending) >= SHORTEST_STEM:
            yield (*words[:-1], last.removesuffix(ending))


def load_terms(folder: Path) -> Mapping[str, Term]:
    """Read all cards; raise ``TermError`` with every problem found."""
    problems = Problems()
    terms: dict[str, Term] = {}
    owners: dict[Key, str] = {}
    for path, data in read_folder(folder, problems):
        problems.check_keys((path, "file"), data, required=FILE_KEYS, known=set())
        for card in problems.entries((path, "file"), data, "terms"):
            term = _read_card(path, card, problems)
            if term is None:
                continue
            if term.term in terms:
                problems.add(path, term.term, "has a card already; keep one of them")
            terms[term.term] = term
            _claim(path, term, owners, problems)
    if problems.found:
        raise TermError(problems.found)
    return terms


def _read_card(path: str, card: Mapping[str, object], problems: Problems) -> Term | None:
    """Read a card, or give None and note why not."""
    before = len(problems.found)
    where = (path, str(card.get("term", "term")))
    problems.check_keys(where, card, required=TERM_KEYS, known=set())
    problems.identifier(where, card, "term")
    for key in ("word", "meaning", "example", "say"):
        text = problems.text(where, card, key)
        if text and re.search(r"[{}\d]", text):
            problems.add(*where, f"{key} has a figure or {{ }}; say it in words, figures stand in parameters")
        if text and key == "meaning" and len(text.split()) > MOST_WORDS:
            problems.add(*where, f"meaning has over {MOST_WORDS} words; say it shorter")
    aliases = card.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and compared(alias) for alias in aliases):
        problems.add(*where, "aliases must be a list of spellings in quotes")
        return None
    return Term(str(card["term"]), str(card["word"]), tuple(aliases)) if len(problems.found) == before else None


def _claim(path: str, term: Term, owners: dict[Key, str], problems: Problems) -> None:
    """Note spellings that are compared alike: the second would never be found."""
    for key in term.keys:
        if key in owners:
            problems.add(path, term.term, f"{' '.join(key)!r} belongs to {owners[key]} already; take one out")
        owners[key] = term.term
