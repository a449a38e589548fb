"""Unusual numbers are asked about when they are said, never refused, and change nothing before a yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice.editing import edit_answer
from bot.advice.facts import INTERVIEW, Answer, Facts, apply
from bot.advice.interview import ask
from bot.advice.library import Heard
from bot.advice.receiving import receive
from bot.advice.turn import Effect, Outcome, Reply
from bot.advice.unusual import FIELDS, SOLD, UNITS_OF
from bot.language.catalogue import default_catalogue
from bot.language.rendering import render

TEMPLATES = library().templates


def facts(question: str, locale: str = "sv", **given: Any) -> Facts:
    """Give a talk about a café at one question; what was said is the value's own words."""
    answers = {name: Answer(value, str(value), locale) for name, value in given.items()}
    return Facts(locale, date(2026, 5, 4), INTERVIEW, "food", question, first_plan=False, answers=answers)


def heard(text: str, intent: str = "give_answer", **entities: str) -> Heard:
    """Give what was said, or the button that was pressed."""
    return Heard(text, intent, entities, seq=1)


def after(talk: Facts, outcome: Outcome) -> Facts:
    """Give the talk after an outcome."""
    return apply(talk, [step for step in outcome if isinstance(step, Effect)])


def said(talk: Facts, text: str) -> tuple[Facts, list[str]]:
    """Say a number; give the talk, and the names of what comes back."""
    told = receive(library(), talk, heard(text))
    later = after(talk, told)
    replies = [step.name for step in (*told, *ask(library(), later)) if isinstance(step, Reply)]
    return later, replies


@pytest.mark.parametrize(
    ("question", "text", "given", "odd"),
    [
        pytest.param("products_price", "5000", {"products_first": "kaffe"}, "price", id="coffee for 5,000"),
        pytest.param("products_price", "5000", {"products_first": "قهوة"}, "price", id="coffee in Arabic"),
        pytest.param("products_price", "5000", {"products_first": "qaxwo"}, "price", id="coffee in Somali"),
        pytest.param("products_price", "5000", {"idea_what": "kaffe"}, "price", id="the idea says of what"),
        pytest.param("products_price", "45", {"products_first": "kaffe"}, None, id="an ordinary coffee"),
        pytest.param("products_price", "40", {"products_cost": "45"}, "nothing_left", id="price below cost"),
        pytest.param("products_cost", "60", {"products_price": "50"}, "nothing_left", id="cost above price"),
        pytest.param("products_cost", "0", {"products_price": "50"}, None, id="nothing is a cost"),
        pytest.param("products_cost", "60", {}, None, id="a cost before the price"),
        pytest.param("place_rent", "180000", {}, "value", id="a rent of a year"),
        pytest.param("place_rent", "45", {}, "value", id="a rent without its noughts"),
        pytest.param("place_rent", "0", {}, "value", id="no rent for a place that is rented"),
        pytest.param("budget_wage", "0", {}, "value", id="people who are employed for nothing"),
        pytest.param("budget_loan_rate", "0", {}, "no_interest", id="a loan without interest"),
        pytest.param("budget_loan_rate", "8", {}, None, id="an ordinary interest"),
        pytest.param("budget_salary", "0", {}, None, id="no salary yet for the owner"),
        pytest.param("budget_insurance", "0", {}, None, id="no insurance"),
        pytest.param("place_rent", "9000 kr i månaden", {}, None, id="an ordinary rent"),
        pytest.param("owner_hours", "95", {}, "value", id="more hours than a person has"),
        pytest.param("budget_loan_rate", "55", {}, "value", id="interest that harms"),
        pytest.param("customers_per_month", "90000", {"products_price": "50"}, "sales", id="a crowd"),
        pytest.param("customers_per_month", "300", {"products_price": "50"}, None, id="ordinary sales"),
    ],
)
def test_what_is_odd_is_said_before_it_is_read_back(
    question: str, text: str, given: dict[str, Any], odd: str | None
) -> None:
    later, replies = said(facts(question, **given), text)
    assert replies[:-1] == ([f"utter_unusual_{odd}"] if odd else [])
    assert replies[-1].startswith("utter_confirm_")
    assert question not in later.answers
    confirmed = after(later, receive(library(), later, heard("", "affirm")))
    assert question in confirmed.answers


def test_the_old_value_stays_until_the_new_one_is_confirmed() -> None:
    later, replies = said(facts("place_rent", place_rent="9000"), "180000")
    assert replies == ["utter_unusual_value", "utter_unusual_kept", "utter_confirm_value"]
    assert later.answers["place_rent"].value == "9000"
    refused = after(later, receive(library(), later, heard("", "deny")))
    assert refused.answers["place_rent"].value == "9000"
    assert refused.expecting is None


@pytest.mark.parametrize(
    ("answer", "intent"),
    [
        pytest.param("", "affirm", id="button"),
        pytest.param("om året", "give_answer", id="Swedish"),
        pytest.param("nej, per år", "deny", id="no, by the year"),
        pytest.param("a year", "give_answer", id="English"),
        pytest.param("في السنة", "give_answer", id="Arabic"),
        pytest.param("sannadkii", "give_answer", id="Somali"),
    ],
)
def test_an_amount_of_a_year_that_was_taken_for_a_months_is_counted_over(answer: str, intent: str) -> None:
    later, _ = said(facts("place_rent"), "180000 kr")
    shown = ask(library(), later)[-1]
    assert isinstance(shown, Reply)
    offered = [button for button in shown.buttons if button.name == "button_per_year"]
    entities = offered[0].entities if intent == "affirm" else {}
    again = after(later, receive(library(), later, heard(answer, intent, **entities)))
    assert again.answers == {}
    assert [step.name for step in ask(library(), again) if isinstance(step, Reply)] == ["utter_confirm_converted"]
    stored = after(again, receive(library(), again, heard("", "affirm")))
    assert stored.answers["place_rent"].value == {"amount": "180000", "per": "year"}


def test_only_times_that_make_an_amount_usual_are_offered() -> None:
    later, _ = said(facts("place_rent"), "180000 kr")
    shown = ask(library(), later)[-1]
    assert isinstance(shown, Reply)
    assert [button.name for button in shown.buttons] == ["button_yes", "button_no", "button_per_year"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        pytest.param("800 euro", "utter_answer_currency", id="another currency is asked back"),
        pytest.param("-500", "utter_answer_negative", id="below zero"),
        pytest.param("9876543210", "utter_answer_too_large", id="ten digits"),
        pytest.param("9" * 300, "utter_answer_amount", id="three hundred digits"),
        pytest.param("Infinity", "utter_answer_amount", id="no number"),
    ],
)
def test_what_is_no_amount_gets_a_kind_sentence_and_changes_nothing(text: str, reply: str) -> None:
    later, replies = said(facts("place_rent", place_rent="9000"), text)
    assert replies[0] == reply
    assert later.answers["place_rent"].value == "9000"
    assert later.expecting is None


def test_the_panel_stores_what_is_typed_there_and_remarks_on_it() -> None:
    outcome = edit_answer(library(), facts("idea_what"), "place_rent", "180000")
    told = [step for step in outcome if isinstance(step, Reply)]
    assert [step.name for step in told] == ["utter_answer_changed", "utter_unusual_value"]
    assert told[1].buttons[0].entities == {"question": "place_rent"}
    assert after(facts("idea_what"), outcome).answers["place_rent"].value == "180000"


def test_every_question_with_limits_is_one_that_is_asked_for_a_number() -> None:
    asked = {q.id: q.type for template in TEMPLATES.values() for q in template.questions}
    for question in {*FIELDS, *SOLD, *UNITS_OF}:
        assert asked[question] in {"amount", "count", "percent"}, question


@pytest.mark.parametrize("locale", ["sv", "en", "ar", "so"])
def test_the_limits_are_said_in_the_readers_words(locale: str) -> None:
    later, _ = said(facts("place_rent", locale), "180000")
    odd = ask(library(), later)[0]
    assert isinstance(odd, Reply)
    text = render(odd.name, odd.values, locale=locale, catalogue=default_catalogue()).text
    assert "{" not in text
    assert "500" in text
