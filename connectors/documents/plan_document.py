"""Chooses every word of a plan as a document: pure, from a snapshot of the plan, its template and the catalogue.

Swedish stands first when it is one of two languages. An answer given in words stays as the person wrote it in every
column, with a note where that is another language; typed answers are written in each column's own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.advice.answers import display, is_own
from bot.advice.facts import ANSWERED, SKIPPED, Answer
from bot.advice.templates import Question, Template, applies, to_come
from bot.language.catalogue import Catalogue
from bot.language.locales import direction, language_name, load_locales, native_name
from bot.language.rendering import UNKNOWN, render, render_value
from connectors.documents.printable import direction_of, printable, steady_numbers
from connectors.documents.shapes import Cell, Columns, DocumentError, OpenSection, PlanDocument, Section, Words
from connectors.record.types import PlanAnswer, PlanSnapshot

SWEDISH = "sv"
CHECKED = "rendered"
"""The state of a Swedish text that an adviser wrote for this very answer."""
IN_WORDS = frozenset({"text", "place"})
FIRM_NAME = "company_name"
LONGEST_HEADLINE = 60
FIXED = ("title", "made_with", "about", "contents", "question", "answer", "not_answered", "not_answered_about")
FIXED_AT_THE_END = ("skipped", "empty", "complete")


@dataclass(frozen=True)
class Wording:
    """From where words are taken: the texts, the template, and the columns' locale codes in order."""

    catalogue: Catalogue
    template: Template
    locales: tuple[str, ...]

    def each(self, name: str, values: Mapping[str, Any] | None = None) -> Columns:
        """Word an entry in every column's language."""
        return tuple(self.one(name, values or {}, locale) for locale in self.locales)

    def one(self, name: str, values: Mapping[str, Any], locale: str) -> Words:
        """Word an entry in one language."""
        rendered = render(name, values, locale=locale, catalogue=self.catalogue)
        return Words(rendered.text, rendered.language.replace("_", "-"), rendered.direction)


def choose_columns(locales: Sequence[str]) -> tuple[str, ...]:
    """Put the wanted languages in order, Swedish first; raise ``DocumentError`` unless they are one or two we know."""
    wanted = tuple(dict.fromkeys(locales))
    unknown = [code for code in wanted if code not in load_locales()]
    if unknown or not 1 <= len(wanted) <= 2:
        raise DocumentError("write one or two languages of locales/locales.yml, such as ar,sv")
    return tuple(sorted(wanted, key=lambda code: code != SWEDISH))


def plan_document(snapshot: PlanSnapshot, wording: Wording, *, day: date) -> PlanDocument:
    """Word a whole plan; ``day`` is the day the document is made."""
    asked = _asked(snapshot, wording.template)
    sections: list[Section] = []
    still_open: list[OpenSection] = []
    for section in wording.template.sections:
        titles = wording.each(section.names["title"])
        questions = [question for question in section.questions if question.id in asked]
        answered = [question for question in questions if _is_answered(snapshot.answers.get(question.id))]
        if answered:
            rows = tuple(_row(question, snapshot.answers[question.id], wording) for question in answered)
            sections.append(Section(titles, rows))
        if len(answered) < len(questions):
            waiting = [question for question in questions if question not in answered]
            still_open.append(_open_section(titles, waiting, snapshot, wording))
    return PlanDocument(
        languages=tuple(_language(code) for code in wording.locales),
        date=day.isoformat(),
        headline=_headline(snapshot),
        frame=_frame(snapshot, wording, day, asked=asked),
        sections=tuple(sections),
        open=tuple(still_open),
    )


def _asked(snapshot: PlanSnapshot, template: Template) -> frozenset[str]:
    """Name the questions that count for this plan, leaving out those whose condition does not hold.

    What a joined section asks, such as the budgets', has documents of its own: here it counts only once answered.
    """
    answers = {
        name: Answer(answer.value, answer.text, answer.language, answer.state)
        for name, answer in snapshot.answers.items()
    }
    return frozenset(
        question.id
        for section in template.sections
        for question in section.questions
        if applies(question, answers) and (not section.joined or _is_answered(snapshot.answers.get(question.id)))
    )


def _is_answered(answer: PlanAnswer | None) -> bool:
    return answer is not None and answer.state == ANSWERED


def _row(question: Question, answer: PlanAnswer, wording: Wording) -> tuple[Cell, ...]:
    return tuple(_cell(question, answer, wording, locale) for locale in wording.locales)


def _cell(question: Question, answer: PlanAnswer, wording: Wording, locale: str) -> Cell:
    asked = wording.one(question.names["text"], {}, locale)
    own = is_own(answer.value)
    if question.type not in IN_WORDS and not own:
        return Cell(asked, _typed(question, answer, wording, locale), None)
    if locale == SWEDISH and answer.swedish_text and not _same_language(answer.language, SWEDISH):
        note = None if answer.swedish_state == CHECKED else _note("document_unchecked", answer, wording, locale)
        return Cell(asked, _in_words(answer.swedish_text, SWEDISH), note)
    known = answer.language in load_locales()
    foreign = (
        known
        and (question.type == "text" or own or _in_other_letters(answer.text, locale))
        and question.id != FIRM_NAME
        and not _same_language(answer.language, locale)
    )
    note = _note("document_only_in", answer, wording, locale) if foreign else None
    return Cell(asked, _in_words(answer.text, answer.language), note)


def _in_other_letters(text: str, locale: str) -> bool:
    """Tell that a name, as of a town, is written the other way round than a column's reader reads."""
    return direction_of(printable(text), direction(locale)) != direction(locale)


def _typed(question: Question, answer: PlanAnswer, wording: Wording, locale: str) -> Words:
    """Word a typed answer in a column's language; one whose choice is no longer in the template, as it was given."""
    try:
        value = display(question, answer.value)
    except (KeyError, TypeError):
        return _in_words(answer.text, answer.language)
    text = render_value(value, locale=locale, catalogue=wording.catalogue)
    return Words(text, locale.replace("_", "-"), direction(locale))


def _in_words(text: str, language: str) -> Words:
    shown = steady_numbers(printable(text)) or UNKNOWN
    otherwise = direction(language) if language in load_locales() else "ltr"
    return Words(shown, language.replace("_", "-"), direction_of(shown, otherwise))


def _note(name: str, answer: PlanAnswer, wording: Wording, locale: str) -> Words:
    language = language_name(answer.language, locale)
    return wording.one(name, {"language": {"type": "name", "value": language}}, locale)


def _same_language(one: str, other: str) -> bool:
    return one.split("_")[0] == other.split("_")[0]


def _open_section(
    titles: Columns, questions: Iterable[Question], snapshot: PlanSnapshot, wording: Wording
) -> OpenSection:
    listed = list(questions)
    answers = (snapshot.answers.get(question.id) for question in listed)
    return OpenSection(
        titles,
        tuple(wording.each(question.names["text"]) for question in listed),
        tuple(answer is not None and answer.state == SKIPPED for answer in answers),
    )


def _language(code: str) -> Words:
    return Words(native_name(code), code.replace("_", "-"), direction(code))


def _headline(snapshot: PlanSnapshot) -> Words | None:
    """Give the firm's name for the cover, when it is a name and not a sentence about names."""
    answer = snapshot.answers.get(FIRM_NAME)
    if answer is None or not _is_answered(answer):
        return None
    words = _in_words(answer.text, answer.language)
    return words if words.text and len(words.text) <= LONGEST_HEADLINE and "\n" not in words.text else None


def _total(snapshot: PlanSnapshot, wording: Wording) -> int:
    """Count the questions as the screen does, the budgets' too, so that bar and paper say the same."""
    given = {name: Answer(one.value, one.text, one.language, one.state) for name, one in snapshot.answers.items()}
    return len(to_come(wording.template, given))


def _frame(snapshot: PlanSnapshot, wording: Wording, day: date, *, asked: frozenset[str]) -> dict[str, Columns]:
    done = sum(_is_answered(snapshot.answers.get(name)) for name in asked)
    counts = {"n": {"type": "count", "value": done}, "total": {"type": "count", "value": _total(snapshot, wording)}}
    number = {"type": "name", "value": snapshot.conversation[-8:].upper()}
    frame = {name: wording.each(f"document_{name}") for name in (*FIXED, *FIXED_AT_THE_END)}
    frame["template"] = wording.each(wording.template.names["title"])
    frame["made"] = wording.each("document_made", {"date": _day(day)})
    frame["changed"] = wording.each("document_changed", {"date": _day(snapshot.changed.date())})
    frame["number"] = wording.each("document_number", {"number": number})
    frame["answered"] = wording.each("document_answered", counts)
    frame["languages"] = tuple(_languages(wording, locale) for locale in wording.locales)
    page = [wording.catalogue.text("document_page", locale) for locale in wording.locales]
    frame["page"] = tuple(Words(text.text, text.language.replace("_", "-"), direction(text.language)) for text in page)
    return frame


def _languages(wording: Wording, locale: str) -> Words:
    names = [{"type": "name", "value": language_name(code, locale)} for code in wording.locales]
    return wording.one("document_languages", {"languages": {"type": "list", "items": names}}, locale)


def _day(day: date) -> dict[str, str]:
    return {"type": "date", "value": day.isoformat()}
