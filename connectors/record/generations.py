"""Which generation of a conversation Rasa is fed with: it forgets often, so that a turn always costs the same.

A generation ends after 40 turns, a failed turn, an idle hour, a restart of Rasa or of the gateway, and whenever
something happened that Rasa did not see.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from connectors.record.conversations import begin_generation
from connectors.store.database import Database

MOST_TURNS = 40
IDLE_SECONDS = 3_600.0
MOST_KNOWN = 10_000


@dataclass
class Generation:
    """The generation in use: its number, Rasa's boot id, and the turns it has had."""

    number: int
    boot: str | None
    turns: int = 0
    used: float = 0.0


class Generations:
    """Remembers the generation each conversation is in; what it does not remember begins anew."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: OrderedDict[str, Generation] = OrderedDict()
        self._fed: OrderedDict[str, None] = OrderedDict()

    async def take(self, conversation: str, boot: str | None, *, stored: int) -> Generation:
        """Give the generation for the next turn and count that turn.

        ``stored`` is the conversation's number as committed: another one than ours means that another gateway's Rasa
        has answered meanwhile.
        """
        known = self._known.pop(conversation, None)
        if known is None or known.number != stored or not self._is_fresh(known, boot):
            number = await self._database.write(lambda session: begin_generation(session, conversation, rasa_boot=boot))
            known = Generation(number, boot)
        known.turns += 1
        known.used = self._clock()
        self._known[conversation] = known
        self._fed[conversation] = None
        self._fed.move_to_end(conversation)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        while len(self._fed) > MOST_KNOWN:
            self._fed.popitem(last=False)
        return known

    def remembered(self) -> list[str]:
        """Name the conversations of which Rasa may remember something, in whichever generation."""
        return [*self._fed]

    def erased(self, conversation: str) -> None:
        """Note that Rasa has been told to forget a conversation altogether."""
        self._known.pop(conversation, None)
        self._fed.pop(conversation, None)

    def forget(self, conversation: str) -> None:
        """Let the next turn begin a new generation."""
        self._known.pop(conversation, None)

    def _is_fresh(self, known: Generation, boot: str | None) -> bool:
        return known.boot == boot and known.turns < MOST_TURNS and self._clock() - known.used < IDLE_SECONDS
