"""Whether a loaded model understands: known sentences of every trained language, parsed once after loading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from ruamel.yaml import YAML

CANARIES = Path("bot/data/canaries.yml")


class Readiness:
    """Asks once and remembers the answer: a model does not change while it is served."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        """Take sentences and their intents by locale."""
        self._sentences = sentences
        self._problems: list[str] | None = None

    @classmethod
    def read(cls, root: Path) -> Readiness:
        """Read the sentences under ``root``."""
        data: dict[str, Any] = YAML(typ="safe").load(root / CANARIES)
        return cls(data["sentences"])

    async def problems(self, processor: MessageProcessor) -> list[str]:
        """Give ``locale: intent`` for every sentence that was not understood; empty when the model may serve."""
        if self._problems is None:
            self._problems = [
                f"{locale}: {intent}"
                for locale, sentences in self._sentences.items()
                for sentence, intent in sentences.items()
                if (await processor.parse_message(UserMessage(sentence)))["intent"]["name"] != intent
            ]
        return self._problems
