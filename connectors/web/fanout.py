"""News between those who look at the same conversation: the person's windows and the advisers' desks.

An event says what has happened to which conversation, never the words of it: whoever hears it reads the database. So a
``Fanout`` between several gateways has little to carry, and a lost event costs nothing but the time to the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from connectors.logs import describe

log = logging.getLogger("startbro.fanout")


class News(StrEnum):
    """What may have happened."""

    GROWN = "grown"
    """The log, the owner or what hangs on the conversation has changed."""
    PLAN = "plan"
    OWNER = "owner"
    LINE = "line"
    """An old line is shown in another way now; ``seq`` names it."""
    REMARKS = "remarks"
    TYPING = "typing"
    SEEN = "seen"
    """The person has seen everything up to ``seq``."""


@dataclass(frozen=True)
class Event:
    """One piece of news about a conversation."""

    news: News
    conversation: str
    seq: int = 0


Hear = Callable[[Event], None]


class Fanout(Protocol):
    """Carries events to the desks (``to_desks``) and to the windows of the person (``to_person``)."""

    def to_desks(self, event: Event) -> None:
        """Tell the desks."""

    def to_person(self, event: Event) -> None:
        """Tell the person's windows."""

    def hear_desks(self, hear: Hear) -> None:
        """Let somebody hear what desks are told."""

    def hear_person(self, hear: Hear) -> None:
        """Let somebody hear what windows are told."""


class LocalFanout:
    """Carries events within this process, at once."""

    def __init__(self) -> None:
        self._desks: list[Hear] = []
        self._windows: list[Hear] = []

    def to_desks(self, event: Event) -> None:
        """Tell the desks."""
        _tell(self._desks, event)

    def to_person(self, event: Event) -> None:
        """Tell the person's windows."""
        _tell(self._windows, event)

    def hear_desks(self, hear: Hear) -> None:
        """Let somebody hear what desks are told."""
        self._desks.append(hear)

    def hear_person(self, hear: Hear) -> None:
        """Let somebody hear what windows are told."""
        self._windows.append(hear)


def _tell(listeners: list[Hear], event: Event) -> None:
    for hear in listeners:
        try:
            hear(event)
        except Exception as error:  # whoever brings the news must not pay for a listener that breaks
            log.error("news was not heard: %s", describe(error))
