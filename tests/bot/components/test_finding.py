"""Languages, sections and terms are found as people write them in the four languages."""

from __future__ import annotations

import pytest

from bot.components.finding import Finder
from connectors.training import ROOT


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Read the word lists once."""
    return Finder.load(ROOT)


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("kan vi prata arabiska", "language", "ar"),
        ("Please English, my Swedish is bad", "language", "en"),
        ("af soomaali", "language", "so"),
        ("Af-Carabi ii hadal", "language", "ar"),
        ("بالعربية لو سمحت", "language", "ar"),
        ("بدي احكي سويدي", "language", "sv"),
        ("Türkçe konuşalım", "language", "tr"),
        ("na srpskom molim", "language", "sr"),
        ("по-русски пожалуйста", "language", "ru"),
        ("bosanski molim", "language", "bs"),
        ("gå till kunderna", "section", "customers"),
        ("let us do the marketing part", "section", "marketing"),
        ("خدني على المخاطر", "section", "risks"),
        ("qaybta macaamiisha i gee", "section", "customers"),
        ("nooca shirkadda iyo ruqsadaha i gee", "section", "company"),
        ("vad betyder F-skatt?", "term", "f_skatt"),
        ("moms macnaheedu waa maxay", "term", "moms"),
        ("ما هي ضريبة القيمة المضافة", "term", "moms"),
    ],
)
def test_a_word_is_found(finder: Finder, text: str, entity: str, value: str) -> None:
    assert value in [found.value for found in finder.find(text) if found.entity == entity]


@pytest.mark.parametrize("text", ["", "hej", "😀", "jag tänker på min mamma", "\udcff", "a" * 10_000])
def test_nothing_is_found_where_nothing_is(finder: Finder, text: str) -> None:
    assert finder.find(text) == []


def test_the_place_of_a_word_is_its_place_in_the_text(finder: Finder) -> None:
    text = "jag vill gå till Kunder nu"
    (found,) = finder.find(text)
    assert found.start is not None
    assert text[found.start : found.end] == "Kunder"
