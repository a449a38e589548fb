"""Changes one answer from the plan panel. Pure."""

from __future__ import annotations

from typing import Any

from bot.advice.answers import READ_BACK, Misread, Value, display, is_own, read_answer
from bot.advice.beginning import text_of
from bot.advice.facts import INTERVIEW, Facts, apply
from bot.advice.interview import move_on
from bot.advice.library import Library
from bot.advice.own_words import own_value
from bot.advice.templates import Question
from bot.advice.turn import Button, Effect, Outcome, Reply
from bot.advice.unusual import what_is_odd


def edit_answer(library: Library, facts: Facts, question_id: str, text: str) -> Outcome:
    """Change one answer from the plan panel: read at once, without reading back, since the person sees the result.

    An unusual number is remarked on afterwards, with a button that changes it again.
    """
    template = library.template(facts)
    if template is None or question_id not in template.ids:
        return (Reply("utter_answer_unknown_question"),)
    question = template.question(question_id)
    read = read_answer(question, text, facts, library.labels(question))
    kept = facts.answers.get(question_id)
    if isinstance(read, Misread) and read.reason == "choice" and kept and is_own(kept.value):
        read = Value(own_value(text))
    if isinstance(read, Misread):
        return (Reply(f"utter_answer_{read.reason}", read.values),)
    values = {
        "question": question_id,
        "value": read.value,
        "text": text,
        "language": library.language_of(text, facts.locale),
    }
    shown = {"question": text_of(question.names["text"]), "answer": display(question, read.value)}
    remarks = _remarks(question, read.value, facts)
    effects: Outcome = (Effect("store_answer", values), Reply("utter_answer_changed", shown), *remarks)
    if facts.question == question_id and facts.stage == INTERVIEW:
        later = apply(facts, (Effect("store_answer", values),))
        return (*effects, *move_on(library, later))
    return effects


def _remarks(question: Question, value: Any, facts: Facts) -> tuple[Reply, ...]:
    odd = what_is_odd(question, value, facts) if question.type in READ_BACK else None
    if odd is None:
        return ()
    asks = {"question": text_of(question.names["text"])}
    return (Reply(odd.name, odd.values, (Button("button_change", "change_answer", {"question": question.id}, asks),)),)
