"""The interview: which question comes next, how it is asked, and what an answer leads to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.advice.answers import READ_BACK, Misread, Value, read_answer
from bot.advice.beginning import AFTER_PLAN, SKIP, YES_NO, choose_template_reply, effects_of, text_of
from bot.advice.budget.counting import after_section
from bot.advice.budget.usual import help_with, remind
from bot.advice.facts import FINISHED, PAUSED, Expecting, Facts, apply
from bot.advice.handover_talk import MAY_BE_SKIPPED
from bot.advice.library import Library
from bot.advice.own_words import OWN_WORDS, ask_about_own, may_offer
from bot.advice.reading_back import read_back_asked
from bot.advice.several import ask_about_other, other_item, take_total
from bot.advice.templates import Question, Section, Template, applies, to_come
from bot.advice.turn import Button, Effect, Outcome, Reply
from bot.advice.understanding import OPEN_TYPES, WRITTEN
from bot.language.choices import leaves_out, parse_choices
from bot.language.identity_numbers import find_identity_numbers
from bot.language.sayings import says

MISSES_BEFORE_REPHRASING = 2
MISSES_BEFORE_ADVISER = 3

UNDECIDED = frozenset({"not_decided", "not_known"})
"""Choices that say the same as "I do not know yet"."""

SEASONS, MONTHS = "customers_season", "budget_season"
"""Questions whose choices are called by the words people have for seasons, and by the names of the months."""

SEASON_MONTHS = {
    "spring": {"march": 3, "april": 4, "may": 5},
    "summer": {"june": 6, "july": 7, "august": 8},
    "autumn": {"september": 9, "october": 10, "november": 11},
    "winter": {"december": 12, "january": 1, "february": 2},
}

COMMANDS = (
    Button("button_explain", "ask_help"),
    Button("button_example", "ask_example"),
    Button("button_skip", "skip_question"),
    Button("button_back", "go_back"),
)


def open_questions(template: Template, facts: Facts) -> tuple[Question, ...]:
    """Give the questions that apply and have neither an answer nor been skipped, first plan first while it lasts."""
    waiting = [q for q in template.questions if q.id not in facts.answers and applies(q, facts.answers)]
    if facts.first_plan:
        core = [question for question in waiting if question.core]
        return tuple(core or waiting)
    return tuple(waiting)


def open_in_budget(template: Template, facts: Facts) -> tuple[Question, ...]:
    """Give the open questions of the budgets in their order: after the one now asked first, then those before it."""
    asked = [template.question(name) for name in template.joined]
    waiting = [q for q in asked if q.id not in facts.answers and applies(q, facts.answers)]
    order = list(template.joined)
    here = order.index(facts.question) if facts.question in order else -1
    return tuple(sorted(waiting, key=lambda question: order.index(question.id) <= here))


def _takes_up_budget(template: Template, facts: Facts) -> bool:
    """Tell whether the question now asked belongs to the budgets, once they have been begun."""
    begun = any(name in facts.answers and template.section_of(name).joined for name in template.joined)
    return begun and facts.question in template.joined


def _section_now(template: Template, facts: Facts, name: str) -> Section:
    """Give the section that asks a question: a section of the budgets also takes up the plan's questions."""
    taken_up = _takes_up_budget(template, facts) and name in template.joined
    return template.joined[name] if taken_up else template.section_of(name)


def next_question(template: Template, facts: Facts) -> Question | None:
    """Give the next open question: after the one now asked if any is left there, else from the start."""
    waiting = open_questions(template, facts)
    in_budget = open_in_budget(template, facts) if _takes_up_budget(template, facts) else ()
    if in_budget:
        return in_budget[0]
    order = [question.id for question in template.questions]
    here = order.index(facts.question) if facts.question in order else -1
    after = [question for question in waiting if order.index(question.id) > here]
    return next(iter((*after, *waiting)), None)


def progress(template: Template, facts: Facts) -> tuple[int, int]:
    """Give how many questions are done (answered or skipped) and how many there are, in the first plan or in all."""
    relevant = [q for q in to_come(template, facts.answers) if q.core or not facts.first_plan]
    return sum(1 for question in relevant if question.id in facts.answers), len(relevant)


def ask(library: Library, facts: Facts) -> Outcome:
    """Ask whatever is to be asked now: what is expected, the current question, the next one, or for a template."""
    if facts.expecting:
        return expected_reply(library, facts, facts.expecting)
    if facts.stage in (PAUSED, FINISHED):
        return ()
    if library.template(facts) is None:
        return choose_template_reply(library)
    question = library.question(facts)
    if question is not None:
        return (question_reply(question, facts),)
    moved = move_on(library, facts)
    later = apply(facts, effects_of(moved))
    question = library.question(later)
    return (*moved, question_reply(question, later)) if question else moved


def question_reply(question: Question, facts: Facts) -> Reply:
    """Word the question; after two misunderstandings another way, with an example and choices."""
    own = (OWN_WORDS,) if may_offer(question, facts) else ()
    buttons = (*choice_buttons(question), *own, *commands_for(question, facts))
    if facts.misses < MISSES_BEFORE_REPHRASING:
        return Reply("utter_ask_answer", {"question": text_of(question.names["text"])}, buttons)
    values = {"question": text_of(question.names["rephrase"]), "example": text_of(question.names["example1"])}
    if facts.misses >= MISSES_BEFORE_ADVISER:
        return Reply("utter_ask_answer_adviser", values, (*buttons, Button("button_adviser", "talk_to_adviser")))
    return Reply("utter_ask_answer_otherwise", values, buttons)


def choice_buttons(question: Question) -> tuple[Button, ...]:
    """Give a button for each choice, or yes and no."""
    if question.type == "yes_no":
        return YES_NO
    if question.type not in ("choice", "choices"):
        return ()
    return tuple(Button(question.names[c.choice], "give_answer", {"choice": c.choice}) for c in question.choices)


def commands_for(question: Question, facts: Facts) -> tuple[Button, ...]:
    """Give the commands that make sense at this question."""
    hidden = set()
    if not question.skippable:
        hidden.add("skip_question")
    if not facts.history:
        hidden.add("go_back")
    return tuple(button for button in COMMANDS if button.intent not in hidden)


def expected_reply(library: Library, facts: Facts, expecting: Expecting) -> Outcome:
    """Ask again for what is expected, such as a yes to a value read back."""
    question = library.question(facts)
    if expecting.kind == "value" and question is not None:
        other = other_item(question, library.template(facts), expecting.values.get("text") or "")
        asked_about = (ask_about_other(question, other),) if other else ()
        return (*asked_about, *read_back_asked(question, expecting.values["value"], facts))
    return (Reply(f"utter_confirm_{expecting.kind}", expecting.values.get("shown") or {}, expected_buttons(expecting)),)


def expected_buttons(expecting: Expecting) -> tuple[Button, ...]:
    """Give the buttons that settle what is expected."""
    if "buttons" in expecting.values:
        return tuple(map(Button.from_json, expecting.values["buttons"]))
    if expecting.kind == "which":
        intent = expecting.values["intent"]
        wish = Button("button_wish", intent, expecting.values.get("entities") or {}, {"wish": wish_text(intent)})
        return (Button("button_my_answer", "give_answer", {"which": "answer"}), wish)
    if expecting.kind == "identity":
        return (Button("button_keep_out", "affirm"), Button("button_keep", "deny"))
    if expecting.kind in WRITTEN:
        return (SKIP,) if expecting.kind in MAY_BE_SKIPPED else ()
    return YES_NO


def wish_text(intent: str) -> dict[str, Any]:
    """Name a wish in a few words, for the question which of two things was meant."""
    return text_of(f"utter_wish_{intent}")


def take_answer(library: Library, facts: Facts, question: Question, text: str, *, seq: int) -> Outcome:
    """Take the words of message ``seq`` as an answer, after asking about a personal identity number in them."""
    if find_identity_numbers(text):
        return (Effect("expect", {"kind": "identity", "values": {"text": text, "seq": seq}}),)
    if says(text, "not_known"):
        return _not_known(library, facts, question, text)
    return read_and_take(library, facts, question, text)


def _not_known(library: Library, facts: Facts, question: Question, text: str) -> Outcome:
    """Take "I do not know yet" for the choice that says so, if there is one; otherwise offer help, and never skip."""
    undecided = next((c.choice for c in question.choices if c.choice in UNDECIDED), None)
    if undecided is not None:
        value = undecided if question.type == "choice" else [undecided]
        return (*_left_open(question, value), *store(library, facts, question, value=value, text=text))
    if "find_out" in question.names:
        help_buttons = (Button("button_skip", "skip_question"), Button("button_adviser", "talk_to_adviser"))
        how = Reply("utter_not_known_find_out", {"how": text_of(question.names["find_out"])}, help_buttons)
        return (*help_with(question, facts), how)
    return (Reply("utter_not_known_yet" if question.skippable else "utter_not_known_but_needed"),)


def _left_open(question: Question, value: Any) -> Outcome:
    """Say how to find out what was answered with "I do not know"; until then the budgets take the careful side."""
    if not isinstance(value, str) or value not in UNDECIDED or "find_out" not in question.names:
        return ()
    return (Reply("utter_not_known_kept", {"how": text_of(question.names["find_out"])}),)


def reads(library: Library, facts: Facts, question: Question, text: str) -> bool:
    """Tell whether the reader of a closed question reads a text as its answer; any text answers an open one."""
    if question.type in OPEN_TYPES or not text:
        return False
    return isinstance(read_answer(question, text, facts, library.labels(question)), Value)


def read_and_take(library: Library, facts: Facts, question: Question, text: str) -> Outcome:
    """Read an answer: store it and move on, read it back first, or say kindly what is missing."""
    labels = library.labels(question)
    read = Value(text) if question.type == "choice" and text in labels else read_answer(question, text, facts, labels)
    if question.type == "choices" and text in labels:
        read = Value([text])
    if isinstance(read, Misread) and read.reason != "empty" and may_offer(question, facts):
        return ask_about_own(text)
    if isinstance(read, Misread) and (added_up := take_total(question, text, facts.locale)):
        return added_up
    if isinstance(read, Misread):
        months = month_buttons(library, facts, text) if read.reason == "date_vague" else ()
        return (Effect("count_miss"), Reply(f"utter_answer_{read.reason}", read.values, months))
    partly = question.type == "choices" and text not in labels and leaves_out(text, labels, facts.locale)
    if question.type in READ_BACK or partly:
        return (Effect("expect", {"kind": "value", "values": {"value": read.value, "text": text}}),)
    return (*_left_open(question, read.value), *store(library, facts, question, value=read.value, text=text))


def month_buttons(library: Library, facts: Facts, text: str) -> tuple[Button, ...]:
    """Offer the three months of a season that was named instead of a day; each stands for the next one to come."""
    template = library.template(facts)
    if template is None or not {SEASONS, MONTHS} <= template.ids:
        return ()
    named = parse_choices(text, library.labels(template.question(SEASONS)), facts.locale)
    months = SEASON_MONTHS.get(named[0], {}) if isinstance(named, tuple) and len(named) == 1 else {}
    names = template.question(MONTHS).names
    return tuple(
        Button(names[name], "give_answer", {"choice": _next_first(facts.day, month)}) for name, month in months.items()
    )


def _next_first(day: date, month: int) -> str:
    return date(day.year + (month <= day.month), month, 1).isoformat()


def store(library: Library, facts: Facts, question: Question, *, value: Any, text: str) -> Outcome:
    """Store an answer and go on to the next question."""
    language = library.language_of(text, facts.locale)
    effect = Effect("store_answer", {"question": question.id, "value": value, "text": text, "language": language})
    return (effect, *move_on(library, apply(facts, (effect,))))


def move_on(library: Library, facts: Facts) -> Outcome:
    """Go to the next open question, saying so when the first plan, a section or the whole plan is done."""
    template = library.template(facts)
    if template is None:
        return ()
    core_left = any(q.core and q.id not in facts.answers for q in _due(template, facts))
    if facts.first_plan and facts.question and not core_left:
        return _first_plan_done(template, facts)
    question = next_question(template, facts)
    if question is None:
        left = _section_now(template, facts, facts.question) if facts.question in template.ids else None
        result = after_section(template, facts, left) if left else ()
        return (Effect("finish"), *result, Reply("utter_plan_finished", {}, AFTER_PLAN))
    asked = Effect("ask_question", {"question": question.id})
    section = _section_now(template, facts, question.id)
    left = _section_now(template, facts, facts.question) if facts.question in template.ids else None
    reminder = () if question.id in facts.history else remind(question)
    if facts.first_plan or (left and left.id == section.id):
        return (asked, *reminder)
    result = after_section(template, facts, left) if left else ()
    return (asked, *result, Reply("utter_section_begins", {"section": text_of(section.names["title"])}), *reminder)


def _first_plan_done(template: Template, facts: Facts) -> Outcome:
    later = apply(facts, (Effect("leave_first_plan"),))
    question = next_question(template, later)
    leaves = Effect("leave_first_plan")
    if question is None:
        return (leaves, Reply("utter_first_plan_done", {}, AFTER_PLAN), Effect("finish"))
    # the number beside the bar grows from twelve to all, so it is said what it now counts
    count = {"type": "count", "value": progress(template, later)[1]}
    size = Reply("utter_whole_plan_size", {"count": count}, AFTER_PLAN)
    return (leaves, Reply("utter_first_plan_done", {}), size, Effect("ask_question", {"question": question.id}))


def _due(template: Template, facts: Facts) -> Iterable[Question]:
    return (question for question in template.questions if applies(question, facts.answers))
