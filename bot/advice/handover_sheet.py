"""The hand-over sheet: what an adviser needs to know of a conversation before the first word, on one page.

Pure. Every row is a name with typed values, or the person's own words with their language; whoever shows the sheet puts
it into words. A row with nothing to tell is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.advice.answers import display
from bot.advice.facts import ANSWERED, SKIPPED, Answer
from bot.advice.opening_hours import STOCKHOLM
from bot.advice.templates import Question, Template, applies, counted
from bot.advice.turn import Values

MONEY = "amount"
MOST_QUESTIONS = 12
"""As many as the first plan has, so that what is open and what is dealt with add up before the reader's eyes."""
MOST_SAYINGS = 4
MOST_WORDS = 3
MOST_NOTES = 5


@dataclass(frozen=True)
class Words:
    """What somebody wrote, in their own language."""

    text: str
    language: str


@dataclass(frozen=True)
class Call:
    """A call or mail the person wants; ``way`` is ``phone`` or ``email``."""

    way: str
    address: str
    times: str


@dataclass(frozen=True)
class Case:
    """Everything the sheet tells of. ``asked`` is None for somebody who does not wait now.

    ``sayings`` are the bot's replies as (name, values), newest last; ``misunderstood`` and ``notes`` are words.
    """

    language: str
    answers: Mapping[str, Answer]
    template: Template | None = None
    asked: datetime | None = None
    wants: str = "web"
    urgent: bool = False
    about: Words | None = None
    municipality: str | None = None
    trade: str | None = None
    sayings: Sequence[tuple[str, Values]] = ()
    misunderstood: Sequence[Words] = ()
    advisers: Sequence[str] = ()
    notes: Sequence[Words] = ()
    call: Call | None = None


@dataclass(frozen=True)
class Row:
    """One row: ``name`` is what stands before it; it has either a typed ``value`` or ``words``."""

    name: str
    value: Mapping[str, Any] | None = None
    words: Sequence[Words] = field(default=())


def sheet(case: Case) -> tuple[Row, ...]:
    """Give the rows of the sheet in the order in which they are read."""
    return tuple(_rows(case))


def _rows(case: Case) -> Iterator[Row]:
    yield Row("sheet_waits", _waits(case))
    if case.about:
        yield Row("sheet_about", words=[case.about])
    yield Row("sheet_language", {"type": "language", "value": case.language})
    yield from _about_business(case)
    if case.template:
        yield Row("sheet_progress", _progress(case, case.template))
        yield from _listed("sheet_money", _money(case, case.template))
        yield from _listed("sheet_open_questions", _open_questions(case, case.template))
    yield from _listed("sheet_bot_said", _sayings(case))
    yield from _written("sheet_not_understood", case.misunderstood[-MOST_WORDS:])
    if case.advisers:
        yield Row("sheet_advisers", {"type": "list", "items": [_name(name) for name in case.advisers]})
    yield from _written("sheet_notes", case.notes[-MOST_NOTES:])
    if case.call:
        values = {"address": _name(case.call.address), "times": _name(case.call.times)}
        yield Row("sheet_contact", _message(f"sheet_contact_{case.call.way}", values))


def _waits(case: Case) -> Mapping[str, Any]:
    if case.asked is None:
        return _message("sheet_waits_not")
    local = case.asked.astimezone(STOCKHOLM)
    values = {"day": {"type": "date", "value": local.date().isoformat()}, "time": _name(f"{local:%H:%M}")}
    return _message("sheet_waits_urgent" if case.urgent else f"sheet_waits_{case.wants}", values)


def _about_business(case: Case) -> Iterator[Row]:
    place = case.municipality or _text(case, "place_where")
    if place:
        yield Row("sheet_municipality", _name(place))
    if case.template:
        yield Row("sheet_trade", _message(case.template.names["title"]))
    elif case.trade:
        yield Row("sheet_trade", _name(case.trade))
    idea = case.answers.get("idea_what")
    if idea and idea.state == ANSWERED:
        yield Row("sheet_idea", words=[Words(idea.text, idea.language)])


def _progress(case: Case, template: Template) -> Mapping[str, Any]:
    due = counted(template, case.answers)
    dealt = [case.answers[question.id] for question in due if question.id in case.answers]
    skipped = sum(answer.state == SKIPPED for answer in dealt)
    counts = {"done": len(dealt), "total": len(due)} | ({"skipped": skipped} if skipped else {})
    told = "sheet_progress_skipped" if skipped else "sheet_progress_counted"
    return _message(told, {name: _count(number) for name, number in counts.items()})


def _money(case: Case, template: Template) -> Sequence[Mapping[str, Any]]:
    found = []
    for question in _due(case, template):
        answer = case.answers.get(question.id)
        if question.type == MONEY and answer and answer.state == ANSWERED:
            values = {"question": _message(question.names["text"]), "amount": display(question, answer.value)}
            found.append(_message("sheet_money_line", values))
    return found


def _open_questions(case: Case, template: Template) -> Sequence[Mapping[str, Any]]:
    """Give the open ones of the questions that are counted, as many as fit on the page, and how many more there are."""
    left = [question for question in counted(template, case.answers) if question.id not in case.answers]
    told = [_message(question.names["text"]) for question in left[:MOST_QUESTIONS]]
    more = len(left) - len(told)
    return [*told, _message("sheet_open_more", {"n": _count(more)})] if more else told


def _sayings(case: Case) -> Sequence[Mapping[str, Any]]:
    """Give the bot's last sayings, each once; of the questions of the plan only one that it has just asked."""
    asked = {
        name for question in (case.template.questions if case.template else ()) for name in question.names.values()
    }
    last: dict[str, Values] = {}
    for at, (name, values) in enumerate(case.sayings, start=1):
        if name not in asked or at == len(case.sayings):
            last.pop(name, None)  # said again, it stands where it was said last
            last[name] = values
    return [_message(name, values) for name, values in [*last.items()][-MOST_SAYINGS:]]


def _due(case: Case, template: Template) -> list[Question]:
    return [question for question in template.questions if applies(question, case.answers)]


def _text(case: Case, question: str) -> str:
    answer = case.answers.get(question)
    return answer.text if answer and answer.state == ANSWERED else ""


def _listed(name: str, items: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    if items:
        yield Row(name, {"type": "lines", "items": list(items)})


def _written(name: str, words: Sequence[Words]) -> Iterator[Row]:
    if words:
        yield Row(name, words=list(words))


def _message(name: str, values: Values | None = None) -> dict[str, Any]:
    return {"type": "message", "name": name, "values": dict(values or {})}


def _name(text: str) -> dict[str, Any]:
    return {"type": "name", "value": text}


def _count(number: int) -> dict[str, Any]:
    return {"type": "count", "value": number}
