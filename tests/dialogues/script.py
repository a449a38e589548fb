"""What a dialogue in a ``.yml`` file says: steps of a person, and what they should come to.

``say`` may be one text or one for each language; a dialogue with such a text is played in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

LOCALES = ("sv", "en", "ar", "so")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Step:
    """One thing a person does (``say``, ``press`` or ``send``), and what is expected of it; None is not looked at.

    ``press`` names a button, or gives its index, and ``of`` an entity's value when several have that name. ``send`` is
    a frame of the socket. ``come_back`` opens a new window with the return code that was shown last.
    ``times`` repeats the text; ``absent`` must stand nowhere in record or log afterwards. With ``may_ask`` the bot may
    first ask which was meant, and the person then presses the wish. ``owner`` is who answers the conversation then.
    """

    say: str | Mapping[str, str] | None = None
    press: str | int | None = None
    of: str | None = None
    send: Mapping[str, Any] | None = None
    come_back: bool = False
    times: int = 1
    replies: Sequence[str] | None = None
    refused: str | None = None
    question: str | None = None
    stage: str | None = None
    answers: Mapping[str, Any] | None = None
    locale: str | None = None
    expecting: str | None = None
    buttons: Sequence[str] | None = None
    shown: str | Mapping[str, str] | None = None
    absent: str | Mapping[str, str] | None = None
    may_ask: bool = False
    deleted: bool = False
    owner: str | None = None

    def text(self, locale: str) -> str:
        """Give what is said in one language."""
        return _in(self.say, locale) * self.times

    def words_shown(self, locale: str) -> str:
        """Give words that must stand in what is shown."""
        return _in(self.shown, locale)

    def words_absent(self, locale: str) -> str:
        """Give words that must stand nowhere afterwards, if any."""
        return _in(self.absent, locale)


@dataclass(frozen=True)
class Dialogue:
    """A talk in one language: with a template from the start (or none), perhaps moved to a later question.

    ``desk`` says how it is at an organisation with advisers (``closed``, ``empty``, ``free``); else there is none.
    """

    name: str
    locale: str
    steps: Sequence[Step]
    template: str | None = "general"
    at: str | None = None
    desk: str | None = None
    given: Mapping[str, Any] | None = None


def load() -> Iterator[tuple[str, Dialogue]]:
    """Yield every dialogue of this folder with the name of its theme."""
    for path in sorted(HERE.glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["dialogues"]:
            steps = tuple(Step(**step) for step in row["steps"])
            options = {key: row[key] for key in ("template", "at", "desk", "given") if key in row}
            unknown = row.keys() - {field.name for field in fields(Dialogue)}
            assert not unknown, f"{path.name}: {row['name']}: {unknown}"
            for locale in [row["locale"]] if "locale" in row else _locales(steps):
                yield path.stem, Dialogue(row["name"], locale, steps, **options)


def _locales(steps: Sequence[Step]) -> Sequence[str]:
    told = [step.say for step in steps if isinstance(step.say, Mapping)]
    assert told, "say in which locale, or give texts in several languages"
    return [locale for locale in LOCALES if all(locale in texts for texts in told)]


def _in(words: str | Mapping[str, str] | None, locale: str) -> str:
    if isinstance(words, Mapping):
        return words[locale]
    return words or ""
