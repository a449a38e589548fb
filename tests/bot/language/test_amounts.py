"""Amounts: every row of the two sets of lists, random numbers spelled by num2words, and odd texts."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words
from ruamel.yaml import YAML

from bot.language.amounts import Amount, Refusal, parse_amount
from bot.language.amounts_cli import outcome

HERE = Path(__file__).parent
FOLDERS = (HERE.parents[1] / "language" / "amounts", HERE / "amounts_more")
LOCALES = ("sv", "en", "ar", "so")
# A bare dual without its mark, and "thousand thousand": the speller is wrong there, not the reader.
MISSPELLED = ("ألفا", "ألف ألف")


def rows() -> Iterator[object]:
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.yml")):
            for row in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["amounts"]:
                wanted = {name: value for name, value in row.items() if name != "text"}
                yield pytest.param(row["text"], path.stem, wanted, id=f"{path.stem}-{row['text'][:40]}")


@pytest.mark.parametrize(("text", "locale", "wanted"), list(rows()))
def test_every_listed_answer_is_read_or_refused_as_written(text: str, locale: str, wanted: dict[str, str]) -> None:
    assert outcome(text, locale) == wanted


@pytest.mark.parametrize("locale", ["sv", "en", "ar", "ru", "sr"])
def test_numbers_spelled_by_another_program_are_read(locale: str) -> None:
    chance = random.Random(locale)
    numbers = [chance.randrange(10 ** chance.randrange(1, 10)) for _ in range(400)]
    spelled = {number: num2words(number, lang=locale) for number in numbers}
    misread = {
        words: number
        for number, words in spelled.items()
        if parsed(words, locale) != number and not any(part in words for part in MISSPELLED)
    }
    assert not misread


def parsed(text: str, locale: str) -> Decimal | None:
    found = parse_amount(text, locale)
    return found.value if isinstance(found, Amount) else None


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        pytest.param("bir buçuk milyon", "tr", "1500000", id="tr-and-a-half"),
        pytest.param("on iki bin kron", "tr", "12000", id="tr-ten-and-two"),
        pytest.param("altmışbinbeşyüz", "tr", "60500", id="tr-run-together"),
        pytest.param("милион и по", "sr", "1500000", id="sr-cyrillic"),
        pytest.param("pedeset hiljada kruna", "sr", "50000", id="sr-latin"),
        pytest.param("dvije hiljade petsto", "bs", "2500", id="bs"),
        pytest.param("полтора миллиона", "ru", "1500000", id="ru-one-and-a-half"),
        pytest.param("пару тысяч", "ru", None, id="ru-vague"),
        pytest.param("birkaç bin", "tr", None, id="tr-vague"),
        pytest.param("nekoliko hiljada", "bs", None, id="bs-vague"),
        pytest.param("konton kun", "sv", "50000", id="somali-in-a-swedish-talk"),
        pytest.param("خمسين الف", "en", "50000", id="arabic-in-an-english-talk"),
        pytest.param("fifty thousand", "tr", "50000", id="english-in-a-turkish-talk"),
        pytest.param("labtan kun", "so", None, id="half-read-word-is-not-dropped"),
    ],
)
def test_other_languages_and_mixed_talks(text: str, locale: str, wanted: str | None) -> None:
    assert outcome(text, locale).get("amount") == wanted


def test_what_stands_around_the_figure_is_kept() -> None:
    found = parse_amount("ungefär 300 kr i timmen exkl. moms", "sv")
    assert found == Amount(Decimal(300), "SEK", approximate=True, basis="hour", vat="without")


@pytest.mark.parametrize(
    "text", ["", " ", "🙂", "\x00", "1" * 5000, "٫", "½", "-", "ـ" * 50, "مئة" * 300, "tusen" * 200]
)
def test_odd_texts_are_refused(text: str) -> None:
    assert isinstance(parse_amount(text, "sv"), Refusal)


@given(st.text(max_size=80), st.sampled_from(LOCALES))
def test_no_text_breaks_the_reader(text: str, locale: str) -> None:
    assert isinstance(parse_amount(text, locale), Amount | Refusal)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([" ", "\u00a0", "\u202f", ".", ",", "'", "٬"]))
def test_grouped_digits_are_thousands(number: int, separator: str) -> None:
    assert parsed(f"{number:,}".replace(",", separator) + " kr", "sv") == number


@pytest.mark.parametrize("piece", ["iyoo", "etta", "mnkr", "tju", "hundra"])
def test_a_long_word_of_number_words_does_not_hold_up_the_rest(piece: str) -> None:
    parse_amount("tusen", "sv")
    text = " ".join([piece * (58 // len(piece)) + "x"] * 10)
    begun = time.perf_counter()
    parse_amount(text, "sv")
    assert time.perf_counter() - begun < 0.5
