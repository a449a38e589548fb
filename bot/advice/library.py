"""What the advice draws on beside facts: templates, terms, languages, and words for trades and choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.advice.facts import Facts
from bot.advice.templates import Question, Template
from bot.advice.terms import Term

Detector = Callable[[str, str, Sequence[str]], str | None]
"""``(text, current locale, offered locales) -> locale``, None when unsure."""


@dataclass(frozen=True)
class Library:
    """Loaded once. ``texts(name)`` gives a text in every offered language; ``languages`` maps locale to own name."""

    templates: Mapping[str, Template]
    terms: Mapping[str, Term]
    languages: Mapping[str, str]
    trades: Mapping[str, Sequence[str]]
    texts: Callable[[str], tuple[str, ...]]
    detect: Detector

    def template(self, facts: Facts) -> Template | None:
        """Give the template the plan uses, or None before one is chosen or when it has been removed."""
        return self.templates.get(facts.template) if facts.template else None

    def question(self, facts: Facts) -> Question | None:
        """Give the question now asked, or None."""
        template = self.template(facts)
        if template is None or facts.question not in template.ids:
            return None
        return template.question(facts.question)

    def language_of(self, text: str, locale: str) -> str:
        """Give the language a text is written in as far as that is sure, else the conversation's."""
        return self.detect(text, locale, tuple(self.languages)) or locale

    def labels(self, question: Question) -> Mapping[str, tuple[str, ...]]:
        """Give what each choice of a question is called in all languages."""
        return {choice.choice: self.texts(question.names[choice.choice]) for choice in question.choices}


@dataclass(frozen=True)
class Heard:
    """What came in: the words (empty for a button), the intent acted on, the entities, and the sequence number."""

    text: str
    intent: str
    entities: Mapping[str, str]
    seq: int = 0
    ranking: Sequence[str] = ()
