"""Reads the one file the running program has its texts from, if it was made from the texts that are there now.

Apart from ``compile``, so that a restart need not load what building takes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.language.extract import source_files

SHAPE = "1"
"""Part of the fingerprint; changed whenever the shape of the built file changes."""


@dataclass(frozen=True)
class Compiled:
    """All texts by locale and entry name (one form, or one for each plural category), and what belongs to them."""

    fingerprint: str
    texts: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, str]
    chains: Mapping[str, tuple[str, ...]]


def compiled_path(root: Path) -> Path:
    """Tell where the built file lies; it is not committed."""
    return root / "locales" / ".catalogue.json"


def fingerprint(root: Path) -> str:
    """Give 64 hex digits that change when any text, translation or the list of languages changes."""
    digest = hashlib.sha256(SHAPE.encode())
    paths = [path for found in source_files(root).values() for path in found]
    paths += [root / "locales" / "locales.yml", *sorted(root.glob("locales/*/LC_MESSAGES/*.po"))]
    for path in paths:
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read(root: Path) -> Compiled | None:
    """Read the built file; nothing when it is absent or made from other texts."""
    try:
        data = json.loads(compiled_path(root).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("fingerprint") != fingerprint(root):
        return None
    texts = {code: {name: tuple(forms) for name, forms in found.items()} for code, found in data["texts"].items()}
    chains = {code: tuple(chain) for code, chain in data["chains"].items()}
    return Compiled(data["fingerprint"], texts, data["words"], chains)
