"""What a person answered before: each earlier value with its day, and taking one back. Pure.

The revisions come in as an argument, because they are read only for a turn that asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.advice.answers import display
from bot.advice.beginning import text_of
from bot.advice.budget.asking import answers_named
from bot.advice.facts import ANSWERED, SKIPPED, Answer, Earlier, Facts, apply
from bot.advice.interview import move_on
from bot.advice.library import Heard, Library
from bot.advice.templates import Question, Template
from bot.advice.turn import Button, Effect, Outcome, Reply

MOST_LINES = 8
MOST_OFFERED = 3
MOST_ASKED = 6


def tell_history(library: Library, facts: Facts, heard: Heard, earlier: Sequence[Earlier]) -> Outcome:
    """Say what was answered before and on which day, or take back the revision of a pressed button.

    ``earlier`` has every revision of the plan's answers, by question from the oldest.
    """
    template = library.template(facts)
    if template is None:
        return (Reply("utter_history_none"),)
    if "revision" in heard.entities:
        return _take_back(library, facts, heard, earlier)
    asked = _asked_about(template, facts, heard, earlier)
    if len(asked) == 1:
        return (_told(template.question(asked[0]), [one for one in earlier if one.question == asked[0]]),)
    listed = asked or _changed(template, earlier)
    if not listed:
        return (Reply("utter_history_none"),)
    return (Reply("utter_history_which", {}, tuple(_ask_about(template.question(name)) for name in listed)),)


def _asked_about(template: Template, facts: Facts, heard: Heard, earlier: Sequence[Earlier]) -> list[str]:
    """Name the questions that are meant: by a button, by words, or because their answer is being changed now."""
    pressed = heard.entities.get("question", "")
    if pressed in template.ids:
        return [pressed]
    named = [name for name in answers_named(heard.text) if name in template.ids]
    answered = {one.question for one in earlier}
    changed = _changed(template, earlier)
    if named:
        known = [name for name in named if name in answered]
        return [name for name in known if name in changed] or known or named[:1]
    return [facts.question] if facts.question in changed else []


def _changed(template: Template, earlier: Sequence[Earlier]) -> list[str]:
    """Name the questions that were answered in more than one way, those changed last in front."""
    rows: dict[str, list[Earlier]] = {}
    for one in earlier:
        rows.setdefault(one.question, []).append(one)
    found = [name for name, known in rows.items() if name in template.ids and len(_different(known)) > 1]
    return sorted(found, key=lambda name: rows[name][-1].day, reverse=True)[:MOST_ASKED]


def _ask_about(question: Question) -> Button:
    words = text_of(question.names["text"])
    return Button("button_history", "ask_history", {"question": question.id}, {"question": words})


def _told(question: Question, revisions: Sequence[Earlier]) -> Reply:
    words = {"question": text_of(question.names["text"])}
    known = [one for one in _different(revisions) if _shown(question, one) is not None]
    if not known:
        return Reply("utter_history_never", words)
    if len(known) == 1 and known[0].current:
        return Reply("utter_history_once", {**words, **_values(question, known[0])})
    rows = [_line(question, one) for one in known[-MOST_LINES:]]
    return Reply("utter_history_of", {**words, "lines": {"type": "lines", "items": rows}}, _offered(question, known))


def _different(revisions: Iterable[Earlier]) -> list[Earlier]:
    """Leave out an answer that only repeats the one before it; the first day it was given counts."""
    kept: list[Earlier] = []
    for one in revisions:
        if kept and _same(kept[-1].answer, one.answer):
            kept[-1] = replace(kept[-1], current=one.current)
        else:
            kept.append(one)
    return kept


def _same(one: Answer, other: Answer) -> bool:
    return (one.value, one.state) == (other.value, other.state)


def _line(question: Question, one: Earlier) -> dict[str, Any]:
    name = "utter_history_line_now" if one.current else "utter_history_line"
    return {"type": "message", "name": name, "values": _values(question, one)}


def _values(question: Question, one: Earlier) -> dict[str, Any]:
    return {"day": {"type": "date", "value": one.day.isoformat()}, "answer": _shown(question, one)}


def _shown(question: Question, one: Earlier) -> dict[str, Any] | None:
    """Give the typed value of an answer; None for one that does not fit its question any more."""
    if one.answer.state == SKIPPED:
        return text_of("utter_answer_skipped")
    try:
        return display(question, one.answer.value)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return None


def _offered(question: Question, known: Sequence[Earlier]) -> tuple[Button, ...]:
    """Give a button for each earlier value that differs from today's, the latest in front."""
    seen = [one.answer.value for one in known if one.current]
    buttons: list[Button] = []
    for one in reversed(known):
        if one.answer.state != ANSWERED or one.answer.value in seen or len(buttons) == MOST_OFFERED:
            continue
        seen.append(one.answer.value)
        which = {"question": question.id, "revision": str(one.revision)}
        buttons.append(Button("button_take_back", "ask_history", which, {"answer": _shown(question, one)}))
    return tuple(buttons)


def _take_back(library: Library, facts: Facts, heard: Heard, earlier: Sequence[Earlier]) -> Outcome:
    """Store an earlier answer as a new one; when it is that of the question now asked, go on."""
    template = library.template(facts)
    which = (heard.entities.get("question", ""), heard.entities["revision"])
    found = next((one for one in earlier if (one.question, str(one.revision)) == which), None)
    shown = _shown(template.question(found.question), found) if template and found and _fits(template, found) else None
    if template is None or found is None or shown is None:
        return (Reply("utter_history_gone"),)
    kept = {"value": found.answer.value, "text": found.answer.text, "language": found.answer.language}
    question = text_of(template.question(found.question).names["text"])
    stored = Effect("store_answer", {"question": found.question, **kept})
    moved = move_on(library, apply(facts, (stored,))) if facts.question == found.question else ()
    return (stored, Reply("utter_history_taken_back", {"question": question, "answer": shown}), *moved)


def _fits(template: Template, one: Earlier) -> bool:
    return one.question in template.ids and one.answer.state == ANSWERED
