"""The frames people's screens are made of, built from what is committed (shapes: ``docs/architecture.md``). Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from bot.advice.answers import display, is_own
from bot.advice.facts import ANSWERED, Answer
from bot.advice.templates import Question, Section, Template, applies, to_come
from bot.advice.terms import Term
from bot.language.catalogue import Catalogue
from bot.language.clean import for_display
from bot.language.locales import direction
from bot.language.rendering import TermPart, render, render_value
from connectors.record.handover.hearing import LASTING
from connectors.record.types import ADVISER, PERSON, TEXT, LogEntry, PlanSnapshot
from connectors.web.budget_picture import picture
from connectors.web.connection import Frame

NO_PLAN: Frame = {
    "template": None,
    "title": "",
    "done": 0,
    "total": 0,
    "core_done": 0,
    "core_total": 0,
    "sections": [],
    "budget": None,
}


def message(entry: LogEntry, locale: str, names: Mapping[str, str] | None = None) -> Frame:
    """Give one line of the log as a reader of ``locale`` sees it; ``names`` are those of advisers by id."""
    shown = _typed(entry, locale) if entry.kind == TEXT else _named(entry, locale)
    frame: dict[str, Any] = {
        "seq": entry.seq,
        "author": entry.author,
        "kind": entry.kind,
        **shown,
        "buttons": [_button(button, locale) for button in entry.buttons],
        "created": entry.created.isoformat(),
    }
    if entry.author == PERSON and entry.client_id:
        frame["client_id"] = entry.client_id
    if entry.author == ADVISER and names:
        frame["name"] = names.get(str((entry.payload or {}).get("adviser")), "")
    return frame


def _typed(entry: LogEntry, locale: str) -> Frame:
    text = for_display(entry.text or "")
    language = entry.language or locale
    return {"text": text, "parts": [text], "language": language, "direction": text_direction(text, language)}


def _named(entry: LogEntry, locale: str) -> Frame:
    if not entry.name:
        return {"text": "", "parts": [], "language": locale, "direction": direction(locale)}
    shown = render(entry.name, entry.values, locale=locale)
    parts = [{"term": part.term, "text": part.text} if isinstance(part, TermPart) else part for part in shown.parts]
    return {"text": shown.text, "parts": parts, "language": shown.language, "direction": shown.direction}


def _button(button: Mapping[str, Any], locale: str) -> Frame:
    label = render(button["name"], button.get("values") or {}, locale=locale)
    frame: dict[str, Any] = {"label": label.text, "language": label.language}
    entities = button.get("entities") or {}
    if "stars" in entities:
        frame["face"] = int(entities["stars"])
    if "opens" in entities:
        frame["opens"] = str(entities["opens"])
    if "opens" in entities or button["intent"] in LASTING:
        frame["lasts"] = True
    return frame


def text_direction(text: str, language: str) -> str:
    """Give the way a typed text runs: that of its first letter, or its language's when it has none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return direction(language)


def plan(snapshot: PlanSnapshot, template: Template | None, locale: str, day: date | None = None) -> Frame:
    """Give the plan so far, with the picture of its budget on a day; questions that do not apply are left out."""
    if template is None:
        return NO_PLAN
    answers = {
        name: Answer(answer.value, answer.text, answer.language, answer.state)
        for name, answer in snapshot.answers.items()
    }
    due = to_come(template, answers)
    core = [question for question in due if question.core]
    return {
        "template": snapshot.template,
        "title": _words(template.names["title"], locale),
        "done": _done(due, answers),
        "total": len(due),
        "core_done": _done(core, answers),
        "core_total": len(core),
        "sections": [_section(section, due, answers, locale=locale) for section in template.sections],
        "budget": picture(template, answers, day, locale) if day else None,
    }


def _done(questions: Iterable[Question], answers: Mapping[str, Answer]) -> int:
    return sum(1 for question in questions if question.id in answers)


def _section(section: Section, counted: Collection[Question], answers: Mapping[str, Answer], *, locale: str) -> Frame:
    """Give a section with the questions that apply now; its number counts those too that may still come."""
    due = [question for question in section.questions if applies(question, answers)]
    coming = [question for question in section.questions if question in counted]
    return {
        "section": section.id,
        "title": _words(section.names["title"], locale),
        "done": _done(coming, answers),
        "total": len(coming),
        "questions": [_row(question, answers.get(question.id), locale) for question in due],
    }


def _row(question: Question, answer: Answer | None, locale: str) -> Frame:
    text, language = "", locale
    if answer is not None and answer.state == ANSWERED:
        free = question.type in ("text", "place") or is_own(answer.value)
        text = for_display(answer.text) if free else render_value(display(question, answer.value), locale=locale)
        language = answer.language if free else locale
    return {
        "question": question.id,
        "text": _words(question.names["text"], locale),
        "answer": text,
        "state": answer.state if answer else "open",
        "language": language,
        "editable": True,
    }


def _words(name: str, locale: str) -> str:
    return render(name, {}, locale=locale).text


def card(term: Term, catalogue: Catalogue, locale: str) -> Frame:
    """Give the card that explains a Swedish word in the reader's language."""
    meaning = catalogue.text(f"term.{term.term}.meaning", locale)
    return {
        "term": term.term,
        "word": term.word,
        "meaning": meaning.text,
        "example": catalogue.text(f"term.{term.term}.example", locale).text,
        "say": catalogue.text(f"term.{term.term}.say", locale).text,
        "language": meaning.language,
    }


def refusal(client_id: str, reason: str, catalogue: Catalogue, locale: str, *, silent: bool = False) -> Frame:
    """Say kindly why something was not stored; a silent refusal has no words."""
    text = catalogue.text(f"refused_{reason}", locale)
    return {
        "type": "refused",
        "client_id": client_id,
        "reason": reason,
        "text": "" if silent else text.text,
        "language": text.language,
    }
