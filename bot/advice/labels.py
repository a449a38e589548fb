"""Finds the button that somebody means who types its words: one offered lately, or one that is always there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.advice.beginning import ADVISER, AFTER_PLAN, CONTINUE
from bot.advice.budget.talking import ASKED, GO_ON
from bot.advice.budget.telling import PICTURES
from bot.advice.interview import COMMANDS
from bot.advice.packet_talk import CHECK
from bot.advice.turn import Button
from bot.language.digits import fold

STANDING = (*COMMANDS, CONTINUE, *AFTER_PLAN, CHECK, PICTURES, GO_ON, *ASKED, ADVISER)
"""Buttons that mean the same at any time; their words are understood also when they were never shown."""

SETTLING = frozenset({"affirm", "deny", "give_answer", "choose_template"})
"""What such a button settles belongs to its own question, and is past when something else has been asked."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

LONGEST = 24
"""Words. No label is longer."""
SHORTEST_BEGINNING = 3
"""Words of a label that stand for all of it, unless the text ends with dots that say so."""

Label = Callable[[Button, str], str]
"""Gives what a button says in a language."""


@dataclass(frozen=True)
class Offered:
    """Buttons offered lately: those of the newest turn, and those of some turns before it.

    With None for those before, nothing but the newest is meant, not even what is always there.
    """

    newest: Sequence[Button] = ()
    before: Sequence[Button] | None = ()


def pressed_in_words(text: str, offered: Offered, locale: str, *, label: Label) -> Mapping[str, Any] | None:
    """Give intent and entities of the button whose words a text repeats or plainly begins; None without one."""
    key = _key(text)
    if not key or len(key.split()) > LONGEST or text.lstrip().startswith("/"):  # a slash makes no command of words
        return None
    others = () if offered.before is None else (*offered.before, *STANDING)
    lasting = [button for button in others if button.intent not in SETTLING]
    said = [(_key_of(button, locale, label), button) for button in _once((*offered.newest, *lasting))]
    exact = next((button for words, button in said if words == key), None)
    if exact is not None:
        return _payload(exact)
    cut = text.rstrip().endswith(("…", "..."))
    if not cut and len(key.split()) < SHORTEST_BEGINNING:
        return None
    begun = [button for words, button in said if words.startswith(key if cut else f"{key} ")]
    begun = [button for button in begun if button.intent not in SETTLING]
    return _payload(begun[0]) if len(begun) == 1 else None


def _once(buttons: Iterable[Button]) -> Iterator[Button]:
    seen: list[Button] = []
    for button in buttons:
        if button not in seen:
            seen.append(button)
            yield button


def _payload(button: Button) -> Mapping[str, Any]:
    return {"intent": button.intent, "entities": dict(button.entities)}


def _key_of(button: Button, locale: str, label: Label) -> str:
    """Give the folded words of a button. Only words without values are kept: the others may be somebody's own."""
    return _key(label(button, locale)) if button.values else _plain_key(button.name, locale, label)


@lru_cache(maxsize=1024)
def _plain_key(name: str, locale: str, label: Label) -> str:
    return _key(label(Button(name, ""), locale))


def _key(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
