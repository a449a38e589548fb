"""How long people have waited: the middle and the longest, now and by the weeks of the calendar in Sweden."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.advice.handover import WEEKS, Wait
from bot.advice.waits import Week, by_week, mondays, now_waiting

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)  # a Sunday evening
MINUTES = st.integers(min_value=0, max_value=60 * 24 * 40)


def wait(asked: datetime, minutes: float, language: str = "ar") -> Wait:
    return Wait(language, asked, asked + timedelta(minutes=minutes))


def test_where_most_wait_stands_first_with_the_longest_and_the_middle() -> None:
    early, late = NOW - timedelta(minutes=30), NOW - timedelta(minutes=10)
    shown = now_waiting({"sv": [late], "ar": [late, early], "so": []})
    assert [(one.language, one.count) for one in shown] == [("ar", 2), ("sv", 1)]
    assert (shown[0].oldest, shown[0].middle) == (early, NOW - timedelta(minutes=20))


@given(st.lists(MINUTES, min_size=1, max_size=9))
def test_the_middle_is_never_before_the_oldest_nor_after_the_newest(minutes: list[int]) -> None:
    since = [NOW - timedelta(minutes=one) for one in minutes]
    (shown,) = now_waiting({"ar": since})
    assert (shown.oldest, shown.count) == (min(since), len(since))
    assert min(since) <= shown.middle <= max(since)
    assert sum(one <= shown.middle for one in since) * 2 >= len(since)


def test_the_weeks_are_those_of_the_calendar_and_no_older_than_what_is_read() -> None:
    assert mondays(NOW) == [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    # A quarter of an hour before midnight on Sunday in London it is Monday in Sweden.
    assert mondays(datetime(2026, 11, 22, 23, 45, tzinfo=UTC))[-1] == date(2026, 11, 23)
    assert all(datetime(*day.timetuple()[:3], tzinfo=UTC) > NOW - WEEKS for day in mondays(NOW))


def test_each_week_has_its_own_middle_and_a_week_without_waits_has_none() -> None:
    monday = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    waits = [wait(monday, 4), wait(monday, 10), wait(monday, 60), wait(monday - timedelta(weeks=2), 7)]
    shown = by_week([*waits, wait(monday, 1, "sv"), wait(monday - timedelta(weeks=5), 99)], NOW)
    assert shown == {
        "ar": [None, Week(1, 420.0, 420.0), None, Week(3, 600.0, 3600.0)],
        "sv": [None, None, None, Week(1, 60.0, 60.0)],
    }


def test_a_wait_that_began_on_monday_in_sweden_counts_to_that_week() -> None:
    sunday_in_london = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    assert by_week([wait(sunday_in_london, 5)], NOW)["ar"][-1] == Week(1, 300.0, 300.0)
