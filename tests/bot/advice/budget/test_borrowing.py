"""How much must be borrowed, so that needs and financing meet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import Cost, Funding, Inputs, Loan, Price, Product, Purchase, Vat
from bot.advice.budget.results import StartBudget
from bot.advice.budget.start_budget import balance_with_loan, with_loan
from bot.advice.parameters import Parameters

TOOLS = Purchase("Tools", Price(Decimal(60000), Vat.NONE))
START = date(2026, 9, 1)


def start_of(inputs: Inputs) -> StartBudget:
    return calculate(inputs, Parameters.load()).start


def terms(rate: str, months: int, *, free: int = 0) -> Loan:
    return Loan("Bank", Decimal(0), Decimal(rate), months, free)


@pytest.mark.parametrize(
    ("inputs", "asked", "amount"),
    [
        # need = 60 000 + 24/60 of the loan, which pays for its own instalments: L = 60 000 / 0.6
        pytest.param(Inputs(START, purchases=(TOOLS,)), terms("0", 60), "100000", id="a loan pays its own instalments"),
        # need = 60 000 + 24 × 1 % of the loan: L = 60 000 / 0.76 = 78 947.368
        pytest.param(
            Inputs(START, purchases=(TOOLS,)), terms("0.12", 60, free=24), "78947.37", id="and its own interest"
        ),
        # 40 000 / 0.6 = 66 666.667
        pytest.param(
            Inputs(START, purchases=(TOOLS,), funding=(Funding("Savings", Decimal(20000)),)),
            terms("0", 60),
            "66666.67",
            id="own money first",
        ),
        pytest.param(
            Inputs(START, purchases=(TOOLS,), funding=(Funding("Savings", Decimal(60000)),)),
            terms("0.12", 60),
            "0",
            id="nothing is missing",
        ),
        pytest.param(Inputs(START), terms("0.12", 60), "0", id="nothing is needed"),
        # sales of 10 000 a month pay for everything that the loan costs
        pytest.param(
            Inputs(
                START,
                purchases=(TOOLS,),
                withdrawal=Decimal(0),
                products=(Product("Lesson", Price(Decimal(500), Vat.NONE), Decimal(20)),),
            ),
            terms("0.06", 60),
            "60000",
            id="sales pay the instalments",
        ),
        # back within two years: the loan needs all of itself
        pytest.param(Inputs(START, purchases=(TOOLS,)), terms("0", 24), None, id="no loan is enough"),
        # a loan before: 24/60 of 30 000 more is needed, and 30 000 is there: (60 000 + 12 000 - 30 000) / 0.6
        pytest.param(
            Inputs(START, purchases=(TOOLS,), loans=(Loan("Uncle", Decimal(30000), Decimal(0), 60),)),
            terms("0", 60),
            "70000",
            id="beside another loan",
        ),
        # the loan of that name is looked for anew
        pytest.param(
            Inputs(START, purchases=(TOOLS,), loans=(Loan("Bank", Decimal(30000), Decimal(0), 60),)),
            terms("0", 60),
            "100000",
            id="in place of the loan said before",
        ),
    ],
)
def test_how_much_to_borrow(inputs: Inputs, asked: Loan, amount: str | None) -> None:
    found = balance_with_loan(inputs, asked, start_of)
    assert (found and found.amount) == (amount and Decimal(amount))


def test_with_the_loan_needs_and_financing_meet_and_every_bill_can_be_paid() -> None:
    rent = Cost("Rent", Price(Decimal(9000)), "premises")
    cuts = Product("Haircut", Price(Decimal(400), includes_vat=True), Decimal(110), Price(Decimal(15)))
    inputs = Inputs(
        START,
        products=(cuts,),
        costs=(rent,),
        purchases=(Purchase("Chairs", Price(Decimal(80000))),),
        ramp=(Decimal("0.2"), Decimal("0.5"), Decimal("0.8")),
        withdrawal=Decimal(14000),
        buffer=Decimal(20000),
        credit_days=10,
    )
    found = balance_with_loan(inputs, terms("0.085", 60, free=6), start_of)
    assert found is not None
    budgets = calculate(with_loan(inputs, found), Parameters.load())
    assert 0 <= budgets.start.financing - budgets.start.need <= Decimal("0.01")
    assert min(budgets.liquidity.closing) >= Decimal(20000)
    assert budgets.liquidity.first_negative is None


def test_a_loan_of_nothing_is_not_listed() -> None:
    assert with_loan(Inputs(START), terms("0.05", 12)).loans == ()
