"""A loan month by month, against schedules worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.budget.inputs import Loan
from bot.advice.budget.loans import LoanMonth, schedule, schedule_of_all


def loan(amount: str, rate: str, months: int, *, free: int = 0, month: int = 0) -> Loan:
    """Make a loan from numbers as people write them."""
    return Loan("bank", Decimal(amount), Decimal(rate), months, free, month)


@pytest.mark.parametrize(
    ("borrowed", "month", "interest", "amortisation", "left"),
    [
        # 60 000 / 60 = 1 000 a month; 6 % a year = 0.5 % a month of what is left
        pytest.param(loan("60000", "0.06", 60), 0, "300", "1000", "59000", id="first month"),
        pytest.param(loan("60000", "0.06", 60), 1, "295", "1000", "58000", id="second month, interest on 59 000"),
        pytest.param(loan("60000", "0.06", 60), 35, "125", "1000", "24000", id="month 36, interest on 25 000"),
        # a year that only bears interest, then 120 000 / 24 = 5 000
        pytest.param(loan("120000", "0.09", 36, free=12), 11, "900", "0", "120000", id="the last free month"),
        pytest.param(loan("120000", "0.09", 36, free=12), 12, "900", "5000", "115000", id="the first instalment"),
        pytest.param(loan("120000", "0.09", 36, free=12), 35, "37.5", "5000", "0", id="the last instalment"),
        pytest.param(loan("10000", "0", 10), 9, "0", "1000", "0", id="a loan without interest, from family"),
        pytest.param(loan("12000", "0.12", 1), 0, "120", "12000", "0", id="a loan for one month"),
        pytest.param(loan("12000", "0.12", 12, free=12), 11, "120", "12000", "0", id="never leaves its free months"),
        pytest.param(loan("12000", "0.12", 12, month=5), 4, "0", "0", "0", id="before it is paid out"),
        pytest.param(loan("12000", "0.12", 12, month=5), 5, "120", "1000", "11000", id="paid out in month 5"),
        pytest.param(loan("12000", "0.12", 12, month=5), 17, "0", "0", "0", id="after its end"),
        pytest.param(loan("12000", "0.12", 12, month=-2), 0, "120", "1000", "11000", id="from before the start"),
        pytest.param(loan("0", "0.12", 12), 0, "0", "0", "0", id="nothing borrowed"),
    ],
)
def test_a_month_of_a_loan(borrowed: Loan, month: int, interest: str, amortisation: str, left: str) -> None:
    found = schedule(borrowed)[month]
    assert (found.interest, found.amortisation, found.left) == (Decimal(interest), Decimal(amortisation), Decimal(left))


def test_the_interest_of_a_first_year_is_the_sum_of_twelve_falling_months() -> None:
    """0.5 % of 60 000, 59 000 … 49 000 = 0.005 * (12 * 60 000 - 66 000) = 3 270."""
    assert sum(month.interest for month in schedule(loan("60000", "0.06", 60))[:12]) == Decimal(3270)


def test_a_loan_over_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="0 months"):
        schedule(loan("1000", "0.05", 0))


def test_several_loans_are_added() -> None:
    both = schedule_of_all((loan("60000", "0.06", 60), loan("12000", "0.12", 12, month=1)))
    assert both[1] == LoanMonth(Decimal(12000), Decimal(295) + 120, Decimal(2000), Decimal(58000) + 11000)
    assert schedule_of_all(()) == (LoanMonth(),) * 36


@given(
    amount=st.decimals("0.01", "9999999", places=2),
    rate=st.decimals("0", "0.5", places=4),
    months=st.integers(1, 36),
    free=st.integers(0, 40),
)
def test_a_loan_is_paid_back_to_the_last_ore(amount: Decimal, rate: Decimal, months: int, free: int) -> None:
    laid_out = schedule(Loan("bank", amount, rate, months, free))
    assert sum((month.amortisation for month in laid_out), Decimal(0)).quantize(Decimal("1e-9")) == amount
    assert laid_out[months - 1].left == 0
    assert all(month.amortisation >= 0 and month.interest >= 0 for month in laid_out)
