"""What gateways send each other: that something has happened to a conversation, never a word of it. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from connectors.web.fanout import Event, News


class Kind(StrEnum):
    """What a letter is about."""

    DESKS = "desks"
    """An event for desks."""
    PERSON = "person"
    """An event for the person's windows."""
    BEAT = "beat"
    """The sender is there."""
    HELLO = "hello"
    """The sender has come, or come back: what it has told before no longer holds."""
    OPENED = "opened"
    """Conversations that now have a window at the sender."""
    CLOSED = "closed"
    WRONG = "wrong"
    """A wrong return code from an address; the name is an alias that does not tell the address."""


@dataclass(frozen=True)
class Letter:
    """One message on its way. ``names`` are conversations, or aliases for ``WRONG``."""

    sender: str
    kind: Kind
    names: tuple[str, ...] = ()
    event: Event | None = None


def write(letter: Letter) -> str:
    """Write a letter down."""
    told: dict[str, Any] = {"from": letter.sender, "kind": letter.kind.value}
    if letter.event is not None:
        event = letter.event
        told |= {"news": event.news.value, "conversation": event.conversation}
        told |= {"seq": event.seq} if event.seq else {}
        told |= {"detail": event.detail} if event.detail else {}
    elif letter.names:
        told["names"] = letter.names
    return json.dumps(told, separators=(",", ":"))


def read(data: str | bytes) -> Letter | None:
    """Read a letter; None for what this version does not know, as gateways are not all brought up to date at once."""
    try:
        told = json.loads(data)
        kind, sender = Kind(told["kind"]), _text(told["from"])
        names = tuple(map(_text, told.get("names", ())))
        event = _event(told) if kind in (Kind.DESKS, Kind.PERSON) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Letter(sender, kind, names, event)


def _event(told: dict[str, Any]) -> Event:
    seq = told.get("seq", 0)
    if not isinstance(seq, int):
        raise TypeError("seq is a number")
    return Event(News(told["news"]), _text(told["conversation"]), seq, _text(told.get("detail", "")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value
