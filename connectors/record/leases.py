"""Who answers a conversation when several gateways could: one at a time.

A lease saves work, it guards nothing: what a turn may change is decided when it is committed (``commit.py``).
"""

from __future__ import annotations

from typing import Protocol


class Leases(Protocol):
    """The right to answer a conversation, held for as long as its waiting messages are worked on."""

    async def take(self, conversation: str) -> bool:
        """Wait until the lease is ours; false when another gateway had it meanwhile, which may have answered."""
        ...

    async def is_free(self, conversation: str) -> bool:
        """Tell whether no other gateway holds it."""
        ...

    async def give_up(self, conversation: str) -> None:
        """Let others have it."""
        ...


class NoLeases:
    """What one gateway alone needs: everything is always ours."""

    async def take(self, conversation: str) -> bool:
        """Take it."""
        return True

    async def is_free(self, conversation: str) -> bool:
        """Tell that it is."""
        return True

    async def give_up(self, conversation: str) -> None:
        """Do nothing."""
