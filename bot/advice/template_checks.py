"""What a business-plan template must be like: the checks behind ``load_templates``, each saying what to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from bot.advice.reading import Problems

TYPES = ("text", "amount", "count", "percent", "date", "choice", "choices", "yes_no", "place")
NUMBERS = ("amount", "count", "percent")
PERIODS = ("week", "month", "year")
CHOICES = ("choice", "choices")
TEXT_KEYS = ("text", "why", "short", "rephrase", "find_out", "remember")
CORE_QUESTIONS = 12
MOST_WORDS, MOST_SHORT, MOST_REMINDER, MOST_EXAMPLES = 20, 70, 140, 2

FILE_KEYS = {"description", "template", "version", "title", "sections"}
SECTION_KEYS = {"section", "title", "questions"}
QUESTION_KEYS = {"question", "text", "why", "examples", "short", "rephrase", "type"}
MORE_KEYS = {"core", "skippable", "minimum", "maximum", "choices", "own_words", "when", "per", "vat"}
MORE_KEYS |= {"find_out", "remember"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")
TERM_PLACEHOLDER = re.compile(r"\{term_[a-z0-9_]+\}")

Raw = Mapping[str, object]
Where = tuple[str, str]


def check_file(path: str, data: Raw, problems: Problems) -> bool:
    """Check a file's frame and the form of everything in it, but not whether a question is complete."""
    before = len(problems.found)
    required = FILE_KEYS - {"title"} if "joins" in data else FILE_KEYS
    problems.check_keys((path, "file"), data, required=required, known={"extends", "drop", "joins", "title"})
    problems.identifier((path, "file"), data, "template")
    for key in ("description", "version", "title"):
        problems.text((path, "file"), data, key)
    if not isinstance(data.get("drop", []), list):
        problems.add(path, "drop", "must be a list of questions")
    extends = "extends" in data
    for section in problems.entries((path, "file"), data, "sections"):
        _check_section(path, section, extends, problems)
    _check_once(path, data, problems)
    return len(problems.found) == before


def questions_in(data: Raw) -> Iterator[dict[str, object]]:
    """Yield every question of a file whose form is right."""
    for section in _mappings(data.get("sections")):
        yield from _mappings(section.get("questions"))


def _mappings(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _check_section(path: str, section: Raw, extends: bool, problems: Problems) -> None:
    where = (path, str(section.get("section", "section")))
    required = {"section"} if extends else SECTION_KEYS
    problems.check_keys(where, section, required=required, known={"title", "also", "questions"})
    if not isinstance(section.get("also", []), list):
        problems.add(*where, "also must be a list of questions")
    problems.identifier(where, section, "section")
    problems.text(where, section, "title")
    for question in problems.entries(where, section, "questions"):
        _check_question_form(path, question, extends, problems)


def _check_question_form(path: str, question: Raw, extends: bool, problems: Problems) -> None:
    where = (path, str(question.get("question", "question")))
    known = QUESTION_KEYS | MORE_KEYS | ({"after"} if extends else set())
    problems.check_keys(where, question, required={"question"}, known=known)
    problems.identifier(where, question, "question")
    for key, check in FORMS.items():
        if key in question:
            check(where, question, key, problems)


def _check_flag(where: Where, question: Raw, key: str, problems: Problems) -> None:
    if not isinstance(question[key], bool):
        problems.add(*where, f"{key} must be true or false")


def _check_type(where: Where, question: Raw, key: str, problems: Problems) -> None:
    if question[key] not in TYPES:
        problems.add(*where, f"{question[key]!r} is no {key}; use {', '.join(TYPES)}")


def _check_period(where: Where, question: Raw, key: str, problems: Problems) -> None:
    if question[key] not in PERIODS:
        problems.add(*where, f"{question[key]!r} is no time for {key}; use {', '.join(PERIODS)}")


def _check_text(where: Where, question: Raw, key: str, problems: Problems) -> None:
    text = problems.text(where, question, key)
    if text is None:
        return
    if key == "text" and len(text.split()) > MOST_WORDS:
        problems.add(*where, f"text has over {MOST_WORDS} words; ask shorter")
    if key == "short" and len(text) > MOST_SHORT:
        problems.add(*where, f"short has {len(text)} characters; {MOST_SHORT} is the most for SMS")
    if key == "remember" and len(text) > MOST_REMINDER:
        problems.add(*where, f"remember has {len(text)} characters; {MOST_REMINDER} is the most beside a question")
    for placeholder in PLACEHOLDER.findall(text):
        if key == "short" or not TERM_PLACEHOLDER.fullmatch(placeholder):
            problems.add(*where, f"{key} has {placeholder}; only {{term_…}} may stand in text, why and rephrase")


def _check_examples(where: Where, question: Raw, key: str, problems: Problems) -> None:
    value = question[key]
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_EXAMPLES:
        problems.add(*where, f"{key} must be a list of one or two answers")
        return
    for example in value:
        if not isinstance(example, str) or not example.strip():
            problems.add(*where, "an example must be a text in quotes")
        elif PLACEHOLDER.search(example):
            problems.add(*where, "an example is what a person would write; take the { } out")


def _check_limit(where: Where, question: Raw, key: str, problems: Problems) -> None:
    value = question[key]
    if not isinstance(value, str):
        problems.add(*where, f'{key} must stand in quotes: "{value}"; an unquoted number loses digits')
        return
    try:
        finite = Decimal(value).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        problems.add(*where, f"{key} {value!r} is no number; write digits and a point")


def _check_choices(where: Where, question: Raw, key: str, problems: Problems) -> None:
    seen: set[object] = {*TEXT_KEYS, "example1", "example2"}
    for choice in problems.entries(where, question, key):
        problems.check_keys(where, choice, required={"choice", "text"}, known=set())
        problems.text(where, choice, "text")
        name = problems.identifier(where, choice, "choice")
        if name and name in seen:
            problems.add(*where, f"{key}: {name} is taken; give each choice its own name")
        seen.add(name)


def _check_when_form(where: Where, question: Raw, key: str, problems: Problems) -> None:
    value = question[key]
    if isinstance(value, dict) and value.keys() in ({"question", "is"}, {"question", "is_not"}):
        return
    problems.add(*where, f"{key} must be {{question: …, is: …}} or {{question: …, is_not: …}}")


FORMS: Mapping[str, Callable[[Where, Raw, str, Problems], None]] = {
    **dict.fromkeys(TEXT_KEYS, _check_text),
    "core": _check_flag,
    "skippable": _check_flag,
    "own_words": _check_flag,
    "vat": _check_flag,
    "per": _check_period,
    "type": _check_type,
    "examples": _check_examples,
    "minimum": _check_limit,
    "maximum": _check_limit,
    "choices": _check_choices,
    "when": _check_when_form,
}


def _check_once(path: str, data: Raw, problems: Problems) -> None:
    """Note sections and questions that stand twice in a file."""
    names = [section.get("section") for section in _mappings(data.get("sections"))]
    names += [question.get("question") for question in questions_in(data)]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        problems.add(path, name, "stands twice; each section and question has its own name")


def check_question(where: Where, question: Raw, earlier: Mapping[str, Raw], problems: Problems) -> None:
    """Check a question that has everything it inherits; ``earlier`` are the questions that stand before it."""
    for key in sorted(QUESTION_KEYS - question.keys()):
        problems.add(*where, f"{key} is missing; write it")
    kind = question.get("type")
    if (kind in CHOICES) != ("choices" in question):
        problems.add(*where, "types choice and choices need choices, and other types have none")
    limits = [Decimal(str(question[key])) for key in ("minimum", "maximum") if key in question]
    if limits and kind not in NUMBERS:
        problems.add(*where, f"minimum and maximum are for {', '.join(NUMBERS)}; take them out")
    if {"per", "vat"} & question.keys() and kind != "amount":
        problems.add(*where, "per and vat are for amounts; take them out")
    if limits != sorted(limits):
        problems.add(*where, "minimum is above maximum; exchange them")
    condition = question.get("when")
    if isinstance(condition, dict):
        _check_condition(where, condition, earlier, problems)


def _check_condition(where: Where, condition: Raw, earlier: Mapping[str, Raw], problems: Problems) -> None:
    name = str(condition["question"])
    if name not in earlier:
        problems.add(*where, f"when names {name}, which is no question before this one")
        return
    asked = earlier[name]
    possible: set[object] = {True, False} if asked.get("type") == "yes_no" else set()
    possible |= {choice["choice"] for choice in _mappings(asked.get("choices"))}
    for value in condition_values(condition):
        if not isinstance(value, str | bool) or value not in possible:
            problems.add(*where, f"when waits for {value!r}, which {name} never has; use one of its choices")


def condition_values(condition: Raw) -> tuple[object, ...]:
    """Give the values a condition names, one or several."""
    value = condition["is"] if "is" in condition else condition["is_not"]
    return tuple(value) if isinstance(value, list) else (value,)
