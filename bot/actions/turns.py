"""The turns that are under way: each holds the facts its actions may read and collects what they say and do.

The gateway opens a turn before it asks Rasa and closes it after; the turn's id travels in the message's metadata.
Nothing here is written anywhere: the gateway commits what the turn collected, or drops it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.advice.facts import Earlier, Facts, apply
from bot.advice.turn import Effect, Reply

if TYPE_CHECKING:  # importing it takes most of a second, and the gateway must answer sooner than that
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

LARGEST_REGISTER = 2_000
SESSION_METADATA = "session_started_metadata"

LookBack = Callable[[], Awaitable[Sequence[Earlier]]]
"""Reads earlier answers from the record; only a turn that asks for them pays for it."""


async def nothing_earlier() -> Sequence[Earlier]:
    """Give no earlier answers: for a turn that has no record behind it."""
    return ()


class UnknownTurnError(LookupError):
    """No such turn is open: it was closed, forgotten, or the message carries no turn id. The action fails."""


@dataclass
class OpenTurn:
    """A turn: its message's words and number. ``facts`` already hold the effects of the actions that have run."""

    turn_id: str
    facts: Facts
    text: str
    seq: int = 0
    parse: Mapping[str, Any] | None = None
    replies: list[Reply] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    look_back: LookBack = nothing_earlier

    def effect(self, dispatcher: CollectingDispatcher, effect: Effect) -> None:
        """Say that something should happen at commit, and let the next action see it as done."""
        self.facts = apply(self.facts, (effect,))
        self.effects.append(effect)
        dispatcher.utter_message(json_message=effect.to_json())

    def reply(self, dispatcher: CollectingDispatcher, reply: Reply) -> None:
        """Say something to the person, as a name with values."""
        self.replies.append(reply)
        dispatcher.utter_message(json_message=reply.to_json())


_OPEN: OrderedDict[str, OpenTurn] = OrderedDict()


def open_turn(
    turn_id: str, facts: Facts, *, text: str, seq: int = 0, parse: Mapping[str, Any] | None = None
) -> OpenTurn:
    """Put a turn in the register; when it is full the oldest turn is forgotten and its actions fail.

    ``text`` is empty for a button; ``seq`` is the message's number, 0 for a turn that answers no message.
    """
    turn = OpenTurn(turn_id, facts, text, seq=seq, parse=parse)
    _OPEN[turn_id] = turn
    while len(_OPEN) > LARGEST_REGISTER:
        _OPEN.popitem(last=False)
    return turn


def close_turn(turn_id: str) -> None:
    """Forget a turn; actions that come late fail instead of speaking for another turn."""
    _OPEN.pop(turn_id, None)


def turn_of(tracker: Tracker) -> OpenTurn:
    """Give the turn a tracker's latest message, or its session start, belongs to; raise ``UnknownTurnError``."""
    metadata = tracker.latest_message.get("metadata") or tracker.slots.get(SESSION_METADATA) or {}
    turn = _OPEN.get(str(metadata.get("turn")))
    if turn is None:
        raise UnknownTurnError("the message belongs to no open turn")
    return turn
