"""Topics on which only a human may advise (``bot/data/desk/human_topics.yml``), found by the words that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bot.advice.reading import DataError, Problem
from bot.language.digits import fold

Topics = Mapping[str, Sequence[str]]
"""Topic, and the words that name it, folded."""


class TopicsError(DataError):
    """The file of topics is wrong; ``problems`` has all of them."""


def load_topics(path: Path) -> Topics:
    """Read the topics; raise ``TopicsError`` with every problem found."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    topics = data.get("topics") if isinstance(data, dict) else None
    found: dict[str, Sequence[str]] = {}
    problems = [] if isinstance(topics, dict) else [Problem(path.name, "topics", "write topics with their words")]
    for topic, words in topics.items() if isinstance(topics, dict) else ():
        if isinstance(words, list) and words and all(isinstance(word, str) and word.strip() for word in words):
            found[str(topic)] = tuple(fold(word) for word in words)
        else:
            problems.append(Problem(path.name, str(topic), "must be a list of words in quotes"))
    if problems:
        raise TopicsError(problems)
    return found


def find_topic(text: str, topics: Topics) -> str | None:
    """Give the first topic that a text names, at the beginning of a word of it."""
    said = f" {fold(text)}"
    return next((topic for topic, words in topics.items() if any(f" {word}" in said for word in words)), None)
