"""What the advice draws on beside facts: templates, terms, languages, and words for trades and choices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.advice.choice_words import ChoiceWords
from bot.advice.facts import Facts
from bot.advice.human_topics import Topics
from bot.advice.templates import Question, Template
from bot.advice.terms import Term, compared

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
    choice_words: ChoiceWords = field(default_factory=dict)
    human_topics: Topics = field(default_factory=dict)

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
        """Give what each choice of the question is called in all languages: in full, in short, in everyday words."""
        usual = self.choice_words.get(question.id, {})
        return {
            choice.choice: (*self._ways(self.texts(question.names[choice.choice])), *usual.get(choice.choice, ()))
            for choice in question.choices
        }

    def _ways(self, labels: Collection[str]) -> tuple[str, ...]:
        """Give labels, what stands before their explanation in brackets, and other names of the terms in that."""
        shorts = dict.fromkeys(label.split(" (")[0] for label in labels)
        parts = (part.strip() for short in shorts for part in short.split(","))
        named = (term for term in self.terms.values() if any(_mentions(short, term) for short in shorts))
        aliases = (way for term in named for way in (term.word, *term.aliases))
        return tuple(dict.fromkeys((*labels, *shorts, *parts, *aliases)))


def _mentions(text: str, term: Term) -> bool:
    words, wanted = compared(text), term.keys[0]
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words)))


@dataclass(frozen=True)
class Heard:
    """What came in: the words (empty for a button), the intent acted on, the entities, and the sequence number.

    ``ranking`` names the intents it was most like, and ``confidence`` is that of the first.
    """

    text: str
    intent: str
    entities: Mapping[str, str]
    seq: int = 0
    ranking: Sequence[str] = ()
    confidence: float = 1.0
