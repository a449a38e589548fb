"""The liquidity budget: what comes in and goes out each month, VAT in, and what is left in the account.

Thirty-six months are worked out, of which the first twenty-four are shown. Each month closes with exactly what it
opened with, plus what came in, less what went out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from bot.advice.budget.inputs import MONTHS, ZERO
from bot.advice.budget.ledger import Ledger
from bot.advice.budget.paying import HALF_ORE, delayed, shifted
from bot.advice.budget.results import Liquidity, Row
from bot.advice.budget.vat import NOTHING, Amounts, added

SHOWN = 24
PURCHASE_KINDS = ("equipment", "stock", "deposit", "fee")
FUNDING_KINDS = ("own", "family", "share_capital", "grant")


@dataclass(frozen=True)
class Cash:
    """Every movement of money in all months, and the VAT paid in each (below zero: got back)."""

    money_in: tuple[Row, ...]
    money_out: tuple[Row, ...]
    vat_due: Amounts

    @property
    def change(self) -> Amounts:
        """Give what each month adds to the account."""
        came, went = (added(NOTHING, *(row.amounts for row in rows)) for rows in (self.money_in, self.money_out))
        return tuple(money_in - money_out for money_in, money_out in zip(came, went, strict=True))

    @property
    def closing(self) -> Amounts:
        """Give the account when each month ends; it opens with nothing."""
        return tuple(accumulate(self.change))


def cash_of(ledger: Ledger) -> Cash:
    """Work out every movement of money."""
    vat_due = ledger.vat.payments(ledger.vat_arisen)
    return Cash(
        _with_money((*_from_customers(ledger), *_from_lenders_and_owner(ledger), *_from_authorities(ledger, vat_due))),
        _with_money((*_for_the_business(ledger), *_for_people(ledger), *_for_others(ledger, vat_due))),
        vat_due,
    )


def liquidity_budget(cash: Cash, shown: int = SHOWN) -> Liquidity:
    """Show the first months of it, with the tightest and the first that cannot be paid."""
    closing = cash.closing[:shown]
    return Liquidity(
        money_in=tuple(_first(row, shown) for row in cash.money_in),
        money_out=tuple(_first(row, shown) for row in cash.money_out),
        closing=closing,
        vat_due=cash.vat_due[:shown],
        lowest=closing.index(min(closing)),
        first_negative=next((month for month, left in enumerate(closing) if left <= -HALF_ORE), None),
    )


def _from_customers(ledger: Ledger) -> Iterable[Row]:
    yield Row("utter_row_sales", delayed(ledger.sales.gross, ledger.inputs.credit_days))


def _from_lenders_and_owner(ledger: Ledger) -> Iterable[Row]:
    yield Row("utter_row_loans", tuple(month.paid_out for month in ledger.loans))
    for kind in FUNDING_KINDS:
        given = (once(item.month, item.amount) for item in ledger.inputs.funding if item.kind == kind)
        yield Row(f"utter_row_funding_{kind}", added(NOTHING, *given))


def _from_authorities(ledger: Ledger, vat_due: Amounts) -> Iterable[Row]:
    yield Row("utter_row_vat_back", tuple(max(-due, ZERO) for due in vat_due))
    yield Row("utter_row_growth_support", shifted(ledger.ground.staff.growth_support, ledger.refund_delay))


def _for_the_business(ledger: Ledger) -> Iterable[Row]:
    yield Row("utter_row_goods", delayed(ledger.ground.goods.gross, ledger.inputs.supplier_days))
    for cost, flow in zip(ledger.inputs.costs, ledger.ground.costs, strict=True):
        yield Row(cost.name, flow.gross, own=True)
    for kind in PURCHASE_KINDS:
        bought = zip(ledger.inputs.purchases, ledger.ground.purchases, strict=True)
        yield Row(f"utter_row_{kind}", added(NOTHING, *(flow.gross for item, flow in bought if item.kind == kind)))


def _for_people(ledger: Ledger) -> Iterable[Row]:
    staff = ledger.ground.staff
    yield Row("utter_row_wages", _less(staff.wages, ledger.withheld))
    yield Row("utter_row_own_salary", _less(staff.own_salary, ledger.own_withheld))
    yield Row("utter_row_employer_fees_and_tax", shifted(owed_for_people(ledger), ledger.employer_delay))
    yield Row("utter_row_withdrawal", ledger.withdrawal)


def _for_others(ledger: Ledger, vat_due: Amounts) -> Iterable[Row]:
    yield Row("utter_row_interest", tuple(month.interest for month in ledger.loans))
    yield Row("utter_row_amortisation", tuple(month.amortisation for month in ledger.loans))
    yield Row("utter_row_preliminary_tax", ledger.tax)
    yield Row("utter_row_vat_paid", tuple(max(due, ZERO) for due in vat_due))


def owed_for_people(ledger: Ledger) -> Amounts:
    """Give the employer contributions and the tax withheld that arise in each month."""
    staff = ledger.ground.staff
    return added(staff.contributions, staff.own_contributions, ledger.withheld, ledger.own_withheld)


def once(month: int, amount: Decimal) -> Amounts:
    """Give a row with one amount in it; what comes before the start comes in the first month."""
    return tuple(amount if at == max(month, 0) else ZERO for at in range(MONTHS))


def _less(amounts: Amounts, taken: Amounts) -> Amounts:
    return tuple(amount - part for amount, part in zip(amounts, taken, strict=True))


def _with_money(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Leave out the rows that are empty in every month."""
    return tuple(row for row in rows if any(row.amounts))


def _first(row: Row, months: int) -> Row:
    return Row(row.name, row.amounts[:months], row.own)
