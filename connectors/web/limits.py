"""How much one visitor, one address and all strangers together may ask for before they are asked to wait.

Limits are per conversation first and per address only as a high ceiling, because a whole class may share an address.
Guesses of return codes are counted in ``guessing.py``.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEYS = 20_000


@dataclass
class _Bucket:
    left: float
    at: float
    noticed: bool = False


class Buckets:
    """Token buckets by key: ``burst`` at once, then ``rate`` a second. Time is monotonic; the memory is bounded."""

    def __init__(self, burst: float, rate: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str) -> bool:
        """Take one token, or tell that none is left."""
        bucket = self._fill(key)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def has_more(self, key: str) -> bool:
        """Tell whether a token is left, without taking it."""
        return self._fill(key).left >= 1

    def should_notice(self, key: str) -> bool:
        """Tell once in each dry spell that this key should be told; a spell ends when the bucket is full again."""
        bucket = self._fill(key)
        noticed, bucket.noticed = bucket.noticed, True
        return not noticed

    def spent(self, key: str) -> float:
        """Give how many tokens are missing from a full bucket."""
        return self._burst - self._fill(key).left

    def _fill(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + max(0.0, now - bucket.at) * self._rate)
        bucket.at = now
        if bucket.left >= self._burst:
            bucket.noticed = False
        self._buckets.move_to_end(key)
        while len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return bucket


class Limits:
    """Every limit of the web channel in one place."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.messages = Buckets(10, 1, clock=clock)
        self.lookups = Buckets(40, 4, clock=clock)
        self.sockets = Buckets(600, 20, clock=clock)
        self.documents = Buckets(40, 1, clock=clock)
