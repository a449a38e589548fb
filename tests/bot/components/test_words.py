"""Texts that say the same are folded alike, and nothing a person can type breaks that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.words import LONGEST, clean, letter_groups, phrase_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Hej!", "hej", id="case and signs"),
        pytest.param("Vad är moms?", "vad ar moms", id="letters without dots"),
        pytest.param("مُسْتَشَار", "مستشار", id="vowel signs"),
        pytest.param("مستـــشار", "مستشار", id="tatweel"),
        pytest.param("أريد إلغاء", "اريد الغاء", id="hamza"),
        pytest.param("su'aal", "suaal", id="apostrophe"),
        pytest.param("su’aal", "su'aal", id="curly apostrophe"),
        pytest.param("\uff28\uff25\uff2a", "hej", id="full width"),
        pytest.param("he\u200bj", "hej", id="zero width"),
        pytest.param("F-skatt", "f skatt", id="hyphen"),
    ],
)
def test_what_says_the_same_has_one_key(one: str, other: str) -> None:
    assert phrase_key(one) == phrase_key(other)


@pytest.mark.parametrize(("one", "other"), [("ja", "jag"), ("اين", "اينا"), ("hej då", "hej"), ("1", "2")])
def test_what_says_something_else_has_another_key(one: str, other: str) -> None:
    assert phrase_key(one) != phrase_key(other)


def test_words_stand_where_they_stood() -> None:
    text = "Kan vi prata ARABISKA?"
    assert [text[word.start : word.end] for word in words(text)] == ["Kan", "vi", "prata", "ARABISKA"]
    assert words(text)[3].folded == "arabiska"


@given(st.text(alphabet=st.characters(codec=None), max_size=1_000))
def test_any_text_can_be_cleaned_and_cut(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) <= LONGEST
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert all(0 < count for count in letter_groups(text).values())
