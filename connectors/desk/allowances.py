"""What wrong passwords and codes cost whoever sends them, without shutting the honest one out.

Wrong tries are counted for an account together with where they come from: an address, or a device that has signed in
to that account before. So a guesser elsewhere costs the adviser nothing, and one at the same address nothing either on
the adviser's own device. A try is counted when it begins and given back if it was right: many at once gain nothing.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0
SECONDS_TO_FORGET_ONE = 60.0
MOST_KEYS = 20_000
LONGEST_QUEUE = 20


class TooManyTriesError(Exception):
    """Too many tries; the next one is looked at in ``retry_after`` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = max(1, math.ceil(retry_after))


@dataclass
class _Tries:
    count: float = 0.0
    at: float = 0.0
    closed_until: float = 0.0


class Allowance:
    """Tries by key: ``free`` at once, then a wait that doubles; one is forgotten each minute. The memory is bounded."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.free = free
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one try; raise ``TooManyTriesError`` (and count nothing) while this key must wait."""
        tries, now = self._aged(key), self._clock()
        if tries.closed_until > now:
            raise TooManyTriesError(tries.closed_until - now)
        tries.count += 1
        over = tries.count - self.free
        if over >= 0:
            tries.closed_until = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over, 20))

    def give_back(self, key: str) -> None:
        """Uncount the latest try: it was no wrong one."""
        tries = self._aged(key)
        tries.count, tries.closed_until = max(0.0, tries.count - 1), 0.0

    def forgive(self, key: str) -> None:
        """Forget every try of a key: whoever has it is the right one."""
        self._tries.pop(key, None)

    def _aged(self, key: str) -> _Tries:
        now = self._clock()
        tries = self._tries.setdefault(key, _Tries(at=now))
        tries.count = max(0.0, tries.count - max(0.0, now - tries.at) / SECONDS_TO_FORGET_ONE)
        tries.at = now
        self._tries.move_to_end(key)
        while len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)
        return tries


@dataclass(frozen=True)
class Source:
    """Where a try comes from: an address, and the id of a device that this account knows, if it is one."""

    address: str
    device: str | None = None

    def of(self, account: str) -> str:
        """Give the key under which this account's tries from here are counted."""
        return f"{account} device {self.device}" if self.device else f"{account} address {self.address}"


@dataclass
class Allowances:
    """Every allowance of signing in, and the lanes in which passwords are hashed. Belongs to one event loop.

    ``codes`` counts wrong codes of an account from anywhere but its own devices: whoever sends one knows the password,
    so this is nothing that just anybody could use against an adviser.
    """

    clock: Callable[[], float] = time.monotonic
    _lanes: dict[bool, asyncio.Semaphore] = field(default_factory=dict)
    _queued: dict[bool, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.passwords = Allowance(5, self.clock)
        self.addresses = Allowance(50, self.clock)
        self.codes = Allowance(10, self.clock)
        self._lanes = {known: asyncio.Semaphore(1) for known in (False, True)}
        self._queued = dict.fromkeys(self._lanes, 0)

    def begin(self, account: str, source: Source) -> None:
        """Count a try; raise ``TooManyTriesError`` when this one must wait."""
        self.passwords.take(source.of(account))
        if source.device is None:
            self.addresses.take(source.address)

    def begin_code(self, account: str, source: Source) -> None:
        """Count a code by somebody who gave the right password."""
        if source.device is None:
            self.codes.take(account)

    def go_on(self, account: str, source: Source) -> None:
        """Give back a try that was right as far as it went; wrong ones before it stay counted until the end."""
        self.passwords.give_back(source.of(account))
        if source.device is None:
            self.addresses.give_back(source.address)

    def succeed(self, account: str, source: Source) -> None:
        """Give back everything that somebody has cost who has now signed in."""
        self.go_on(account, source)
        self.passwords.forgive(source.of(account))
        self.codes.forgive(account)

    @asynccontextmanager
    async def hashing(self, source: Source) -> AsyncIterator[None]:
        """Hold a place to hash a password: known devices have a lane that strangers cannot fill."""
        known = source.device is not None
        if self._queued[known] >= LONGEST_QUEUE:
            raise TooManyTriesError(FIRST_WAIT)
        self._queued[known] += 1
        try:
            async with self._lanes[known]:
                yield
        finally:
            self._queued[known] -= 1
