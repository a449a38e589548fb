"""The balance at the end of each year: what the business has, what it owes, and what is the owners' own.

Goods are a cost when they are sold, so what was bought as stock before the start is taken to lie there still, at cost.
A sole trader's and partners' tax is their own and is paid out of the business, like a withdrawal. A year here is twelve
months from the start, and the tax paid in advance in it is that year's tax, so that none is owed at its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from bot.advice.budget.inputs import YEARS, ZERO
from bot.advice.budget.ledger import Ledger
from bot.advice.budget.liquidity import Cash, once, owed_for_people
from bot.advice.budget.paying import HALF_ORE, delayed, shifted, still_owed
from bot.advice.budget.results import Balance, Row
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import months_of_year
from bot.advice.budget.vat import NOTHING, Amounts, added


def balances(ledger: Ledger, cash: Cash) -> tuple[Balance, ...]:
    """Draw up the balance after each year. Equity comes from the results, so that the two sides prove each other."""
    assets, debts = tuple(_assets(ledger, cash)), tuple(_debts(ledger, cash))
    equity = _equity(ledger)
    ends = [months_of_year(year).stop - 1 for year in range(YEARS)]
    return tuple(Balance(_at(assets, end), _at(debts, end), equity[year]) for year, end in enumerate(ends))


def _assets(ledger: Ledger, cash: Cash) -> Iterable[Row]:
    support = ledger.ground.staff.growth_support
    yield Row("utter_row_cash", cash.closing)
    yield Row("utter_row_owed_by_customers", _owed(ledger.sales.gross, ledger.inputs.credit_days))
    yield Row("utter_row_stock", _bought(ledger, "stock"))
    yield Row("utter_row_equipment", _equipment(ledger))
    yield Row("utter_row_deposit", _bought(ledger, "deposit"))
    yield Row("utter_row_vat_claim", tuple(max(-owed, ZERO) for owed in _vat_owed(ledger, cash)))
    yield Row("utter_row_growth_support", still_owed(support, shifted(support, ledger.refund_delay)))


def _debts(ledger: Ledger, cash: Cash) -> Iterable[Row]:
    for_people = owed_for_people(ledger)
    yield Row("utter_row_loans", tuple(month.left for month in ledger.loans))
    yield Row("utter_row_owed_to_suppliers", _owed(ledger.ground.goods.gross, ledger.inputs.supplier_days))
    yield Row("utter_row_vat_debt", tuple(max(owed, ZERO) for owed in _vat_owed(ledger, cash)))
    yield Row("utter_row_employer_fees_and_tax", still_owed(for_people, shifted(for_people, ledger.employer_delay)))


def _equity(ledger: Ledger) -> list[Decimal]:
    """Give the owners' own money after each year: put in, earned, less taken out."""
    put_in = added(NOTHING, *(once(item.month, item.amount) for item in ledger.inputs.funding))
    taken = ledger.withdrawal if ledger.inputs.form in COMPANIES else added(ledger.withdrawal, ledger.tax)
    changes = [
        result.result + sum((put_in[month] - taken[month] for month in months_of_year(year)), ZERO)
        for year, result in enumerate(ledger.years)
    ]
    return list(accumulate(changes))


def _equipment(ledger: Ledger) -> Amounts:
    """Give what equipment is worth: its cost less what is written off, and nothing when it was a cost at once."""
    ground = ledger.ground
    bought = zip(ground.inputs.purchases, ground.purchases, ground.at_once, strict=True)
    kept = (
        tuple(net - cost for net, cost in zip(flow.net, at_once, strict=True))
        for item, flow, at_once in bought
        if item.kind == "equipment"
    )
    changes = zip(added(NOTHING, *kept), added(NOTHING, *ground.written_off), strict=True)
    return tuple(accumulate(worth - lost for worth, lost in changes))


def _bought(ledger: Ledger, kind: str) -> Amounts:
    bought = zip(ledger.inputs.purchases, ledger.ground.purchases, strict=True)
    return tuple(accumulate(added(NOTHING, *(flow.net for item, flow in bought if item.kind == kind))))


def _vat_owed(ledger: Ledger, cash: Cash) -> Amounts:
    return still_owed(ledger.vat_arisen, cash.vat_due)


def _owed(arisen: Amounts, days: int) -> Amounts:
    return still_owed(arisen, delayed(arisen, days))


def _at(rows: Iterable[Row], month: int) -> tuple[Row, ...]:
    return tuple(Row(row.name, (row.amounts[month],)) for row in rows if abs(row.amounts[month]) >= HALF_ORE)
