"""One open desk: its socket, the lists it follows with what stands in them, and the conversations open on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from connectors.desk.lists import Filters, Wanted
from connectors.desk.sessions import Who
from connectors.web.connection import Connection, Frame

MOST_OPEN = 30
"""Conversations open on one desk at once."""


class DeskConnection(Connection):
    """A socket that carries several logs; so it may have more waiting than a chat window."""

    most_frames = 4_000
    most_bytes = 8 * 1024 * 1024

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        super().__init__(request, socket, lines=_none, cursor=0)


async def _none(_after: int) -> list[Frame]:
    return []


@dataclass
class Followed:
    """A list as this desk follows it: ``members`` are the ids of all that stand in it.

    ``sent`` has for those that have changed the row that was last sent, so that the same is not sent again.
    """

    wanted: Wanted
    members: set[str] = field(default_factory=set)
    sent: dict[str, Frame] = field(default_factory=dict)


@dataclass(eq=False)
class Desk:
    """One socket of an adviser. ``talks`` has for each open conversation the last line that was sent.

    ``owners`` and ``remarks`` are the frames that were last sent of each, so that only what has changed is sent, and
    ``overview`` that of the overview: None while this desk does not follow it.
    """

    who: Who
    locale: str
    connection: Connection
    lists: dict[str, Followed] = field(default_factory=dict)
    talks: dict[str, int] = field(default_factory=dict)
    owners: dict[str, Frame] = field(default_factory=dict)
    remarks: dict[str, Frame] = field(default_factory=dict)
    overview: Frame | None = None

    def put(self, frame: Frame) -> None:
        """Send a frame when there is time."""
        self.connection.put(frame)

    def put_text(self, text: str) -> None:
        """Send a frame that is written out already when there is time."""
        self.connection.put_text(text)

    def put_away(self, conversation: str) -> None:
        """Follow a conversation no longer."""
        for kept in (self.talks, self.owners, self.remarks):
            kept.pop(conversation, None)

    def follow(self, view: str, filters: Filters) -> Followed:
        """Follow a list, in place of the same one with other filters."""
        self.lists[view] = Followed(Wanted(view, self.who, filters))
        return self.lists[view]
