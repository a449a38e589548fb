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
    READ = "read"
    """The adviser who has the conversation has read everything up to ``seq``."""
    STATUS = "status"
    """The bot is doing something else now; ``detail`` is the state of the ``status`` frame."""
    LANGUAGE = "language"
    REWRITTEN = "rewritten"
    """Old lines read differently now, so the log is shown again from its beginning."""
    CODE = "code"
    """A return code was made; ``detail`` is the code, sealed with the key of the gateways."""
    ERASED = "erased"
    ASSIGNED = "assigned"
    """A colleague is to see to it; ``detail`` has their id and that of whoever said so."""
    ANSWERS = "answers"
    """The own ready answers of an organisation have changed; ``detail`` is its id. About no conversation."""
    ROLL = "roll"
    """An adviser has come, gone, or says that they are away, ``detail`` is their id then; about no conversation."""


@dataclass(frozen=True)
class Event:
    """One piece of news about a conversation. ``detail`` is never anything that a person wrote."""

    news: News
    conversation: str
    seq: int = 0
    detail: str = ""


Hear = Callable[[Event], None]


class Fanout(Protocol):
    """Carries events to the desks (``to_desks``) and to the windows of the person (``to_person``)."""

    def to_desks(self, event: Event) -> None:
        """Tell the desks."""

    def to_person(self, event: Event) -> None:
        """Tell the person's windows."""

    def to_person_elsewhere(self, event: Event) -> None:
        """Tell the person's windows at other gateways; those here have been told in a shorter way."""

    def hear_desks(self, hear: Hear) -> None:
        """Let somebody hear what desks are told."""

    def hear_person(self, hear: Hear) -> None:
        """Let somebody hear what windows are told."""

    def is_watched_elsewhere(self, conversation: str) -> bool:
        """Tell whether the person has a window open at another gateway."""


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

    def to_person_elsewhere(self, event: Event) -> None:
        """Tell nobody: there is no other gateway."""

    def hear_desks(self, hear: Hear) -> None:
        """Let somebody hear what desks are told."""
        self._desks.append(hear)

    def hear_person(self, hear: Hear) -> None:
        """Let somebody hear what windows are told."""
        self._windows.append(hear)

    def is_watched_elsewhere(self, conversation: str) -> bool:
        """Tell that it is not: there is no other gateway."""
        return False


def _tell(listeners: list[Hear], event: Event) -> None:
    for hear in listeners:
        try:
            hear(event)
        except Exception as error:  # whoever brings the news must not pay for a listener that breaks
            log.error("news was not heard: %s", describe(error))
