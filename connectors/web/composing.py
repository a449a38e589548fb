"""Turns that answer no message: the welcome, an edit in the plan panel, another language, a return code. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.advice.beginning import choose, welcome
from bot.advice.editing import edit_answer
from bot.advice.facts import INTERVIEW, Facts, apply
from bot.advice.interview import ask
from bot.advice.library import Library
from bot.advice.turn import Effect, Outcome, Reply
from connectors.record.turns import Compose
from connectors.record.understander import TurnResult


def as_result(outcome: Outcome) -> TurnResult:
    """Part an outcome into replies and effects."""
    replies = tuple(step for step in outcome if isinstance(step, Reply))
    return TurnResult(replies, tuple(step for step in outcome if isinstance(step, Effect)))


def opening(library: Library, template: object) -> Compose:
    """Welcome somebody new; a site that embeds the chat may have chosen the template for them."""

    def compose(facts: Facts) -> TurnResult:
        if not isinstance(template, str) or template not in library.templates:
            return as_result(welcome(library))
        chosen = choose(library, template)
        later = apply(facts, as_result(chosen).effects)
        return as_result((Reply("utter_welcome"), *chosen, *_ask_all(library, later)))

    return compose


def edit(library: Library, question: str, text: str) -> Compose:
    """Change one answer, and ask on when it was the one asked for."""

    def compose(facts: Facts) -> TurnResult:
        edited = edit_answer(library, facts, question, text)
        effects = as_result(edited).effects
        if not any(effect.name == "ask_question" for effect in effects):
            return as_result(edited)
        return as_result((*edited, *ask(library, apply(facts, effects))))

    return compose


def going_on(library: Library) -> Compose:
    """Ask the question where the plan stands, as after an adviser has helped; nothing outside an interview."""

    def compose(facts: Facts) -> TurnResult:
        if facts.stage != INTERVIEW:
            return TurnResult((), ())
        settled = (Effect("expect_nothing"),) if facts.expecting else ()
        return as_result((*settled, *_ask_all(library, apply(facts, settled))))

    return compose


def asking_again(library: Library) -> Callable[[Facts], tuple[Reply, ...]]:
    """Ask what is asked now once more without changing anything, as after an answer that came later."""

    def compose(facts: Facts) -> tuple[Reply, ...]:
        asked = as_result(ask(library, facts))
        return () if asked.effects else asked.replies

    return compose


def repeating(library: Library) -> Compose:
    """Ask what is asked now once more, as a turn of its own."""
    again = asking_again(library)
    return lambda facts: TurnResult(again(facts), ())


def single(effect: Effect) -> Compose:
    """Do one thing without a word."""
    return lambda _facts: TurnResult((), (effect,))


def _ask_all(library: Library, facts: Facts) -> Outcome:
    """Ask; when that moved to the first question, ask that one."""
    moved = ask(library, facts)
    effects = as_result(moved).effects
    return (*moved, *ask(library, apply(facts, effects))) if effects else moved
