"""What somebody said before: each value with its day, and taking an old one back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice.facts import SKIPPED, Answer, Earlier, Facts, apply
from bot.advice.history import MOST_LINES, MOST_OFFERED, tell_history
from bot.advice.library import Heard
from bot.advice.navigation import check_answers
from bot.advice.turn import Effect, Outcome, Reply
from bot.language.rendering import render
from tests.bot.advice.budget.test_talking import facts

RENT = "place_rent"


def given(question: str, *values: Any, states: dict[int, str] | None = None) -> list[Earlier]:
    """Give revisions of one answer, a day apart; the last counts now."""
    states = states or {}
    return [
        Earlier(
            question,
            number,
            Answer(value, str(value), "en", states.get(number, "answered")),
            day=date(2026, 3, number),
            current=number == len(values),
        )
        for number, value in enumerate(values, 1)
    ]


def told(text: str, earlier: list[Earlier], talk: Facts | None = None, **entities: str) -> Outcome:
    """Ask about earlier answers."""
    return tell_history(library(), talk or facts(), Heard(text, "ask_history", entities), earlier)


def reply(outcome: Outcome) -> Reply:
    """Give the one thing that is said."""
    found = [step for step in outcome if isinstance(step, Reply)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "vad sa jag förra veckan om hyran?",
        "what did I say last week about the rent?",
        "ماذا قلت الأسبوع الماضي عن الإيجار؟",
        "maxaan toddobaadkii hore ka iri kirada?",
    ],
)
def test_each_value_is_told_with_its_day(text: str) -> None:
    said = reply(told(text, given(RENT, "9000", {"amount": "2000", "per": "week"}, "4500")))
    words = render(said.name, said.values, locale="en").text
    assert said.name == "utter_history_of"
    lines = words.split("\n")[1:]
    assert ["9,000" in lines[0], "2,000" in lines[1], "4,500" in lines[2]] == [True, True, True]
    assert ["March\N{NO-BREAK SPACE}1" in lines[0], "March\N{NO-BREAK SPACE}3" in lines[2]] == [True, True]
    assert "in your plan now" in lines[2]
    assert [button.entities["revision"] for button in said.buttons] == ["2", "1"]


def test_an_old_value_is_taken_back_as_it_was_said() -> None:
    earlier = given(RENT, {"amount": "2000", "per": "week"}, "4500")
    outcome = told("", earlier, question=RENT, revision="1")
    later = apply(facts(), [step for step in outcome if isinstance(step, Effect)])
    assert later.answers[RENT].value == {"amount": "2000", "per": "week"}
    assert reply(outcome).name == "utter_history_taken_back"


def test_taking_back_the_answer_that_is_asked_for_goes_on() -> None:
    outcome = told("", given(RENT, "9000", "4500"), facts(RENT), question=RENT, revision="1")
    assert [step.name for step in outcome if isinstance(step, Effect)] == ["store_answer", "ask_question"]


def test_the_same_value_twice_is_one_line_and_nothing_to_take_back() -> None:
    once = reply(told("what was my rent before", given(RENT, "9000", "9000")))
    assert once.name == "utter_history_once"
    assert once.values["day"]["value"] == "2026-03-01"
    again = reply(told("what was my rent before", given(RENT, "9000", "8000", "9000")))
    assert [button.entities["revision"] for button in again.buttons] == ["2"]


def test_what_was_never_answered_and_never_changed_is_said() -> None:
    assert reply(told("what did I say before about the rent", [])).name == "utter_history_never"
    assert reply(told("what did I say last week", given(RENT, "9000"))).name == "utter_history_none"


def test_without_a_named_answer_the_changed_ones_are_offered_the_latest_in_front() -> None:
    older = [replace(one, day=date(2026, 2, 1)) for one in given("products_price", "45", "50")]
    asked = reply(told("what did I say last week", [*given(RENT, "9000", "4500"), *older, *given("idea_what", "tea")]))
    assert asked.name == "utter_history_which"
    assert [button.entities["question"] for button in asked.buttons] == [RENT, "products_price"]


def test_the_answer_that_is_being_changed_is_meant_when_none_is_named() -> None:
    assert reply(told("what did I say before", given(RENT, "9000", "4500"), facts(RENT))).name == "utter_history_of"


def test_rent_means_the_home_when_only_that_was_answered() -> None:
    said = reply(told("what did I say last week about the rent", given("budget_housing", "7000", "7800")))
    assert said.values["question"]["name"] == "budget.budget_housing.text"


def test_a_skipped_answer_is_told_and_cannot_be_taken_back() -> None:
    said = reply(told("what was my old rent", given(RENT, None, "9000", states={1: SKIPPED})))
    assert said.name == "utter_history_of"
    assert said.buttons == ()
    outcome = told("", given(RENT, None, "9000", states={1: SKIPPED}), question=RENT, revision="1")
    assert reply(outcome).name == "utter_history_gone"


@pytest.mark.parametrize("revision", ["9", "-1", "x", "", "1' OR 1=1"])
def test_a_button_for_an_answer_that_is_not_there_changes_nothing(revision: str) -> None:
    outcome = told("", given(RENT, "9000", "4500"), question=RENT, revision=revision)
    assert [step.name for step in outcome] == ["utter_history_gone"]


def test_a_choice_that_is_gone_is_neither_shown_nor_taken_back() -> None:
    earlier = given("place_kind", "castle_in_the_air", "shared")
    assert reply(told("", earlier, question="place_kind")).name == "utter_history_once"
    assert reply(told("", earlier, question="place_kind", revision="1")).name == "utter_history_gone"


def test_a_hundred_changes_stay_readable() -> None:
    earlier = [replace(one, day=date(2026, 3, 1)) for one in given(RENT, *[str(n) for n in range(1000, 1028)])]
    said = reply(told("what was my old rent", earlier))
    assert len(said.values["lines"]["items"]) == MOST_LINES
    assert len(said.buttons) == MOST_OFFERED


def test_answers_from_before_a_new_beginning_are_told() -> None:
    earlier = [replace(one, current=False) for one in given(RENT, "9000")]
    said = reply(told("what was my old rent", earlier))
    assert said.name == "utter_history_of"
    assert [button.name for button in said.buttons] == ["button_take_back"]


def test_without_a_plan_there_is_nothing_to_tell() -> None:
    assert reply(told("what did I say", [], Facts("en", date(2026, 3, 1)))).name == "utter_history_none"


@pytest.mark.parametrize("text", ["vad sa jag om hyran", "ماذا قلت عن الإيجار", "maxaan ka iri kirada"])
def test_who_asks_what_stands_there_sees_the_named_answer_only(text: str) -> None:
    talk = facts(**{RENT: "4500", "products_price": "450"})
    shown = reply(check_answers(library(), talk, Heard(text, "check_answers", {})))
    assert [button.entities["question"] for button in shown.buttons] == [RENT]
    everything = reply(check_answers(library(), talk, Heard("visa mina svar", "check_answers", {})))
    assert len(everything.buttons) == 2
