"""Numbers put together from their parts: ``two`` ``and`` ``a half`` ``thousand`` is one figure, ``two`` ``three`` are two.

The rules are those all our languages share: a part is added when it fits below what was said, a scale multiplies what
stands before it. What does not fit begins the next figure, so that "two three thousand" is never 5,000 or 2,003.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.language.lexicon import Entry, Kind

_NUMERIC = frozenset({Kind.NUMBER, Kind.INSIDE, Kind.FIGURE, Kind.SCALE, Kind.DUAL, Kind.MANY, Kind.FRACTION})
_GLUE = frozenset({Kind.AND, Kind.ARTICLE, Kind.POINT, Kind.LESS})
_ONE, _TEN, _HUNDRED = Decimal(1), Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number found at ``entries[start:end]``; ``only`` is the one entry it was made of, if it was one.

    ``digits`` tells digits from words; ``whole`` is false for a fraction of something unsaid ("half"), and for a plural without a count ("thousands").
    """

    value: Decimal
    start: int
    end: int
    only: Entry | None = None
    whole: bool = True
    digits: bool = False

    @property
    def length(self) -> int:
        """How many entries it takes."""
        return self.end - self.start


@dataclass(slots=True)
class _Sum:
    """A number being read: what is settled, and the parts below the next scale."""

    start: int
    end: int
    total: Decimal = Decimal(0)
    scale: Decimal | None = None
    parts: list[Decimal] = field(default_factory=list)
    taken: list[Entry] = field(default_factory=list)

    @property
    def group(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    def figure(self) -> Figure:
        first = self.taken[0]
        whole = len(self.taken) > 1 or first.kind not in (Kind.FRACTION, Kind.MANY)
        digits = any(entry.kind is Kind.FIGURE for entry in self.taken)
        return Figure(self.total + self.group, self.start, self.end, first if len(self.taken) == 1 else None, whole, digits)

    def take(self, entry: Entry, glue: Sequence[Entry], following: Entry | None) -> bool:
        """Take one more part, if it belongs to this number."""
        joined = any(part.kind is Kind.AND for part in glue)
        if any(part.kind is Kind.POINT for part in glue):
            return self._decimals(entry)
        if entry.kind is Kind.FRACTION:
            return self._fraction(entry, bool(glue), following)
        if entry.kind is Kind.DUAL:
            return self._dual(entry, joined)
        if entry.kind in (Kind.SCALE, Kind.MANY):
            if _hyphen(glue) and len(self.taken) > 1:
                return False
            return self._hundred(entry, joined) if entry.value == _HUNDRED else self._scale(entry, joined)
        if _hyphen(glue) and not (place(entry.value) == 1 and self.parts and place(self.parts[-1]) == _TEN):
            return False
        return self._number(entry, joined, scaled=_is_scale(following))

    def _number(self, entry: Entry, joined: bool, *, scaled: bool) -> bool:
        value = entry.value
        if entry.kind is Kind.FIGURE and self.parts:
            return False
        if not self.parts:
            if not self._room(entry, joined or scaled):
                return False
            self.parts.append(value)
            return True
        last = self.parts[-1]
        if _is_teen(last, entry, joined):
            self.parts[-1] += value
            return True
        if entry.units_first and joined and _ONE <= last < _TEN and value % _TEN == 0 and _TEN <= value < _HUNDRED:
            if len(self.parts) > 1 and place(self.parts[-2]) < _HUNDRED:
                return False
            self.parts[-1] += value
            return True
        room = _TEN if last == _TEN and self.taken[-1].ten_adds else place(last)
        if value >= room or (entry.needs_and and not joined and value * _TEN < place(last)):
            return False
        self.parts.append(value)
        return True

    def _room(self, entry: Entry, joined: bool) -> bool:
        """Tell whether something may follow a scale: below it, and joined where a bare neighbour would be a range."""
        if self.scale is None:
            return True
        if entry.value >= self.scale:
            return False
        return joined or not (entry.needs_and or entry.kind is Kind.FIGURE) or entry.value * _TEN >= self.scale

    def _hundred(self, entry: Entry, joined: bool) -> bool:
        if not self.parts:
            if not self._room(entry, joined) or (entry.kind is Kind.MANY):
                return False
            self.parts.append(entry.value)
            return True
        if joined:
            if not (entry.units_first and self.group < _HUNDRED and place(self.group) == 1):
                return False
            self.parts = [self.group + entry.value]
            return True
        if not 0 < self.group < _HUNDRED or (self.scale is not None and self.group * entry.value >= self.scale):
            return False
        self.parts = [self.group * entry.value]
        return True

    def _scale(self, entry: Entry, joined: bool) -> bool:
        if self.scale is not None and entry.value >= self.scale:
            return False
        if not self.parts:
            if not joined or entry.kind is Kind.MANY:
                return False
            self.total += entry.value
        elif joined:
            if not entry.units_first or entry.kind is Kind.MANY or self.scale is not None:
                return False
            self.total, self.parts = self.group + entry.value, []
        else:
            if self.group >= 1000 or (entry.kind is Kind.MANY and _spelt_teen(self.taken)):
                return False
            self.total, self.parts = self.total + self.group * entry.value, []
        self.scale = entry.value
        return True

    def _dual(self, entry: Entry, joined: bool) -> bool:
        if self.parts or not joined or self.scale is None or entry.value * 2 >= self.scale:
            return False
        self.total, self.scale = self.total + entry.value * 2, entry.value
        return True

    def _fraction(self, entry: Entry, glued: bool, following: Entry | None) -> bool:
        scaled = following is not None and following.kind is Kind.SCALE
        if not glued:
            if entry.value == Decimal("0.25") and self.taken[-1].kind is Kind.NUMBER and self.group == 3:
                self.parts = [self.group * entry.value]
                return True
            glued = self.taken[-1].kind is Kind.FIGURE or entry.locale in ("tr", "bs", "sr", "ru", "sv")
        if not glued or self.group % 1:
            return False
        if self.parts:
            of_hundred = self.scale is None and self.taken[-1].value == _HUNDRED and entry.units_first and not scaled
            if self.scale is not None and not scaled:
                return False
            self.parts.append(_HUNDRED * entry.value if of_hundred else entry.value)
            return True
        if self.scale is None or scaled:
            return False
        self.total += self.scale * entry.value
        return True

    def _decimals(self, entry: Entry) -> bool:
        digits = str(entry.value)
        if self.scale is not None or not self.parts or self.group % 1 or not digits.isdigit() or len(digits) > 2:
            return False
        if entry.kind not in (Kind.NUMBER, Kind.FIGURE):
            return False
        self.parts.append(Decimal(f"0.{digits}"))
        return True


def place(value: Decimal) -> Decimal:
    """Give the room below a part: 100 below 300, 10 below 40, 1 below 7 or 14, nothing below a broken number."""
    if value % 1:
        return Decimal(0)
    if value % _HUNDRED == 0 and value:
        return _HUNDRED
    return _TEN if value % _TEN == 0 and value > _TEN else _ONE


def _is_teen(last: Decimal, entry: Entry, joined: bool) -> bool:
    return entry.locale == "ar" and entry.value == _TEN and not joined and _ONE <= last < _TEN


def _spelt_teen(taken: Sequence[Entry]) -> bool:
    return len(taken) > 1 and taken[-1].value == _TEN and taken[-1].locale == "ar" and taken[-2].value < _TEN


def _is_scale(entry: Entry | None) -> bool:
    return entry is not None and entry.kind in (Kind.SCALE, Kind.MANY)


def _hyphen(glue: Sequence[Entry]) -> bool:
    return any(part.name == "-" for part in glue)


def figures(entries: Sequence[Entry]) -> list[Figure]:
    """Read every number in a row of entries, in order."""
    found: list[Figure] = []
    current: _Sum | None = None
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


def _extend(current: _Sum, entry: Entry, glue: Sequence[Entry], *, following: Entry | None, index: int) -> bool:
    if any(part.kind is Kind.LESS for part in glue) or _comma_parts(current, entry, glue):
        return False
    if not current.take(entry, glue, following):
        return False
    current.taken.append(entry)
    current.end = index + 1
    return True


def _comma_parts(current: _Sum, entry: Entry, glue: Sequence[Entry]) -> bool:
    """A comma parts two numbers, but for "one million, two hundred thousand"."""
    if not any(part.name == "," for part in glue):
        return False
    return entry.kind is Kind.FIGURE or current.scale is None or bool(current.parts)


def _begin(before: _Sum | None, entry: Entry, index: int) -> _Sum:
    fresh = _Sum(index, index + 1, taken=[entry])
    if entry.kind is Kind.DUAL:
        fresh.total, fresh.scale = entry.value * 2, entry.value
    elif entry.kind in (Kind.SCALE, Kind.MANY) and entry.value != _HUNDRED:
        fresh.total, fresh.scale = entry.value, entry.value
    else:
        fresh.parts = [entry.value]
    return fresh


def _as_number(entry: Entry, current: _Sum | None, following: Entry | None) -> Entry:
    """Take an article for the number one where only a number can stand: "twenty one thousand", "en krona"."""
    if entry.kind is not Kind.ARTICLE or not entry.value:
        return entry
    ends = following is None or following.kind in (Kind.KRONOR, Kind.PERCENT, Kind.POINT, Kind.OR, Kind.TO)
    inside = current is not None and (_is_scale(following) or _after_ten(current, following))
    starts_scale = current is None and following is not None and following.kind is Kind.AND
    if ends or inside or starts_scale:
        return Entry(Kind.NUMBER, entry.value, entry.locale, entry.name)
    return entry


def _after_ten(current: _Sum, following: Entry | None) -> bool:
    """Take "tjugo en kunder" for 21, but "femtio en timme" for 50 an hour."""
    tens = current.taken[-1].kind is Kind.NUMBER and bool(current.parts) and place(current.parts[-1]) == _TEN
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
                (entry.value for entry in entries[waiting.start : waiting.end] if entry.kind in _SCALES), default=_ONE
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
