"""One figure through time: its values by the day from which they hold, and the errors for days without a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One value of one figure: in force from ``since`` to ``until`` (None: until something else is decided).

    ``value`` None: the rule does not exist in that time. ``status``: ``confirmed``, ``derived`` (calculated from
    confirmed ones) or ``unconfirmed``. ``verified_on`` is None only for an unconfirmed value found in no public source.
    """

    name: str
    unit: str
    authority: str
    value: Decimal | None
    since: date
    until: date | None
    status: str
    source: str
    verified_on: date | None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether this value is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class UndecidedError(LookupError):
    """Nothing is decided for ``day``. ``last`` is the value that held before, to offer "calculate with 2026"."""

    def __init__(self, figure: str, day: date, last: Figure | None = None) -> None:
        super().__init__(f"{figure} is not decided for {day.isoformat()}")
        self.figure, self.day, self.last = figure, day, last

    @property
    def last_decided(self) -> date | None:
        """The last day before ``day`` that has a value; None when ``day`` is before the first."""
        return self.last.until if self.last else None


class AbolishedError(LookupError):
    """The rule behind the figure does not exist on ``day``, so that there is nothing to calculate with."""

    def __init__(self, figure: Figure, day: date) -> None:
        super().__init__(f"{figure.name} does not exist since {figure.since.isoformat()}, asked for {day.isoformat()}")
        self.figure, self.day = figure, day


@dataclass(frozen=True)
class Parameter:
    """A figure with all its values, the oldest first; they never overlap.

    ``description`` is for those who keep the figures. ``called`` is the text that people read as its name, as
    ``figure.skatteverket.vat_food.name``; empty for a figure that no budget and no document shows.
    """

    name: str
    description: str
    unit: str
    authority: str
    values: tuple[Figure, ...]
    called: str = ""

    def on(self, day: date) -> Figure:
        """Give what is in force on a day, with the ``value`` None where abolished; raise ``UndecidedError``."""
        last = self.latest(day)
        if last is None or not last.holds_on(day):
            raise UndecidedError(self.name, day, last)
        return last

    def value_on(self, day: date) -> Decimal:
        """Give the number in force on a day; raise ``UndecidedError`` or ``AbolishedError``."""
        figure = self.on(day)
        if figure.value is None:
            raise AbolishedError(figure, day)
        return figure.value

    def latest(self, day: date) -> Figure | None:
        """Give the newest value that began on or before a day, in force still or not."""
        return next((figure for figure in reversed(self.values) if figure.since <= day), None)
