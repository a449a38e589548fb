"""Rasa's graph component for entities: business terms, names of languages, and sections of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.finding import Finder
from bot.components.recognition import as_rasa

ROOT = Path(__file__).parents[2]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GlossaryExtractor(GraphComponent):
    """Adds the entities ``term``, ``language`` and ``section``. Word lists are read when a model is loaded."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GlossaryExtractor:
        """Read the word lists; nothing is trained."""
        return cls(Finder.load(ROOT))

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the entities of each message."""
        for message in messages:
            found = as_rasa(self._finder.find(message.get(TEXT) or ""), "GlossaryExtractor")
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
