"""Replies are names: what Rasa would turn into words leaves as ``{"reply": name, "values": {}}``."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig


class ReplyNames(NaturalLanguageGenerator):
    """Named in ``endpoints.yml``. Words are chosen later, by whoever shows the reply, in the reader's language."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Accept what Rasa passes; nothing of it is needed."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Give the reply's name in the shape our actions use."""
        return {"custom": {"reply": utter_action, "values": {}, "buttons": []}}
