"""An answer that none of the choices fits: offered after two misses, stored as it stands, no choice to conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.actions.advising import library
from bot.advice.answers import display
from bot.advice.editing import edit_answer
from bot.advice.facts import INTERVIEW, Answer, Expecting, Facts, apply
from bot.advice.interview import ask
from bot.advice.library import Heard
from bot.advice.receiving import receive
from bot.advice.templates import Condition, applies
from bot.advice.turn import Effect, Outcome, Reply
from bot.language.rendering import render_value

DAY = date(2026, 11, 22)
WORDS = "أصدقاء ومعارف"
BUTTON = {"which": "own_words"}


def at(question: str, misses: int = 0, expecting: Expecting | None = None) -> Facts:
    return Facts("ar", DAY, INTERVIEW, "general", question, expecting, misses=misses)


def say(facts: Facts, text: str, intent: str = "give_answer", entities: Mapping[str, str] | None = None) -> Outcome:
    return receive(library(), facts, Heard(text, intent, entities or {}, seq=3))


def after(facts: Facts, outcome: Outcome) -> Facts:
    return apply(facts, [step for step in outcome if isinstance(step, Effect)])


def buttons(facts: Facts) -> list[str]:
    (reply,) = ask(library(), facts)
    assert isinstance(reply, Reply)
    return [button.name for button in reply.buttons]


def stored(outcome: Outcome) -> object:
    return next(step.values["value"] for step in outcome if isinstance(step, Effect) and step.name == "store_answer")


def test_the_same_answer_never_leads_round_in_a_circle() -> None:
    facts = at("marketing_channels")
    for misses in (1, 2):
        assert "button_own_words" not in buttons(facts)
        facts = after(facts, say(facts, WORDS))
        assert facts.misses == misses
    assert "button_own_words" in buttons(facts)
    asked = after(facts, say(facts, WORDS))
    assert asked.expecting is not None
    assert asked.expecting.kind == "own"
    (question,) = ask(library(), asked)
    assert isinstance(question, Reply)
    assert question.values["text"]["value"] == WORDS
    yes = say(asked, "نعم", "affirm")
    assert stored(yes) == {"own": WORDS}
    assert after(asked, yes).question != "marketing_channels"


def test_by_button_the_next_words_are_the_answer() -> None:
    facts = after(at("customers_kind", 2), say(at("customers_kind", 2), "", "give_answer", BUTTON))
    assert facts.expecting is not None
    assert facts.expecting.kind == "own_words"
    assert stored(say(facts, WORDS)) == {"own": WORDS}
    assert [step.name for step in say(facts, "؟!")] == ["utter_answer_empty"]


def test_a_choice_said_after_all_is_that_choice() -> None:
    assert stored(say(at("place_kind", 3), "hemma")) == "home"
    assert stored(say(at("place_kind", 3, Expecting("own", {"text": WORDS})), "hemma")) == "home"


def test_own_words_that_name_a_choice_stay_whole() -> None:
    facts = at("place_kind", 2, Expecting("own_words"))
    assert stored(say(facts, "hemma hos min syster först")) == {"own": "hemma hos min syster först"}


def test_a_no_goes_back_to_the_choices() -> None:
    facts = at("marketing_channels", 2, Expecting("own", {"text": WORDS}))
    outcome = say(facts, "لا", "deny")
    assert [step.name for step in outcome] == ["expect_nothing", "count_miss", "utter_value_again"]
    assert "button_adviser" in buttons(after(facts, outcome))


def test_a_personal_identity_number_is_kept_out() -> None:
    outcome = say(at("marketing_channels", 2, Expecting("own_words")), "850709-9805 hos vänner")
    assert "850709" not in str(stored(outcome))
    assert [step.name for step in outcome][:2] == ["redact_message", "utter_identity_kept_out"]


@pytest.mark.parametrize("question", ["company_form", "company_f_skatt"])
def test_where_only_the_list_makes_sense_there_are_no_own_words(question: str) -> None:
    facts = at(question, 2)
    assert "button_own_words" not in buttons(facts)
    assert after(facts, say(facts, "qwerty")).expecting is None


@pytest.mark.parametrize("locale", ["sv", "ar", "so"])
def test_own_words_are_shown_as_they_were_written(locale: str) -> None:
    template = library().templates["general"]
    for name in ("marketing_channels", "place_kind"):
        value = display(template.question(name), {"own": WORDS})
        assert WORDS in render_value(value, locale=locale)


@pytest.mark.parametrize("negated", [False, True])
def test_a_condition_takes_own_words_for_none_of_the_choices(negated: bool) -> None:
    question = replace(
        library().templates["general"].question("idea_what"), when=Condition("place_kind", ("home", "shop"), negated)
    )
    assert applies(question, {"place_kind": Answer({"own": WORDS}, WORDS, "ar")}) is negated


def test_own_words_are_changed_in_the_panel() -> None:
    before = replace(at("idea_what"), answers={"place_kind": Answer({"own": WORDS}, WORDS, "ar")})
    outcome = edit_answer(library(), before, "place_kind", "عند البحيرة")
    assert stored(outcome) == {"own": "عند البحيرة"}
