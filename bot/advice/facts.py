"""What the bot knows of one conversation when a turn begins, and how each effect changes it.

The gateway builds ``Facts`` from committed data and folds the effects of a turn with ``apply``; actions only read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.advice.handover import Situation
from bot.advice.turn import Effect

WELCOME, INTERVIEW, PAUSED, FINISHED = "welcome", "interview", "paused", "finished"
ANSWERED, SKIPPED = "answered", "skipped"


@dataclass(frozen=True)
class Answer:
    """An answer to one question: its typed value as JSON, the words it was given in, and their language."""

    value: Any
    text: str
    language: str
    state: str = ANSWERED

    def to_json(self) -> dict[str, Any]:
        """Give a JSON object with every field."""
        return {"value": self.value, "text": self.text, "language": self.language, "state": self.state}


@dataclass(frozen=True)
class Earlier:
    """One revision of an answer: its number (from 1), the day it was given, and whether it counts now."""

    question: str
    revision: int
    answer: Answer
    day: date
    current: bool


@dataclass(frozen=True)
class Expecting:
    """What the next message is expected to settle, such as a yes to an amount read back."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Handover:
    """What somebody who wants a human would meet now, and whether they wait for one already."""

    situation: Situation
    waiting: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything a turn may look at. ``day`` is today in Europe/Stockholm.

    ``handover`` is None when no organisation has human advisers here. ``told`` has the amounts in what was said last.
    """

    locale: str
    day: date
    stage: str = WELCOME
    template: str | None = None
    question: str | None = None
    expecting: Expecting | None = None
    misses: int = 0
    first_plan: bool = True
    refused_language: str | None = None
    history: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    handover: Handover | None = None
    told: tuple[str, ...] = ()

    def state_to_json(self) -> dict[str, Any]:
        """Give the part that is kept with the conversation; answers and locale have their own tables."""
        expecting = None
        if self.expecting:
            expecting = {"kind": self.expecting.kind, "values": dict(self.expecting.values)}
        return {
            "stage": self.stage,
            "template": self.template,
            "question": self.question,
            "expecting": expecting,
            "misses": self.misses,
            "first_plan": self.first_plan,
            "refused_language": self.refused_language,
            "history": list(self.history),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], *, locale: str, day: date, answers: Mapping[str, Answer]) -> Facts:
        """Rebuild facts from ``state_to_json`` and the tables; an empty state is a new conversation."""
        expecting = state.get("expecting")
        return cls(
            locale=locale,
            day=day,
            stage=state.get("stage", WELCOME),
            template=state.get("template"),
            question=state.get("question"),
            expecting=Expecting(expecting["kind"], expecting["values"]) if expecting else None,
            misses=state.get("misses", 0),
            first_plan=state.get("first_plan", True),
            refused_language=state.get("refused_language"),
            history=tuple(state.get("history", ())),
            answers=dict(answers),
        )


def apply(facts: Facts, effects: Iterable[Effect]) -> Facts:
    """Fold effects into facts; effects that change nothing the bot looks at leave them as they are."""
    for effect in effects:
        change = CHANGES.get(effect.name)
        if change:
            facts = change(facts, effect.values)
    return facts


def _store_answer(facts: Facts, values: Mapping[str, Any]) -> Facts:
    answer = Answer(values["value"], values["text"], values["language"])
    return replace(facts, answers={**facts.answers, values["question"]: answer}, expecting=None, misses=0)


def _skip_answer(facts: Facts, values: Mapping[str, Any]) -> Facts:
    answer = Answer(None, "", facts.locale, SKIPPED)
    return replace(facts, answers={**facts.answers, values["question"]: answer}, expecting=None, misses=0)


def _ask_question(facts: Facts, values: Mapping[str, Any]) -> Facts:
    history = facts.history
    if facts.question and facts.question != values["question"] and not values.get("back"):
        history = (*history, facts.question)[-200:]
    if values.get("back"):
        history = history[:-1]
    return replace(facts, question=values["question"], expecting=None, misses=0, stage=INTERVIEW, history=history)


def _choose_template(facts: Facts, values: Mapping[str, Any]) -> Facts:
    return replace(facts, template=values["template"], stage=INTERVIEW, expecting=None)


def _start_over(facts: Facts, _values: Mapping[str, Any]) -> Facts:
    return Facts(locale=facts.locale, day=facts.day, handover=facts.handover)


CHANGES: Mapping[str, Callable[[Facts, Mapping[str, Any]], Facts]] = {
    "store_answer": _store_answer,
    "skip_answer": _skip_answer,
    "ask_question": _ask_question,
    "choose_template": _choose_template,
    "start_over": _start_over,
    "delete_everything": _start_over,
    "expect": lambda facts, values: replace(facts, expecting=Expecting(values["kind"], values.get("values") or {})),
    "expect_nothing": lambda facts, _values: replace(facts, expecting=None),
    "count_miss": lambda facts, _values: replace(facts, misses=facts.misses + 1),
    "change_language": lambda facts, values: replace(facts, locale=values["locale"]),
    "keep_language": lambda facts, values: replace(facts, refused_language=values["locale"]),
    "leave_first_plan": lambda facts, _values: replace(facts, first_plan=False),
    "pause": lambda facts, _values: replace(facts, stage=PAUSED, expecting=None),
    "finish": lambda facts, _values: replace(facts, stage=FINISHED, question=None, expecting=None),
}
