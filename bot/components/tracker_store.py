"""Rasa's memory of conversations: the living objects, in this process only, few and not for long.

The record is the gateway's. What is kept here only spares Rasa from starting over between two turns, so it is never
serialised: Rasa 3.6 changes a tracker in place and saves the same object, and one conversation has one turn at a time.
A turn that fails may leave a tracker half changed, so the channel forgets it then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

LARGEST = 2_000
LONGEST_SECONDS = 2 * 60 * 60


@dataclass
class _Kept:
    tracker: DialogueStateTracker
    until: float


class LiveTrackerStore(TrackerStore):
    """Keeps at most 2,000 conversations, each at most two hours after its last turn."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Accept what Rasa passes to a custom store; ``host`` means nothing here."""
        super().__init__(domain, event_broker)
        self.clock: Callable[[], float] = monotonic
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a tracker and drop those that are too old or too many."""
        now = self.clock()
        self._kept.pop(tracker.sender_id, None)
        self._kept[tracker.sender_id] = _Kept(tracker, now + LONGEST_SECONDS)
        while len(self._kept) > LARGEST or next(iter(self._kept.values())).until <= now:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give the living tracker, or ``None`` when it is unknown or too old."""
        kept = self._kept.get(sender_id)
        return kept.tracker if kept and kept.until > self.clock() else None

    async def keys(self) -> Iterable[str]:
        """Give the conversations that are kept."""
        return list(self._kept)

    def forget(self, sender_id: str) -> None:
        """Drop one generation of a conversation, known or not."""
        self._kept.pop(sender_id, None)

    def forget_conversation(self, conversation: str) -> int:
        """Drop every generation of a conversation and say how many there were."""
        generations = [sender for sender in self._kept if sender.rpartition(".")[0] == conversation]
        for sender in generations:
            self.forget(sender)
        return len(generations)
