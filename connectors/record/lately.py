"""What the bot has said lately: the buttons it offered, and the sums of money in its newest words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from bot.advice.turn import Button
from connectors.record.messages import MESSAGE, THEIRS
from connectors.record.types import BOT

LINES = 12
"""Lines of the bot that are looked back on, about four turns."""

SAID: Select[Any] = (
    select(MESSAGE.c.turn, MESSAGE.c["values"], MESSAGE.c.buttons)
    .where(THEIRS, MESSAGE.c.author == BOT, MESSAGE.c.seq < bindparam("before"))
    .order_by(MESSAGE.c.seq.desc())
    .limit(LINES)
)


@dataclass(frozen=True)
class Lately:
    """Buttons of the bot's newest turn and of those before it, newest first, and the amounts that turn told."""

    newest: tuple[Button, ...] = ()
    before: tuple[Button, ...] = ()
    amounts: tuple[str, ...] = ()


NOTHING_SAID = Lately()


def said_lately(session: Session, conversation: str, before: int) -> Lately:
    """Read what the bot said before the line of that number."""
    rows = session.execute(SAID, {"conversation": conversation, "before": before}).all()
    newest = [row for row in rows if row.turn == rows[0].turn]
    return Lately(
        tuple(button for row in newest for button in _buttons(row.buttons)),
        tuple(button for row in rows[len(newest) :] for button in _buttons(row.buttons)),
        tuple(dict.fromkeys(amount for row in newest for amount in _amounts(row._mapping["values"]))),
    )


def _buttons(stored: object) -> Iterator[Button]:
    for button in stored if isinstance(stored, list) else ():
        yield Button.from_json(button)


def _amounts(values: object) -> Iterator[str]:
    """Give every sum of money among the values of a message, in order."""
    if isinstance(values, Mapping) and values.get("type") == "money":
        yield str(values["value"])
        return
    inside = values.values() if isinstance(values, Mapping) else values if isinstance(values, list) else ()
    for value in inside:
        yield from _amounts(value)
