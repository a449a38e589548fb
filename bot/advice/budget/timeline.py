"""The months of a plan, and which dated figure belongs to which month.

A figure is taken in the month itself where one is decided for it, else the newest that was decided before, none older
than on the plan's day for figures. That is an assumption and is remembered as one, so that every document can say it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Protocol

from bot.advice.budget.inputs import MONTHS, Inputs
from bot.advice.parameters import Figure, UndecidedError


class Dated(Protocol):
    """One figure through time."""

    def on(self, day: date) -> Figure:
        """Give the figure in force on a day; raise ``UndecidedError`` where none is decided."""


class Figured(Protocol):
    """Where dated figures come from: ``bot.advice.parameters.Parameters``, or a few made up for a test."""

    def __getitem__(self, name: str) -> Dated:
        """Give the figure of that name; raise ``KeyError`` when there is none."""


@lru_cache(maxsize=512)
def month_day(start: date, month: int) -> date:
    """Give the first day of the plan's month (0 is the month of ``start``)."""
    years, months = divmod(start.year * 12 + start.month - 1 + month, 12)
    return date(years, months + 1, 1)


@lru_cache(maxsize=64)
def calendar_years(start: date, months: int = MONTHS) -> tuple[tuple[int, range], ...]:
    """Give each calendar year the plan touches with the plan's months in it."""
    years = [month_day(start, month).year for month in range(months)]
    return tuple((year, range(years.index(year), years.index(year) + years.count(year))) for year in sorted(set(years)))


def months_of_year(year: int) -> range:
    """Give the months of the plan's own year 0, 1 or 2: twelve from the start."""
    return range(year * 12, year * 12 + 12)


class _Lookups:
    """What was found for one start and one day for figures, shared by plans: what-ifs ask for the same few."""

    most: ClassVar[int] = 64
    _parameters: ClassVar[Figured | None] = None
    _kept: ClassVar[dict[tuple[date, date], _Lookups]] = {}

    def __init__(self, parameters: Figured, start: date, day: date) -> None:
        self._source, self._start, self._day = parameters, start, day
        self.figures: dict[tuple[str, int], tuple[Figure, bool]] = {}
        self.rules: dict[tuple[str, int], Figure | None] = {}

    @classmethod
    def of(cls, parameters: Figured, start: date, day: date) -> _Lookups:
        """Give the ones kept for this start and day; a program has one set of parameters, a test may have many."""
        if cls._parameters is not parameters or len(cls._kept) > cls.most:
            cls._parameters, cls._kept = parameters, {}
        return cls._kept.setdefault((start, day), cls(parameters, start, day))

    def figure(self, name: str, month: int) -> tuple[Figure, bool]:
        """Give the figure for a month, and whether it is only assumed to hold there."""
        settled = self._source[name].on(self._day)
        try:
            return self._source[name].on(month_day(self._start, month)), False
        except UndecidedError as undecided:
            newer = undecided.last
            return (newer if newer is not None and newer.since > settled.since else settled), True

    def rule(self, name: str, month: int) -> Figure | None:
        """Give the figure of a rule that exists in a month, else None."""
        try:
            found = self._source[name].on(month_day(self._start, month))
        except UndecidedError:
            return None
        return found if found.value is not None else None


class Figures:
    """Looks figures up for one plan, and remembers which were used and which of them were only assumed to go on."""

    def __init__(self, parameters: Figured, inputs: Inputs) -> None:
        self.day = inputs.figures_day or inputs.start
        self._lookups = _Lookups.of(parameters, inputs.start, self.day)
        # by identity: a figure is one object for all its days, and costs more to compare than to look up
        self._used: dict[int, Figure] = {}
        self._assumed: dict[int, Figure] = {}

    @property
    def used(self) -> tuple[Figure, ...]:
        """Give every figure looked up so far, in order."""
        return tuple(self._used.values())

    @property
    def assumed(self) -> tuple[Figure, ...]:
        """Give the figures used in months they are not decided for."""
        return tuple(self._assumed.values())

    def at(self, name: str, month: int) -> Figure:
        """Give the figure for a month; raise ``UndecidedError`` when the plan's day for figures has none."""
        known = self._lookups.figures.get((name, month))
        if known is None:
            known = self._lookups.figures[name, month] = self._lookups.figure(name, month)
        figure, assumed = known
        self._used[id(figure)] = figure
        if assumed:
            self._assumed[id(figure)] = figure
        return figure

    def value(self, name: str, month: int) -> Decimal:
        """Give the amount of ``at``; an abolished figure counts as nothing."""
        return self.at(name, month).value or Decimal(0)

    def existing(self, name: str, month: int) -> Figure | None:
        """Give the figure of a rule that may come and go, or None in months without it; nothing is assumed."""
        key = (name, month)
        if key not in self._lookups.rules:
            self._lookups.rules[key] = self._lookups.rule(name, month)
        figure = self._lookups.rules[key]
        if figure is not None:
            self._used[id(figure)] = figure
        return figure
