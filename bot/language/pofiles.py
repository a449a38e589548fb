"""Reads and writes ``.po`` files: one translation for each entry's name, no dates, no places in the source.

A translation whose source text has changed is *fuzzy*: kept for the translator, shown to nobody.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.language.extract import Entry
from bot.language.plurals import categories, plural_header

WIDTH = 100
TITLES = {
    "bot": "replies, questions and term cards",
    "gateway": "buttons, pages and documents",
    "desk": "the advisers' desk",
}


@dataclass(frozen=True)
class Translation:
    """One translation: its forms (one, or one for each plural category), and the source text it was made from."""

    forms: tuple[str, ...]
    source: tuple[str, ...]
    fuzzy: bool = False
    comments: tuple[str, ...] = ()


def po_path(root: Path, code: str, domain: str) -> Path:
    """Tell where a language's catalogue for a domain lies."""
    return root / "locales" / code / "LC_MESSAGES" / f"{domain}.po"


def pot_path(root: Path, domain: str) -> Path:
    """Tell where the template of a domain's catalogues lies."""
    return root / "locales" / f"{domain}.pot"


def read_translations(path: Path) -> dict[str, Translation]:
    """Read a catalogue by entry name; an absent file is empty; raise ``PoFileError`` for one that is broken."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, ignore_obsolete=True, abort_invalid=True)
    found: dict[str, Translation] = {}
    for message in catalogue:
        if message.id:
            name = message.context or ""
            if name in found:
                raise PoFileError(f"{path}: {name} stands there twice", catalogue, "", message.lineno or 0)
            found[name] = _translation(message)
    return found


def source_of(entry: Entry) -> tuple[str, ...]:
    """Give an entry's msgid, or msgid and msgid_plural."""
    return (entry.text,) if entry.one is None else (entry.one, entry.text)


def updated(entries: Iterable[Entry], old: Mapping[str, Translation]) -> dict[str, Translation]:
    """Carry translations over to the sources as they are now: fuzzy where the source changed, dropped where it went."""
    return {entry.name: _carried(source_of(entry), old.get(entry.name)) for entry in entries}


def write_catalogue(entries: Iterable[Entry], translations: Mapping[str, Translation], domain: str, code: str) -> str:
    """Give the text of a ``.po`` file in the order of the entries."""
    catalogue = Catalog()
    for entry in entries:
        translation = translations[entry.name]
        source = source_of(entry)
        forms = _padded(translation.forms, len(categories(code)) if entry.one is not None else 1)
        message = catalogue.add(
            source if len(source) > 1 else source[0],
            forms if len(source) > 1 else forms[0],
            context=entry.name,
            auto_comments=[entry.note] if entry.note else [],
            user_comments=list(translation.comments),
        )
        message.flags = _flags(source, fuzzy=translation.fuzzy)
    catalogue.locale = code  # after the messages: Babel would otherwise refuse forms by a rule of its own
    return _header(domain, code) + _body(catalogue)


def write_template(entries: Iterable[Entry], domain: str) -> str:
    """Give the text of a ``.pot`` file in the order of the entries."""
    catalogue = Catalog()
    for entry in entries:
        source = source_of(entry)
        message = catalogue.add(
            source if len(source) > 1 else source[0],
            ("", "") if len(source) > 1 else "",
            context=entry.name,
            auto_comments=[entry.note] if entry.note else [],
        )
        message.flags = _flags(source, fuzzy=False)
    return _header(domain, None) + _body(catalogue)


def _translation(message: Message) -> Translation:
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    source = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    return Translation(
        forms=tuple(form or "" for form in forms),
        source=tuple(source),
        fuzzy=message.fuzzy,
        comments=tuple(message.user_comments),
    )


def _carried(source: tuple[str, ...], old: Translation | None) -> Translation:
    if old is None or not any(old.forms):
        return Translation((), source, comments=old.comments if old else ())
    if old.source == source:
        return old
    return Translation(old.forms, source, fuzzy=True, comments=old.comments)


def _padded(forms: tuple[str, ...], number: int) -> tuple[str, ...]:
    return (*forms, *[""] * number)[:number]


def _flags(source: tuple[str, ...], *, fuzzy: bool) -> set[str]:
    braces = any("{" in text for text in source)
    return ({"python-brace-format"} if braces else set()) | ({"fuzzy"} if fuzzy else set())


def _header(domain: str, code: str | None) -> str:
    fields = {
        "Project-Id-Version": "startbro",
        "Language": code or "",
        "Plural-Forms": plural_header(code) if code else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {value}\\n"' for name, value in fields.items() if value]
    return "\n".join([f"# Startbro: {TITLES[domain]}.", 'msgid ""', 'msgstr ""', *lines, "", ""])


def _body(catalogue: Catalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=WIDTH, omit_header=True, no_location=True)
    return buffer.getvalue().decode().rstrip("\n") + "\n"
