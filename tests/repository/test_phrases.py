"""Training phrases agree with each other: what is compared alike is never taught as two different wishes."""

from __future__ import annotations

from collections import defaultdict

import pytest
import yaml

from bot.components.words import phrase_key
from bot.language.catalogue import Catalogue
from bot.language.locales import ROOT, offered

NLU = ROOT / "bot" / "data" / "nlu"


@pytest.mark.parametrize("locale", sorted(path.name for path in NLU.iterdir() if path.is_dir()))
def test_no_phrase_is_taught_as_two_wishes(locale: str) -> None:
    taught: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((NLU / locale).glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            for line in row["examples"].splitlines():
                taught[phrase_key(line.strip().removeprefix("- "))].add(str(row["intent"]))
    assert {phrase: sorted(intents) for phrase, intents in taught.items() if len(intents) > 1} == {}


@pytest.mark.parametrize("locale", [*offered()])
@pytest.mark.parametrize(
    ("entry", "intent"),
    [("widget_delete_everything_words", "delete_my_data"), ("widget_leave_queue_words", "leave_queue")],
)
def test_what_the_window_says_for_a_person_is_taught_as_that_wish(locale: str, entry: str, intent: str) -> None:
    said = phrase_key(Catalogue.load().text(entry, locale).text)
    taught = {
        phrase_key(line.strip().removeprefix("- "))
        for path in NLU.glob("*/*.yml")
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
        if row["intent"] == intent
        for line in row["examples"].splitlines()
    }
    assert said in taught
