"""Training phrases agree with each other: what is compared alike is never taught as two different wishes."""

from __future__ import annotations

from collections import defaultdict

import pytest
import yaml

from bot.components.words import phrase_key
from bot.language.locales import ROOT

NLU = ROOT / "bot" / "data" / "nlu"


@pytest.mark.parametrize("locale", sorted(path.name for path in NLU.iterdir() if path.is_dir()))
def test_no_phrase_is_taught_as_two_wishes(locale: str) -> None:
    taught: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((NLU / locale).glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            for line in row["examples"].splitlines():
                taught[phrase_key(line.strip().removeprefix("- "))].add(str(row["intent"]))
    assert {phrase: sorted(intents) for phrase, intents in taught.items() if len(intents) > 1} == {}
