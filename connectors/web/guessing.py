"""What a wrong return code costs whoever sends it, without ever shutting out a right one.

A code has 75 random bits, so guessing is hopeless, and limits are there to save work and noise. An address that has
been wrong often lately waits for each further "wrong", a little longer each time; its guesses are looked up in a narrow
lane, so that they delay nobody else. A right code passes through that lane and is answered at once.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from connectors.web.limits import Buckets

FORGIVEN = 10
MOST_COUNTED = 16
SECONDS_TO_FORGET_ONE = 30.0
FIRST_WAIT, LONGEST_WAIT = 0.1, 1.0
LANE = 2
LONGEST_QUEUE = 500
MOST_WAITING_HERE, MOST_WAITING = 20, 1_000


class TooManyGuessesError(Exception):
    """So many guesses are under way that this one gets no answer; try again in ``retry_after`` seconds."""

    retry_after = 2


class Guesses:
    """The guesses of return codes under way and of late, by address. Belongs to one event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.alias: Callable[[str], str] = str
        """Gives the name under which an address is counted."""
        self.tell: Callable[[str], None] = _nobody_else
        """Tells other gateways of a wrong code from the address with this name."""
        self._wrong = Buckets(MOST_COUNTED, 1 / SECONDS_TO_FORGET_ONE, clock=clock)
        self._lane = asyncio.Semaphore(LANE)
        self._queued = 0
        self._waiting: Counter[str] = Counter()

    def is_suspect(self, address: str) -> bool:
        """Tell whether an address has been wrong more often than is forgiven."""
        return self._wrong.spent(self.alias(address)) > FORGIVEN

    def wait(self, address: str) -> float:
        """Give the seconds that the next "wrong" keeps this address waiting."""
        extra = self._wrong.spent(self.alias(address)) - FORGIVEN
        return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (extra - 1))) if extra > 0 else 0.0

    def count(self, alias: str) -> None:
        """Count a wrong code, here or at another gateway."""
        self._wrong.take(alias)

    @asynccontextmanager
    async def looking_up(self, address: str) -> AsyncIterator[None]:
        """Hold a place to look a code up: at once, or in the lane for a suspect; raise ``TooManyGuessesError``."""
        if not self.is_suspect(address):
            yield
            return
        if self._queued >= LONGEST_QUEUE:
            raise TooManyGuessesError
        self._queued += 1
        try:
            async with self._lane:
                yield
        finally:
            self._queued -= 1

    async def charge(self, address: str) -> None:
        """Count a wrong code and wait as long as it costs; raise ``TooManyGuessesError`` if many wait already."""
        self.count(self.alias(address))
        self.tell(self.alias(address))
        seconds = self.wait(address)
        if not seconds:
            return
        if self._waiting[address] >= MOST_WAITING_HERE or self._waiting.total() >= MOST_WAITING:
            raise TooManyGuessesError
        self._waiting[address] += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]


def _nobody_else(_alias: str) -> None:
    """Do nothing: there is no other gateway."""
