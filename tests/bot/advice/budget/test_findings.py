"""Does it hold together? What is found, and what is not, when one thing in a good plan is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.findings import BUDGET_QUESTIONS, findings
from bot.advice.budget.inputs import CompanyForm, Household, HouseholdItem, Inputs, Price, Vat, Work
from bot.advice.budget.results import Finding
from bot.advice.parameters import Parameters
from bot.advice.templates import load_templates
from tests.bot.advice.budget.salon import (
    AMINA,
    ANSWERS,
    BANK,
    BOOKKEEPING,
    CHAIRS,
    CUT,
    GRANT,
    HOME,
    INSURANCE,
    LUNCH,
    ONE_CUT_A_DAY,
    RENT,
    SALON,
    SAVINGS,
    SUMMER,
    TAKE_AWAY,
    changed,
    cut,
    priced,
    said,
    without,
)

ASKED = frozenset[str]().union(*(template.ids for template in load_templates(Path("bot/data/templates")).values()))


def case(name: str, finding: str, inputs: Inputs = SALON, answers: Mapping[str, Any] = ANSWERS) -> Any:
    return pytest.param(finding, inputs, answers, id=f"{finding}: {name}")


def found(inputs: Inputs, answers: Mapping[str, Any]) -> dict[str, Finding]:
    parameters = Parameters.load()
    return {
        finding.name.removeprefix("utter_finding_"): finding
        for finding in findings(calculate(inputs, parameters), parameters, answers)
    }


SPEAKS = [
    case("too little", "not_financed", changed(loans=(replace(BANK, amount=Decimal(10000)),))),
    case("much", "too_much_financed", changed(loans=(replace(BANK, amount=Decimal(90000)),))),
    case("nothing of one's own", "all_borrowed", changed(funding=())),
    case("a hoped-for grant", "grant_not_decided", changed(funding=(SAVINGS, GRANT))),
    case("permit without a fee", "permit_fee_missing", changed(purchases=(CHAIRS,))),
    case("customers pay late", "cash_negative", changed(credit_days=60)),
    case(
        "taken out what the loan needs",
        "loan_not_carried",
        changed(loans=(replace(BANK, months=2 * 12 + 1),), withdrawal=Decimal(31000)),
    ),
    case("home not known", "household_missing", changed(household=Household())),
    case("nothing taken out", "no_owner_pay", changed(withdrawal=Decimal(0))),
    case("no salary in a company", "no_owner_pay", changed(form=CompanyForm.LIMITED_COMPANY)),
    case(
        "a dear home",
        "household_above_left",
        changed(household=Household(items=(HouseholdItem("Home", Decimal(40000)),))),
    ),
    case("less than the home", "withdrawal_below_need", changed(withdrawal=Decimal(9000))),
    case("nothing sold", "no_sales", changed(products=())),
    case("none sold", "no_sales", cut(units=Decimal(0))),
    case("no first customers", "no_customer_named", SALON, without("customers_first")),
    case("cost is the price", "price_below_cost", cut(unit_cost=Price(Decimal(320)))),
    case("cost in the plan", "goods_cost_missing", cut(unit_cost=Price(Decimal(0))), said(products_cost="15")),
    case("food for nothing", "goods_cost_missing", changed(products=(replace(LUNCH, unit_cost=Price(Decimal(0))),))),
    case("season only in the plan", "same_every_month", SALON, said(customers_season=["summer", "autumn"])),
    case("26 hours for 26.1", "hours_too_few", changed(work=Work(hours_per_week=Decimal(26)))),
    case("an hour each, by the plan", "hours_too_few", cut(hours=None), said(salon_minutes=60)),
    case("open too little", "opening_below_hours", changed(opening_hours_per_week=Decimal(20))),
    case(
        "one chair for two people",
        "opening_below_hours",
        changed(opening_hours_per_week=Decimal(20), employees=(AMINA,)),
        said(salon_chairs=1),
    ),
    case("net prices to families", "vat_on_private_prices", cut(price=Price(Decimal(320)))),
    case("large sales without VAT", "no_vat_on_sales", cut(price=priced("400", Vat.NONE))),
    case("above the limit", "vat_limit_passed", changed(vat_registered=False)),
    case("two rates", "several_rates", changed(products=(CUT, LUNCH))),
    case(
        "take-away forgotten",
        "one_food_rate",
        changed(products=(LUNCH,)),
        said(food_take_away=["at_tables", "take_away"]),
    ),
    case("staff only in the plan", "staff_without_wages", SALON, said(staff_any=True)),
    case("staff only in the budget", "wages_without_staff", changed(employees=(AMINA,))),
    case("1 of 2", "staff_count_differs", changed(employees=(AMINA,)), said(staff_any=True, staff_count=2)),
    case("rented for nothing", "rent_missing", changed(costs=(BOOKKEEPING, INSURANCE))),
    case("rent at home", "rent_without_place", SALON, said(place_kind="home")),
    case("two rents", "rent_differs", SALON, said(place_rent="9000")),
    case("no bookkeeping", "bookkeeping_missing", changed(costs=(RENT, INSURANCE))),
    case("no insurance", "insurance_missing", changed(costs=(RENT, BOOKKEEPING))),
    case("a haircut for 5 000 kr", "unusual_price", cut(price=priced("5000"))),
    case("a coffee for 5 000 kr", "unusual_price", cut(name="Kaffe", price=priced("5000"))),
    case("a coffee in Arabic", "unusual_price", cut(name="قهوة", price=priced("5000"))),
    case("a nought too many", "unusual_sales", cut(units=Decimal(20000))),
    case("a palace", "unusual_amount", changed(costs=(replace(RENT, monthly=Price(Decimal(300000))), BOOKKEEPING))),
    case("pay", "unusual_amount", changed(employees=(replace(AMINA, monthly_wage=Decimal(500)),))),
    case("90 hours a week", "unusual_hours", changed(work=Work(hours_per_week=Decimal(90)))),
    case("40 %", "unusual_rate", changed(loans=(replace(BANK, yearly_rate=Decimal("0.4")),))),
    case(
        "the loan of the talk has no name to call it by",
        "unusual_interest",
        changed(loans=(replace(BANK, name="utter_row_loans", yearly_rate=Decimal("0.4")),)),
    ),
]

SILENT = [
    case("a large but likely business", "unusual_sales", cut(units=Decimal(6000))),
    case("enough", "not_financed", changed(credit_days=0)),
    case(
        "one's own money is nobody's interest",
        "too_much_financed",
        changed(funding=(replace(SAVINGS, amount=Decimal(90000)),), loans=()),
    ),
    case("nothing borrowed", "all_borrowed", changed(loans=(), funding=())),
    case("decided", "grant_not_decided", changed(funding=(SAVINGS, GRANT)), said(budget_grant_decided=True)),
    case("no permit", "permit_fee_missing", changed(purchases=(CHAIRS,)), without("company_permits")),
    case(
        "no skin",
        "permit_fee_missing",
        changed(purchases=(CHAIRS,)),
        {**without("company_permits"), "salon_skin": False},
    ),
    case("home not known", "household_above_left", changed(household=Household())),
    case(
        "another income pays for the home",
        "no_owner_pay",
        changed(withdrawal=Decimal(0), household=replace(HOME, other_income=Decimal(15000))),
    ),
    case("salary", "no_owner_pay", changed(form=CompanyForm.LIMITED_COMPANY, salary=Decimal(24000))),
    case("just the need", "withdrawal_below_need", changed(withdrawal=Decimal(15000))),
    case("there is no plan yet", "no_customer_named", SALON, {}),
    case("one krona is left", "price_below_cost", cut(unit_cost=Price(Decimal(319)))),
    case("work needs no goods", "goods_cost_missing", cut(unit_cost=Price(Decimal(0)))),
    case("season in both", "same_every_month", changed(season=SUMMER), said(customers_season=["winter"])),
    case("just enough hours", "hours_too_few", changed(work=Work(hours_per_week=Decimal("26.5")))),
    case("nobody knows how long it takes", "hours_too_few", cut(hours=None), without("salon_minutes")),
    case(
        "two people and nothing said of chairs",
        "opening_below_hours",
        changed(opening_hours_per_week=Decimal(20), employees=(AMINA,)),
        without("salon_chairs"),
    ),
    case("no opening hours said", "opening_below_hours", changed(opening_hours_per_week=None)),
    case("firms", "vat_on_private_prices", cut(price=Price(Decimal(320))), said(customers_kind=["companies"])),
    case("small sales", "no_vat_on_sales", cut(price=priced("400", Vat.NONE), units=Decimal(20))),
    case("25 × 400 × 12 is the limit, nothing forced", "vat_limit_passed", cut(units=Decimal(25))),
    case("below", "vat_limit_passed", changed(vat_registered=False, products=(ONE_CUT_A_DAY,))),
    case("one rate", "several_rates", changed(products=(CUT, replace(CUT, name="Colour")))),
    case(
        "both rates are there",
        "one_food_rate",
        changed(products=(LUNCH, TAKE_AWAY)),
        said(food_take_away=["at_tables", "take_away"]),
    ),
    case("only at tables", "one_food_rate", changed(products=(LUNCH,)), said(food_take_away=["at_tables"])),
    case("both", "staff_without_wages", changed(employees=(AMINA,)), said(staff_any=True, staff_count=1)),
    case("1 of 1", "staff_count_differs", changed(employees=(AMINA,)), said(staff_any=True, staff_count=1)),
    case("at home", "rent_missing", changed(costs=(BOOKKEEPING, INSURANCE)), said(place_kind="home")),
    case("the same rent with VAT", "rent_differs", SALON, said(place_rent="10000")),
    case("myself", "bookkeeping_missing", changed(costs=(RENT, INSURANCE)), said(staff_bookkeeping="myself")),
    case("te is not in textil", "unusual_price", cut(name="Textil", price=priced("5000"))),
    case(
        "nothing is no surprise",
        "unusual_amount",
        changed(costs=(RENT, BOOKKEEPING, replace(INSURANCE, monthly=priced("0")))),
    ),
    case("70 hours", "unusual_hours", changed(work=Work(hours_per_week=Decimal(70)))),
    case("an uncle", "unusual_rate", changed(loans=(replace(BANK, yearly_rate=Decimal(0)),))),
]


def test_a_plan_that_holds_together_is_left_in_peace() -> None:
    assert found(SALON, ANSWERS) == {}


@pytest.mark.parametrize(("name", "inputs", "answers"), SPEAKS)
def test_what_does_not_hold_together_is_found(name: str, inputs: Inputs, answers: Mapping[str, Any]) -> None:
    assert name in found(inputs, answers)


@pytest.mark.parametrize(("name", "inputs", "answers"), SILENT)
def test_what_holds_together_is_left_in_peace(name: str, inputs: Inputs, answers: Mapping[str, Any]) -> None:
    assert name not in found(inputs, answers)


@pytest.mark.parametrize(("name", "inputs", "answers"), SPEAKS)
def test_a_finding_points_to_a_question_that_there_is(name: str, inputs: Inputs, answers: Mapping[str, Any]) -> None:
    assert found(inputs, answers)[name].question in ASKED | BUDGET_QUESTIONS


def test_the_gravest_is_said_first() -> None:
    weights = [finding.weight for finding in found(changed(funding=(), costs=()), without("customers_first")).values()]
    assert weights == sorted(weights, key=["stop", "warn", "ask"].index)
    assert set(weights) == {"stop", "warn", "ask"}
