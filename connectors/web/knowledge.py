"""What the gateway loads after it has opened its doors: templates, terms, and the actions.

Loading takes most of a second, and people's messages must be stored before that; whoever needs it waits.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasa_sdk.executor import ActionExecutor

    from bot.advice.facts import Facts
    from bot.advice.library import Library
    from connectors.record.degraded import Commands


@dataclass(frozen=True)
class Knowledge:
    """Loaded once for each process."""

    library: Library
    executor: ActionExecutor
    commands: Commands

    def question_type(self, facts: Facts) -> str | None:
        """Give the type of the question now asked, None when none is."""
        question = self.library.question(facts)
        return question.type if question else None


def load() -> Knowledge:
    """Import and read everything; run it in a thread."""
    from bot.actions.advising import DATA, library
    from bot.actions.server import build_executor
    from connectors.record.degraded import Commands

    return Knowledge(library(), build_executor(), Commands.load(DATA))


class Shelf:
    """Loads the knowledge in the background, and gives it to those who wait for it."""

    def __init__(self) -> None:
        self._loading = asyncio.create_task(asyncio.to_thread(load))

    async def get(self) -> Knowledge:
        """Give the knowledge; raise what went wrong when it could not be loaded."""
        return await asyncio.shield(self._loading)

    @property
    def is_ready(self) -> bool:
        """Tell whether everything is loaded."""
        return self._loading.done() and not self._loading.exception()

    async def close(self) -> None:
        """Wait until loading is over."""
        await asyncio.gather(self._loading, return_exceptions=True)
