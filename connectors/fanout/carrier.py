"""Carries events to listeners here at once, and over the line to those at other gateways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from connectors.fanout.elsewhere import Elsewhere
from connectors.fanout.line import Line
from connectors.fanout.wire import Kind, Letter
from connectors.web.fanout import Event, Hear, LocalFanout

NAMES_PER_LETTER = 200


class RedisFanout(LocalFanout):
    """The ``Fanout`` of one gateway among several. ``watched`` gives the conversations that have a window here."""

    def __init__(self, line: Line, elsewhere: Elsewhere) -> None:
        super().__init__()
        self.watched: Callable[[], Sequence[str]] = tuple
        self.wrong_code: Callable[[str], None] = _ignore
        self._line = line
        self._elsewhere = elsewhere
        self._foreign: list[Hear] = []
        line.hear = self._take

    def to_desks(self, event: Event) -> None:
        """Tell the desks, here and elsewhere."""
        super().to_desks(event)
        self._send(Kind.DESKS, event)

    def to_person(self, event: Event) -> None:
        """Tell the person's windows, here and elsewhere."""
        super().to_person(event)
        self._send(Kind.PERSON, event)

    def to_person_elsewhere(self, event: Event) -> None:
        """Tell the person's windows at other gateways."""
        self._send(Kind.PERSON, event)

    def tell_here(self, kind: Kind, event: Event) -> None:
        """Tell only those here, as the others find out by themselves or know already."""
        if kind is Kind.DESKS:
            super().to_desks(event)
        else:
            super().to_person(event)

    def hear_foreign(self, hear: Hear) -> None:
        """Let somebody hear what other gateways tell the person's windows, whether or not there is one here."""
        self._foreign.append(hear)

    def is_watched_elsewhere(self, conversation: str) -> bool:
        """Tell whether the person has a window open at another gateway."""
        return self._elsewhere.is_watched(conversation)

    def heard(self) -> list[str]:
        """Name the other gateways heard of lately."""
        return self._elsewhere.gateways()

    def tell_window(self, conversation: str, present: bool) -> None:
        """Tell the other gateways that a conversation has its first window here, or no longer any."""
        self._line.send(Letter(self._line.gateway, Kind.OPENED if present else Kind.CLOSED, (conversation,)))

    def tell_wrong_code(self, alias: str) -> None:
        """Tell the other gateways of a wrong return code."""
        self._line.send(Letter(self._line.gateway, Kind.WRONG, (alias,)))

    def say_hello(self) -> None:
        """Say that we are there, tell of our windows, and so hear of those of the others."""
        self.forget_others()
        self._line.send(Letter(self._line.gateway, Kind.HELLO))
        self._tell_windows()

    def forget_others(self) -> None:
        """Forget which other gateways there are, as nothing is heard of them."""
        self._elsewhere.clear()

    def _tell_windows(self) -> None:
        watched = [*self.watched()]
        for start in range(0, len(watched), NAMES_PER_LETTER):
            names = tuple(watched[start : start + NAMES_PER_LETTER])
            self._line.send(Letter(self._line.gateway, Kind.OPENED, names))

    def _send(self, kind: Kind, event: Event) -> None:
        self._line.send(Letter(self._line.gateway, kind, event=event))

    def _take(self, letter: Letter) -> None:
        if letter.kind is Kind.HELLO:
            self._elsewhere.forget(letter.sender)
        if self._elsewhere.hear(letter.sender):
            self._tell_windows()
        if letter.event is not None:
            for hear in self._foreign if letter.kind is Kind.PERSON else ():
                hear(letter.event)
            self.tell_here(letter.kind, letter.event)
        elif letter.kind is Kind.OPENED:
            self._elsewhere.opened(letter.sender, letter.names)
        elif letter.kind is Kind.CLOSED:
            self._elsewhere.closed(letter.sender, letter.names)
        elif letter.kind is Kind.WRONG:
            for alias in letter.names:
                self.wrong_code(alias)


def _ignore(_alias: str) -> None:
    """Do nothing until somebody counts."""
