"""Which conversations have a window at which other gateway; kept in memory, from what the gateways tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

SECONDS_UNTIL_GONE = 5.0


class Elsewhere:
    """What other gateways have told. A gateway that falls silent has no windows any more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: dict[str, float] = {}
        self._windows: dict[str, set[str]] = {}

    def hear(self, gateway: str) -> bool:
        """Note that a gateway is there; true when it was not before, so that it should be told everything."""
        now = self._clock()
        for gone in [one for one, at in self._heard.items() if now - at > SECONDS_UNTIL_GONE]:
            self.forget(gone)
        is_new = gateway not in self._heard
        self._heard[gateway] = now
        return is_new

    def opened(self, gateway: str, conversations: Iterable[str]) -> None:
        """Note windows."""
        self._windows.setdefault(gateway, set()).update(conversations)

    def closed(self, gateway: str, conversations: Iterable[str]) -> None:
        """Note that windows have closed."""
        self._windows.setdefault(gateway, set()).difference_update(conversations)

    def forget(self, gateway: str) -> None:
        """Forget a gateway."""
        self._heard.pop(gateway, None)
        self._windows.pop(gateway, None)

    def clear(self) -> None:
        """Forget all, as when nothing is heard any more."""
        self._heard.clear()
        self._windows.clear()

    def gateways(self) -> list[str]:
        """Name the gateways heard of lately."""
        now = self._clock()
        return [one for one, at in self._heard.items() if now - at <= SECONDS_UNTIL_GONE]

    def is_watched(self, conversation: str) -> bool:
        """Tell whether a gateway heard of lately has a window of this conversation."""
        return any(conversation in self._windows.get(gateway, ()) for gateway in self.gateways())
