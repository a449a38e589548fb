"""Moving about in the interview: explain, example, repeat, back, skip, change, go to, show, pause, start over. Pure.

The form asks the current question again after each of these, so they only say and do what is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.advice.answers import display
from bot.advice.beginning import AFTER_PLAN, CONTINUE, count, text_of
from bot.advice.budget.asking import answers_named
from bot.advice.budget.usual import help_with
from bot.advice.facts import ANSWERED, FINISHED, INTERVIEW, PAUSED, SKIPPED, Facts, apply
from bot.advice.handover_talk import MAY_BE_SKIPPED, skip_expected
from bot.advice.interview import move_on, progress
from bot.advice.library import Heard, Library
from bot.advice.templates import Question, Section, Template, applies, to_come
from bot.advice.turn import Button, Effect, Outcome, Reply

MOST_ROWS = 60


def explain_question(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say why the question is asked; outside the interview, what the bot can do."""
    question = library.question(facts)
    if question is None or facts.stage != INTERVIEW:
        return (Reply("utter_help", {}, _ways_on(facts)),)
    return (Reply("utter_question_explained", {"why": text_of(question.names["why"])}), *help_with(question, facts))


def give_example(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Show what somebody could answer to the current question."""
    question = library.question(facts)
    if question is None:
        return explain_question(library, facts, _heard)
    names = [question.names[key] for key in ("example1", "example2") if key in question.names]
    lines = {"type": "lines", "items": [text_of(name) for name in names]}
    return (Reply("utter_question_examples", {"examples": lines}), *help_with(question, facts))


def repeat_question(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Ask the same again; the form does the asking."""
    if facts.stage != INTERVIEW:
        return explain_question(library, facts, _heard)
    return ()


def go_back(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Go to the question asked before this one; its answer stays until a new one is given."""
    template = library.template(facts)
    previous = next((name for name in reversed(facts.history) if template and name in template.ids), None)
    if template is None or previous is None:
        return (Reply("utter_nothing_before"),)
    moved = Effect("ask_question", {"question": previous, "back": True})
    return (moved, *_earlier_answer(template.question(previous), facts))


def _earlier_answer(question: Question, facts: Facts) -> Outcome:
    answer = facts.answers.get(question.id)
    if answer is None or answer.state != ANSWERED:
        return ()
    return (Reply("utter_earlier_answer", {"answer": display(question, answer.value)}),)


def skip_question(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Leave the question for later and go on."""
    if facts.expecting and facts.expecting.kind in MAY_BE_SKIPPED:
        return skip_expected(library, facts)
    question = library.question(facts)
    if question is None or facts.stage != INTERVIEW:
        return explain_question(library, facts, _heard)
    if not question.skippable:
        return (Reply("utter_question_needed"),)
    kept = facts.answers.get(question.id)
    if kept is not None and kept.state == ANSWERED:
        return (Reply("utter_answer_kept"), *move_on(library, facts))
    skipped = Effect("skip_answer", {"question": question.id})
    return (skipped, Reply("utter_skipped"), *move_on(library, apply(facts, (skipped,))))


def show_progress(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Say how much is done, of the first plan and by section."""
    template = library.template(facts)
    if template is None:
        return (Reply("utter_progress_none"),)
    done, total = progress(template, facts)
    name = "utter_progress_first_plan" if facts.first_plan else "utter_progress"
    due = to_come(template, facts.answers)
    sections = {"type": "lines", "items": [_section_line(section, due, facts) for section in template.sections]}
    return (Reply(name, {"done": count(done), "total": count(total), "sections": sections}),)


def _section_line(section: Section, counted: Sequence[Question], facts: Facts) -> dict[str, Any]:
    due = [question for question in section.questions if question in counted]
    done = sum(1 for question in due if question.id in facts.answers)
    values = {"section": text_of(section.names["title"]), "done": count(done), "total": count(len(due))}
    return {"type": "message", "name": "utter_section_progress", "values": values}


def check_answers(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """List every answer, or those that are named, with a button that changes it."""
    template = library.template(facts)
    given = [q for q in template.questions if q.id in facts.answers] if template else []
    if not given:
        return (Reply("utter_no_answers_yet"),)
    named = answers_named(heard.text)
    given = [question for question in given if question.id in named] or given
    rows = [_answer_row(question, facts) for question in given[:MOST_ROWS]]
    buttons = tuple(
        Button("button_change", "change_answer", {"question": q.id}, {"question": text_of(q.names["text"])})
        for q in given[:MOST_ROWS]
    )
    return (Reply("utter_check_answers", {"answers": {"type": "lines", "items": rows}}, buttons),)


def _answer_row(question: Question, facts: Facts) -> dict[str, Any]:
    answer = facts.answers[question.id]
    shown = text_of("utter_answer_skipped")
    if answer.state != SKIPPED:
        shown = display(question, answer.value)
    values = {"question": text_of(question.names["text"]), "answer": shown}
    return {"type": "message", "name": "utter_answer_row", "values": values}


def change_answer(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Go to the question whose answer is to change; without saying which, list them."""
    template = library.template(facts)
    named = heard.entities.get("question", "")
    if template is None or named not in template.ids:
        return check_answers(library, facts, heard)
    question = template.question(named)
    return (Effect("ask_question", {"question": named}), *_earlier_answer(question, facts))


def go_to_section(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Go to the first open question of a section; without saying which, list them as buttons."""
    template = library.template(facts)
    if template is None:
        return ()
    named = heard.entities.get("section", "")
    section = next((section for section in template.sections if section.id == named), None)
    if section is None:
        buttons = tuple(Button(s.names["title"], "go_to_section", {"section": s.id}) for s in template.sections)
        return (Reply("utter_which_section", {}, buttons),)
    due = [question for question in section.questions if applies(question, facts.answers)]
    question = next((q for q in due if q.id not in facts.answers), due[0] if due else section.questions[0])
    begins = Reply("utter_section_begins", {"section": text_of(section.names["title"])})
    return (Effect("leave_first_plan"), Effect("ask_question", {"question": question.id}), begins)


def pause_talk(_library: Library, _facts: Facts, heard: Heard) -> Outcome:
    """Stop for now: everything is kept, and the person gets a code to come back with.

    Who only asks how to come back gets the code too, and goes on answering.
    """
    if heard.text.rstrip().endswith(("?", "؟")):
        return (Effect("issue_code"), Reply("utter_paused"))
    return (Effect("pause"), Effect("issue_code"), Reply("utter_paused", {}, (CONTINUE,)))


def continue_plan(library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Go on where the talk stopped, or begin."""
    template = library.template(facts)
    if template is None:
        return ()
    greeting: Outcome = (Reply("utter_welcome_back"),) if facts.stage == PAUSED else ()
    if facts.question and facts.question in template.ids:
        return (*greeting, Effect("ask_question", {"question": facts.question}))
    if facts.stage == FINISHED:
        return (*_first_skipped(template, facts),)
    return (*greeting, *move_on(library, facts))


def _first_skipped(template: Template, facts: Facts) -> Outcome:
    """Take up the first question that was skipped, or say that all is done."""
    skipped = (name for name, answer in facts.answers.items() if answer.state == SKIPPED and name in template.ids)
    name = next(skipped, None)
    if name is None:
        return (Reply("utter_plan_finished", {}, AFTER_PLAN),)
    return (Reply("utter_skipped_now"), Effect("ask_question", {"question": name}))


def start_over(_library: Library, facts: Facts, _heard: Heard) -> Outcome:
    """Ask whether all answers should be set aside."""
    if not facts.answers:
        return (Reply("utter_no_answers_yet"),)
    return (Effect("expect", {"kind": "start_over", "values": {}}),)


def _ways_on(facts: Facts) -> tuple[Button, ...]:
    return (CONTINUE, *AFTER_PLAN) if facts.template is not None else ()
