"""The calendar of VAT, whatever month a business starts in."""

from __future__ import annotations

from datetime import date

import pytest

from bot.advice.budget.inputs import MONTHS, VatPeriod
from bot.advice.budget.paying import VatCalendar
from bot.advice.budget.timeline import month_day

STARTS = [date(2026, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize(
    ("period", "delay", "paid_in"),
    [
        pytest.param(VatPeriod.QUARTER, 2, {2, 5, 8, 11}, id="quarter"),
        pytest.param(VatPeriod.YEAR, 5, {5}, id="year, sole trader"),
        pytest.param(VatPeriod.YEAR, 8, {8}, id="year, company"),
        pytest.param(VatPeriod.MONTH, 2, set(range(1, 13)), id="month"),
    ],
)
def test_vat_is_paid_in_the_months_of_the_law(start: date, period: VatPeriod, delay: int, paid_in: set[int]) -> None:
    calendar = VatCalendar(period, delay, start.month)
    due = [calendar.due(month) for month in range(MONTHS)]
    assert {month_day(start, month).month for month in due} == paid_in
    assert due == sorted(due)


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_a_quarter_is_paid_between_two_and_four_months_after_its_months(start: date) -> None:
    calendar = VatCalendar(VatPeriod.QUARTER, 2, start.month)
    for month in range(MONTHS):
        sold, paid = month_day(start, month), month_day(start, calendar.due(month))
        months_between = (paid.year - sold.year) * 12 + paid.month - sold.month
        assert months_between == 2 + (3 - sold.month) % 3
