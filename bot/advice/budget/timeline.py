"""The months of a plan, and which dated figure belongs to which month.

A figure is taken in the month itself where one is decided for it, else on the plan's day for figures; the second is an
assumption and is remembered as one, so that every document can say it.
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


class _Decided:
    """Remembers what was decided for which day, across plans: a thousand what-ifs ask for the same few figures."""

    _newest: ClassVar[_Decided | None] = None

    def __init__(self, parameters: Figured) -> None:
        self._parameters = parameters
        self._known: dict[tuple[str, date], Figure | UndecidedError] = {}

    @classmethod
    def of(cls, parameters: Figured) -> _Decided:
        """Give the one kept for these parameters; a program has one set of them, a test may have many."""
        newest = cls._newest
        if newest is None or newest._parameters is not parameters:
            newest = cls._newest = cls(parameters)
        return newest

    def on(self, name: str, day: date) -> Figure | None:
        """Give the figure in force on a day, or None where nothing is decided."""
        found = self._found(name, day)
        return None if isinstance(found, UndecidedError) else found

    def settled(self, name: str, day: date) -> Figure:
        """Give the figure in force on a day; raise ``UndecidedError`` where nothing is decided."""
        found = self._found(name, day)
        if isinstance(found, UndecidedError):
            raise UndecidedError(found.figure, found.day, found.last)
        return found

    def _found(self, name: str, day: date) -> Figure | UndecidedError:
        key = (name, day)
        if key not in self._known:
            try:
                self._known[key] = self._parameters[name].on(day)
            except UndecidedError as error:
                self._known[key] = UndecidedError(error.figure, error.day, error.last)
        return self._known[key]


class Figures:
    """Looks figures up for one plan, and remembers which were used and which of them were only assumed to go on."""

    def __init__(self, parameters: Figured, inputs: Inputs) -> None:
        self._decided = _Decided.of(parameters)
        self._start = inputs.start
        self.day = inputs.figures_day or inputs.start
        self._found: dict[tuple[str, int], Figure] = {}
        self._existing: dict[tuple[str, int], Figure | None] = {}
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
        if (name, month) not in self._found:
            self._found[name, month] = self._look_up(name, month)
        return self._found[name, month]

    def value(self, name: str, month: int) -> Decimal:
        """Give the amount of ``at``; an abolished figure counts as nothing."""
        return self.at(name, month).value or Decimal(0)

    def existing(self, name: str, month: int) -> Figure | None:
        """Give the figure of a rule that may come and go, or None in months without it; nothing is assumed."""
        if (name, month) not in self._existing:
            self._existing[name, month] = self._in_force(name, month)
        return self._existing[name, month]

    def _look_up(self, name: str, month: int) -> Figure:
        settled = self._decided.settled(name, self.day)
        figure = self._decided.on(name, month_day(self._start, month))
        if figure is None:
            figure = settled
            self._assumed[id(figure)] = figure
        self._used[id(figure)] = figure
        return figure

    def _in_force(self, name: str, month: int) -> Figure | None:
        figure = self._decided.on(name, month_day(self._start, month))
        if figure is None or figure.value is None:
            return None
        self._used[id(figure)] = figure
        return figure
