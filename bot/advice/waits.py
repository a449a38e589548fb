"""How long people have waited for an adviser, by language: now, and week by week. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from bot.advice.handover import Wait
from bot.advice.opening_hours import STOCKHOLM

WEEKS_SHOWN = 4
"""This week and those before it; the oldest began less than ``bot.advice.handover.WEEKS`` ago."""


@dataclass(frozen=True)
class Now:
    """Who waits in one language: how many, and since when the longest and the middle one of them."""

    language: str
    count: int
    oldest: datetime
    middle: datetime


@dataclass(frozen=True)
class Week:
    """The waits that began in one week: how many, and how many seconds the middle and the longest one took."""

    count: int
    middle: float
    longest: float


def now_waiting(asked: Mapping[str, Sequence[datetime]]) -> list[Now]:
    """Sum up since when people wait, for each language; where most wait stands first."""
    found = [Now(one, len(since), min(since), _middle(since)) for one, since in asked.items() if since]
    return sorted(found, key=lambda one: (-one.count, one.oldest, one.language))


def mondays(now: datetime) -> list[date]:
    """Give the first days of the weeks that are shown, oldest first."""
    today = now.astimezone(STOCKHOLM).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=back) for back in reversed(range(WEEKS_SHOWN))]


def by_week(waits: Iterable[Wait], now: datetime) -> dict[str, list[Week | None]]:
    """Give for each language what the weeks of ``mondays`` were like; None for a week without any wait."""
    weeks = mondays(now)
    took: defaultdict[str, defaultdict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for wait in waits:
        day = wait.asked.astimezone(STOCKHOLM).date()
        monday = day - timedelta(days=day.weekday())
        if monday in weeks:
            took[wait.language][monday].append((wait.taken - wait.asked).total_seconds())
    return {language: [_week(found.get(monday)) for monday in weeks] for language, found in sorted(took.items())}


def _week(seconds: Sequence[float] | None) -> Week | None:
    return Week(len(seconds), median(seconds), max(seconds)) if seconds else None


def _middle(moments: Sequence[datetime]) -> datetime:
    first = min(moments)
    return first + timedelta(seconds=median((moment - first).total_seconds() for moment in moments))
