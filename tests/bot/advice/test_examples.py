"""The examples a question gives: each is an answer that the question takes, in every language we offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.actions.advising import library
from bot.advice.answers import Value, read_answer
from bot.advice.facts import Facts
from bot.advice.templates import Question
from bot.language.catalogue import default_catalogue
from bot.language.locales import offered

DAY = date(2026, 3, 2)
READ = frozenset({"amount", "count", "percent", "date", "choice", "choices", "yes_no"})
"""Types of questions that do not take every text, but those whose choices may be left for words of one's own."""


def questions() -> Iterator[Question]:
    """Give every question once for each wording of its examples."""
    seen: set[str] = set()
    for template in library().templates.values():
        for question in template.questions:
            named = question.names.get("example1", "")
            if question.type in READ and not question.own_words and named not in seen:
                seen.add(named)
                yield question


def refused(question: Question, locale: str) -> Iterator[str]:
    """Give the examples of a question that it would not take."""
    labels = library().labels(question)
    for key in ("example1", "example2"):
        if key in question.names:
            text = default_catalogue().text(question.names[key], locale).text
            read = read_answer(question, text, Facts(locale, DAY), labels)
            if not isinstance(read, Value):
                yield f"{locale}: {question.names[key]}: {text!r}: {read.reason}"


@pytest.mark.parametrize("locale", offered())
def test_every_example_is_an_answer(locale: str) -> None:
    asked = list(questions())
    assert len(asked) > 100
    assert [line for question in asked for line in refused(question, locale)] == []
