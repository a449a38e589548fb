"""What a trade must not forget in a cost, and which fees are known: shown as help, each with how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice.budget.usual import FILE, FOLDER, Usual, default_usual, help_with, remind
from bot.advice.facts import Facts
from bot.advice.interview import move_on, take_answer
from bot.advice.library import Heard
from bot.advice.navigation import explain_question, give_example
from bot.advice.parameters import Parameters
from bot.advice.reading import DataError
from bot.advice.turn import Outcome, Reply
from bot.language.catalogue import default_catalogue
from bot.language.rendering import render
from tests.bot.advice.budget.trade_plans import facts

TRADES = ("food", "trade", "craft_and_cleaning", "personal_service")
COSTS_OF_EVERY_TRADE = {
    *("place_equipment_cost", "budget_insurance", "budget_phone", "budget_costs_other", "budget_fees", "budget_buffer"),
    "budget_wage",
}
HEARD = Heard("", "", {})


def told(outcome: Outcome) -> list[Reply]:
    return [step for step in outcome if isinstance(step, Reply)]


def words(replies: list[Reply], locale: str = "en") -> str:
    text = "\n".join(render(reply.name, reply.values, locale=locale).text for reply in replies)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def known_of(trade: str, question: str, **changes: Any) -> str:
    """Give the words of the help with a question, in English."""
    talk = facts(trade, **changes)
    return words(told(help_with(library().templates[trade].question(question), talk)))


@pytest.mark.parametrize("trade", TRADES)
def test_every_trade_says_what_belongs_to_its_costs(trade: str) -> None:
    asked = {question.id for question in library().templates[trade].questions if "remember" in question.names}
    assert asked >= COSTS_OF_EVERY_TRADE
    own = [library().templates[trade].question(name).names["remember"] for name in asked - {"budget_wage"}]
    assert {name.split(".")[0] for name in own} == {trade}


def test_a_reminder_stands_once_before_a_new_question_and_never_when_it_comes_again() -> None:
    talk = replace(facts("food", budget_insurance=None, budget_phone=None), question="budget_bookkeeping")
    names = [reply.name for reply in told(move_on(library(), talk))]
    assert names == ["utter_usual_remember"]
    again = replace(talk, history=("budget_insurance", "budget_phone"))
    assert told(move_on(library(), again)) == []


def test_a_question_of_any_business_is_asked_without_a_reminder() -> None:
    assert remind(library().templates["general"].question("budget_insurance")) == ()
    assert help_with(library().templates["general"].question("budget_insurance"), facts("general")) == ()


@pytest.mark.parametrize("advice", [explain_question, give_example])
def test_help_and_example_come_with_what_is_known(advice: Any) -> None:
    talk = replace(facts("food", budget_fees=None), question="budget_fees")
    names = [reply.name for reply in told(advice(library(), talk, HEARD))]
    assert names[1:] == ["utter_usual_remember", "utter_usual_known"]


def test_not_known_comes_with_what_is_known_and_ends_with_the_ways_on() -> None:
    talk = replace(facts("food", budget_fees=None), question="budget_fees")
    question = library().templates["food"].question("budget_fees")
    replies = told(take_answer(library(), talk, question, "jag vet inte", seq=4))
    assert [reply.name for reply in replies] == [
        "utter_usual_remember",
        "utter_usual_known",
        "utter_not_known_find_out",
    ]
    assert [button.name for button in replies[-1].buttons] == ["button_skip", "button_adviser"]


def test_fees_fit_what_was_answered() -> None:
    open_question = known_of("food", "budget_fees", food_alcohol=None, food_public_place=None)
    assert all(part in open_question for part in ("7,210 kr", "870 kr", "930 kr", "1,100 kr"))
    answered = known_of("food", "budget_fees")
    assert "7,210 kr" not in answered
    assert "870 kr" not in answered
    assert "930 kr" in answered
    company = known_of("food", "budget_fees", company_form="limited_company")
    assert "1,900 kr" in company
    assert "1,100 kr" not in company


def test_fees_of_one_trade_are_not_told_in_another() -> None:
    assert "7,210" not in known_of("trade", "budget_fees")
    assert "6,200" not in known_of("food", "budget_fees")
    assert "6,200" in known_of("trade", "budget_fees", shop_special_goods=["tobacco", "food"])
    assert "Eori" in known_of("trade", "budget_fees", shop_import="from_outside_eu")
    assert "Eori" not in known_of("trade", "budget_fees", shop_import="from_eu")


def test_a_fee_that_is_not_confirmed_says_so_and_whom_to_ask() -> None:
    text = known_of("food", "budget_fees", food_alcohol=True)
    lines = [line for line in text.splitlines() if re.search(r"\d kr", line)]
    assert len(lines) >= 4
    assert all("not confirmed" in line and "Ask" in line for line in lines)


@pytest.mark.parametrize("trade", ["food", "general"])
def test_the_conditions_of_support_for_the_first_employees_are_said(trade: str) -> None:
    text = known_of(trade, "budget_wage", staff_any=True)
    assert "I do not count on it" in text
    assert all(part in text for part in ("2", "20", "3", "35,000 kr", "24"))
    assert "Skatteverket" in text


def test_nothing_is_said_of_a_year_whose_figure_is_not_decided() -> None:
    question = library().templates["food"].question("place_equipment_cost")
    later = replace(facts("food"), day=date(2040, 1, 1))
    assert "236,800" in known_of("food", "place_equipment_cost")
    assert [reply.name for reply in told(help_with(question, later))] == ["utter_usual_remember"]


def test_every_help_stands_at_a_question_and_has_its_words() -> None:
    templates, figures, catalogue = library().templates, Parameters.load(), default_catalogue()
    for one in default_usual().helps:
        for name in one.templates or templates:
            assert one.question in templates[name].ids
            assert one.when is None or one.when.question in templates[name].ids
        if one.figure:
            assert figures[one.figure].called in catalogue
    for usual in default_usual().ranges.values():
        assert f"utter_usual_{usual.name}" in catalogue
        assert f"utter_usual_range_{usual.status}" in catalogue
        assert usual.authority in figures.authorities


def test_a_person_who_has_not_chosen_a_trade_is_helped_too() -> None:
    question = library().templates["general"].question("budget_fees")
    assert "1,100 kr" in words(told(help_with(question, Facts("en", date(2026, 5, 4)))))


def _written(folder: Path, old: str, new: str) -> Path:
    text = (FOLDER / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('low: "930"', "low: 930", "food_registration: low must be a number in quotes", id="float"),
        pytest.param('low: "930"', 'low: "9300"', "food_registration: low must be less than high", id="turned round"),
        pytest.param("status: unconfirmed", "status: sure", "status must be one of", id="status"),
        pytest.param("read_on: 2026-11-22", "read_on: lately", "read_on must be a day", id="day"),
        pytest.param("    range: tobacco_permit\n", "    range: tobako\n", "range tobako is none of those", id="range"),
        pytest.param(
            "when: {question: company_form, is:", "when: {question: company_form, was:", "when must be", id="when"
        ),
        pytest.param("    figure: tullverket.eori_fee\n", "", "must have either figure or range", id="nothing shown"),
        pytest.param("templates: [food]", "templates: food", "templates must be a list", id="templates"),
        pytest.param("  - question: budget_fees\n", "  - fees: 1\n", "question is missing", id="no question"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(DataError, match=re.escape(problem)):
        Usual.load(_written(tmp_path, old, new))
