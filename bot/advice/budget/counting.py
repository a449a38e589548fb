"""Makes the budgets of a conversation from its facts, or says why there are none. Pure."""

from __future__ import annotations

from bot.advice.budget.calculation import calculate
from bot.advice.budget.reading import FIGURES_DAY, inputs_of, loan_terms
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.budget.telling import AFTER_SECTION, PICTURES, Known
from bot.advice.budget.unsaid import Unsaid
from bot.advice.facts import Facts
from bot.advice.figures import explain_undecided
from bot.advice.library import Library
from bot.advice.parameters import Parameters, UndecidedError
from bot.advice.templates import Section, Template
from bot.advice.turn import Button, Outcome, Reply


def count(template: Template, facts: Facts) -> Known | Reply:
    """Calculate everything that the answers allow; where that cannot be done, give the reply that says why."""
    inputs = inputs_of(facts.answers, template, facts.day)
    parameters = Parameters.load()
    try:
        budgets = calculate(inputs, parameters)
    except NeverEnoughError:
        return Reply("utter_budget_never_enough")
    except UndecidedError as error:
        return offer_last_year(error)
    return Known(budgets, parameters, loan_terms(facts.answers, template), Unsaid.of(facts.answers, template))


def count_plan(library: Library, facts: Facts) -> Known | Reply:
    """Calculate the person's plan as ``count`` does; the reply says so where there is no plan yet."""
    template = library.template(facts)
    return count(template, facts) if template else Reply("utter_budget_no_plan")


def offer_last_year(error: UndecidedError) -> Reply:
    """Say that a time has no figures yet, and offer to count with the last that are decided."""
    told = explain_undecided(error)
    last = error.last_decided
    if last is None:
        return told
    year = {"year": {"type": "name", "value": str(last.year)}}
    return Reply(
        told.name, told.values, (Button("button_budget_year", "show_budget", {"year": last.isoformat()}, year),)
    )


def after_section(template: Template, facts: Facts, section: Section) -> Outcome:
    """Say what a section of the budgets comes to when it has been answered; nothing after the plan's own sections."""
    telling = AFTER_SECTION.get(section.id) if section.joined else None
    if telling is None or not any(question.id in facts.answers for question in section.questions):
        return ()
    known = count(template, facts)
    return _with_pictures(known, telling(known)) if isinstance(known, Known) else (known,)


def _with_pictures(known: Known, told: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Put the button that opens the pictures under what was told last, once there is something to draw."""
    if not told or not known.sells:
        return told
    last = told[-1]
    return (*told[:-1], Reply(last.name, last.values, (*last.buttons, PICTURES)))


__all__ = ["FIGURES_DAY", "after_section", "count", "offer_last_year"]
