"""Numbers put together from their parts: ``two`` ``and`` ``a half`` ``thousand`` is one figure.

The rules are those all our languages share: a part is added when it fits below what was said, a scale multiplies what
stands before it. What does not fit begins the next figure, so that "two three thousand" is never 5,000 or 2,003.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.language.lexicon import VALUED, Entry, Kind
from bot.language.sums import Figure, Sum, is_scale, place

_NUMERIC = frozenset({*VALUED, Kind.FIGURE})
_GLUE = frozenset({Kind.AND, Kind.ARTICLE, Kind.POINT, Kind.LESS})


def figures(entries: Sequence[Entry]) -> list[Figure]:
    """Read every number in a row of entries, in order."""
    found: list[Figure] = []
    current: Sum | None = None
    glue: list[Entry] = []
    for index, entry in enumerate(entries):
        following = _next(entries, index)
        entry = _as_number(entry, current, following)
        if entry.kind in _NUMERIC:
            if current is None or not _extend(current, entry, glue, following=following, index=index):
                if current is not None:
                    found.append(current.figure())
                current = _begin(current, entry, index)
            glue = []
        elif entry.kind in _GLUE or (entry.name in ("-", ",") and current is not None):
            glue.append(entry)
        else:
            found.extend([current.figure()] if current is not None else [])
            current, glue = None, []
    found.extend([current.figure()] if current is not None else [])
    return list(_subtracted(found, entries))


def _extend(current: Sum, entry: Entry, glue: Sequence[Entry], *, following: Entry | None, index: int) -> bool:
    if any(part.kind is Kind.LESS for part in glue) or _comma_parts(current, entry, glue):
        return False
    if not current.take(entry, glue, following):
        return False
    current.taken.append(entry)
    current.end = index + 1
    return True


def _comma_parts(current: Sum, entry: Entry, glue: Sequence[Entry]) -> bool:
    """Tell that a comma parts two numbers, but for "one million, two hundred thousand"."""
    if not any(part.name == "," for part in glue):
        return False
    return entry.kind is Kind.FIGURE or current.scale is None or bool(current.parts)


def _begin(before: Sum | None, entry: Entry, index: int) -> Sum:
    fresh = Sum(index, index + 1, taken=[entry])
    if entry.kind is Kind.DUAL:
        fresh.total, fresh.scale = entry.value * 2, entry.value
    elif entry.kind in (Kind.SCALE, Kind.MANY) and entry.value != Decimal(100):
        fresh.total, fresh.scale = entry.value, entry.value
    else:
        fresh.parts = [entry.value]
    return fresh


def _as_number(entry: Entry, current: Sum | None, following: Entry | None) -> Entry:
    """Take an article for the number one where only a number can stand: "twenty one thousand", "en krona"."""
    if entry.kind is not Kind.ARTICLE or not entry.value:
        return entry
    ends = following is None or following.kind in (Kind.KRONOR, Kind.PERCENT, Kind.POINT, Kind.OR, Kind.TO)
    inside = current is not None and (is_scale(following) or _after_ten(current, following))
    starts_scale = current is None and following is not None and following.kind is Kind.AND
    if ends or inside or starts_scale:
        return Entry(Kind.NUMBER, entry.value, entry.locale, entry.name)
    return entry


def _after_ten(current: Sum, following: Entry | None) -> bool:
    """Take "tjugo en kunder" for 21, but "femtio en timme" for 50 an hour."""
    tens = current.taken[-1].kind is Kind.NUMBER and bool(current.parts) and place(current.parts[-1]) == Decimal(10)
    return tens and following is not None and following.kind not in (Kind.BASIS, Kind.FRACTION)


def _next(entries: Sequence[Entry], index: int) -> Entry | None:
    for entry in entries[index + 1 :]:
        if entry.kind is not Kind.ARTICLE:
            return entry
    return None


def _subtracted(found: Sequence[Figure], entries: Sequence[Entry]) -> Iterator[Figure]:
    """Join "a thousand less a quarter" and "ten thousand less five hundred"."""
    waiting: Figure | None = None
    for figure in found:
        if waiting is not None and _less_between(entries, waiting, figure):
            scale = max(
                (entry.value for entry in entries[waiting.start : waiting.end] if entry.kind in _SCALES),
                default=Decimal(1),
            )
            taken = figure.value if figure.whole else figure.value * scale
            waiting = Figure(waiting.value - taken, waiting.start, figure.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = figure
    if waiting is not None:
        yield waiting


_SCALES = frozenset({Kind.SCALE, Kind.DUAL, Kind.MANY})


def _less_between(entries: Sequence[Entry], left: Figure, right: Figure) -> bool:
    between = entries[left.end : right.start]
    return bool(between) and all(entry.kind in _GLUE for entry in between) and any(e.kind is Kind.LESS for e in between)
