"""Finds the words for a name in a language, and says which language the words really are in.

A translation that is missing, or older than its source text, falls back along ``locales.yml``; English is always there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bot.language import compiled as built
from bot.language.compiled import Compiled
from bot.language.locales import ROOT, SOURCE
from bot.language.plurals import plural_index


class UnknownTextError(KeyError):
    """No source file has an entry of this name."""


@dataclass(frozen=True)
class Text:
    """Words with their placeholders still in them, and the locale code of the language they are in."""

    text: str
    language: str


class Catalogue:
    """Every text in every language. Made by ``load``; never changes while the program runs."""

    def __init__(self, compiled: Compiled) -> None:
        self._texts = compiled.texts
        self._chains = compiled.chains
        self.words = compiled.words
        self.version = compiled.fingerprint[:12]
        self._terms = {term.replace("-", "_"): term for term in compiled.words}

    @classmethod
    def load(cls, root: Path = ROOT) -> Catalogue:
        """Read the texts under ``root``, from the built file when it is fresh; raise ``SourceError`` and its kin."""
        compiled = built.read(root)
        if compiled is None:
            from bot.language import compile as compiling  # a restart need not load what building takes

            compiled = compiling.build(root)
            with contextlib.suppress(OSError):  # a folder that cannot be written costs only time at the next start
                compiling.write(compiled, root)
        return cls(compiled)

    def __contains__(self, name: object) -> bool:
        return name in self._texts[SOURCE]

    def names(self, prefix: str = "") -> list[str]:
        """List the entry names that begin with ``prefix``, in the order of the sources."""
        return [name for name in self._texts[SOURCE] if name.startswith(prefix)]

    def text(self, name: str, locale: str, *, number: int | Decimal | None = None) -> Text:
        """Give the words of an entry, in the form ``number`` takes; raise ``UnknownTextError`` for an unknown name."""
        if name not in self:
            raise UnknownTextError(name)
        for language in self._chains.get(locale, (SOURCE,)):
            forms = self._texts[language].get(name)
            if forms:
                return Text(_form(forms, language, number), language)
        raise UnknownTextError(name)

    def texts(self, names: Iterable[str], locale: str) -> dict[str, str]:
        """Give the words of several entries, such as all of the widget's."""
        return {name: self.text(name, locale).text for name in names}

    def word(self, term: str) -> str | None:
        """Give the Swedish word of a term, by its id or by the id as placeholders write it (``f_skatt``)."""
        return self.words.get(self._terms.get(term, term))

    def term(self, written: str) -> str | None:
        """Give the id of a term as a placeholder writes it; nothing when there is no card for it."""
        return self._terms.get(written)


@lru_cache(maxsize=1)
def default_catalogue() -> Catalogue:
    """Load the project's own texts once."""
    return Catalogue.load()


def _form(forms: tuple[str, ...], language: str, number: int | Decimal | None) -> str:
    if len(forms) == 1 or number is None:
        return forms[-1]
    return forms[plural_index(language, number)]
