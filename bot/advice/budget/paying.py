"""When money moves: credit days, and the months in which VAT is paid or comes back.

Everything here shifts amounts in time and creates none: what is not paid within the months of the plan is still owed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.advice.budget import names
from bot.advice.budget.inputs import ZERO, CompanyForm, Inputs, VatPeriod
from bot.advice.budget.timeline import Figures
from bot.advice.budget.vat import Amounts, VatRules

DAYS_OF_A_MONTH = 30
"""Credit is counted in months of thirty days, as the custom of budgets is."""

HALF_ORE: Final = Decimal("0.005")
"""Less than this is only what division left over."""

EMPLOYER_DUE_MONTHS: Final = "skatteverket.employer_due_months"
DUE_MONTHS: Final = "skatteverket.vat_due_months"
DUE_MONTHS_LARGE: Final = "skatteverket.vat_due_months_large"
DUE_MONTHS_YEAR: Final = {
    CompanyForm.SOLE_TRADER: "skatteverket.vat_year_due_months_sole_trader",
    CompanyForm.PARTNERSHIP: "skatteverket.vat_year_due_months_partnership",
    CompanyForm.LIMITED_COMPANY: "skatteverket.vat_year_due_months_company",
    CompanyForm.ASSOCIATION: "skatteverket.vat_year_due_months_company",
}
"""Whoever files an income tax return pays the VAT of a year with it; a partnership files none, and pays sooner."""

LENGTHS = {VatPeriod.MONTH: 1, VatPeriod.QUARTER: 3, VatPeriod.YEAR: 12}


def delayed(amounts: Amounts, days: int) -> Amounts:
    """Pay each amount ``days`` later; a part of a month sends that part of the amount one month further."""
    whole, part = divmod(max(days, 0), DAYS_OF_A_MONTH)
    sooner, later = shifted(amounts, whole), shifted(amounts, whole + 1)
    if not part:
        return sooner
    return tuple(
        (first * (DAYS_OF_A_MONTH - part) + second * part) / DAYS_OF_A_MONTH
        for first, second in zip(sooner, later, strict=True)
    )


def shifted(amounts: Amounts, months: int) -> Amounts:
    """Move amounts whole months later; what falls after the plan is left out."""
    return ((ZERO,) * months + amounts)[: len(amounts)]


def still_owed(arisen: Amounts, paid: Amounts) -> Amounts:
    """Give what has arisen and is not paid when each month ends."""
    owed, left = [], ZERO
    for amount, payment in zip(arisen, paid, strict=True):
        left += amount - payment
        owed.append(left)
    return tuple(owed)


@dataclass(frozen=True)
class VatCalendar:
    """Which months VAT is gathered over, and how long after them it is paid; ``first`` is the month of the start."""

    period: VatPeriod
    delay: int
    first: int

    @classmethod
    def of(cls, inputs: Inputs, vat: VatRules, figures: Figures, turnover: Decimal) -> VatCalendar:
        """Take the period and delay the law gives for a turnover; the business year is the calendar year."""
        period = vat.period(turnover)
        return cls(period, _delay(period, inputs, figures, turnover), inputs.start.month)

    def due(self, month: int) -> int:
        """Give the month of the plan in which the VAT of a month is paid."""
        length = LENGTHS[self.period]
        last = month + length - 1 - (self.first - 1 + month) % length
        return last + self.delay

    def payments(self, vat: Amounts) -> Amounts:
        """Give what is paid in each month, or comes back (below zero)."""
        paid = [ZERO] * len(vat)
        for month, amount in enumerate(vat):
            if (due := self.due(month)) < len(vat):
                paid[due] += amount
        return tuple(paid)


def _delay(period: VatPeriod, inputs: Inputs, figures: Figures, turnover: Decimal) -> int:
    if period is VatPeriod.YEAR:
        return int(figures.value(DUE_MONTHS_YEAR[inputs.form], 0))
    large = turnover > figures.value(names.VAT_QUARTER_MAX, 0)
    return int(figures.value(DUE_MONTHS_LARGE if large else DUE_MONTHS, 0))
