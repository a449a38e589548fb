"""What "I do not know" leads to at each question of the budgets: a way to find out, in four languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.actions.advising import library
from bot.advice.facts import apply
from bot.advice.interview import UNDECIDED, read_and_take, take_answer
from bot.advice.templates import Question
from bot.advice.turn import Effect, Outcome, Reply
from bot.language.catalogue import default_catalogue
from tests.bot.advice.budget.trade_plans import facts

NOT_KNOWN = {"sv": "vet inte", "en": "I don't know", "ar": "لا أعرف", "so": "ma garanayo"}
OFFERED = ["button_skip", "button_adviser"]


def of_the_budgets() -> Iterator[object]:
    """Give each question that a budget asks, once for each template that asks it in another way."""
    seen = set()
    for trade, template in library().templates.items():
        for section in template.sections:
            for question in section.questions if section.joined else ():
                if question.names["text"] not in seen:
                    seen.add(question.names["text"])
                    yield pytest.param(trade, question, id=f"{trade} {question.id}")


def said(trade: str, question: Question, locale: str) -> Outcome:
    talk = replace(facts(trade), locale=locale, question=question.id)
    return take_answer(library(), talk, question, NOT_KNOWN[locale], seq=7)


@pytest.mark.parametrize("locale", NOT_KNOWN)
@pytest.mark.parametrize(("trade", "question"), [*of_the_budgets()])
def test_not_known_leads_to_how_to_find_out(trade: str, question: Question, locale: str) -> None:
    outcome = said(trade, question, locale)
    replies = {step.name: step for step in outcome if isinstance(step, Reply)}
    kept = [step.values["value"] for step in outcome if isinstance(step, Effect) and step.name == "store_answer"]
    if UNDECIDED & {choice.choice for choice in question.choices}:
        assert kept == ["not_known"]
        how = replies["utter_not_known_kept"].values["how"]
    else:
        assert kept == []
        assert not [step for step in outcome if isinstance(step, Effect)]
        how = replies["utter_not_known_find_out"].values["how"]
        assert [button.name for button in replies["utter_not_known_find_out"].buttons] == OFFERED
    assert how["name"] == question.names["find_out"]
    assert how["name"] in default_catalogue()


def test_all_questions_of_the_budgets_are_asked_here() -> None:
    assert len(list(of_the_budgets())) >= 37


def test_the_button_says_how_to_find_out_too() -> None:
    question = library().templates["general"].question("budget_vat")
    talk = replace(facts("general", budget_vat=None), question="budget_vat")
    outcome = read_and_take(library(), talk, question, "not_known")
    assert [step.name for step in outcome if isinstance(step, Reply)] == ["utter_not_known_kept"]
    later = apply(talk, [step for step in outcome if isinstance(step, Effect)])
    assert later.answers["budget_vat"].value == "not_known"


def test_a_choice_that_is_known_is_taken_without_a_word() -> None:
    question = library().templates["general"].question("budget_vat")
    outcome = read_and_take(library(), replace(facts("general"), question="budget_vat"), question, "food")
    assert "utter_not_known_kept" not in [step.name for step in outcome if isinstance(step, Reply)]
