"""Keyed background work: at most one run for each key, and one more after it when asked again meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("startbro.runners")


class Runners:
    """Owns the tasks it starts; ``stop`` ends them all."""

    def __init__(self, run: Callable[[str], Awaitable[None]]) -> None:
        self._run = run
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._stopped = False

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a run for a key now."""
        return key in self._tasks

    def start(self, key: str) -> None:
        """Run for a key now, or once more when the present run is over."""
        if self._stopped:
            return
        if key in self._tasks:
            self._again.add(key)
            return
        task = asyncio.create_task(self._guard(key))
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._rest(key))

    async def stop(self) -> None:
        """Cancel every run and wait until it has ended."""
        self._stopped = True
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _guard(self, key: str) -> None:
        try:
            await self._run(key)
        except Exception as error:  # a run that breaks must not take the others with it
            log.error("a run broke: %s", type(error).__name__)

    def _rest(self, key: str) -> None:
        self._tasks.pop(key, None)
        if key in self._again:
            self._again.discard(key)
            self.start(key)
