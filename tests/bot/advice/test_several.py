"""An answer that names more than was asked: its sum is read back, and another item is asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.actions.advising import library
from bot.advice.facts import Answer, Facts, apply
from bot.advice.interview import ask
from bot.advice.library import Heard
from bot.advice.reading_back import assumed_vat
from bot.advice.receiving import receive
from bot.advice.several import total_of
from bot.advice.turn import Effect, Outcome
from tests.bot.advice.budget.test_talking import SALON, facts, names, replies


@pytest.mark.parametrize(
    ("text", "locale", "total"),
    [
        ("الإيجار ٧٥٠٠ والكهربا ٦٠٠", "ar", 8100),
        ("hyra 7 500, el 600 och telefon 300", "sv", 8400),
        ("rent 7500, electricity 600 a month", "en", 8100),
        ("kirada 7500, korontada 600", "so", 8100),
        ("2 rum för 3000", "sv", None),
        ("7000 eller 8000", "sv", None),
        ("rent 90000 a year, phone 300 a month", "en", None),
        ("7500", "en", None),
    ],
)
def test_several_amounts_make_a_sum(text: str, locale: str, total: int | None) -> None:
    assert total_of(text, locale) == (None if total is None else Decimal(total))


def said(text: str, talk: Facts) -> Outcome:
    """Give what comes of an answer."""
    return receive(library(), talk, Heard(text, "give_answer", {}, ranking=("give_answer",)))


def then_asked(text: str, talk: Facts) -> Outcome:
    """Give what is asked after an answer."""
    return ask(library(), apply(talk, [step for step in said(text, talk) if isinstance(step, Effect)]))


def test_a_sum_is_read_back_and_not_stored() -> None:
    talk = facts("money_costs_month", **SALON)
    outcome = said("rent 7500, electricity 600", talk)
    assert names(outcome) == ["utter_answer_total"]
    assert [step.name for step in outcome if isinstance(step, Effect)] == ["expect"]
    (asked,) = replies(then_asked("rent 7500, electricity 600", talk))
    assert asked.values["value"]["values"]["value"]["value"] == "8100"


def test_a_read_back_says_what_it_is() -> None:
    asked = replies(then_asked("7500 kr", facts("money_sales_month", **SALON)))[-1]
    assert asked.values["value"]["name"] == "utter_value_of"
    assert asked.values["value"]["values"]["question"]["name"].endswith("money_sales_month.short")


@pytest.mark.parametrize("text", ["الايجار ٧٥٠٠ بالشهر", "hyran är 7500", "the rent is 7500", "kiradu waa 7500"])
def test_rent_said_to_another_question_is_asked_about(text: str) -> None:
    told = replies(then_asked(text, facts("money_sales_month", **SALON)))
    assert told[0].name == "utter_names_other_item"
    assert told[0].buttons[0].entities == {"question": "place_rent"}


@pytest.mark.parametrize("question", ["place_rent", "money_costs_month"])
def test_rent_said_where_it_belongs_is_not(question: str) -> None:
    assert "utter_names_other_item" not in names(then_asked("the rent is 7500", facts(question, **SALON)))


def test_a_plain_yes_to_two_questions_says_what_is_taken_of_moms() -> None:
    template = library().templates["personal_service"]
    price, rent = template.question("products_price"), template.question("budget_costs_other")
    companies = {"customers_kind": Answer(["companies"], "", "en")}
    second = template.question("budget_second_price")
    assert names(assumed_vat(second, "500", {})) == ["utter_vat_assumed_in"]
    assert names(assumed_vat(second, "500", companies)) == ["utter_vat_assumed_out"]
    assert names(assumed_vat(rent, "500", {})) == ["utter_vat_assumed_cost"]
    assert assumed_vat(rent, {"amount": "500", "vat": "with"}, {}) == ()
    assert bool(assumed_vat(price, "500", {})) is price.vat
