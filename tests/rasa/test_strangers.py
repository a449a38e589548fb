"""Strangers' phrases, never trained on, are understood: measured with ``startbro parse`` on the trained model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GOALS = {"sv": 0.97, "en": 0.97, "ar": 0.95, "so": 0.90, "tr": 0.90, "bs": 0.90, "sr": 0.90, "ru": 0.90}
"""The last four are in preparation: trained on a third as many phrases."""


def phrases(locale: str) -> list[tuple[str, str]]:
    """Give (intent, phrase) for each phrase of one language."""
    data = yaml.load((ROOT / f"tests/nlu/{locale}/strangers.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = []
    for row in data["nlu"]:
        lines = (line.strip() for line in row["examples"].splitlines())
        found += [(str(row["intent"]), line.removeprefix("- ")) for line in lines if line]
    return found


@pytest.fixture(scope="module")
def understood(model: Path) -> dict[str, str]:
    """Parse every phrase of every language in one run of the command."""
    texts = [text for locale in GOALS for _, text in phrases(locale)]
    command = [sys.executable, "-m", "connectors", "parse"]
    lines = "".join(f"{text}\n" for text in texts)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=True, timeout=300)
    return {row["text"]: row["intent"] for row in map(json.loads, done.stdout.splitlines())}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("locale", GOALS)
def test_strangers_are_understood(locale: str, understood: dict[str, str]) -> None:
    expected = phrases(locale)
    missed = [(intent, understood[text], text) for intent, text in expected if understood[text] != intent]
    assert len(missed) <= (1 - GOALS[locale]) * len(expected), missed
