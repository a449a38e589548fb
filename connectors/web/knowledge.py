"""What the gateway loads after it has opened its doors: templates, terms, and the actions.

Loading takes most of a second, and people's messages must be stored before that; whoever needs it waits.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.advice.understanding import WRITTEN
from bot.language.rendering import render
from connectors.record.attempts import Look

if TYPE_CHECKING:
    from rasa_sdk.executor import ActionExecutor

    from bot.advice.facts import Facts
    from bot.advice.library import Library
    from bot.advice.turn import Button
    from connectors.record.degraded import Commands
    from connectors.record.lately import Lately


@dataclass(frozen=True)
class Knowledge:
    """Loaded once for each process."""

    library: Library
    executor: ActionExecutor
    commands: Commands

    def look_at(self, facts: Facts, text: str, lately: Lately) -> Look:
        """Tell the type of the question now asked, what a text is to it, and which button's words the text repeats."""
        from bot.advice.beginning import names_trade
        from bot.advice.interview import reads
        from bot.advice.labels import Offered, pressed_in_words

        question = self.library.question(facts)
        context = {
            "type": question.type if question else None,
            "readable": question is not None and reads(self.library, facts, question, text),
            "trade": names_trade(self.library, facts, text),
        }
        # Where words of their own are asked for, only the buttons beside that question are meant.
        writes = facts.expecting is not None and facts.expecting.kind in WRITTEN
        before = None if writes else lately.before
        return Look(context, pressed_in_words(text, Offered(lately.newest, before), facts.locale, label=_label))


def _label(button: Button, locale: str) -> str:
    return render(button.name, button.values, locale=locale).text


def load() -> Knowledge:
    """Import and read everything; run it in a thread."""
    from bot.actions.advising import DATA, library
    from bot.actions.server import build_executor
    from bot.advice.budget.ranges import default_ranges
    from connectors.record.degraded import Commands

    default_ranges()  # so that the first number somebody says does not wait for its file
    return Knowledge(library(), build_executor(), Commands.load(DATA))


SECONDS_FOR_TICKS = 0.4


class Shelf:
    """Loads the knowledge in the background, and gives it to those who wait for it."""

    def __init__(self) -> None:
        self._wanted = asyncio.Event()
        self._loading = asyncio.create_task(self._load())

    async def get(self) -> Knowledge:
        """Give the knowledge; raise what went wrong when it could not be loaded."""
        self._wanted.set()
        return await self.loaded()

    async def loaded(self) -> Knowledge:
        """Give the knowledge like ``get``, without hurrying the loading."""
        return await asyncio.shield(self._loading)

    async def _load(self) -> Knowledge:
        # Loading keeps the interpreter busy: those who come back after a restart get their ticks first.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), SECONDS_FOR_TICKS)
        return await asyncio.to_thread(load)

    @property
    def is_ready(self) -> bool:
        """Tell whether everything is loaded."""
        return self._loading.done() and not self._loading.exception()

    async def close(self) -> None:
        """Wait until loading is over."""
        self._wanted.set()
        await asyncio.gather(self._loading, return_exceptions=True)
