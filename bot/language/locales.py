"""The list of languages: what each is called, which way it runs, and which one a reader gets.

``locales/locales.yml`` says which languages there are; everything about a language itself comes from Babel.
Codes are Babel's (``sr_Latn``); ``Language.tag`` is the same for HTML's ``lang`` (``sr-Latn``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import babel
from babel.core import UnknownLocaleError
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SOURCE = "en"
OFFERED, IN_PREPARATION = "offered", "in_preparation"
KEYS = {"status", "fallback", "reviewers", "channels"}

DERIVED: Mapping[str, str] = MappingProxyType({"sr_Latn": "sr"})
"""Languages without a catalogue of their own, and the one they are transliterated from."""

# What Babel's negotiation gets wrong or does not know: scripts it drops, old codes, and close neighbours.
NEIGHBOURS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sr_latn": ("sr_Latn", "bs", "sr"),
        "sr_cyrl": ("sr",),
        "sr_me": ("sr_Latn", "bs", "sr"),
        "cnr": ("sr_Latn", "bs", "sr"),
        "sh": ("sr_Latn", "bs", "sr"),
        "hbs": ("sr_Latn", "bs", "sr"),
        "hr": ("hr", "bs", "sr_Latn"),
        "bs_cyrl": ("sr", "bs"),
        "prs": ("fa_AF", "fa"),
        "fa_af": ("fa_AF", "fa"),
        "fa": ("fa", "fa_AF"),
        "tzm": ("ar",),
    }
)
WEIGHTED = re.compile(r"^\s*([A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$")


class LocaleError(ValueError):
    """``locales.yml`` cannot be used; the message has one line for each problem."""


@dataclass(frozen=True)
class Language:
    """One language of ``locales.yml``. ``direction`` is ``ltr`` or ``rtl``; ``native_name`` is its name in itself."""

    code: str
    status: str
    fallback: str
    reviewers: tuple[str, ...]
    channels: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The code as HTML and HTTP write it: ``sr-Latn``."""
        return self.code.replace("_", "-")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.code)

    @property
    def native_name(self) -> str:
        """The language's name in itself, capitalised as that language does."""
        return native_name(self.code)


@lru_cache(maxsize=64)
def babel_locale(code: str) -> babel.Locale:
    """Give Babel's data for a code; raise ``LocaleError`` for one that Babel does not know."""
    try:
        return babel.Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise LocaleError(f"{code}: Babel does not know this language; write a code such as sv, so or fa_AF") from error


@lru_cache(maxsize=64)
def direction(code: str) -> str:
    """Tell which way a language is written: ``ltr`` or ``rtl``."""
    return babel_locale(code).text_direction


@lru_cache(maxsize=64)
def native_name(code: str) -> str:
    """Name a language in itself and in its own script."""
    return babel_locale(code).get_language_name() or code


@lru_cache(maxsize=64)
def language_name(code: str, reader: str) -> str:
    """Name a language in the reader's language; where Babel has no such name, in itself."""
    language = babel_locale(code).language
    return babel_locale(reader).languages.get(language) or native_name(code)


@lru_cache(maxsize=8)
def load_locales(path: Path = ROOT / "locales" / "locales.yml") -> Mapping[str, Language]:
    """Read the list, in its order, derived languages after the one they come from; raise ``LocaleError``."""
    entries = YAML(typ="safe").load(path)
    if not isinstance(entries, dict):
        raise LocaleError(f"{path}: write one entry for each language")
    problems = [f"{path}: {code}: {problem}" for code, entry in entries.items() for problem in _check(entry, entries)]
    if problems:
        raise LocaleError("\n".join(problems))
    languages: dict[str, Language] = {}
    for code, entry in entries.items():
        babel_locale(code)
        languages[code] = _language(code, entry, fallback=entry["fallback"])
        for derived in (new for new, origin in DERIVED.items() if origin == code and new not in entries):
            languages[derived] = _language(derived, entry, fallback=code)
    return MappingProxyType(languages)


def offered(path: Path = ROOT / "locales" / "locales.yml") -> tuple[str, ...]:
    """List the codes of the languages people can choose, in the order of the file."""
    return tuple(code for code, language in load_locales(path).items() if language.status == OFFERED)


def fallback_chain(code: str, languages: Mapping[str, Language] | None = None) -> tuple[str, ...]:
    """List the languages to look in, nearest first; the last is always the source language."""
    known = load_locales() if languages is None else languages
    chain: list[str] = []
    while code not in chain and code != SOURCE:
        chain.append(code)
        code = known[code].fallback if code in known else SOURCE
    return (*chain, SOURCE)


def parse_accept_language(header: str) -> tuple[str, ...]:
    """Read an ``Accept-Language`` header into tags, most wanted first; parts that make no sense are left out."""
    weighted: list[tuple[float, str]] = []
    for part in header[:1000].split(","):
        match = WEIGHTED.match(part)
        if match and match[1] != "*" and (weight := float(match[2] or 1)) > 0:
            weighted.append((weight, match[1]))
    return tuple(tag for _, tag in sorted(weighted, key=lambda pair: -pair[0]))


def negotiate(wanted: Iterable[str], available: Sequence[str], *, default: str = "sv") -> str:
    """Pick the first available language for the wanted tags (``sr-Latn-RS``, ``prs``, ``ar_SE``), else ``default``."""
    for tag in wanted:
        for candidate in _candidates(tag):
            if candidate in available:
                return candidate
    return default


def _candidates(tag: str) -> list[str]:
    """List codes for a tag, best first: itself, then each shorter form with its neighbours."""
    parts = re.split("[-_]", tag.strip())
    shorter = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
    if len(parts) > 2:  # sr-Latn-RS and ar-Arab-SE: the region may matter without the script
        shorter.insert(1, f"{parts[0]}_{parts[-1]}")
    found: list[str] = []
    for code in shorter:
        found += NEIGHBOURS.get(code.lower(), (_as_babel(code),))
    return found


def _as_babel(code: str) -> str:
    language, *rest = code.split("_")
    return "_".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _language(code: str, entry: Mapping[str, Sequence[str] | str], *, fallback: str) -> Language:
    return Language(code, str(entry["status"]), fallback, tuple(entry["reviewers"]), tuple(entry["channels"]))


def _check(entry: object, entries: Mapping[str, object]) -> Iterable[str]:
    if not isinstance(entry, dict) or entry.keys() != KEYS:
        yield f"write exactly the keys {', '.join(sorted(KEYS))}"
        return
    if entry["status"] not in (OFFERED, IN_PREPARATION):
        yield f"status: write {OFFERED} or {IN_PREPARATION}"
    if entry["fallback"] not in entries:
        yield f"fallback: {entry['fallback']} is not in this list"
    if not isinstance(entry["reviewers"], list) or not isinstance(entry["channels"], list):
        yield "reviewers and channels: write lists, [] for none"
