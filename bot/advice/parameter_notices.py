"""What somebody should look at among the figures: checked too long ago, ending soon, or never confirmed. No errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.advice.dated import Figure
from bot.advice.parameters import Parameters

SOON = timedelta(days=92)
"""Figures of next year are decided in the autumn, so somebody has time to look them up."""


def overdue(parameters: Parameters, day: date) -> list[Figure]:
    """List the values in force that were checked longer ago than their authority's months allow."""
    return [figure for figure in parameters.on(day).values() if _is_overdue(parameters, figure, day)]


def notices(parameters: Parameters, day: date) -> Iterator[str]:
    """Say ``path: entry: what to do`` for what is overdue, and name by authority what ends soon or is unconfirmed."""
    for figure in overdue(parameters, day):
        path, months = f"{figure.name.replace('.', '/')}.yml", parameters.authorities[figure.authority].months
        yield (
            f"{path}: {figure.since}: last checked {figure.verified_on}, over {months} months ago; "
            "look it up again and write the day"
        )
    last = [parameter.values[-1] for parameter in parameters.values()]
    for until in sorted({figure.until for figure in last if figure.until and figure.until < day + SOON}):
        names = _names(figure for figure in last if figure.until == until)
        yield f"figures: {until}: nothing is decided after this day for {names}; add it when it is"
    unconfirmed = [figure for figure in parameters.on(day).values() if figure.status == "unconfirmed"]
    for authority in sorted({figure.authority for figure in unconfirmed}):
        names = _names(figure for figure in unconfirmed if figure.authority == authority)
        yield f"figures: {authority}: unconfirmed: {names}; ask {parameters.authorities[authority].name}"


def _is_overdue(parameters: Parameters, figure: Figure, day: date) -> bool:
    # what was never checked is not overdue: it is unconfirmed
    if figure.verified_on is None:
        return False
    months = parameters.authorities[figure.authority].months
    return months_between(figure.verified_on, day) >= months


def months_between(earlier: date, later: date) -> int:
    """Count the whole months between two days."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def _names(figures: Iterable[Figure]) -> str:
    return ", ".join(sorted(figure.name.partition(".")[2] for figure in figures))
