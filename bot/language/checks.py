"""What must be true of every translation: placeholders, plural rule, no English left standing, no figure in words.

``problems_of`` judges one translation, ``catalogue_problems`` every catalogue; ``startbro check`` prints the latter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import PoFileError
from ruamel.yaml import YAML

from bot.language.extract import CHANNELS, Entry, extract
from bot.language.locales import ROOT, SOURCE, Language, load_locales
from bot.language.plurals import categories, plural_header
from bot.language.pofiles import Translation, po_path, read_translations, source_of

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MONEY_OR_SHARE = (
    r"kr\b|kron|SEK\b|tkr\b|%|٪|percent|procent|posto|процент|крон|kruna|koroon|karoon|كرون|بالم(?:ئة|ائة)|في الم"
)
FIGURE = re.compile(
    rf"[0-9٠-٩۰-۹]\s*(?:{_MONEY_OR_SHARE})"
    r"|(?:\bSEK|\bkr|%|٪|\bboqolkiiba|\byüzde)\s*[0-9٠-٩۰-۹]"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<![٠-٩])(?:١٩|٢٠)[٠-٩]{2}(?![٠-٩])",
    re.IGNORECASE,
)
"""An amount of money, a share or a year, as the languages of the catalogues write them."""
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
NO_FIGURE_CHECK = ("example", "example1", "example2")


@dataclass(frozen=True)
class Exceptions:
    """``locales/exceptions.yml``: words that are the same in every language, and entries a check lets pass."""

    words: frozenset[str] = frozenset()
    same: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()

    @classmethod
    def load(cls, root: Path = ROOT) -> Exceptions:
        """Read the file; raise ``KeyError`` when one of its three keys is missing."""
        data = YAML(typ="safe").load(root / "locales" / "exceptions.yml")
        words = frozenset(word.casefold() for word in data["words"])
        return cls(words, data["same"], frozenset(data["figures"]))


def placeholders(text: str) -> set[str]:
    """Name the placeholders of a text."""
    return set(PLACEHOLDER.findall(text))


def problems_of(entry: Entry, forms: Sequence[str], code: str, exceptions: Exceptions) -> Iterator[str]:
    """Say what is wrong with a translation; nothing when it is good."""
    needed = 1 if entry.one is None else len(categories(code))
    if len(forms) != needed or not all(form.strip() for form in forms):
        names = "one text" if needed == 1 else f"{needed} forms, in this order: {', '.join(categories(code))}"
        yield f"write {names}"
        return
    yield from _placeholder_problems(entry, forms)
    if any(UNFINISHED.search(form) for form in forms):
        yield "unfinished (TODO)"
    if _is_english(entry, forms, code, exceptions):
        yield "still English; if the words are the same in this language, list the entry in locales/exceptions.yml"
    yield from figure_problems(entry, forms, exceptions)


def figure_problems(entry: Entry, forms: Iterable[str], exceptions: Exceptions) -> Iterator[str]:
    """Find amounts, percentages and years written in words for people; examples of answers may have them."""
    if entry.name in exceptions.figures or entry.name.rsplit(".", 1)[-1] in NO_FIGURE_CHECK:
        return
    for form in forms:
        if match := FIGURE.search(form):
            yield f"a figure in a text ({match[0]}): use a placeholder, or allow the entry in locales/exceptions.yml"


def catalogue_problems(root: Path = ROOT) -> list[str]:
    """Check sources and all catalogues; lines ``path: entry: problem``. What is not translated yet is no problem."""
    exceptions, sources = Exceptions.load(root), extract(root)
    problems: list[str] = []
    for domain, entries in sources.entries.items():
        for entry in entries:
            said = [*_source_problems(entry, exceptions), *_term_problems(entry, sources.words)]
            problems += (f"{entry.path}: {entry.name}: {problem}" for problem in said)
        for language in translated_languages(root, domain):
            path = po_path(root, language.code, domain)
            problems += _file_problems(path, entries, language.code, exceptions)
    return [problem.replace(f"{root}/", "", 1) for problem in problems]


def missing(root: Path, code: str) -> list[str]:
    """List the entries a language does not show to people yet (absent, empty or fuzzy): ``path: entry``."""
    absent: list[str] = []
    for domain, entries in extract(root).entries.items():
        if not is_wanted(root, code, domain):
            continue
        path = po_path(root, code, domain)
        found = read_translations(path)
        shown = path.relative_to(root)
        absent += (f"{shown}: {entry.name}" for entry in entries if not is_shown(found.get(entry.name), entry))
    return absent


def is_shown(translation: Translation | None, entry: Entry) -> bool:
    """Tell whether people see this translation: complete, not fuzzy, and made from today's source text."""
    if translation is None or translation.fuzzy or not all(translation.forms):
        return False
    return translation.source == source_of(entry)


def translated_languages(root: Path, domain: str = "") -> list[Language]:
    """List the languages that have catalogues (of a domain): all but the source and those derived from another."""
    languages = load_locales(root / "locales" / "locales.yml")
    translated = [language for code, language in languages.items() if code != SOURCE and "_Latn" not in code]
    return [language for language in translated if domain not in CHANNELS or CHANNELS[domain] in language.channels]


def is_wanted(root: Path, code: str, domain: str) -> bool:
    """Tell whether a language needs a domain's texts: the desk's are only for the languages it is offered in."""
    return code in {language.code for language in translated_languages(root, domain)}


def _placeholder_problems(entry: Entry, forms: Sequence[str]) -> Iterator[str]:
    allowed = set().union(*map(placeholders, source_of(entry)))
    # "two days" is one Arabic word without a number, so a form that counts may leave the number out
    required = allowed if entry.one is None else allowed - {"n"}
    for form in forms:
        used = placeholders(form)
        if absent := required - used:
            yield f"missing {_shown(absent)}"
        if unknown := used - allowed:
            yield f"unknown {_shown(unknown)}"
        if re.search(r"[{}]", PLACEHOLDER.sub("", form)):
            yield "a loose { or }"


def _shown(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _source_problems(entry: Entry, exceptions: Exceptions) -> Iterator[str]:
    for text in source_of(entry):
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            yield "a loose { or }; placeholders are {lower_case}"
        if UNFINISHED.search(text):
            yield "unfinished (TODO)"
    yield from figure_problems(entry, source_of(entry), exceptions)


def _term_problems(entry: Entry, words: Iterable[str]) -> Iterator[str]:
    cards = {f"term_{term.replace('-', '_')}" for term in words}
    for name in sorted(set().union(*map(placeholders, source_of(entry))) - cards):
        if name.startswith("term_"):
            yield f"{{{name}}}: no such term in bot/data/terms"


def _is_english(entry: Entry, forms: Sequence[str], code: str, exceptions: Exceptions) -> bool:
    if entry.name in exceptions.same.get(code, ()) or entry.name.endswith(".say"):
        return False
    words = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", entry.text).casefold())
    translatable = [word for word in words if word not in exceptions.words]
    return bool(translatable) and any(form == source for form in forms for source in source_of(entry))


def _file_problems(path: Path, entries: Iterable[Entry], code: str, exceptions: Exceptions) -> Iterator[str]:
    if not path.exists():
        yield f"{path}: no such file: run python -m bot.language.update"
        return
    if f'"Plural-Forms: {plural_header(code)}\\n"' not in path.read_text("utf-8"):
        yield f"{path}: header: the plural rule is not CLDR's; run python -m bot.language.update"
    try:
        found = read_translations(path)
    except PoFileError as error:
        yield f"{path}: {error}"
        return
    for entry in entries:
        translation = found.get(entry.name)
        if translation and is_shown(translation, entry):
            for problem in problems_of(entry, translation.forms, code, exceptions):
                yield f"{path}: {entry.name}: {problem}"
