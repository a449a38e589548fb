"""Rasa's graph component that settles whether a message in mid-interview is an answer or a command."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.advice.understanding import decide, weigh


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerGate(GraphComponent):
    """Replaces the intent by what ``decide`` says. A message without ``context`` in its metadata is left as it is."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerGate:
        """Make the component; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide for each message."""
        for message in messages:
            context = (message.get(METADATA) or {}).get("context")
            if context is None:
                continue
            text = message.get(TEXT) or ""
            ranked = [(entry["name"], entry["confidence"]) for entry in message.get(INTENT_RANKING_KEY, [])]
            ranking = weigh(text, ranked)
            decided = decide(text, ranking, message.get(ENTITIES, []), context)
            shown = [{"name": name, "confidence": share} for name, share in ranking]
            message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
            recognised = message.get(INTENT) or {}
            confidence = dict(ranking).get(decided, 1.0)
            if recognised.get("name") == decided:
                confidence = recognised["confidence"]
            message.set(INTENT, {"name": decided, "confidence": confidence}, add_to_output=True)
        return messages
