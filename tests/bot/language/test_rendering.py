"""What a reader sees of a name with values: in their language, direction and channel, and when a value is wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.language import formats
from bot.language.catalogue import Catalogue
from bot.language.rendering import Rendered, TermPart, render, render_value
from tests.bot.language.small_project import make_project, merge

AMINA = {"person": {"type": "name", "value": "Amina"}}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Give the small project's texts with some Swedish and Arabic."""
    root = make_project(tmp_path_factory.mktemp("project"))
    merge(
        root,
        "sv",
        {
            "utter_greet": "Välkommen till Startbro, {person}.",
            "utter_greet.short": "Hej, {person}.",
            "utter_left": ["{n} fråga kvar i {section}.", "{n} frågor kvar i {section}."],
            "general.idea.title": "Idén",
            "general.form.text": "Vilken form passar dig?",
        },
    )
    forms = ["صفر", "واحد", "اثنان", "{n} أسئلة", "{n} سؤالا", "{n} سؤال"]
    merge(
        root,
        "ar",
        {
            "utter_moms": "أضف {term_moms} بنسبة {rate}.",
            "utter_left": [f"{form}: {{section}}" for form in forms],
            "general.idea.title": "الفكرة",
        },
    )
    return Catalogue.load(root)


def shown(catalogue: Catalogue, name: str, values: Mapping[str, Any], locale: str = "sv") -> str:
    return render(name, values, locale=locale, catalogue=catalogue).text


def test_a_persons_own_words_are_isolated(catalogue: Catalogue) -> None:
    assert shown(catalogue, "utter_greet", AMINA) == "Välkommen till Startbro, \u2068Amina\u2069."


def test_words_that_turn_text_about_lose_their_power(catalogue: Catalogue) -> None:
    evil = {"person": {"type": "name", "value": "A\u202eB\u2066C\u2069\u2069D\nE"}}
    assert "\u2068ABCD\u2069\n\u2068E\u2069" in shown(catalogue, "utter_greet", evil)


@pytest.mark.parametrize(
    ("value", "locale", "text"),
    [
        pytest.param(
            {"type": "money", "value": "25000", "currency": "SEK"}, "sv", "⁦25\u00a0000\u00a0kr⁩", id="money sv"
        ),
        pytest.param({"type": "money", "value": "25000"}, "ar", "⁦25,000\u00a0kr⁩", id="money ar"),
        pytest.param({"type": "money", "value": "1234567.5"}, "bs", "⁦1.234.567,50\u00a0kr⁩", id="money bs with öre"),
        pytest.param({"type": "money", "value": "-300"}, "sv", "⁦−300\u00a0kr⁩", id="money below zero"),
        pytest.param({"type": "money", "value": "2.5E4"}, "en", "⁦25,000\u00a0kr⁩", id="money with an exponent"),
        pytest.param({"type": "percent", "value": "12.50"}, "sv", "⁦12,5\u00a0%⁩", id="percent sv"),
        pytest.param({"type": "percent", "value": "12.5"}, "tr", "⁦%12,5⁩", id="percent tr"),
        pytest.param({"type": "percent", "value": "12.5"}, "ar", "⁦12.5%⁩", id="percent ar"),
        pytest.param({"type": "date", "value": "2026-03-01"}, "sv", "1\u00a0mars\u00a02026", id="date sv"),
        pytest.param({"type": "date", "value": "2026-03-01"}, "ar", "1\u00a0مارس\u00a02026", id="date ar"),
        pytest.param({"type": "count", "value": 1200}, "fa_AF", "1,200", id="digits are always 0 to 9"),
        pytest.param({"type": "term", "value": "f-skatt"}, "sv", "F-skatt", id="term"),
        pytest.param({"type": "message", "name": "general.idea.title"}, "sv", "Idén", id="message"),
        pytest.param({"type": "message", "name": "general.title"}, "sv", "⁨Business plan⁩", id="message in English"),
        pytest.param({"type": "lines", "items": [{"type": "count", "value": 1}, "b"]}, "sv", "1\n⁨b⁩", id="lines"),
        pytest.param({"type": "list", "items": []}, "sv", "", id="empty list"),
        pytest.param(7, "sv", "7", id="a bare number"),
        pytest.param("a", "sv", "⁨a⁩", id="a bare text is somebody's words"),
    ],
)
def test_a_value_is_written_as_the_readers_language_does(
    catalogue: Catalogue, value: object, locale: str, text: str
) -> None:
    assert render_value(value, locale=locale, catalogue=catalogue) == text


@pytest.mark.parametrize(
    ("locale", "text"), [("sv", "1, 2 och moms"), ("en", "1, 2, and moms"), ("tr", "1, 2 ve moms")]
)
def test_a_list_is_joined_as_the_readers_language_does(catalogue: Catalogue, locale: str, text: str) -> None:
    items = [{"type": "count", "value": 1}, {"type": "count", "value": 2}, {"type": "term", "value": "moms"}]
    assert render_value({"type": "list", "items": items}, locale=locale, catalogue=catalogue) == text


@pytest.mark.parametrize(
    ("number", "locale", "text"),
    [
        pytest.param(1, "sv", "1 fråga kvar i Idén.", id="one"),
        pytest.param(0, "sv", "0 frågor kvar i Idén.", id="none is several in Swedish"),
        pytest.param(2, "ar", "اثنان: الفكرة", id="two is one word in Arabic"),
        pytest.param(103, "ar", "103 أسئلة: الفكرة", id="few"),
        pytest.param(11, "ar", "11 سؤالا: الفكرة", id="many"),
        pytest.param(1, "so", "1 fråga kvar i Idén.", id="a fallback counts by its own rule"),
    ],
)
def test_counting_follows_the_languages_grammar(catalogue: Catalogue, number: int, locale: str, text: str) -> None:
    values = {"n": {"type": "count", "value": number}, "section": {"type": "message", "name": "general.idea.title"}}
    assert shown(catalogue, "utter_left", values, locale) == text


def test_a_text_is_cut_where_a_swedish_term_stands(catalogue: Catalogue) -> None:
    rendered = render("utter_moms", {"rate": {"type": "percent", "value": "25"}}, locale="ar", catalogue=catalogue)
    assert rendered == Rendered(
        "أضف ⁨moms⁩ بنسبة ⁦25%⁩.",
        ("أضف \u2068", TermPart("moms", "moms"), "\u2069 بنسبة ⁦25%⁩."),
        "ar",
        "rtl",
    )


def test_a_fallback_says_its_own_language_and_direction(catalogue: Catalogue) -> None:
    rendered = render("page_hello", AMINA, locale="ar", catalogue=catalogue)
    assert (rendered.language, rendered.direction) == ("en", "ltr")


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        pytest.param("utter_greet", AMINA, "Hej, Amina.", id="the short form, without signs that cost a second SMS"),
        pytest.param("general.form.text", {}, "Vilken form passar dig?", id="a short form in English only is not used"),
        pytest.param("page_hello", {"person": "Åsa – ”Ö”…"}, 'Hello Åsa - "Ö"...', id="dashes and quotation marks"),
        pytest.param(
            "page_hello", {"person": "أمينة"}, "Hello \u2068أمينة\u2069", id="isolates stay where they matter"
        ),
    ],
)
def test_an_sms_is_short_and_plain(catalogue: Catalogue, name: str, values: Mapping[str, Any], text: str) -> None:
    assert render(name, values, locale="sv", channel="sms", catalogue=catalogue).text == text


def test_an_amount_in_an_sms_has_plain_spaces() -> None:
    assert formats.plain_for_sms(formats.isolated_number(formats.money(Decimal(25000), "sv"))) == "25 000 kr"


def test_an_amount_in_an_arabic_sms_stays_whole_and_in_order(catalogue: Catalogue) -> None:
    rate = {"rate": {"type": "money", "value": "-25000", "currency": "SEK"}}
    rendered = render("utter_moms", rate, locale="ar", channel="sms", catalogue=catalogue)
    assert rendered.parts[-1] == "\u2069 بنسبة \u2066-25,000\u00a0kr\u2069."
    assert [rendered.text.count(sign) for sign in "\u2066\u2068\u2069"] == [1, 1, 2]


def test_every_isolate_of_an_sms_is_closed_where_a_part_has_no_right_to_left_letter(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    merge(root, "ar", {"utter_moms": "الرقم {term_moms} {rate}"})
    values = {"rate": {"type": "percent", "value": "25"}}
    rendered = render("utter_moms", values, locale="ar", channel="sms", catalogue=Catalogue.load(root))
    assert rendered.parts == ("الرقم \u2068", TermPart("moms", "moms"), "\u2069 \u206625%\u2069")


SECRET = "Hemlighet 19121212-1212"
UNSHOWN: list[Any] = [
    pytest.param({}, id="missing"),
    pytest.param({"person": {"type": "money", "value": SECRET}}, id="not a number"),
    pytest.param({"person": {"type": "money", "value": 2.5}}, id="a float"),
    pytest.param({"person": {"type": "money", "value": "NaN"}}, id="not a number, says the number"),
    pytest.param({"person": {"type": "money", "value": "1E999999"}}, id="a number that would fill the memory"),
    pytest.param({"person": {"type": "money", "value": "5", "currency": "EUR"}}, id="another currency"),
    pytest.param({"person": {"type": "count", "value": True}}, id="a boolean"),
    pytest.param({"person": {"type": "date", "value": SECRET}}, id="not a date"),
    pytest.param({"person": {"type": SECRET, "value": "x"}}, id="unknown type"),
    pytest.param({"person": {"type": "name"}}, id="no value"),
    pytest.param({"person": {"type": "name", "value": 3}}, id="a name that is no text"),
    pytest.param({"person": {"type": "term", "value": SECRET}}, id="unknown term"),
    pytest.param({"person": {"type": "message", "name": "utter_nothing"}}, id="unknown message"),
    pytest.param({"person": None}, id="nothing"),
    pytest.param({"person": [SECRET]}, id="a bare list"),
]


@pytest.mark.parametrize("values", UNSHOWN)
def test_a_value_that_cannot_be_shown_leaves_the_text_readable_and_a_line_in_the_log(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture, values: Mapping[str, Any]
) -> None:
    with caplog.at_level(logging.ERROR):
        text = shown(catalogue, "page_hello", values, "en")
    assert text.replace("\u2068", "").replace("\u2069", "") == "Hello …"
    assert len(caplog.records) == 1
    assert SECRET not in str(caplog.records[0].__dict__)


def test_an_unknown_name_is_logged_and_shown_as_an_ellipsis(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    assert shown(catalogue, "utter_nothing", {}) == "…"
    assert caplog.records[0].__dict__["entry"] == "utter_nothing"


def test_messages_inside_messages_end_somewhere(catalogue: Catalogue) -> None:
    value: dict[str, Any] = {"type": "name", "value": "end"}
    for _ in range(50):
        value = {"type": "message", "name": "page_hello", "values": {"person": value}}
    assert shown(catalogue, "page_hello", {"person": value}, "en").endswith("…")


def test_values_are_never_read_as_placeholders(catalogue: Catalogue) -> None:
    assert "{term_moms}" in shown(catalogue, "page_hello", {"person": "{term_moms}"})


def test_rendering_is_quick(catalogue: Catalogue) -> None:
    values = {"rate": {"type": "percent", "value": "25"}}
    render("utter_moms", values, locale="ar", catalogue=catalogue)
    begun = time.process_time()
    for _ in range(500):
        render("utter_moms", values, locale="ar", catalogue=catalogue)
    assert (time.process_time() - begun) / 500 < 0.0002
