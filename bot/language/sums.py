"""One number while it is being read: what is settled, and what may still be added or multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.language.lexicon import Entry, Kind

_ONE, _TEN, _HUNDRED = Decimal(1), Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number found at ``entries[start:end]``; ``only`` is the one entry it was made of, if it was one.

    ``digits`` tells digits from words; ``whole`` is false for a fraction of something unsaid ("half"), and for a
    plural without a count ("thousands").
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
class Sum:
    """A number being read: what is settled, and the parts below the next scale."""

    start: int
    end: int
    total: Decimal = Decimal(0)
    scale: Decimal | None = None
    parts: list[Decimal] = field(default_factory=list)
    taken: list[Entry] = field(default_factory=list)

    @property
    def group(self) -> Decimal:
        """What stands below the next scale."""
        return sum(self.parts, Decimal(0))

    def figure(self) -> Figure:
        """Give the number as far as it was read."""
        first = self.taken[0]
        whole = len(self.taken) > 1 or first.kind not in (Kind.FRACTION, Kind.MANY)
        digits = any(entry.kind is Kind.FIGURE for entry in self.taken)
        return Figure(
            self.total + self.group, self.start, self.end, first if len(self.taken) == 1 else None, whole, digits
        )

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
        return self._number(entry, joined, scaled=is_scale(following))

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


def is_scale(entry: Entry | None) -> bool:
    """Tell whether a scale such as "thousand" stands here."""
    return entry is not None and entry.kind in (Kind.SCALE, Kind.MANY)


def _hyphen(glue: Sequence[Entry]) -> bool:
    return any(part.name == "-" for part in glue)
