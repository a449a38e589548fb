"""Leases in Redis. They end with their gateway: one whose sign of life is gone holds nothing.

Without Redis every gateway goes on as if it were alone. Then a message may be asked of Rasa twice; it is still answered
once, as only one answer can be committed.
"""

from __future__ import annotations

import asyncio

from connectors.fanout.line import Line, LineDownError

SECONDS_AT_MOST = 60
"""How long a forgotten lease of a living gateway stands; taking it again for the next message renews it."""
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.25

TAKE = """
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] and redis.call('exists', KEYS[2] .. holder) == 1 then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""
IS_FREE = """
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] and redis.call('exists', KEYS[2] .. holder) == 1 then return 0 end
return 1
"""
GIVE_UP = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end"


class RedisLeases:
    """The leases of one gateway."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def take(self, conversation: str) -> bool:
        """Wait until the lease is ours; false when another gateway had it meanwhile."""
        pause = 0.0
        while not await self._ask(TAKE, conversation, SECONDS_AT_MOST):
            pause = min(LONGEST_PAUSE, pause * 2 or FIRST_PAUSE)
            await asyncio.sleep(pause)
        return pause == 0.0

    async def is_free(self, conversation: str) -> bool:
        """Tell whether no other living gateway holds it."""
        return await self._ask(IS_FREE, conversation)

    async def give_up(self, conversation: str) -> None:
        """Let others have it."""
        await self._ask(GIVE_UP, conversation)

    async def _ask(self, script: str, conversation: str, *values: int) -> bool:
        try:
            return bool(await self._line.ask(script, [f"turn:{conversation}", "alive:"], self._line.holder, *values))
        except LineDownError:
            return True
