"""Days as people name them: ``1 mars 2027``, ``om tre månader``, ``بعد شهرين``, ``bisha dambe``, ``next Monday``.

A month alone is its first day, the next time it comes round. A season or "soon" is no date and is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.language.amounts import Refusal
from bot.language.digits import fold
from bot.language.figures import figures
from bot.language.lexicon import EVERYWHERE, Entry, Kind, lexicon
from bot.language.words import bare, meanings

LONGEST = 200
_CLOCK = re.compile(r"(?:\b(?:kl|klockan|at|saacadda)\.? )?\b\d{1,2}:\d\d\b|\b(?:kl|klockan)\.? \d{1,2}\b")
_TABLE = Path(__file__).parent / "dates.yml"
_WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*")
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/. -]\s?(?P<year>(?:19|20)?\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/-])"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
)
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Part:
    """One meaningful piece of a date: ``kind`` as in the table, or number, year or month."""

    kind: str
    value: int = 0
    unit: str = ""


def parse_date(text: str, locale: str, day: date) -> date | Refusal:
    """Read the one day that a text names, seen from ``day``; past days too. Refuses with vague, several or none."""
    folded = _CLOCK.sub(" ", fold(text))
    if not folded or len(folded) > LONGEST:
        return Refusal("none")
    numeric = [found for pattern in _NUMERIC for found in pattern.finditer(folded)]
    if numeric:
        return (
            _numeric(numeric[0].groupdict(), day)
            if len({found.group() for found in numeric}) == 1
            else Refusal("several")
        )
    return _combined(_parts(folded, locale), text, locale, day=day)


def _numeric(found: Mapping[str, str], day: date) -> date | Refusal:
    year = found.get("year")
    if year is None:
        return _upcoming(int(found["month"]), int(found["day"]), day)
    return _made(int(year) if len(year) == 4 else 2000 + int(year), int(found["month"]), int(found["day"]))


def _made(year: int, month: int, number: int) -> date | Refusal:
    try:
        return date(year, month, number)
    except ValueError:
        return Refusal("none")


def _upcoming(month: int, number: int, day: date) -> date | Refusal:
    this_year = _made(day.year, month, number)
    if isinstance(this_year, date) and this_year < day:
        return _made(day.year + 1, month, number)
    return this_year


def _combined(parts: Sequence[_Part], text: str, locale: str, *, day: date) -> date | Refusal:
    kinds = [part.kind for part in parts]
    # a season is no day, but beside one it changes nothing: "August, before the autumn"
    if "vague" in kinds or ("season" in kinds and "month" not in kinds):
        return Refusal("vague")
    if kinds.count("month") > 1 or kinds.count("weekday") > 1 or kinds.count("shift") > 1:
        return Refusal("several")
    if "month" in kinds:
        return _in_month(parts, day)
    for part in parts:
        if part.kind == "shift":
            return _moved(day, part.unit, part.value)
        if part.kind == "weekday":
            ahead = (part.value - day.weekday()) % 7 or 7
            return day + timedelta(days=ahead - 7 if "last" in kinds else ahead)
        if part.kind == "unit":
            return _relative(parts, part, day)
    if kinds:
        return Refusal("vague" if "year" in kinds or "this" in kinds else "none")
    return _last_resort(text, locale, day)


def _in_month(parts: Sequence[_Part], day: date) -> date | Refusal:
    month = next(part.value for part in parts if part.kind == "month")
    years = [part.value for part in parts if part.kind == "year"]
    days = [part.value for part in parts if part.kind == "number" and 1 <= part.value <= 31]
    if len(days) > 1 or len(years) > 1:
        return Refusal("several")
    year = years[0] if years else None
    if year is None and any(part.kind == "next" for part in parts) and any(part.unit == "years" for part in parts):
        year = day.year + 1
    placed = _upcoming(month, 1, day.replace(day=1)) if year is None else _made(year, month, 1)
    if isinstance(placed, Refusal):
        return placed
    if days and year is None:
        return _upcoming(month, days[0], day)
    return _made(placed.year, month, days[0] if days else _edge(parts, placed))


def _edge(parts: Sequence[_Part], first: date) -> int:
    kinds = {part.kind for part in parts}
    if "end" in kinds:
        return monthrange(first.year, first.month)[1]
    return 15 if "middle" in kinds else 1


def _relative(parts: Sequence[_Part], unit: _Part, day: date) -> date | Refusal:
    """Read a unit with its surroundings: the next one begins on its first day, "in two months" keeps the day."""
    kinds = {part.kind for part in parts}
    count = next((part.value for part in parts if part.kind == "number"), None)
    if count is None and kinds & {"next", "last"}:
        start = _begin(_moved(day, unit.unit, -1 if "last" in kinds else 1), unit.unit)
        return start if isinstance(start, Refusal) or unit.unit != "months" else start.replace(day=_edge(parts, start))
    if count is None and not kinds & {"within", "ago"}:
        return Refusal("vague")
    if count is not None and not 0 <= count <= _MOST:
        return Refusal("too_large")
    steps = 1 if count is None else count
    return _moved(day, unit.unit, -steps if kinds & {"ago", "last"} and "within" not in kinds else steps)


def _begin(day: date | Refusal, unit: str) -> date | Refusal:
    if isinstance(day, Refusal):
        return day
    if unit == "weeks":
        return day - timedelta(days=day.weekday())
    return {"months": day.replace(day=1), "years": day.replace(month=1, day=1)}.get(unit, day)


def _moved(day: date, unit: str, steps: int) -> date | Refusal:
    if unit in ("days", "weeks"):
        return day + timedelta(days=steps * (7 if unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + steps * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return Refusal("none")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _parts(folded: str, locale: str) -> list[_Part]:
    words = _WORD.findall(folded)
    parts: list[_Part] = []
    place = 0
    while place < len(words):
        size, part = _named(words, place, locale)
        if part is None:
            size, part = _number(words, place, locale)
        parts.extend([part] if part is not None else [])
        place += size
    return parts


def _named(words: Sequence[str], place: int, locale: str) -> tuple[int, _Part | None]:
    phrases = _phrases(locale)
    for size in range(min(4, len(words) - place), 0, -1):
        for first in bare(words[place]):
            found = phrases.get(" ".join((first, *words[place + 1 : place + size])))
            if found is not None:
                return size, found
    return 1, None


def _number(words: Sequence[str], place: int, locale: str) -> tuple[int, _Part | None]:
    """Read digits, or as many number words as make one number."""
    if words[place].isdigit():
        value = int(words[place][:9])
        is_year = len(words[place]) == 4 and words[place][:2] in ("19", "20")
        return 1, _Part("year" if is_year else "number", value)
    entries: list[Entry] = []
    size = 0
    for word in words[place:]:
        found = meanings(word, lexicon(locale))
        if not found or _named(words, place + size, locale)[1] is not None:
            break
        entries.extend(found)
        size += 1
    read = figures(entries)
    if len(read) == 1 and read[0].whole and not read[0].value % 1:
        return size, _Part("number", int(read[0].value))
    return 1, _Part("number", 1) if entries and entries[0].kind is Kind.ARTICLE and entries[0].value else None


@cache
def _phrases(locale: str) -> Mapping[str, _Part]:
    table = YAML(typ="safe").load(_TABLE.read_text(encoding="utf-8"))
    found: dict[str, _Part] = {}
    for code in dict.fromkeys((locale, *EVERYWHERE)):
        for kind, entries in table.get(code, {}).items():
            if isinstance(entries, list):
                for phrase in entries:
                    found.setdefault(fold(phrase), _Part(kind))
                continue
            for name, phrases in entries.items():
                for phrase in phrases:
                    found.setdefault(fold(phrase), _part(kind, name))
    for group in lexicon(locale).phrases.values():
        for words, entry in group:
            if entry.kind is Kind.MONTH:
                found.setdefault(" ".join(words), _Part("month", int(entry.value)))
    return found


def _part(kind: str, name: str) -> _Part:
    if kind == "shift":
        unit, steps = name.split()
        return _Part("shift", int(steps), unit)
    return _Part("unit", 0, name) if kind == "unit" else _Part(kind, int(name))


def _last_resort(text: str, locale: str, day: date) -> date | Refusal:
    """Ask dateparser, which knows month names of 200 languages; only where there is a digit, and in this language."""
    if not any(character.isdigit() for character in text) or locale in EVERYWHERE:
        return Refusal("none")
    import dateparser

    settings = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "future", "RELATIVE_BASE": _noon(day)}
    found = dateparser.parse(text, languages=[locale.split("_")[0]], settings=settings)
    return Refusal("none") if found is None else found.date()


def _noon(day: date) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 dateparser wants a naive moment
