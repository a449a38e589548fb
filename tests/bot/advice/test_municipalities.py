"""A municipality is known when somebody names one, and only then."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from bot.advice.municipalities import MunicipalitiesError, load_municipalities, municipalities


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Borås", "Borås"),
        ("borås", "Borås"),
        (" BORÅS. ", "Borås"),
        ("Borås kommun", "Borås"),
        ("Göteborgs stad", "Göteborg"),
        ("Storgatan 3 i Borås", "Borås"),
        ("Waxaan ku noolahay Luleå.", "Luleå"),
        ("في Malmö، قرب المحطة", "Malmö"),
        ("Malmös hamn", "Malmö"),
        ("Upplands Väsby", "Upplands Väsby"),
        ("i Lilla Edet eller så", "Lilla Edet"),
        ("Vara", "Vara"),
        ("Jag bor i Boden men ska vara i Luleå", None),
        ("Vara nära mina kunder", None),
        ("mark i skogen", None),
        ("Min fru heter Nora", None),
        ("Malmöfestivalen", None),
        ("بوراس", None),
        ("", None),
        ("Överallt", None),
        ("Malmö  kommun", "Malmö"),
    ],
)
def test_what_somebody_says_of_their_place(said: str, known: str | None) -> None:
    assert municipalities().find(said) == known


def test_all_of_them_are_known_by_themselves_in_any_case() -> None:
    names = [*municipalities().alone.values()]
    assert len(names) == 290
    assert [municipalities().find(change(name)) for name in names for change in (str, str.upper, str.lower)] == [
        name for name in names for _ in range(3)
    ]


def test_nobody_keeps_the_desks_waiting_by_what_they_write() -> None:
    before = process_time()
    for long in (f"a{' ' * 40_000}b", "a " * 20_000, " kommun" * 5_000):
        assert municipalities().find(long) is None
    assert process_time() - before < 5  # seconds; it was half a minute


@pytest.mark.parametrize(
    "written",
    ['counties: {A: ["Borås", "borås"]}\nalso_words: []', 'counties: {A: ["Borås"]}\nalso_words: ["Mark"]'],
    ids=["twice", "an exception that is none"],
)
def test_a_list_that_is_wrong_says_where(tmp_path: Path, written: str) -> None:
    path = tmp_path / "municipalities.yml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(MunicipalitiesError, match=r"municipalities\.yml"):
        load_municipalities(path)
