"""The budgets of a conversation as the frame an adviser's screen is made of (shape: ``docs/architecture.md``). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.advice.budget.calculation import calculate
from bot.advice.budget.cases import careful, settled
from bot.advice.budget.counting import count
from bot.advice.budget.findings import findings, verdict
from bot.advice.budget.reading import plain_answers
from bot.advice.budget.results import Finding
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.budget.talking import FIRST_QUESTION
from bot.advice.budget.telling import Known
from bot.advice.facts import Facts
from bot.advice.figures import explain_figure
from bot.advice.parameters import Figure, Parameters
from bot.advice.templates import Section, Template, applies
from bot.advice.turn import Reply
from bot.language.clean import cut_marks
from bot.language.rendering import render_value
from connectors.desk.access import masked
from connectors.desk.budget_reasons import UNCONFIRMED
from connectors.desk.budget_tables import Wording, charts, tables
from connectors.web.connection import Frame

LIKELY, CAREFUL = "likely", "careful"
CASES = (LIKELY, CAREFUL)


@dataclass(frozen=True)
class Looked:
    """What an adviser looks at: a plan's template and facts, in one of the two cases, in the adviser's language."""

    template: Template
    facts: Facts
    case: str
    locale: str

    def words(self, value: Mapping[str, Any]) -> str:
        """Word a value that may hold a person's own words, which stay apart from ours whatever they are written in."""
        return masked(cut_marks(render_value(value, locale=self.locale)))

    def number(self, value: Mapping[str, Any]) -> str:
        """Word a number."""
        return render_value(value, locale=self.locale)

    def say(self, reply: Reply) -> str:
        """Word a reply."""
        return self.words({"type": "message", "name": reply.name, "values": reply.values})


def known_of(looked: Looked) -> Known | Reply:
    """Calculate the case that is looked at, or give the reply that says why there is nothing."""
    known = count(looked.template, looked.facts)
    if looked.case == LIKELY or isinstance(known, Reply):
        return known
    try:
        inputs = careful(settled(known.inputs, known.parameters))
        return replace(known, budgets=calculate(inputs, known.parameters))
    except NeverEnoughError:
        return Reply("utter_budget_never_enough")


def budget_frame(looked: Looked, conversation: str) -> Frame:
    """Give everything the tab shows; without numbers only what can be answered, and why there are none."""
    told: dict[str, Any] = {
        "type": "budget",
        "conversation": conversation,
        "case": looked.case,
        "note": "",
        "verdict": None,
        "findings": [],
        "unsure": [],
        "assumed": [],
        "tables": [],
        "charts": [],
        "inputs": [_inputs(section, looked) for section in looked.template.sections if section.joined],
    }
    known = known_of(looked)
    if isinstance(known, Reply):
        return {**told, "note": looked.say(known)}
    begun = known.sells or known.inputs.household.items
    return {**told, **_known_parts(known, looked, conversation)} if begun else told


def _known_parts(known: Known, looked: Looked, conversation: str) -> Frame:
    answers = plain_answers(looked.facts.answers, looked.template)
    found = findings(known.budgets, known.parameters, answers)
    unsure = [figure for figure in known.budgets.figures if figure.status == UNCONFIRMED]
    return {
        "verdict": finding_frame(verdict(known.budgets, known.parameters), looked),
        "findings": [finding_frame(one, looked) for one in found],
        "unsure": _sources(unsure, looked),
        "assumed": _sources(known.budgets.assumed, looked),
        "tables": tables(
            known.budgets, looked.template, looked.facts.answers, wording=Wording(looked.words, looked.number)
        ),
        "charts": charts(known, conversation, case=looked.case, locale=looked.locale),
    }


def finding_frame(found: Finding, looked: Looked) -> Frame:
    """Word a finding, with the question that mends it."""
    named = FIRST_QUESTION.get(found.question or "", found.question or "")
    return {
        "weight": found.weight,
        "text": looked.say(Reply(found.name, found.values)),
        "question": named if named in looked.template.ids else None,
    }


def _sources(figures: Iterable[Figure], looked: Looked) -> list[str]:
    parameters = Parameters.load()
    return [looked.say(explain_figure(figure, parameters)) for figure in dict.fromkeys(figures)]


def _inputs(section: Section, looked: Looked) -> Frame:
    """Name the questions of one section that apply now; their words and answers stand in the plan."""
    template, answers = looked.template, looked.facts.answers
    asked = [*section.also, *(question.id for question in section.questions)]
    return {
        "section": section.id,
        "title": looked.words({"type": "message", "name": section.names["title"], "values": {}}),
        "questions": [name for name in asked if applies(template.question(name), answers)],
    }
