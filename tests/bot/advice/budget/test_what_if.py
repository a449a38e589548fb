"""A "what if" in a conversation: one change is calculated, of two it is asked which, and nothing is ever stored."""

from __future__ import annotations

import pytest

from bot.actions.advising import library
from bot.advice.budget.what_if import try_what_if
from bot.advice.facts import Facts, apply
from bot.advice.interview import ask
from bot.advice.library import Heard
from bot.advice.receiving import receive
from bot.advice.turn import Effect, Outcome, Reply
from tests.bot.advice.budget.test_talking import SALON, facts, names, replies

ASKED_NOW = "budget_insurance"


def salon() -> Facts:
    """Give a conversation on a salon that cuts for 450, at the question of insurance."""
    return facts(ASKED_NOW, **SALON)


def tried(text: str, talk: Facts) -> Outcome:
    """Give what comes of a "what if"."""
    return try_what_if(library(), talk, Heard(text, "ask_what_if", {}))


def after(text: str, talk: Facts, intent: str = "give_answer") -> Outcome:
    """Give what comes of a message at the question that is open."""
    return receive(library(), talk, Heard(text, intent, {}, ranking=(intent,)))


def changed(outcome: Outcome) -> str:
    """Give the price that was tried."""
    told = next(reply for reply in replies(outcome) if reply.name == "utter_budget_compare")
    return str(told.values["change"]["values"]["price"]["value"])


def effects(outcome: Outcome) -> list[str]:
    """Give the names of what should happen."""
    return [step.name for step in outcome if isinstance(step, Effect)]


def test_raised_to_and_raised_by_are_two_plans() -> None:
    assert changed(tried("what if I raise the price to 500?", salon())) == "500"
    assert changed(tried("what if I raise the price by 50?", salon())) == "500"


def unclear() -> Facts:
    """Give the conversation after a what-if that may mean two things."""
    outcome = tried("what if I raise the price 500?", salon())
    assert effects(outcome) == ["expect"]
    return apply(salon(), [step for step in outcome if isinstance(step, Effect)])


def test_what_is_unclear_is_asked_with_both_results_to_press() -> None:
    (question,) = replies(ask(library(), unclear()))
    assert question.name == "utter_confirm_what_if"
    assert [question.values[name]["value"] for name in ("first", "second")] == ["500", "950"]
    pressed = [
        try_what_if(library(), unclear(), Heard("", button.intent, dict(button.entities)))
        for button in question.buttons
    ]
    assert [changed(outcome) for outcome in pressed] == ["500", "950"]


@pytest.mark.parametrize(
    ("said", "price"), [("500", "500"), ("to 500", "500"), ("950", "950"), ("by 500", "950"), ("إلى 500", "500")]
)
def test_which_was_meant_may_be_written(said: str, price: str) -> None:
    outcome = after(said, unclear())
    assert changed(outcome) == price
    assert "store_answer" not in effects(outcome)
    assert apply(unclear(), [step for step in outcome if isinstance(step, Effect)]).expecting is None


def test_anything_else_is_heard_as_if_nothing_had_been_asked() -> None:
    outcome = after("6000 kr", unclear())
    assert effects(outcome) == ["expect_nothing", "expect"]
    assert effects(after("no", unclear(), "deny")) == ["expect_nothing"]
    assert names(after("yes", unclear(), "affirm")) == ["utter_one_of_two"]


@pytest.mark.parametrize("said", ["500 instead of 450", "500 istället för 450", "٥٠٠ بدل ٤٥٠", "500 halkii 450"])
def test_one_number_instead_of_the_plans_is_no_answer(said: str) -> None:
    outcome = after(said, salon())
    assert changed(outcome) == "500"
    assert effects(outcome) == []


def test_an_open_question_asks_before_it_takes_that_for_a_wish() -> None:
    outcome = after("500 instead of 450", facts("idea_what", **SALON))
    (expected,) = [step for step in outcome if isinstance(step, Effect)]
    assert (expected.values["kind"], expected.values["values"]["intent"]) == ("which", "ask_what_if")


def test_numbers_that_are_not_the_plans_stay_an_answer() -> None:
    assert not any(isinstance(step, Reply) and "compare" in step.name for step in after("700 instead of 600", salon()))
