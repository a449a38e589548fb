"""What is kept of a text, and what of it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.clean import clean, for_display, has_words, is_visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("a\x00b", "ab", id="nul"),
        pytest.param("a\x1b[31mb", "a[31mb", id="escape"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab and newline stay"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line ends"),
        pytest.param("a\ud800b", "a\ufffdb", id="half a character"),
        pytest.param("a\ufffeb", "ab", id="not allowed in XML"),
        pytest.param("  a  ", "a", id="outer space"),
        pytest.param("\u202eabc", "\u202eabc", id="bidi override is kept as typed"),
    ],
)
def test_storing_removes_what_breaks_and_nothing_else(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("\u202eabc\u202c", "abc", id="override"),
        pytest.param("\u2067abc\u2069\u2069", "abc", id="isolates"),
        pytest.param("a" + "\u0301" * 20, "a" + "\u0301" * 8, id="marks pile up"),
        pytest.param(
            "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
            "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
            id="vowelled Arabic",
        ),
        pytest.param("\u200fabc", "\u200fabc", id="plain direction mark stays"),
    ],
)
def test_showing_keeps_a_text_inside_its_own_bubble(typed: str, shown: str) -> None:
    assert for_display(typed) == shown


@pytest.mark.parametrize("typed", ["", " \n", "\u200b\u200d", "\u3164", "\u2800", "\u0301", "\u2066\u2069"])
def test_nothing_visible_is_nothing(typed: str) -> None:
    assert not is_visible(typed)


@pytest.mark.parametrize("typed", ["a", "٣", "👍", "?", "ኣ"])
def test_anything_visible_is_something(typed: str) -> None:
    assert is_visible(typed)


def test_emoji_are_visible_without_being_words() -> None:
    assert is_visible("👍🏽🎉")
    assert not has_words("👍🏽🎉")


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_cleaned_text_can_always_be_stored_and_is_stable(typed: str) -> None:
    kept = clean(typed)
    kept.encode("utf-8")
    assert clean(kept) == kept
    assert "\x00" not in kept
