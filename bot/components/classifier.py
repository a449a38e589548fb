"""Rasa's graph component around the intent model: embeds a text, ranks the intents, and falls back when in doubt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.encoder import shared_encoder
from bot.components.intents import IntentModel, fit
from bot.components.recognition import settle


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets ``intent`` and ``intent_ranking``. Every trained intent is ranked, answers included."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, *, model: IntentModel | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give ``strength`` (scikit-learn's C), and the ``threshold`` and ``margin`` that are both missed in doubt."""
        return {"strength": 1.0, "threshold": 0.3, "margin": 0.15}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Make an untrained component; it can only be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Load the trained component; raise when its files are missing, so that nothing untrained is ever served."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, model=IntentModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on every example that has words and an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        embeddings = shared_encoder().encode_all(texts, cache=_cache_file())
        self._model = fit(texts, intents, embeddings, strength=self._config["strength"])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message."""
        if self._model is None:
            raise RuntimeError("the intent model is not trained")
        for message in messages:
            text = message.get(TEXT) or ""
            ranking = self._model.rank(text, shared_encoder().encode(text))
            name, confidence = settle(ranking, threshold=self._config["threshold"], margin=self._config["margin"])
            shown = [{"name": intent, "confidence": share} for intent, share in ranking]
            message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
        return messages


def _cache_file() -> Path:
    return Path(os.environ.get("STARTBRO_STATE") or "var") / "cache" / "embeddings.npz"
