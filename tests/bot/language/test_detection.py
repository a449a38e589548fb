"""Languages are told apart on the held-out phrases, and short or foreign ones are left undecided."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.language.detection import detect

OFFERED = ("sv", "en", "ar", "so")
CORPORA = Path(__file__).parents[2] / "nlu"


def phrases(locale: str) -> list[str]:
    found: list[str] = []
    for path in sorted((CORPORA / locale).glob("*.yml")):
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        found += [answer["text"] for answer in content.get("answers", ())]
        found += [line[2:] for intent in content.get("nlu", ()) for line in intent["examples"].strip().splitlines()]
    # People who speak Somali also write whole sentences in Swedish; those are Swedish.
    return [
        text
        for text in found
        if len(text.split()) >= 3 and not (locale == "so" and detect(text, "so", OFFERED) == "sv")
    ]


@pytest.mark.parametrize("locale", OFFERED)
def test_held_out_phrases_are_recognised(locale: str) -> None:
    texts = phrases(locale)
    right = sum(detect(text, "sv", OFFERED) == locale for text in texts)
    assert len(texts) > 100
    assert right >= 0.95 * len(texts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("ما هو F-skatt؟", "ar", id="a-swedish-term-in-arabic"),
        pytest.param("F-skatt macnaheedu waa maxay?", "so", id="a-swedish-term-in-somali"),
        pytest.param("moms", None, id="a-term-alone"),
        pytest.param("1234", None, id="digits"),
        pytest.param("🙂", None, id="emoji"),
        pytest.param("OK", None, id="a-word-of-all-languages"),
    ],
)
def test_terms_do_not_decide(text: str, wanted: str | None) -> None:
    assert detect(text, "sv", OFFERED) == wanted


def test_a_language_that_is_not_offered_is_not_named() -> None:
    assert detect("Ich möchte ein Unternehmen in Schweden gründen", "sv", OFFERED) != "so"
    assert detect("می خواهم یک شرکت باز کنم", "sv", OFFERED) is None


def test_serbian_and_bosnian_in_latin_follow_the_talk() -> None:
    text = "želim da otvorim firmu u Švedskoj"
    assert detect(text, "sr", (*OFFERED, "bs", "sr")) == "sr"
    assert detect(text, "bs", (*OFFERED, "bs", "sr")) == "bs"
