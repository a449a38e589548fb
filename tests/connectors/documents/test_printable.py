"""What is taken out of a text before it is printed, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.documents.fonts import PACKAGES, coverage, fonts_for, own_fonts
from connectors.documents.printable import direction_of, printable, steady_numbers

ZWSP = "\u200b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Bröd & kaffe\r\nvarje dag", "Bröd & kaffe\nvarje dag", id="line ends"),
        pytest.param("a\x00b\x07c\x1b[31md\x7f\x85", "abc[31md", id="controls"),
        pytest.param("a\tb", "a b", id="tabs"),
        pytest.param("\u202eevil\u202c \u2066x\u2069", "evil x", id="overrides and isolates"),
        pytest.param("a\ud800b\ufffe\uffffc", "abc", id="surrogates and what is no character"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="the Persian joiner stays"),
        pytest.param("e\u0301" + "\u0301" * 10_000, "e" + "\u0301" * 8, id="a tower of marks"),
        pytest.param("x" * 50, f"{'x' * 20}{ZWSP}{'x' * 20}{ZWSP}{'x' * 10}", id="a word without end may break"),
        pytest.param("x" * 40, "x" * 40, id="a long word stays whole"),
        pytest.param("  \n ", "", id="nothing"),
        pytest.param("#eval(1) $x$ <b>", "#eval(1) $x$ <b>", id="markup is text"),
    ],
)
def test_a_text_keeps_its_words_and_loses_what_cannot_be_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("بـ 12 500 كرونة", "بـ 12\u00a0500 كرونة", id="groups stay together"),
        pytest.param("يوم 2026-03-01", "يوم \u20662026-03-01\u2069", id="a date keeps its order"),
        pytest.param("هاتف 070-1234567", "هاتف \u2066070-1234567\u2069", id="a telephone number too"),
        pytest.param("Den 2026-03-01", "Den 2026-03-01", id="nothing is needed in Swedish"),
        pytest.param("10 eller 2000", "10 eller 2000", id="two numbers are not one"),
    ],
)
def test_numbers_keep_their_order_among_right_to_left_words(text: str, shown: str) -> None:
    assert steady_numbers(text) == shown


@pytest.mark.parametrize(
    ("text", "way"),
    [("12 خبز", "rtl"), ("12 bröd خبز", "ltr"), ("123 !", "rtl"), ("", "rtl")],
    ids=["first letter Arabic", "first letter Latin", "no letter", "empty"],
)
def test_the_first_letter_decides_which_way_a_text_runs(text: str, way: str) -> None:
    assert direction_of(text, "rtl") == way


@pytest.mark.parametrize("package", PACKAGES)
def test_every_font_package_is_installed(package: str) -> None:
    assert any(package in file.parts for file in own_fonts())


def test_our_own_fonts_draw_every_language_of_the_list() -> None:
    drawn = frozenset().union(*map(coverage, own_fonts()))
    assert set("åäöÅÄÖ ščćžđ şğıİ Жљњђћџ عربي گچپژ ئەڕ 0123456789 –…·") <= drawn


def test_a_sign_that_no_font_draws_is_known_beforehand() -> None:
    assert fonts_for(["Bröd \u0378"]).missing == {"\u0378"}
    assert fonts_for(["Bröd, خبز\u200d\n"]).missing == frozenset()


def test_a_file_that_is_no_font_draws_nothing() -> None:
    assert coverage(Path(__file__)) == frozenset()
