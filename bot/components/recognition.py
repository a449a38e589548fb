"""From a text to intent, confidence and entities, without Rasa: what ``startbro parse`` shows is what is served."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.components.encoder import shared_encoder
from bot.components.finding import Entity, Finder
from bot.components.intents import LABELS, WEIGHTS, IntentModel, Ranking
from bot.components.words import clean

FALLBACK = "nlu_fallback"
ANSWER = "give_answer"
"""Trained on what people answer, so that the answer gate can tell; no wish, and so never the result by itself."""
CONFIDENCE_DIGITS = 4


def wishes(ranking: Ranking) -> Ranking:
    """Give the ranking of what a person may want, as if answers were not among the choices."""
    left = [(intent, share) for intent, share in ranking if intent != ANSWER]
    whole = sum(share for _, share in left)
    if whole <= 0 or left[0][1] >= 1.0:
        return left
    return [(intent, share / whole) for intent, share in left]


def settle(ranking: Ranking, *, threshold: float, margin: float) -> tuple[str, float]:
    """Give the best intent and its confidence, or ``nlu_fallback`` when it is weak and the second is close."""
    ranking = wishes(ranking)
    best, confidence = ranking[0]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    if confidence < threshold and confidence - second < margin:
        return FALLBACK, 1 - confidence
    return best, confidence


@dataclass(frozen=True)
class Recogniser:
    """The trained model and the word lists, read straight from a model archive."""

    model: IntentModel
    finder: Finder

    @classmethod
    def load(cls, archive: Path, root: Path) -> Recogniser:
        """Read ``archive`` and the word lists under ``root``; raise ``FileNotFoundError`` when it holds no model."""
        with TemporaryDirectory() as folder:
            _unpack_weights(archive, Path(folder))
            return cls(IntentModel.load(Path(folder)), Finder.load(root))

    def parse(self, text: str) -> dict[str, Any]:
        """Give text, intent, confidence and entities; ``nlu_fallback`` only for an empty line."""
        intent, confidence = FALLBACK, 0.0
        if clean(text):
            intent, confidence = wishes(self.model.rank(text, shared_encoder().encode(text)))[0]
        entities = [entity.to_json() for entity in self.finder.find(text)]
        return {
            "text": text,
            "intent": intent,
            "confidence": round(confidence, CONFIDENCE_DIGITS),
            "entities": entities,
        }


def newest_model(folder: Path) -> Path:
    """Give the archive trained last; raise ``FileNotFoundError`` with the remedy when there is none."""
    archives = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise FileNotFoundError(f"no trained model in {folder}/: run `make train` first")
    return archives[-1]


def _unpack_weights(archive: Path, folder: Path) -> None:
    wanted = {WEIGHTS, LABELS}
    with tarfile.open(archive) as packed:
        for member in packed:
            name = Path(member.name).name
            content = packed.extractfile(member) if name in wanted else None
            if content:
                (folder / name).write_bytes(content.read())
                wanted.discard(name)
    if wanted:
        raise FileNotFoundError(f"{archive}: holds no intent model; run `make train`")


def as_rasa(entities: Sequence[Entity], extractor: str) -> list[dict[str, Any]]:
    """Give entities in the shape Rasa passes on."""
    return [{**entity.to_json(), "confidence": 1.0, "extractor": extractor} for entity in entities]
