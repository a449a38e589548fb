"""The typed values that steps and findings carry to the texts; here, and only here, amounts are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bot.advice.budget.results import Step, is_ours
from bot.advice.dated import Figure

Value = dict[str, object]

KRONA, ORE, TENTH = Decimal(1), Decimal("0.01"), Decimal("0.1")
NEAR = 2 * KRONA
"""How near a pocket calculator must come, since the amounts that are typed into it are rounded too."""

SHARE_DECIMALS = (ORE, Decimal("0.001"), Decimal("0.0001"))
PER_CENT = Decimal(100)


def money(amount: Decimal) -> Value:
    """Give an amount in whole kronor."""
    return _money(amount, KRONA)


def price(amount: Decimal) -> Value:
    """Give a price to the öre, since a price is often small."""
    return _money(amount, ORE)


def percent(share: Decimal, exact_to: Decimal = ORE) -> Value:
    """Give a share or rate (0.25) as a percentage (25)."""
    return {"type": "percent", "value": f"{_plain(share * PER_CENT, exact_to):f}"}


def dividing(share: Decimal, amount: Decimal) -> tuple[Value, bool]:
    """Give the share that an amount is divided by, with the decimals a pocket calculator needs; tell if it has them.

    There are two at least, as for every share, and four at most, since nobody types more.
    """
    printed = amount.quantize(KRONA, ROUND_HALF_UP)
    for exact_to in SHARE_DECIMALS:
        typed = (share * PER_CENT).quantize(exact_to, ROUND_HALF_UP) / PER_CENT
        if typed and abs(printed / typed - amount / share) <= NEAR:
            return percent(share, exact_to), True
    return percent(share, SHARE_DECIMALS[-1]), False


def number(amount: Decimal) -> Value:
    """Give how many, to a tenth at most: hours, customers, months."""
    return {"type": "count", "value": f"{_plain(amount, TENTH):f}"}


def label(name: str) -> Value:
    """Give what something is called: the person's own words, or our row name in the reader's language."""
    return {"type": "message", "name": name, "values": {}} if is_ours(name) else {"type": "name", "value": name}


def step(name: str, amount: Decimal, **values: Value) -> Step:
    """Make a step of an explanation; its text may use ``{amount}``."""
    return Step(f"utter_budget_step_{name}", amount, {"amount": money(amount), **values})


def rate_of(figure: Figure) -> Value:
    """Give a figure's rate as a percentage; an abolished one is nothing."""
    return percent(figure.value or Decimal(0))


def _money(amount: Decimal, exact_to: Decimal) -> Value:
    return {"type": "money", "value": f"{_plain(amount, exact_to):f}", "currency": "SEK"}


def _plain(amount: Decimal, exact_to: Decimal) -> Decimal:
    rounded = amount.quantize(exact_to, ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return abs(whole) if not rounded else whole if rounded == whole else rounded.normalize()
