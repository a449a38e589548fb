"""Works a plan's budgets out for its documents: from its answers, or tells why there are none."""

from __future__ import annotations

from datetime import date
from functools import cache

from bot.advice.budget.cases import both_cases
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.reading import inputs_of
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.facts import Answer
from bot.advice.parameters import Parameters, UndecidedError
from connectors.documents.book.book import empty_book, make_book
from connectors.documents.book.shapes import Book
from connectors.documents.book.unanswered import unanswered
from connectors.documents.packet_document import Calculated, packet_document
from connectors.documents.plan_document import Wording
from connectors.documents.shapes import PlanDocument
from connectors.record.types import PlanSnapshot


def word_book(plan: PlanSnapshot, wording: Wording, *, day: date) -> Book:
    """Make a plan's spreadsheet; one that says what is missing where there are no numbers or no decided figures."""
    inputs = _inputs(plan, wording, day)
    if inputs is None:
        return empty_book(wording, day=day)
    try:
        is_open = unanswered(_answers(plan), wording.template, inputs)
        return make_book(inputs, _parameters(), wording, day=day, unanswered=is_open)
    except UndecidedError as error:
        return empty_book(wording, day=day, undecided=error.day)
    except NeverEnoughError:
        return empty_book(wording, day=day)


def word_packet(plan: PlanSnapshot, wording: Wording, *, day: date) -> PlanDocument:
    """Make the papers for a loan; they say so where there are no numbers or no decided figures."""
    return packet_document(plan, wording, calculated(_inputs(plan, wording, day)), _parameters(), day=day)


def calculated(inputs: Inputs | None) -> Calculated:
    """Work both cases out; nothing where there is nothing to work with."""
    if inputs is None:
        return Calculated()
    try:
        return Calculated(*both_cases(inputs, _parameters()))
    except UndecidedError as error:
        return Calculated(undecided=error.day)
    except NeverEnoughError:
        return Calculated()


def _inputs(plan: PlanSnapshot, wording: Wording, day: date) -> Inputs | None:
    """Read the plan's numbers; without anything sold there is no budget yet."""
    inputs = inputs_of(_answers(plan), wording.template, day)
    return inputs if inputs.products else None


def _answers(plan: PlanSnapshot) -> dict[str, Answer]:
    return {name: Answer(one.value, one.text, one.language, one.state) for name, one in plan.answers.items()}


@cache
def _parameters() -> Parameters:
    return Parameters.load()
