"""Borrowed money month by month: what is paid out, the interest on what is left, equal instalments (rak amortering).

A loan is paid out on the first day of its month. Each month, also that one, ends with the interest for the month and
one instalment; the last instalment takes what division left over, so that the debt ends at exactly nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget.inputs import MONTHS, ZERO, Loan

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class LoanMonth:
    """One month of a loan, or of several together; ``left`` is the debt when the month has ended."""

    paid_out: Decimal = ZERO
    interest: Decimal = ZERO
    amortisation: Decimal = ZERO
    left: Decimal = ZERO

    def __add__(self, other: LoanMonth) -> LoanMonth:
        return LoanMonth(
            self.paid_out + other.paid_out,
            self.interest + other.interest,
            self.amortisation + other.amortisation,
            self.left + other.left,
        )


def schedule(loan: Loan, months: int = MONTHS) -> tuple[LoanMonth, ...]:
    """Lay a loan out over the first ``months`` of the budget; one from before the start is paid out in month 0."""
    start = max(loan.month, 0)
    life = _life(loan)
    return tuple(next(life, LoanMonth()) if month >= start else LoanMonth() for month in range(months))


def schedule_of_all(loans: tuple[Loan, ...], months: int = MONTHS) -> tuple[LoanMonth, ...]:
    """Add the schedules of several loans."""
    schedules = [schedule(loan, months) for loan in loans]
    return tuple(sum(together, LoanMonth()) for together in zip(*schedules, strict=True)) or (LoanMonth(),) * months


def _life(loan: Loan) -> Iterator[LoanMonth]:
    """Yield a loan's own months. One that never leaves its free months is paid back whole in the last."""
    if loan.months < 1:
        raise ValueError(f"a loan over {loan.months} months cannot be paid back; write at least 1")
    free = min(max(loan.interest_only, 0), loan.months - 1)
    instalment = loan.amount / (loan.months - free)
    left = loan.amount
    for number in range(loan.months):
        interest = left * loan.yearly_rate / MONTHS_OF_A_YEAR
        amortisation = ZERO if number < free else instalment
        if number == loan.months - 1:
            amortisation = left
        left -= amortisation
        yield LoanMonth(loan.amount if number == 0 else ZERO, interest, amortisation, left)
