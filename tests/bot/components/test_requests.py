"""No text of a person can begin a command of Rasa, and what is malformed is refused by the name of its key."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.requests import BadRequestError, neutralised, read_turn

BODY = {"conversation": "c", "generation": 0, "turn": "t", "context": {}}


@given(st.text(alphabet=st.sampled_from("/\uff0f\u2215 \t\n\u200b\u202e\ufeff\u0301ab{"), max_size=12))
def test_a_neutralised_text_never_begins_with_a_slash(text: str) -> None:
    assert not neutralised(text).strip().startswith("/")


@given(st.text(max_size=30).filter(lambda text: text[:1].isalnum()))
def test_a_text_that_begins_with_a_letter_is_left_alone(text: str) -> None:
    assert neutralised(text) == text


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)))
def test_any_other_text_is_refused_and_never_breaks(value: object) -> None:
    body = json.dumps({**BODY, "text": value}).encode()
    if isinstance(value, str) and value:
        assert read_turn(body, {"greet"}).text
    else:
        with pytest.raises(BadRequestError, match=r"^text: "):
            read_turn(body, {"greet"})


def test_a_lone_surrogate_is_made_harmless() -> None:
    body = json.dumps({**BODY, "text": "hej \ud83d"}).encode()
    assert read_turn(body, set()).text == "hej ?"


@pytest.mark.parametrize(
    ("text", "slashed"),
    [("/skip", True), (" \u200b\uff0fskip", True), ("skip", False), ("  skip / back", False)],
)
def test_what_comes_after_a_slash_is_marked_as_no_wish(text: str, slashed: bool) -> None:
    body = json.dumps({**BODY, "text": text}).encode()
    assert read_turn(body, set()).metadata["context"]["slashed"] is slashed
