"""The careful case, what-ifs and what decides: what changes, what stays, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.advice.budget.assumptions import AssumptionError, Assumptions, Careful, careful_rules, read
from bot.advice.budget.calculation import calculate
from bot.advice.budget.cases import KINDS, Change, before_and_after, both_cases, careful, sensitivity, what_if
from bot.advice.budget.explaining import describe, what_decides
from bot.advice.budget.inputs import CompanyForm, Cost, Employee, Household, HouseholdItem, Inputs, Price, Product, Vat
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.parameters import Parameters
from bot.language.rendering import UNKNOWN, render

PARAMETERS = Parameters.load()
TEN = Decimal(10)


def plan() -> Inputs:
    """Give a salon that sells 100 cuts a month for 500 kr with VAT, of 45 minutes, with rent and one employee."""
    return Inputs(
        start=date(2026, 12, 1),
        products=(
            Product("Cut", Price(Decimal(500), Vat.STANDARD, True), Decimal(100), Price(Decimal(20)), Decimal("0.75")),
            Product("Shampoo", Price(Decimal(100)), TEN, Price(Decimal(60))),
        ),
        costs=(Cost("Rent", Price(Decimal(8000))),),
        employees=(Employee("Amina", Decimal(10_000)),),
    )


def result(inputs: Inputs, change: Change) -> Decimal:
    before, after = before_and_after(inputs, change, PARAMETERS)
    return after.years[0].before_tax - before.years[0].before_tax


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        # 400 kr net × 100 × 12 = 480 000, and 12 000 of shampoo: a tenth of both
        pytest.param(Change("price", Decimal("1.1")), "49200", id="all prices a tenth higher"),
        pytest.param(Change("price", Decimal("1.1"), "Shampoo"), "1200", id="one price a tenth higher"),
        pytest.param(Change("price_of", Decimal(525), "Cut", includes_vat=True), "24000", id="a cut for 525 kr"),
        # 600 kr an hour is 450 kr a cut, 360 without VAT, 40 less than now
        pytest.param(Change("hourly_price", Decimal(600), includes_vat=True), "-48000", id="600 kr an hour"),
        # 380 is left of a cut, 40 of a shampoo
        pytest.param(Change("sales", Decimal("0.5"), "Cut"), "-228000", id="half as many cuts"),
        pytest.param(Change("no_customers", Decimal(3)), "-115200", id="three months without customers"),
        pytest.param(Change("cost", Decimal(1000), "Rent"), "-12000", id="a higher rent"),
        pytest.param(Change("cost", Decimal(-9000), "Rent"), "96000", id="a cost never falls below nothing"),
        pytest.param(Change("cost", Decimal(300), "Music"), "-3600", id="a new cost"),
        pytest.param(Change("employee", Decimal(10_000), "Ali"), "-157704", id="one more employee"),
        pytest.param(Change("fewer", Decimal(0), "Amina"), "157704", id="one employee less"),
    ],
)
def test_a_change_moves_the_first_year_by_what_it_costs(change: Change, difference: str) -> None:
    assert result(plan(), change) == Decimal(difference)


def test_a_tax_that_takes_everything_is_never_enough() -> None:
    home = Household(items=(HouseholdItem("Rent", TEN),), municipal_rate=Decimal(34))
    with pytest.raises(NeverEnoughError):
        calculate(replace(plan(), household=home), PARAMETERS)


def test_a_later_start_keeps_the_figures_of_the_plan() -> None:
    later = what_if(plan(), Change("later", Decimal(2)))
    assert (later.start, later.figures_day) == (date(2027, 2, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change("weather", TEN), ValueError),
        (Change("price", TEN, "Beard"), KeyError),
        (Change("sales", TEN, "Beard"), KeyError),
        (Change("fewer", TEN, "Ali"), KeyError),
    ],
    ids=lambda value: value.kind if isinstance(value, Change) else value.__name__,
)
def test_a_change_of_what_is_not_in_the_plan_is_refused(change: Change, error: type[Exception]) -> None:
    with pytest.raises(error):
        what_if(plan(), change)


def test_an_hourly_price_needs_something_sold_by_time() -> None:
    with pytest.raises(KeyError):
        what_if(replace(plan(), products=plan().products[1:]), Change("hourly_price", TEN))


def test_who_is_registered_for_vat_stays_so_when_sales_fall() -> None:
    before, after = before_and_after(plan(), Change("sales", Decimal("0.1")), PARAMETERS)
    assert before.sales.rows[0].amounts[0] == 40_000
    assert after.sales.rows[0].amounts[0] == 4_000


def test_the_careful_case_follows_its_rules() -> None:
    rules = Careful(Decimal("0.5"), Decimal(2), Decimal(2), Decimal("0.1"), Decimal(20))
    case = careful(replace(plan(), ramp=(Decimal("0.5"),), credit_days=30), rules)
    assert [product.units for product in case.products] == [50, 5]
    assert case.costs[0].monthly.amount == 16_000
    assert case.ramp == (Decimal("0.05"), Decimal("0.1"))
    assert case.credit_days == 50
    assert careful(plan(), rules).credit_days == 0, "who is paid at once does not wait"


def test_the_careful_case_is_never_better() -> None:
    likely, worse = both_cases(plan(), PARAMETERS)
    assert worse.years[0].before_tax < likely.years[0].before_tax
    assert all(there <= here for here, there in zip(likely.sales.total, worse.sales.total, strict=True))


def test_the_numbers_that_decide_come_heaviest_first() -> None:
    # a tenth of: sales of cuts 480 000, what is left of them 456 000, wages 157 704, rent 96 000
    weights = sensitivity(plan(), PARAMETERS)
    assert [(w.kind, w.name, w.loss) for w in weights] == [
        ("price", "Cut", Decimal(48_000)),
        ("units", "Cut", Decimal(45_600)),
        ("wage", "Amina", Decimal("15770.4")),
    ]


def test_a_companys_own_salary_can_decide() -> None:
    company = replace(plan(), form=CompanyForm.LIMITED_COMPANY, salary=Decimal(40_000))
    assert ("salary", "") in [(weight.kind, weight.name) for weight in sensitivity(company, PARAMETERS)]


def test_every_change_and_weight_has_words() -> None:
    told = [describe(Change(kind, TEN, "Cut")) for kind in KINDS] + [describe(Change("cost", -TEN, "Rent"))]
    company = replace(plan(), form=CompanyForm.LIMITED_COMPANY, salary=Decimal(40_000))
    told.append(what_decides(sensitivity(company, PARAMETERS, most=20)))
    for reply in told:
        text = render(reply.name, reply.values, locale="en").text
        assert UNKNOWN not in text
        assert "{" not in text


def test_the_rules_of_the_careful_case_have_reasons() -> None:
    assert careful_rules().sales_factor < 1


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        pytest.param("{municipal_rate: {value: 0.34, reason: x}}", "quote the value", id="float"),
        pytest.param("{municipal_rate: {value: '0.34', reason: ''}}", "give the reason", id="no reason"),
        pytest.param("{municipal_rate: {value: '0.34'}}", "exactly value and reason", id="a key missing"),
        pytest.param("{other: {value: '1', reason: x}}", "municipal_rate: missing", id="entry missing"),
        pytest.param("{other: {value: '1', reason: x}}", "other: unknown", id="unknown entry"),
    ],
)
def test_an_assumption_without_its_reason_is_refused(written: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "assumptions.yml"
    path.write_text(f"assumptions: {written}\n", "utf-8")
    with pytest.raises(AssumptionError, match=problem):
        read(path, Assumptions)
