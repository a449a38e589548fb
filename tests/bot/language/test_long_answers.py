"""However long and odd an answer is, reading it takes no time that others who talk with the bot would notice."""

from __future__ import annotations

from time import process_time

import pytest

from bot.advice.budget.asking import answers_named, topic_of
from bot.language.choices import parse_choices

OPTIONS = {f"option{number}": [f"way {number} to say it", f"saying{number}"] for number in range(200)}
LONG = [
    "1 " * 2000,
    "a," * 2000,
    "kr per " * 570,
    "8" * 4000,
    "inte " * 800,
    "ny " * 1300,
    "x" * 2000 + " " + "y" * 1999,
]


def test_long_answers_are_read_at_once() -> None:
    before = process_time()
    for text in LONG:
        parse_choices(text, OPTIONS, "sv")
        assert topic_of(text) is None
        assert answers_named(text) == ()
    assert process_time() - before < 2  # seconds for all of them; it was more than one for each


@pytest.mark.parametrize("words", [10, 1000])
def test_an_option_is_found_in_a_long_answer(words: int) -> None:
    said = " ".join(["ord"] * words)
    assert parse_choices(f"{said} saying7 {said}", OPTIONS, "sv") == ("option7",)
    assert parse_choices(f"{said} way 7 to say it {said}", OPTIONS, "sv") == ("option7",)
    assert parse_choices(f"{said} inte saying7 men saying8", OPTIONS, "sv") == ("option8",)
