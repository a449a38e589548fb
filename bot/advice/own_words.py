"""Answers in a person's own words where none of the choices fits. Pure.

Such an answer is the value ``{"own": text}``; conditions take it for none of the choices. Questions where only the list
makes sense, such as the company form, say ``own_words: false``.
"""

from __future__ import annotations

from typing import Any

from bot.advice.facts import Facts
from bot.advice.templates import Question
from bot.advice.turn import Button, Effect, Outcome

MISSES_BEFORE_OFFER = 2
OWN = "own"
OWN_WORDS = Button("button_own_words", "give_answer", {"which": "own_words"})


def may_offer(question: Question, facts: Facts) -> bool:
    """Tell whether the choices have been missed often enough for words instead of them."""
    return question.own_words and facts.misses >= MISSES_BEFORE_OFFER


def own_value(text: str) -> dict[str, str]:
    """Give the stored value of an answer in one's own words."""
    return {OWN: text.strip()}


def ask_own_words() -> Outcome:
    """Expect the answer in the person's own words."""
    return (Effect("expect", {"kind": "own_words", "values": {}}),)


def ask_about_own(text: str) -> Outcome:
    """Ask whether a text that matches no choice shall be written as it stands."""
    shown: dict[str, Any] = {"text": {"type": "name", "value": text.strip()}}
    return (Effect("expect", {"kind": "own", "values": {"text": text, "shown": shown}}),)
