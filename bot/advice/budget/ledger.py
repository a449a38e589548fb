"""Everything of one plan that moves money, month by month, before anybody asks when it is paid.

The liquidity budget, the start budget and the balance read the same ledger, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget.assumptions import assumptions
from bot.advice.budget.groundwork import Groundwork
from bot.advice.budget.inputs import MONTHS, ZERO, Inputs
from bot.advice.budget.loans import LoanMonth, schedule_of_all
from bot.advice.budget.paying import EMPLOYER_DUE_MONTHS, VatCalendar
from bot.advice.budget.results import Need, YearResult
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.vat import NOTHING, Amounts, Flow, first_year, together

MONTHS_OF_A_YEAR = 12

MONTHS_TO_REFUND = 1
"""Växa-stöd is applied for when the contributions are paid; we count on the money a month after that."""


@dataclass(frozen=True)
class Ledger:
    """What arises in each month, and how long after it the authorities are paid or pay.

    ``withheld`` is the tax kept from wages, ``withdrawal`` what owners take out, ``tax`` what is paid in advance.
    """

    ground: Groundwork
    years: tuple[YearResult, ...]
    sales: Flow
    loans: tuple[LoanMonth, ...]
    withheld: Amounts
    own_withheld: Amounts
    withdrawal: Amounts
    tax: Amounts
    vat: VatCalendar
    employer_delay: int
    refund_delay: int

    @property
    def inputs(self) -> Inputs:
        """Give what the plan is made from."""
        return self.ground.inputs

    @property
    def vat_arisen(self) -> Amounts:
        """Give the VAT that customers owe less what suppliers took, by month: above zero it is to be paid."""
        bought = together((self.ground.goods, *self.ground.costs, *self.ground.purchases)).vat
        return tuple(out - paid for out, paid in zip(self.sales.vat, bought, strict=True))


def ledger_of(ground: Groundwork, need: Need, years: tuple[YearResult, ...]) -> Ledger:
    """Write the ledger of a plan whose household budget and result budget are made."""
    inputs, figures, staff = ground.inputs, ground.figures, ground.staff
    sales = together(ground.sales_flows)
    rate = assumptions().municipal_rate
    own_rate = inputs.household.municipal_rate
    employer_delay = int(figures.value(EMPLOYER_DUE_MONTHS, 0))
    return Ledger(
        ground=ground,
        years=years,
        sales=sales,
        loans=schedule_of_all(inputs.loans),
        withheld=_share(staff.wages, rate),
        own_withheld=_share(staff.own_salary, rate if own_rate is None else own_rate),
        withdrawal=_withdrawal(inputs, need),
        tax=_paid_in_advance(inputs, years),
        vat=VatCalendar.of(inputs, ground.vat, figures, first_year(sales.net)),
        employer_delay=employer_delay,
        refund_delay=employer_delay + MONTHS_TO_REFUND,
    )


def _withdrawal(inputs: Inputs, need: Need) -> Amounts:
    """Give what owners who are not employed take out: what was said, else what the home needs, each of them alike."""
    if inputs.form in COMPANIES:
        return NOTHING
    each = need.monthly if inputs.withdrawal is None else inputs.withdrawal
    return (max(each, ZERO) * inputs.owners,) * MONTHS


def _paid_in_advance(inputs: Inputs, years: tuple[YearResult, ...]) -> Amounts:
    """Spread each year's tax, with the owners' fees, over its months as preliminary tax; nothing is left at its end."""
    return tuple(_yearly_tax(inputs, year) / MONTHS_OF_A_YEAR for year in years for _ in range(MONTHS_OF_A_YEAR))


def _yearly_tax(inputs: Inputs, year: YearResult) -> Decimal:
    return year.tax.amount if inputs.form in COMPANIES else year.tax.amount + year.own_fees.amount


def _share(amounts: Amounts, share: Decimal) -> Amounts:
    return tuple(amount * share for amount in amounts)
