"""Turns a message (a name with typed values) into words for one reader: their language, their direction, their channel.

Nothing here fails because of a bad value: the name of what was wrong is logged, and the reader gets the rest.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from bot.language import formats
from bot.language.catalogue import Catalogue, Text, default_catalogue
from bot.language.locales import SOURCE, direction, language_name

Value = Any
"""A JSON value; typed ones are objects with a ``type`` (the table in ``docs/architecture.md``)."""

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
UNKNOWN = "…"
DEEPEST = 5
_ITEM = re.compile("[\ue000-\uf8ff]")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TermPart:
    """A Swedish term inside a text: its id, and the word that is shown and can be tapped."""

    term: str
    text: str


Part = str | TermPart


@dataclass(frozen=True)
class Rendered:
    """Words for a reader. ``parts`` is ``text`` cut where a term stands; ``language`` is the one really used."""

    text: str
    parts: tuple[Part, ...]
    language: str
    direction: str


@dataclass(frozen=True)
class _Reader:
    """For whom a value is written, and how deep inside other messages we are."""

    catalogue: Catalogue
    locale: str
    channel: str
    depth: int = 0


class _ValueError(ValueError):
    """A value cannot be shown; says what is wrong without quoting it."""


def render(
    name: str, values: Mapping[str, Value], *, locale: str, channel: str = "web", catalogue: Catalogue | None = None
) -> Rendered:
    """Word a message for a reader. An unknown name or value is logged by name and shown as ``…``, never raised."""
    reader = _Reader(catalogue or default_catalogue(), locale, channel)
    text, parts = _message(name, values, reader)
    if channel == "sms" and not formats.has_right_to_left(_whole(parts)):
        parts = [formats.plain_for_sms(part) if isinstance(part, str) else part for part in parts]
    return Rendered(_whole(parts), tuple(parts), text.language, direction(text.language))


def render_value(value: Value, *, locale: str, catalogue: Catalogue | None = None) -> str:
    """Word one typed value alone, such as an answer in a list; a bad one is logged and shown as ``…``."""
    reader = _Reader(catalogue or default_catalogue(), locale, "web")
    return _whole(_value("value", value, reader))


def _whole(parts: Iterable[Part]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def _message(name: str, values: Mapping[str, Value], reader: _Reader) -> tuple[Text, list[Part]]:
    text = _words(name, values, reader)
    if text is None:
        logger.error("no text of this name", extra={"entry": name})
        return Text(UNKNOWN, SOURCE), [UNKNOWN]
    # values follow the language of the sentence they stand in, also when that is a fallback
    inner = _Reader(reader.catalogue, text.language, reader.channel, reader.depth)
    parts: list[Part] = []
    for position, piece in enumerate(_pieces(text.text)):
        parts += [piece] if position % 2 == 0 else _placeholder(name, piece, values, inner)
    return text, _merged(parts)


def _words(name: str, values: Mapping[str, Value], reader: _Reader) -> Text | None:
    if name not in reader.catalogue:
        return None
    amount = _amount_of(values.get("n"))
    text = reader.catalogue.text(name, reader.locale, number=amount)
    if reader.channel == "sms":
        short = f"{name.removesuffix('.text')}.short"
        if short in reader.catalogue:
            shorter = reader.catalogue.text(short, reader.locale, number=amount)
            return shorter if shorter.language == text.language else text
    return text


def _amount_of(value: Value) -> Decimal | None:
    try:
        return _decimal(value["value"]) if isinstance(value, Mapping) else None
    except (KeyError, _ValueError):
        return None


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """Cut a text at its placeholders: words at even places, names of placeholders at odd ones."""
    return tuple(PLACEHOLDER.split(text))


def _placeholder(name: str, placeholder: str, values: Mapping[str, Value], reader: _Reader) -> list[Part]:
    if placeholder in values:
        return _value(f"{name}: {placeholder}", values[placeholder], reader)
    term = reader.catalogue.term(placeholder.removeprefix("term_"))
    if placeholder.startswith("term_") and term:
        return _term({"value": term}, reader)
    logger.error("no value for a placeholder", extra={"entry": f"{name}: {placeholder}"})
    return [UNKNOWN]


def _value(where: str, value: Value, reader: _Reader) -> list[Part]:
    try:
        if isinstance(value, Mapping):
            return WRITERS[str(value.get("type"))](value, reader)
        if isinstance(value, str):
            return [formats.isolated_text(value)]
        return _count({"value": value}, reader)
    except (KeyError, TypeError, ValueError) as error:
        kind = value.get("type") if isinstance(value, Mapping) else type(value).__name__
        known = kind if kind in WRITERS else "unknown"
        logger.error("a value cannot be shown", extra={"entry": where, "kind": known, "error": type(error).__name__})
        return [UNKNOWN]


def _decimal(value: Value) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _ValueError("write a number as text, a float loses digits")
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise _ValueError("not a number") from error
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise _ValueError("not a number people use")
    return number


def _money(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    if value.get("currency", "SEK") != "SEK":
        raise _ValueError("only SEK is written as kr")
    return [formats.isolated_number(formats.money(_decimal(value["value"]), reader.locale))]


def _percent(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    return [formats.isolated_number(formats.percent(_decimal(value["value"]), reader.locale))]


def _count(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    return [formats.number(_decimal(value["value"]), reader.locale)]


def _date(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    return [formats.long_date(date.fromisoformat(value["value"]), reader.locale)]


def _name(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    if not isinstance(value["value"], str):
        raise _ValueError("a name is text")
    return [formats.isolated_text(value["value"])]


def _language(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    return [formats.isolated_text(language_name(str(value["value"]), reader.locale))]


def _term(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    term = str(value["value"])
    word = reader.catalogue.word(term)
    if word is None:
        raise _ValueError("no card for this term")
    part = TermPart(reader.catalogue.term(term.replace("-", "_")) or term, word)
    return [formats.FSI, part, formats.PDI] if formats.runs_right_to_left(reader.locale) else [part]


def _nested(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    if reader.depth >= DEEPEST:
        raise _ValueError("messages inside messages, too deep")
    inner = _Reader(reader.catalogue, reader.locale, reader.channel, reader.depth + 1)
    text, parts = _message(value["name"], value.get("values") or {}, inner)
    return parts if text.language == reader.locale else [formats.FSI, *parts, formats.PDI]


def _list(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    written = [_value("item of a list", item, reader) for item in value["items"]]
    marks = tuple(chr(0xE000 + position) for position in range(len(written)))
    parts: list[Part] = []
    pattern = formats.joined(marks, reader.locale) if marks else ""
    rest = 0
    for match in _ITEM.finditer(pattern):
        parts += [pattern[rest : match.start()], *written[ord(match[0]) - 0xE000]]
        rest = match.end()
    return [*parts, pattern[rest:]]


def _lines(value: Mapping[str, Value], reader: _Reader) -> list[Part]:
    parts: list[Part] = []
    for item in value["items"]:
        parts += ["\n"] if parts else []
        parts += _value("line of a list", item, reader)
    return parts


WRITERS: Mapping[str, Callable[[Mapping[str, Value], _Reader], list[Part]]] = {
    "money": _money,
    "date": _date,
    "percent": _percent,
    "count": _count,
    "term": _term,
    "name": _name,
    "language": _language,
    "message": _nested,
    "list": _list,
    "lines": _lines,
}


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Join neighbouring strings and drop empty ones."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    return merged
