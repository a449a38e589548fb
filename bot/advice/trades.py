"""The words by which people name a trade, so that "I want a salon" picks a template without a menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml


class TradesError(ValueError):
    """The file of trade words is wrong; the message says where and what to do."""


def load_trades(path: Path) -> Mapping[str, Sequence[str]]:
    """Read ``{template: (word, …)}``; raise ``TradesError`` on another shape or a word of two templates."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    trades = {str(name): tuple(words) for name, words in data["trades"].items()}
    seen: dict[str, str] = {}
    for name, words in trades.items():
        for word in words:
            if word != word.casefold() or seen.setdefault(word, name) != name:
                raise TradesError(f"{path}: {name}: {word!r}: write it once, in lower case")
    return trades
