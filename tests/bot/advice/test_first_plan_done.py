"""The moment when the first plan is done: what the number of questions counts from now on is said, and said once."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.advising import library
from bot.advice.beginning import effects_of
from bot.advice.facts import Answer, Facts, apply
from bot.advice.interview import move_on, progress
from bot.advice.turn import Outcome, Reply
from tests.bot.advice.budget.test_talking import facts

TEMPLATE = library().templates["personal_service"]
CORE = [question.id for question in TEMPLATE.core]


def done() -> Facts:
    """Give a plan whose twelve first questions are answered."""
    answers = {name: Answer("1", "1", "en") for name in CORE}
    return replace(facts(CORE[-1]), answers=answers, first_plan=True)


def replies(outcome: Outcome) -> list[Reply]:
    """Give what is said."""
    return [step for step in outcome if isinstance(step, Reply)]


def test_how_many_questions_the_whole_plan_has_is_said_when_the_bar_begins_to_count_them() -> None:
    now = done()
    outcome = move_on(library(), now)
    first, size = replies(outcome)
    assert (first.name, size.name) == ("utter_first_plan_done", "utter_whole_plan_size")
    later = apply(now, effects_of(outcome))
    assert size.values["count"]["value"] == progress(TEMPLATE, later)[1] > len(CORE)
    assert size.buttons, "the plan can be downloaded from here"


def test_it_is_said_once() -> None:
    now = done()
    later = apply(now, effects_of(move_on(library(), now)))
    answered = replace(later, answers={**later.answers, str(later.question): Answer("1", "1", "en")})
    assert "utter_whole_plan_size" not in {reply.name for reply in replies(move_on(library(), answered))}
