"""What the budgets take from a plan's answers, old ones and new ones, and the careful side where nothing was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.advice.budget.inputs import CompanyForm, Inputs, Price, Vat
from bot.advice.budget.products import called
from bot.advice.budget.reading import inputs_of, loan_terms, plain_answers
from bot.advice.facts import SKIPPED, Answer
from bot.advice.templates import load_templates

TEMPLATES = load_templates(Path(__file__).parents[4] / "bot" / "data" / "templates")
SALON = TEMPLATES["personal_service"]
DAY = date(2026, 11, 22)


def read(**given: Any) -> Inputs:
    """Read inputs from values."""
    return inputs_of(answers(**given), SALON, DAY)


def answers(**given: Any) -> dict[str, Answer]:
    """Give answers with values."""
    return {question: Answer(value, "", "en") for question, value in given.items()}


def test_nothing_said_is_a_plan_that_begins_next_month() -> None:
    assert read() == Inputs(start=date(2026, 12, 1))
    assert inputs_of({}, None, date(2026, 12, 31)).start == date(2027, 1, 1)


def test_what_the_plan_has_asked_already_is_used() -> None:
    found = read(
        products_first="Haircut, colour and braids",
        products_price="450",
        customers_per_month=100,
        salon_minutes=45,
        company_form="limited_company",
        timeplan_start="2026-03-17",
        money_own="20000",
        place_equipment_cost="18000",
    )
    (product,) = found.products
    assert (product.name, product.units, product.hours) == ("Haircut", Decimal(100), Decimal("0.75"))
    assert found.form is CompanyForm.LIMITED_COMPANY
    assert found.start == date(2026, 3, 1)
    assert found.funding[0].amount == Decimal(20000)
    assert found.purchases[0].price == Price(Decimal(18000), Vat.NONE)


def test_amounts_by_the_week_and_the_year_are_counted_by_the_month() -> None:
    found = read(budget_food={"amount": "900", "per": "week"}, budget_insurance={"amount": "4800", "per": "year"})
    assert [item.monthly for item in found.household.items] == [Decimal(3900)]
    assert [cost.monthly.amount for cost in found.costs] == [Decimal(400)]


def test_a_cost_gives_moms_back_only_when_it_was_said() -> None:
    (plain,) = read(budget_phone="500").costs
    (with_moms,) = read(budget_phone={"amount": "500", "vat": "with"}).costs
    (without,) = read(budget_phone={"amount": "500", "vat": "without"}).costs
    assert plain.monthly == Price(Decimal(500), Vat.NONE)
    assert with_moms.monthly == Price(Decimal(500), Vat.STANDARD, includes_vat=True)
    assert without.monthly == Price(Decimal(500), Vat.STANDARD)


def test_a_tax_in_percent_becomes_a_share() -> None:
    assert read(budget_housing="7000", budget_municipal_rate="34").household.municipal_rate == Decimal("0.34")
    assert read(budget_housing="7000", budget_municipal_rate="0.34").household.municipal_rate == Decimal("0.34")


def test_private_people_see_prices_with_moms_and_companies_without() -> None:
    assert read(products_price="450").products[0].price.includes_vat
    assert not read(products_price="450", customers_kind=["companies"]).products[0].price.includes_vat
    assert read(products_price="450", customers_kind=["companies", "private_people"]).products[0].price.includes_vat
    assert not read(products_price="450", budget_price_vat="without_vat").products[0].price.includes_vat


def test_what_is_skipped_or_asked_no_more_does_not_count() -> None:
    skipped = {"budget_housing": Answer(None, "", "en", SKIPPED)}
    assert inputs_of(skipped, SALON, DAY).household.items == ()
    assert read(place_kind="home", place_rent="4500").costs == ()
    assert [cost.kind for cost in read(place_kind="shared", place_rent="4500").costs] == ["premises"]


def test_the_whole_need_of_the_home_is_used_until_its_parts_are_known() -> None:
    assert [item.monthly for item in read(money_private="15000").household.items] == [Decimal(15000)]
    assert [item.monthly for item in read(money_private="15000", budget_housing="7000").household.items] == [
        Decimal(7000)
    ]


def test_quiet_months_and_a_slow_beginning() -> None:
    found = read(budget_season=["january", "july"], budget_season_share="50", budget_ramp=3)
    assert found.season[0] == found.season[6] == Decimal("0.5")
    assert found.season[1] == 1
    assert found.ramp == (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))


def test_wages_are_paid_for_everybody_who_works_there() -> None:
    assert len(read(staff_any=True, staff_count=2, budget_wage="26000").employees) == 2
    assert read(staff_any=False, staff_count=2, budget_wage="26000").employees == ()


def test_only_invoices_wait_for_their_money() -> None:
    said = {"customers_kind": ["companies"], "budget_credit_days": 30}
    found = inputs_of(answers(**said, money_invoice_share="50"), TEMPLATES["general"], DAY)
    assert found.credit_days == 15
    assert inputs_of(answers(**said), TEMPLATES["general"], DAY).credit_days == 30


def test_own_words_for_a_choice_count_as_none() -> None:
    assert read(company_form={"own": "tillsammans"}).form is CompanyForm.SOLE_TRADER
    assert read(products_price="450", customers_kind={"own": "grannar"}).products[0].price.includes_vat


def test_terms_are_known_when_both_parts_of_them_are() -> None:
    assert loan_terms(answers(budget_loan_rate="8"), SALON) is None
    terms = loan_terms(answers(budget_loan_rate="8", budget_loan_years=5), SALON)
    assert terms is not None
    assert (terms.yearly_rate, terms.months) == (Decimal("0.08"), 60)


def test_checks_are_given_amounts_by_the_month() -> None:
    said = answers(place_kind="shared", place_rent={"amount": "900", "per": "week"}, owner_hours=40)
    assert plain_answers(said, SALON) == {"place_kind": "shared", "place_rent": "3900", "owner_hours": 40}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("بالأول بقبل تصليح تياب وستاير", "utter_row_main_product"),
        ("Först ska jag laga kläder", "utter_row_main_product"),
        ("we will repair clothes", "utter_row_main_product"),
        ("waxaan iibin doonaa dharka", "utter_row_main_product"),
        ("mending trousers and curtains and sewing new dresses", "utter_row_main_product"),
        ("Klippning i hemmet", "Klippning i hemmet"),
        ("تصليح تياب", "تصليح تياب"),
        ("Curtains, then dresses", "Curtains"),
    ],
)
def test_a_product_is_called_by_a_name_and_not_by_a_sentence(said: str, name: str) -> None:
    assert called(said, "utter_row_main_product") == name
