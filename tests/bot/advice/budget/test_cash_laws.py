"""What must hold for the cash of every plan, whatever is said in it: nothing appears, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.budget.calculation import calculate
from bot.advice.budget.groundwork import Groundwork, groundwork
from bot.advice.budget.household import household_budget
from bot.advice.budget.inputs import MONTHS, CompanyForm, Inputs, Loan, Price, VatPeriod
from bot.advice.budget.ledger import Ledger, ledger_of
from bot.advice.budget.liquidity import Cash, cash_of
from bot.advice.budget.paying import delayed, still_owed
from bot.advice.budget.result_budget import result_budget
from bot.advice.budget.results import Budgets, Row
from bot.advice.budget.start_budget import balance_with_loan, with_loan
from bot.advice.parameters import Parameters
from tests.bot.advice.budget.any_plan import amounts, plans

EXACT = Decimal("1e-12")
FEW = settings(max_examples=60, deadline=None)


def calculated(inputs: Inputs) -> Budgets:
    return calculate(inputs, Parameters.load())


def ledger_and_cash(inputs: Inputs) -> tuple[Ledger, Cash]:
    ground: Groundwork = groundwork(inputs, Parameters.load())
    ledger = ledger_of(ground, household_budget(inputs, ground.figures), result_budget(ground))
    return ledger, cash_of(ledger)


def total(rows: tuple[Row, ...]) -> Decimal:
    return sum((row.total for row in rows), Decimal(0))


@FEW
@given(plans)
def test_a_month_closes_with_what_the_month_before_left_and_what_came_and_went(inputs: Inputs) -> None:
    cash = calculated(inputs).liquidity
    opening = Decimal(0)
    for month, closing in enumerate(cash.closing):
        came = sum((row.amounts[month] for row in cash.money_in), Decimal(0))
        went = sum((row.amounts[month] for row in cash.money_out), Decimal(0))
        assert abs(opening + came - went - closing) < EXACT
        opening = closing
    assert len(cash.closing) == 24
    assert cash.closing[cash.lowest] == min(cash.closing)
    assert all(row.amounts[month] >= 0 for row in cash.money_in + cash.money_out for month in range(24))


@FEW
@given(plans)
def test_assets_are_equity_and_debts(inputs: Inputs) -> None:
    for balance in calculated(inputs).balances:
        assert abs(total(balance.assets) - total(balance.debts) - balance.equity) < Decimal("0.01")


@FEW
@given(plans)
def test_vat_from_customers_is_vat_to_suppliers_to_the_state_and_still_owed(inputs: Inputs) -> None:
    ledger, cash = ledger_and_cash(inputs)
    from_customers = sum(ledger.sales.gross, Decimal(0)) - sum(ledger.sales.net, Decimal(0))
    bought = (ledger.ground.goods, *ledger.ground.costs, *ledger.ground.purchases)
    to_suppliers = sum((sum(flow.gross, Decimal(0)) - sum(flow.net, Decimal(0)) for flow in bought), Decimal(0))
    to_the_state = sum(cash.vat_due, Decimal(0))
    last = calculated(inputs).balances[-1]
    owed = sum((row.total for row in last.debts if row.name == "utter_row_vat_debt"), Decimal(0))
    claimed = sum((row.total for row in last.assets if row.name == "utter_row_vat_claim"), Decimal(0))
    assert abs(from_customers - to_suppliers - to_the_state - owed + claimed) < Decimal("0.01")


@FEW
@given(plans)
def test_needs_and_financing_meet_in_the_worst_month(inputs: Inputs) -> None:
    """What is left in the worst month is the buffer, less what is missing, more what is too much."""
    budgets = calculated(inputs)
    start = budgets.start
    spare = start.financing - start.need + start.buffer
    worst = min(budgets.liquidity.closing)
    assert worst >= spare - EXACT
    if start.working_capital:
        assert abs(worst - spare) < EXACT
    assert start.gap == max(start.need - start.financing, Decimal(0))


@settings(max_examples=25, deadline=None)
@given(plans, st.integers(30, 120), st.integers(0, 24))
def test_needs_are_financing_after_balancing(inputs: Inputs, long: int, free: int) -> None:
    terms = Loan("balancing", Decimal(0), Decimal("0.07"), long, free)
    found = balance_with_loan(inputs, terms, lambda plan: calculated(plan).start)
    if found is None:
        hopeless = calculated(with_loan(inputs, replace(terms, amount=Decimal(10) ** 9))).start
        assert hopeless.gap > 0
    elif found.amount:
        start = calculated(with_loan(inputs, found)).start
        assert -EXACT < start.financing - start.need <= Decimal("0.01")
    else:
        assert calculated(inputs).start.gap < EXACT


@given(st.lists(amounts, min_size=MONTHS - 8, max_size=MONTHS - 8).map(tuple), st.integers(0, 200))
def test_credit_moves_money_and_loses_none(row: tuple[Decimal, ...], days: int) -> None:
    """Whatever is sold in the first months is paid when the longest credit has passed, and not before it is sold."""
    arisen = (*row, *(Decimal(0),) * 8)
    owed = still_owed(arisen, delayed(arisen, days))
    assert abs(owed[-1]) < EXACT
    assert all(amount >= -EXACT for amount in owed)


@FEW
@given(plans)
def test_ten_times_the_money_is_ten_times_the_cash_where_no_limit_stands_between(inputs: Inputs) -> None:
    """A company without staff, with its VAT settled and nothing that a limit may write off: all of it is proportion."""
    linear = replace(
        inputs,
        form=CompanyForm.ASSOCIATION,
        employees=(),
        salary=Decimal(0),
        purchases=tuple(replace(item, kind="stock") for item in inputs.purchases),
        products=tuple(replace(item, units=min(item.units, Decimal(3))) for item in inputs.products),
        vat_registered=True,
        vat_period=VatPeriod.MONTH,
    )
    one, ten = calculated(linear), calculated(times_ten(linear))
    assert all(
        abs(ten_times - 10 * once) < EXACT
        for once, ten_times in zip(one.liquidity.closing, ten.liquidity.closing, strict=True)
    )
    assert abs(ten.start.need - 10 * one.start.need) < EXACT


def times_ten(inputs: Inputs) -> Inputs:
    def more(price: Price) -> Price:
        return replace(price, amount=price.amount * 10)

    return replace(
        inputs,
        products=tuple(replace(p, price=more(p.price), unit_cost=more(p.unit_cost)) for p in inputs.products),
        costs=tuple(replace(cost, monthly=more(cost.monthly)) for cost in inputs.costs),
        purchases=tuple(replace(item, price=more(item.price)) for item in inputs.purchases),
        loans=tuple(replace(loan, amount=loan.amount * 10) for loan in inputs.loans),
        funding=tuple(replace(item, amount=item.amount * 10) for item in inputs.funding),
        buffer=inputs.buffer * 10,
    )
