"""Phrases of several languages in a file of data, found among the words of a text. Pure.

A word that ends in ``*`` matches every word that begins so; of several words in a row each must stand in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.language.digits import fold

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Give the words of a text, folded, with one space between them."""
    return " ".join(_WORD.findall(fold(text)))


class Phrases:
    """A file of phrases by table, name and language; ``marks`` are signs in it that stand for a pattern."""

    def __init__(self, file: Path, marks: Mapping[str, str] | None = None) -> None:
        self._file, self._marks = file, marks or {}
        self._compiled: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        table: Mapping[str, Any] = yaml.load(self._file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return table

    def says(self, words: str, table: str, name: str = "") -> bool:
        """Tell whether words say what an entry stands for."""
        if (table, name) not in self._compiled:
            entry = self._table[table][name] if name else self._table[table]
            self._compiled[table, name] = tuple(self._compile(entry))
        return any(phrase.search(words) for phrase in self._compiled[table, name])

    def named(self, words: str, table: str) -> Iterator[str]:
        """Give the names of a table's entries that words say, in the order of the file."""
        return (name for name in self._table[table] if self.says(words, table, name))

    def _compile(self, languages: Mapping[str, Sequence[str]]) -> Iterator[re.Pattern[str]]:
        for said in languages.values():
            for phrase in said:
                pattern = " ".join(map(self._pattern, phrase.split()))
                for mark in self._marks.values():  # a mark that may be nothing brings its own space
                    pattern = pattern.replace(f"{mark} ", mark) if mark.endswith("?") else pattern
                yield re.compile(rf"(?<!\S){pattern}(?!\S)")

    def _pattern(self, word: str) -> str:
        if word in self._marks:
            return self._marks[word]
        stem = fold(word.removesuffix("*"))
        return re.escape(stem) + (r"\w*" if word.endswith("*") else "")
