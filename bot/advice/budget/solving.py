"""Finds the smallest amount that is enough, where a formula has steps and cannot be turned round."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.advice.budget.inputs import ZERO

ORE = Decimal("0.01")
LARGEST = 10**14
"""In öre: no amount of a plan comes near; a search that does has no answer."""


class NeverEnoughError(ValueError):
    """No amount is enough, because more brings nothing."""


def least(enough: Callable[[Decimal], bool]) -> Decimal:
    """Give the smallest amount, to the öre, that is enough; ``enough`` must stay true once it is."""
    if enough(ZERO):
        return ZERO
    low, high = 0, 100_000_00
    while not enough(high * ORE):
        low, high = high, high * 2
        if high > LARGEST:
            raise NeverEnoughError("no amount is enough")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle * ORE) else (middle, high)
    return high * ORE
