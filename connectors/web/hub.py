"""Who is looking at which conversation right now, on this gateway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from connectors.web.connection import Connection, Frame, written


class Hub:
    """The open sockets by conversation; every tab of a conversation gets everything."""

    def __init__(self) -> None:
        self.on_change: Callable[[str, bool], None] = _nobody_asked
        """Called when the first socket of a conversation opens (true) and when its last one closes."""
        self._connections: defaultdict[str, set[Connection]] = defaultdict(set)

    def join(self, conversation: str, connection: Connection) -> None:
        """Count a socket in."""
        self._connections[conversation].add(connection)
        if len(self._connections[conversation]) == 1:
            self.on_change(conversation, True)

    def leave(self, conversation: str, connection: Connection) -> None:
        """Count a socket out."""
        self._connections[conversation].discard(connection)
        if not self._connections[conversation]:
            del self._connections[conversation]
            self.on_change(conversation, False)

    def watched(self) -> list[str]:
        """Give the conversations that have a socket."""
        return [*self._connections]

    def watching(self, conversation: str) -> tuple[Connection, ...]:
        """Give the sockets of a conversation."""
        return tuple(self._connections.get(conversation, ()))

    def stir(self, conversation: str) -> None:
        """Say that a conversation's log has grown."""
        for connection in self.watching(conversation):
            connection.stir()

    def grow(self, conversation: str, lines: Sequence[Frame]) -> None:
        """Say that a conversation's log has grown by these lines."""
        for connection in self.watching(conversation):
            connection.grow(lines)

    def send(self, conversation: str, frame: Frame) -> None:
        """Send one frame to every socket of a conversation."""
        if watching := self.watching(conversation):
            text = written(frame)
            for connection in watching:
                connection.put_text(text)

    def tell_all(self, conversation: str, frame: Frame | None = None) -> None:
        """Send the whole log again, after a frame that says why if there is one."""
        for connection in self.watching(conversation):
            if frame is not None:
                connection.put(frame)
            connection.tell_all()

    def end(self, conversation: str, frame: Frame) -> None:
        """Send a last frame and close every socket of a conversation."""
        for connection in self.watching(conversation):
            connection.put(frame)
            connection.end()

    def everyone(self) -> Iterator[Connection]:
        """Give every open socket."""
        for connections in tuple(self._connections.values()):
            yield from tuple(connections)


def _nobody_asked(_conversation: str, _present: bool) -> None:
    """Do nothing: one gateway alone has nobody to tell."""
