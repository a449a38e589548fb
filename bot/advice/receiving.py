"""Takes what a person wrote in the interview: as an answer, or as the yes, no or choice that was expected. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.advice import money_values
from bot.advice.answers import Value, read_answer
from bot.advice.beginning import effects_of, handle_unclear, leave_to_human
from bot.advice.budget.what_if import EXPECTED as WHAT_IF
from bot.advice.budget.what_if import WISH as WISH_WHAT_IF
from bot.advice.budget.what_if import settle_what_if, tries_another_number, try_what_if
from bot.advice.facts import INTERVIEW, PAUSED, Facts, apply
from bot.advice.handover_talk import (
    INTERPRETER_TIMES,
    settle_about,
    settle_address,
    settle_contact,
    settle_interpreter_times,
    settle_rating,
    settle_times,
)
from bot.advice.interview import read_and_take, store, take_answer, wish_text
from bot.advice.library import Heard, Library
from bot.advice.own_words import ask_own_words, may_offer, own_value
from bot.advice.reading_back import assumed_vat
from bot.advice.templates import Question
from bot.advice.turn import Effect, Outcome, Reply, Values
from bot.advice.understanding import OPEN_TYPES, POSSIBLE
from bot.language.identity_numbers import find_identity_numbers, mask
from bot.language.sayings import says


def receive(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Take a message as the answer to the current question or to what is expected."""
    if facts.expecting:
        return settle(library, facts, heard)
    question = library.question(facts)
    if question is not None and facts.stage == PAUSED and _answers(question, heard):
        return _come_back(library, facts, question, heard)
    if question is None or facts.stage != INTERVIEW:
        return handle_unclear(library, facts, heard)
    if heard.intent == "ask_which_meant":
        return ask_which(heard)
    if heard.text and tries_another_number(library, facts, heard):
        return try_what_if(library, facts, heard) if question.type not in OPEN_TYPES else ask_which(heard, WISH_WHAT_IF)
    if heard.entities.get("which") == "own_words" and may_offer(question, facts):
        return ask_own_words()
    return take_answer(library, facts, question, answer_text(heard), seq=heard.seq)


def _answers(question: Question, heard: Heard) -> bool:
    """Tell whether a message after a pause answers the question that is still open, in words or by its button."""
    if heard.intent in ("affirm", "deny"):
        return question.type == "yes_no"
    choice = heard.entities.get("choice")
    pressed = choice is not None and any(choice == one.choice for one in question.choices)
    return pressed or (bool(heard.text) and heard.intent in ("give_answer", "ask_which_meant"))


def _come_back(library: Library, facts: Facts, question: Question, heard: Heard) -> Outcome:
    """Go on with the open question, and take the message as in the interview; a yes in words may be one to the pause.

    What only a human may advise on is left to a human, after a pause as before it.
    """
    back = (Effect("ask_question", {"question": question.id}), Reply("utter_welcome_back"))
    if heard.text and heard.intent in ("affirm", "deny"):
        return back
    human = leave_to_human(library, heard) if question.type in OPEN_TYPES else ()
    if heard.intent == "ask_which_meant" and heard.confidence < POSSIBLE:
        return (*back, *human, *ask_which(heard, "pause_talk"))
    return (*back, *human, *receive(library, apply(facts, effects_of(back)), heard))


def answer_text(heard: Heard) -> str:
    """Give the words of an answer; a yes or no button counts as the word."""
    if heard.text or heard.intent not in ("affirm", "deny"):
        return heard.entities.get("choice") or heard.text
    return "yes" if heard.intent == "affirm" else "no"


def ask_which(heard: Heard, wish: str | None = None) -> Outcome:
    """Ask whether an unclear message was an answer or a wish."""
    intent = wish or (heard.ranking[0] if heard.ranking else "ask_help")
    if intent == "give_answer":
        intent = "ask_question"  # it reads like an answer, but it ends like a question
    values = {
        "text": heard.text,
        "intent": intent,
        "entities": dict(heard.entities),
        "seq": heard.seq,
        "shown": {"wish": wish_text(intent)},
    }
    return (Effect("expect", {"kind": "which", "values": values}),)


def settle(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Act on a message that answers what was expected."""
    if facts.expecting is None:
        return ()
    settler = SETTLERS.get(facts.expecting.kind)
    return settler(library, facts, heard, facts.expecting.values) if settler else FORGET


FORGET: Outcome = (Effect("expect_nothing"),)


def _forgotten(facts: Facts) -> Facts:
    return apply(facts, (Effect("expect_nothing"),))


def _settle_value(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    question = library.question(facts)
    if question is None:
        return FORGET
    per = _time_said(question, facts, heard, expected["value"])
    if per:
        value = money_values.by_time(question, expected["value"], per)
        return (Effect("expect", {"kind": "value", "values": {**expected, "value": value}}),)
    vat = _vat_said(question, facts, heard)
    if vat and heard.intent != "deny" and not _names_other_value(library, facts, question, heard, expected):
        value = money_values.with_vat(expected["value"], vat)
        return store(library, facts, question, value=value, text=expected["text"])
    corrected = heard.intent in ("affirm", "deny") and _names_other_value(library, facts, question, heard, expected)
    if heard.intent == "affirm" and not corrected:
        assumed = assumed_vat(question, expected["value"], facts.answers)
        return (*assumed, *store(library, facts, question, value=expected["value"], text=expected["text"]))
    if heard.intent == "deny" and not corrected:
        return (*FORGET, Reply("utter_value_again"))
    added = _added(library, facts, question, heard, expected["value"])
    if added:
        return (
            Effect(
                "expect", {"kind": "value", "values": {"value": added, "text": f"{expected['text']}, {heard.text}"}}
            ),
        )
    return take_answer(library, facts, question, heard.text, seq=heard.seq)


def _added(library: Library, facts: Facts, question: Question, heard: Heard, chosen: Any) -> list[str]:
    """Give the choices that were read back together with those named now; none when nothing is added to a list."""
    if question.type != "choices" or heard.intent == "deny":
        return []
    read = read_answer(question, heard.text, facts, library.labels(question))
    named = read.value if isinstance(read, Value) else []
    return [choice.choice for choice in question.choices if choice.choice in (*chosen, *named)] if named else []


def _time_said(question: Question, facts: Facts, heard: Heard, value: Any) -> str | None:
    """Tell by which other time an amount was meant that was read back, by a button or in words."""
    if question.type != "amount" or question.per is None:
        return None
    named = heard.entities.get("per") or money_values.time_in(heard.text, facts.locale)
    said = money_values.said_in(value).per or question.per
    return named if named in money_values.IN_A_YEAR and named != said else None


def _vat_said(question: Question, facts: Facts, heard: Heard) -> str | None:
    """Tell whether moms is in an amount that was read back, by a button or in words."""
    return (heard.entities.get("vat") or money_values.vat_in(heard.text, facts.locale)) if question.vat else None


def _names_other_value(library: Library, facts: Facts, question: Question, heard: Heard, expected: Values) -> bool:
    """Tell whether a yes or no goes on with another value, as in "no, 950"."""
    read = read_answer(question, heard.text, facts, library.labels(question))
    return isinstance(read, Value) and read.value != expected["value"]


def _settle_own_words(library: Library, facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    """Store the words as they are, whatever choice they name; a no goes back to the choices."""
    question = library.question(facts)
    if question is None or heard.intent == "deny":
        return FORGET
    text = heard.text
    if not any(character.isalnum() for character in text):
        return (Reply("utter_answer_empty"),)
    kept_out: Outcome = ()
    if find_identity_numbers(text):
        text = mask(text)
        kept_out = (Effect("redact_message", {"seq": heard.seq}), Reply("utter_identity_kept_out"))
    return (*kept_out, *store(library, facts, question, value=own_value(text), text=text))


def _settle_own(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    question = library.question(facts)
    if question is None:
        return FORGET
    if heard.intent == "affirm":
        return store(library, facts, question, value=own_value(expected["text"]), text=expected["text"])
    if heard.intent == "deny":
        return (*FORGET, Effect("count_miss"), Reply("utter_value_again"))
    return (*FORGET, *take_answer(library, _forgotten(facts), question, answer_text(heard), seq=heard.seq))


def _settle_which(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    question = library.question(facts)
    if question is None:
        return FORGET
    if heard.intent in ("affirm", "deny") or says(heard.text, "not_known"):
        return (Reply("utter_one_of_two"),)
    if heard.intent == "ask_which_meant":
        return ask_which(heard)
    picked = heard.entities.get("which") == "answer" or says(heard.text, "my_answer")
    text, seq = (expected["text"], expected["seq"]) if picked else (heard.text, heard.seq)
    return (*FORGET, *take_answer(library, _forgotten(facts), question, text, seq=seq))


def _settle_identity(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    if heard.intent not in ("affirm", "deny"):
        return (Reply("utter_yes_or_no"),)
    question = library.question(facts)
    text: str = expected["text"]
    kept_out: Outcome = ()
    if heard.intent == "affirm":
        text = mask(text)
        kept_out = (Effect("redact_message", {"seq": expected["seq"]}), Reply("utter_identity_kept_out"))
    answered = read_and_take(library, _forgotten(facts), question, text) if question else ()
    return (*FORGET, *kept_out, *answered)


def _settle_start_over(_library: Library, _facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    if heard.intent == "affirm":
        return (Effect("start_over"), Reply("utter_started_over"))
    return _unless_clear(heard)


def _settle_delete(_library: Library, _facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    if heard.intent == "affirm":
        return (Effect("delete_everything"), Reply("utter_deleted"))
    return _unless_clear(heard)


def _settle_what_if(library: Library, facts: Facts, heard: Heard, _expected: Values) -> Outcome:
    """Calculate what was picked; anything else is heard as if nothing had been asked."""
    if heard.intent == "deny":
        return FORGET
    settled = settle_what_if(library, facts, heard)
    return (*FORGET, *receive(library, _forgotten(facts), heard)) if settled is None else settled


def _unless_clear(heard: Heard) -> Outcome:
    """Change nothing on a no, and ask for a yes or a no after anything else."""
    if heard.intent == "deny":
        return (*FORGET, Reply("utter_nothing_changed"))
    return (Reply("utter_yes_or_no"),)


def _settle_language(library: Library, facts: Facts, heard: Heard, expected: Values) -> Outcome:
    if heard.intent == "affirm":
        return (*FORGET, Effect("change_language", {"locale": expected["locale"]}), Reply("utter_language_changed"))
    settled = (*FORGET, Effect("keep_language", {"locale": expected["locale"]}))
    if heard.intent == "deny":
        return settled
    return (*settled, *receive(library, _forgotten(facts), heard))


Settler = Callable[[Library, Facts, Heard, Values], Outcome]
SETTLERS: Mapping[str, Settler] = {
    "value": _settle_value,
    "which": _settle_which,
    "identity": _settle_identity,
    WHAT_IF: _settle_what_if,
    "start_over": _settle_start_over,
    "delete": _settle_delete,
    "language": _settle_language,
    "own_words": _settle_own_words,
    "own": _settle_own,
    "about": settle_about,
    "phone": partial(settle_address, way="phone"),
    "email": partial(settle_address, way="email"),
    "times": settle_times,
    INTERPRETER_TIMES: settle_interpreter_times,
    "contact_phone": settle_contact,
    "contact_email": settle_contact,
    "rating": settle_rating,
}
