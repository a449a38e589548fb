"""Finds words that mean something fixed in a text: a business term, the name of a language, a section of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from ruamel.yaml import YAML

from bot.advice.terms import Term, find_term, load_terms
from bot.components.words import Word, fold, phrase_key, words

TERMS, SECTIONS = Path("bot/data/terms"), Path("bot/data/sections.yml")
LANGUAGES = Path("bot/language/language_names.yml")
ARABIC_BEGINNINGS = ("وبال", "بال", "وال", "كال", "فال", "ال", "لل", "ول", "ب", "و", "ل")
SHORTEST_STEM = 3

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Entity:
    """Something found: its kind, what it stands for, and where (``None`` for a term, which may be inflected)."""

    entity: str
    value: str
    start: int | None = None
    end: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the shape Rasa and ``startbro parse`` use."""
        place = {} if self.start is None else {"start": self.start, "end": self.end}
        return {"entity": self.entity, "value": self.value, **place}


@dataclass(frozen=True)
class WordList:
    """Phrases and what they stand for. A word of a phrase that ends in ``*`` matches every word that begins so."""

    entity: str
    phrases: Mapping[Phrase, str]

    def find(self, text: Sequence[Word]) -> list[Entity]:
        """Find phrases from left to right, the longest first, none twice and none overlapping."""
        forms = [_forms(word.folded) for word in text]
        found: dict[str, Entity] = {}
        start = 0
        while start < len(text):
            phrase = self._longest_at(forms[start:])
            if phrase:
                value, last = self.phrases[phrase], start + len(phrase) - 1
                found.setdefault(value, Entity(self.entity, value, text[start].start, text[last].end))
            start += len(phrase) or 1
        return list(found.values())

    @cached_property
    def _by_letter(self) -> Mapping[str, Sequence[Phrase]]:
        grouped: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(self.phrases, key=lambda phrase: (len(phrase), sum(map(len, phrase))), reverse=True):
            grouped[phrase[0][0]].append(phrase)
        return grouped

    def _longest_at(self, forms: Sequence[Sequence[str]]) -> Phrase:
        for letter in dict.fromkeys(form[0] for form in forms[0]):
            for phrase in self._by_letter.get(letter, ()):
                if len(phrase) <= len(forms) and all(map(_matches, phrase, forms)):
                    return phrase
        return ()


@dataclass(frozen=True)
class Finder:
    """Everything that is looked for."""

    terms: Mapping[str, Term]
    lists: tuple[WordList, ...]

    @classmethod
    def load(cls, root: Path) -> Finder:
        """Read the word lists under the project's root."""
        sections: dict[str, Any] = YAML(typ="safe").load(root / SECTIONS)
        languages: dict[str, Any] = YAML(typ="safe").load(root / LANGUAGES)
        lists = (
            WordList("language", dict(_language_phrases(languages["languages"]))),
            WordList("section", dict(_section_phrases(sections["sections"]))),
        )
        return cls(load_terms(root / TERMS), lists)

    def find(self, text: str) -> list[Entity]:
        """Find every entity of a text."""
        cut = words(text)
        term = find_term(text, self.terms)
        found = [Entity("term", term.term)] if term else []
        return found + [entity for each in self.lists for entity in each.find(cut)]


def _matches(part: str, forms: Sequence[str]) -> bool:
    if part.endswith("*"):
        return any(form.startswith(part[:-1]) for form in forms)
    return part in forms


def _forms(word: str) -> list[str]:
    # "and", "by", "for" and "the" are written as one with an Arabic word.
    cut = [b for b in ARABIC_BEGINNINGS if word.startswith(b) and len(word) - len(b) >= SHORTEST_STEM]
    return [word, *(word.removeprefix(beginning) for beginning in cut)]


def _phrase(text: str) -> Phrase:
    # A hyphenated word is one word in a text, so it is one here.
    return tuple(f"{fold(word.rstrip('*'))}{'*' if word.endswith('*') else ''}" for word in text.split())


def _language_phrases(table: Mapping[str, Sequence[str]]) -> Iterable[tuple[Phrase, str]]:
    for code, extra in table.items():
        names = {Locale.parse(code).get_language_name(locale) or "" for locale in (*table, "sr_Latn")}
        for name in (*names, *extra):
            if phrase_key(name):
                yield _phrase(name), code


def _section_phrases(table: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterable[tuple[Phrase, str]]:
    for section, by_locale in table.items():
        for names in by_locale.values():
            for name in names:
                yield _phrase(name), section
