"""When an organisation of advisers is open: its weekly hours in Swedish time, and the Swedish holidays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_AHEAD = 60
SHORT_DAYS = tuple(day[:3] for day in WEEKDAYS)
SPAN = re.compile(
    rf"(?P<first>{'|'.join(SHORT_DAYS)})(?:-(?P<last>{'|'.join(SHORT_DAYS)}))?"
    r" +(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)"
)

Hours = Mapping[str, Sequence[Sequence[str]]]
"""Spans of local time by weekday: ``{"monday": [["09:00", "16:00"]]}``; a day left out is closed.

None at all means no fixed hours: it is open whenever somebody is signed in.
"""


class HoursError(ValueError):
    """The hours of an organisation cannot be read; the message says which day and what to write."""


@dataclass(frozen=True)
class Opening:
    """When one organisation answers, and whether it has advisers at all."""

    organisation: str
    hours: Hours
    open_on_holidays: bool = False
    uses_advisers: bool = True


def read_hours(spans: Sequence[str]) -> dict[str, list[list[str]]]:
    """Read hours as people write them, ``mon-fri 09:00-16:00``; raise ``HoursError`` for what is not such a span."""
    hours: dict[str, list[list[str]]] = {}
    for span in spans:
        found = SPAN.fullmatch(span.strip().casefold())
        if not found:
            raise HoursError(f"{span}: write days and times, such as mon-fri 09:00-16:00")
        first = SHORT_DAYS.index(found["first"])
        last = SHORT_DAYS.index(found["last"] or found["first"])
        if last < first:
            raise HoursError(f"{span}: write the days in their order, such as mon-fri")
        for day in WEEKDAYS[first : last + 1]:
            hours.setdefault(day, []).append([found["opens"], found["closes"]])
    check_hours(hours)
    return hours


def check_hours(hours: Hours) -> None:
    """Raise ``HoursError`` for a day that is not one, or a span that does not begin before it ends."""
    for day in hours:
        if day not in WEEKDAYS:
            raise HoursError(f"{day}: write one of {', '.join(WEEKDAYS)}")
        for span in hours[day]:
            _check_span(day, span)


def is_open(opening: Opening, now: datetime) -> bool:
    """Tell whether an organisation answers at a moment."""
    return any(start <= now < end for start, end in _spans(opening, now.astimezone(STOCKHOLM).date()))


def next_opening(opening: Opening, now: datetime) -> datetime | None:
    """Give when it opens next after ``now``; None when it does not within two months."""
    today = now.astimezone(STOCKHOLM).date()
    for ahead in range(DAYS_AHEAD):
        for start, _ in _spans(opening, today + timedelta(days=ahead)):
            if start > now:
                return start
    return None


def closing_holiday(opening: Opening, now: datetime) -> str | None:
    """Give the Swedish name of the holiday for which it is closed today, though it is a day with hours."""
    today = now.astimezone(STOCKHOLM).date()
    if opening.open_on_holidays or not opening.hours.get(WEEKDAYS[today.weekday()]):
        return None
    return holiday(today)


def holiday(day: date) -> str | None:
    """Give the Swedish name of a holiday, those included that only custom makes, such as Christmas Eve."""
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> Mapping[date, str]:
    from holidays import DE_FACTO, PUBLIC, country_holidays  # slow to import, and seldom asked for

    found = country_holidays("SE", years=year, categories=(PUBLIC, DE_FACTO), language="sv")
    return {day: str(name) for day, name in found.items()}


def _spans(opening: Opening, day: date) -> Iterator[tuple[datetime, datetime]]:
    if not opening.hours:
        midnight = datetime.combine(day, time(), STOCKHOLM)
        yield midnight, datetime.combine(day + timedelta(days=1), time(), STOCKHOLM)
        return
    if not opening.open_on_holidays and holiday(day):
        return
    spans = [(start, end) for start, end in opening.hours.get(WEEKDAYS[day.weekday()], ())]
    for start, end in sorted(spans):
        yield (
            datetime.combine(day, time.fromisoformat(start), STOCKHOLM),
            datetime.combine(day, time.fromisoformat(end), STOCKHOLM),
        )


def _check_span(day: str, span: Sequence[str]) -> None:
    try:
        start, end = (time.fromisoformat(moment) for moment in span)
    except (TypeError, ValueError) as error:
        raise HoursError(f'{day}: {span}: write a beginning and an end, such as ["09:00", "16:00"]') from error
    if start >= end:
        raise HoursError(f"{day}: {span}: the end must come after the beginning")
