"""Which languages there are, which way they run, and which one a reader gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.locales import (
    LocaleError,
    direction,
    fallback_chain,
    language_name,
    load_locales,
    native_name,
    negotiate,
    offered,
    parse_accept_language,
)

EVERY = ("sv", "en", "ar", "so", "tr", "bs", "sr", "sr_Latn", "ru", "fa_AF")


def test_the_four_languages_of_the_first_release_are_offered() -> None:
    assert {"sv", "en", "ar", "so"} <= set(offered())


def test_serbian_comes_in_both_scripts_from_one_entry() -> None:
    assert load_locales()["sr_Latn"].fallback == "sr"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("so", "Soomaali", id="Somali writes languages with a capital"),
        pytest.param("sv", "svenska", id="Swedish does not"),
        pytest.param("ar", "العربية", id="Arabic"),
        pytest.param("sr", "српски", id="Serbian in Cyrillic"),
        pytest.param("sr_Latn", "srpski", id="Serbian in Latin"),
        pytest.param("fa_AF", "فارسی", id="Dari is Persian of Afghanistan"),
    ],
)
def test_a_language_is_named_in_itself(code: str, name: str) -> None:
    assert native_name(code) == name


def test_a_language_is_named_in_the_readers_language() -> None:
    assert language_name("ar", "sv") == "arabiska"


@pytest.mark.parametrize(("code", "way"), [("ar", "rtl"), ("fa_AF", "rtl"), ("so", "ltr"), ("sr_Latn", "ltr")])
def test_direction_comes_from_the_script(code: str, way: str) -> None:
    assert direction(code) == way


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(["sr-Latn"], "sr_Latn", id="the script is kept"),
        pytest.param(["sr-Latn-RS"], "sr_Latn", id="the script is kept beside a region"),
        pytest.param(["sr-RS"], "sr", id="Serbian without a script is Cyrillic"),
        pytest.param(["sr-ME"], "sr_Latn", id="Montenegro writes Latin"),
        pytest.param(["sh"], "sr_Latn", id="the old code for Serbo-Croatian"),
        pytest.param(["hr"], "bs", id="a Croatian reads Bosnian"),
        pytest.param(["prs"], "fa_AF", id="Dari's own code"),
        pytest.param(["fa"], "fa_AF", id="Persian gets Dari"),
        pytest.param(["ar-SE"], "ar", id="a region Babel does not know"),
        pytest.param(["AR"], "ar", id="capitals"),
        pytest.param(["SR_LATN"], "sr_Latn", id="capitals in a script"),
        pytest.param(["so-Latn-SO"], "so", id="script and region that add nothing"),
        pytest.param(["de", "tr-TR"], "tr", id="the second wish"),
        pytest.param(["de"], "sv", id="nothing fits"),
        pytest.param(["", "-", "x" * 500], "sv", id="nonsense"),
        pytest.param([], "sv", id="no wish"),
    ],
)
def test_a_reader_gets_the_nearest_language(wanted: list[str], expected: str) -> None:
    assert negotiate(wanted, EVERY) == expected


def test_neighbours_fit_only_when_they_are_there() -> None:
    assert negotiate(["prs", "ar"], ["sv", "ar"]) == "ar"


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        pytest.param("so,sv;q=0.8,en;q=0.9", ("so", "en", "sv"), id="by weight"),
        pytest.param("ar;q=0, sv", ("sv",), id="zero means no"),
        pytest.param("*, sv;q=0.1", ("sv",), id="any language says nothing"),
        pytest.param("sv;q=high, <script>, en", ("en",), id="what makes no sense is left out"),
        pytest.param("", (), id="empty"),
    ],
)
def test_accept_language_is_read_in_order_of_weight(header: str, tags: tuple[str, ...]) -> None:
    assert parse_accept_language(header) == tags


def test_every_chain_ends_in_the_source_language() -> None:
    languages = load_locales()
    assert all(fallback_chain(code)[-1] == "en" for code in languages)
    assert fallback_chain("sr_Latn") == ("sr_Latn", "sr", "en")
    assert fallback_chain("nowhere") == ("nowhere", "en")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("sv: {status: offered}", "write exactly the keys", id="missing keys"),
        pytest.param(
            "sv: {status: maybe, fallback: sv, reviewers: [], channels: []}", "status: write offered", id="status"
        ),
        pytest.param(
            "sv: {status: offered, fallback: xx, reviewers: [], channels: []}", "xx is not in this list", id="fallback"
        ),
        pytest.param(
            "prs: {status: offered, fallback: prs, reviewers: [], channels: []}", "Babel does not know", id="code"
        ),
    ],
)
def test_a_bad_list_is_refused_with_the_entry_and_the_remedy(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "locales.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(LocaleError, match=problem):
        load_locales(path)
