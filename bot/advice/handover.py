"""What to tell somebody who wants a human now: which of the situations it is, their place, and an honest estimate.

Pure: who works where, who waits and what time it is are arguments. "Nobody is here" is six situations, each with its
own text and next step; the seventh is that somebody has time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from statistics import median

from bot.advice.opening_hours import STOCKHOLM, Opening, closing_holiday, is_open, next_opening
from bot.advice.routing import AdviserNow, Waiting, may_take

WEEKS = timedelta(weeks=4)
HOURS_AROUND = 2
FEWEST_WAITS = 5
MINUTES_A_DAY = 24 * 60


class Kind(Enum):
    """What somebody who wants a human meets."""

    NONE_AT_ALL = "none_at_all"
    CLOSED_NOW = "closed_now"
    HOLIDAY = "holiday"
    NOBODY_SIGNED_IN = "nobody_signed_in"
    NOBODY_FOR_LANGUAGE = "nobody_for_language"
    ALL_BUSY = "all_busy"
    SOMEBODY_FREE = "somebody_free"


@dataclass(frozen=True)
class Situation:
    """A kind with what its text needs: when it ``opens``, which ``holiday``, the ``place`` in the queue and the wait.

    ``minutes`` is None when too few have waited lately to say anything honest. ``offers`` are languages that somebody
    who is here speaks.
    """

    kind: Kind
    opens: datetime | None = None
    holiday: str | None = None
    place: int | None = None
    minutes: int | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wait:
    """One wait that ended with an adviser."""

    language: str
    asked: datetime
    taken: datetime


@dataclass(frozen=True)
class Desk:
    """Everything about the desks at one moment: opening hours, advisers, who waits, and who has waited lately."""

    openings: Sequence[Opening]
    advisers: Sequence[AdviserNow]
    queue: Sequence[Waiting] = ()
    waits: Sequence[Wait] = ()


def situation(desk: Desk, person: Waiting, now: datetime) -> Situation:
    """Say what somebody who asks for a human meets now. ``person`` may be in the queue already or not."""
    openings = [
        opening
        for opening in desk.openings
        if opening.uses_advisers and person.organisation in (None, opening.organisation)
    ]
    employed = {adviser.organisation for adviser in desk.advisers}
    openings = [opening for opening in openings if opening.organisation in employed]
    if not openings:
        return Situation(Kind.NONE_AT_ALL)
    working = {opening.organisation for opening in openings if is_open(opening, now)}
    if not working:
        return _closed(openings, now)
    here = [adviser for adviser in desk.advisers if adviser.here and adviser.organisation in working]
    if not here:
        return Situation(Kind.NOBODY_SIGNED_IN)
    speaking = [adviser for adviser in here if person.language in adviser.languages]
    if not speaking:
        return Situation(Kind.NOBODY_FOR_LANGUAGE, offers=_languages(here))
    before = ahead(person, desk.queue, speaking)
    minutes = estimate(desk.waits, person.language, now)
    busy = sum(adviser.room for adviser in speaking) <= before
    return Situation(Kind.ALL_BUSY if busy else Kind.SOMEBODY_FREE, place=before + 1, minutes=minutes)


def ahead(person: Waiting, queue: Iterable[Waiting], advisers: Sequence[AdviserNow]) -> int:
    """Count those whose turn comes before somebody's with the same advisers; others are no queue for them."""
    return sum(
        1
        for other in queue
        if other.conversation != person.conversation
        and turn(other) < turn(person)
        and any(other.language in adviser.languages and may_take(other, adviser) for adviser in advisers)
    )


def turn(waiting: Waiting) -> tuple[bool, datetime, str]:
    """Give the key by which a queue is sorted: those who lost their adviser first, then whoever asked first."""
    return (not waiting.urgent, waiting.asked, waiting.conversation)


def estimate(waits: Iterable[Wait], language: str, now: datetime) -> int | None:
    """Give the usual wait in whole minutes for a language at this time of day; None when fewer than five are known."""
    lately = [
        (wait.taken - wait.asked).total_seconds()
        for wait in waits
        if wait.language == language and now - WEEKS <= wait.asked <= now and _same_hours(wait.asked, now)
    ]
    if len(lately) < FEWEST_WAITS:
        return None
    return max(1, ceil(median(lately) / 60))


def _closed(openings: Sequence[Opening], now: datetime) -> Situation:
    opens = min(filter(None, (next_opening(opening, now) for opening in openings)), default=None)
    for opening in openings:
        if holiday := closing_holiday(opening, now):
            return Situation(Kind.HOLIDAY, opens=opens, holiday=holiday)
    return Situation(Kind.CLOSED_NOW, opens=opens)


def _languages(advisers: Iterable[AdviserNow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(language for adviser in advisers for language in adviser.languages))


def _same_hours(asked: datetime, now: datetime) -> bool:
    """Tell whether two moments are within two hours of each other on the clock in Sweden, round midnight too."""
    then, today = (moment.astimezone(STOCKHOLM) for moment in (asked, now))
    apart = abs((then.hour - today.hour) * 60 + then.minute - today.minute)
    return min(apart, MINUTES_A_DAY - apart) <= HOURS_AROUND * 60
