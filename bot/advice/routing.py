"""Which adviser somebody who waits should meet, and why: by language, place, trade and who is least busy.

The order of these is data (``bot/data/desk/routing.yml``); every choice comes with its reasons as messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.advice.turn import Values


class RoutingError(ValueError):
    """The rule cannot be read; the message says what to write."""


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits for a human. ``language`` is the locale they use; ``urgent`` ones go first."""

    conversation: str
    language: str
    asked: datetime
    organisation: str | None = None
    municipality: str | None = None
    trade: str | None = None
    for_adviser: str | None = None
    for_team: str | None = None
    urgent: bool = False


@dataclass(frozen=True)
class AdviserNow:
    """An adviser as they are now: ``open`` of at most ``most`` conversations, and ``here`` or not."""

    id: str
    organisation: str
    languages: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    trades: Sequence[str] = ()
    teams: Sequence[str] = ()
    open: int = 0
    most: int = 3
    here: bool = True

    @property
    def room(self) -> int:
        """Give how many more conversations they would take."""
        return max(0, self.most - self.open)


@dataclass(frozen=True)
class Reason:
    """One reason for a choice, as a message with values."""

    name: str
    values: Values = field(default_factory=dict)


def load_routing(path: Path) -> tuple[str, ...]:
    """Read the order of what counts; raise ``RoutingError`` when something in it is unknown, missing or double."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    order = tuple(data.get("order") or ()) if isinstance(data, Mapping) else ()
    if sorted(map(str, order)) != sorted(CRITERIA):
        raise RoutingError(f"{path}: order: name each of {', '.join(CRITERIA)} once")
    return order


def choose(
    waiting: Waiting, advisers: Sequence[AdviserNow], order: Sequence[str]
) -> tuple[AdviserNow | None, tuple[Reason, ...]]:
    """Give the adviser who should be asked first, and why; None when nobody who is here may and can take it."""
    able = [adviser for adviser in advisers if adviser.here and adviser.room and may_take(waiting, adviser)]
    speaking = [adviser for adviser in able if waiting.language in adviser.languages]
    if not able:
        return None, (Reason("desk_why_nobody"),)
    if not speaking:
        return None, (Reason("desk_why_nobody_speaks", {"language": _language(waiting.language)}),)
    chosen = max(speaking, key=lambda adviser: (rank(waiting, adviser, order), adviser.id))
    return chosen, why(waiting, chosen, order)


def may_take(waiting: Waiting, adviser: AdviserNow) -> bool:
    """Tell whether somebody waits for this adviser's organisation, or for any."""
    return waiting.organisation in (None, adviser.organisation)


def rank(waiting: Waiting, adviser: AdviserNow, order: Sequence[str]) -> tuple[int, ...]:
    """Give how well they fit, most important first; being asked for by a colleague counts before everything."""
    return (_handed(waiting, adviser), *(CRITERIA[name](waiting, adviser) for name in order))


def why(waiting: Waiting, adviser: AdviserNow, order: Sequence[str]) -> tuple[Reason, ...]:
    """Say why this adviser sees somebody, in the order in which it counts."""
    found = [Reason("desk_why_handed")] if _handed(waiting, adviser) else []
    if waiting.urgent:
        found.append(Reason("desk_why_urgent"))
    for name in order:
        if name != "least_busy" and CRITERIA[name](waiting, adviser):
            found.append(Reason(f"desk_why_{name}", _values(waiting)[name]))
    if "least_busy" in order:
        found.append(Reason("desk_why_room", {"n": {"type": "count", "value": adviser.room}}))
    return tuple(found)


def _handed(waiting: Waiting, adviser: AdviserNow) -> int:
    if waiting.for_adviser:
        return 2 * (waiting.for_adviser == adviser.id)
    return int(waiting.for_team is not None and waiting.for_team in adviser.teams)


def _values(waiting: Waiting) -> Mapping[str, Values]:
    return {
        "language": {"language": _language(waiting.language)},
        "municipality": {"municipality": {"type": "name", "value": waiting.municipality or ""}},
        "trade": {"trade": {"type": "name", "value": waiting.trade or ""}},
    }


def _language(locale: str) -> dict[str, Any]:
    return {"type": "language", "value": locale}


def _same(place: str | None, places: Sequence[str]) -> int:
    return int(place is not None and place.casefold() in [known.casefold() for known in places])


CRITERIA: Mapping[str, Callable[[Waiting, AdviserNow], int]] = {
    "language": lambda waiting, adviser: int(waiting.language in adviser.languages),
    "municipality": lambda waiting, adviser: _same(waiting.municipality, adviser.municipalities),
    "trade": lambda waiting, adviser: _same(waiting.trade, adviser.trades),
    "least_busy": lambda _waiting, adviser: adviser.room,
}
"""How well an adviser fits somebody; more is better."""
