"""Asked where a figure comes from, the bot names value, time, source, check and whom to ask, in the reader's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.advice.dated import Figure, UndecidedError
from bot.advice.figures import explain_figure, explain_undecided, shown
from bot.advice.parameter_files import Authority
from bot.advice.parameters import Parameters
from bot.advice.turn import Reply
from bot.language.catalogue import default_catalogue
from bot.language.rendering import render

AUTHORITIES = Parameters({}, {"skatteverket": Authority("Skatteverket", 12)})
FEE = Figure(
    name="skatteverket.fee",
    unit="ratio",
    authority="skatteverket",
    value=Decimal("0.2897"),
    since=date(2025, 1, 1),
    until=date(2026, 12, 31),
    status="confirmed",
    source="The law, https://law.example/1",
    verified_on=date(2026, 11, 22),
)


def said(reply: Reply) -> str:
    """Give the English words without the invisible marks around values."""
    text = render(reply.name, reply.values, locale="en", catalogue=default_catalogue()).text
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))).replace("\N{NO-BREAK SPACE}", " ")


def test_a_confirmed_figure_names_value_time_source_check_and_authority() -> None:
    assert said(explain_figure(FEE, AUTHORITIES)) == (
        "The figure is 28.97%. It holds from January 1, 2025 to December 31, 2026. "
        "I have it from The law, https://law.example/1. It was checked there on November 22, 2026. "
        "Skatteverket can tell you more."
    )


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        pytest.param(replace(FEE, until=None), "from January 1, 2025, until something else is decided.", id="open end"),
        pytest.param(replace(FEE, status="derived"), "It is calculated from what The law", id="derived"),
        pytest.param(
            replace(FEE, status="unconfirmed"),
            "but it is not confirmed. Check it with Skatteverket before you decide.",
            id="unconfirmed",
        ),
        pytest.param(
            replace(FEE, status="unconfirmed", verified_on=None),
            "I have not found it in a public source, so it may be wrong. Check it with Skatteverket",
            id="never found",
        ),
        pytest.param(replace(FEE, value=None), "There is no such rule from January 1, 2025", id="abolished"),
    ],
)
def test_time_and_certainty_are_told_as_they_are(figure: Figure, words: str) -> None:
    assert words in said(explain_figure(figure, AUTHORITIES))


def test_a_source_that_was_never_found_is_not_named() -> None:
    figure = replace(FEE, status="unconfirmed", verified_on=None, source="heard of")
    assert "heard of" not in said(explain_figure(figure, AUTHORITIES))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("25000", "SEK", {"type": "money", "value": "25000", "currency": "SEK"}),
        ("35000", "SEK/month", {"type": "money", "value": "35000", "currency": "SEK"}),
        ("0.20", "ratio", {"type": "percent", "value": "20"}),
        ("0.206", "ratio", {"type": "percent", "value": "20.6"}),
        ("24", "months", {"type": "count", "value": "24"}),
        ("1937", "birth year", {"type": "name", "value": "1937"}),
        ("9000", "EUR", {"type": "name", "value": "9000 EUR"}),
    ],
)
def test_a_value_is_shown_as_what_it_is(value: str, unit: str, expected: dict[str, str]) -> None:
    assert shown(Decimal(value), unit) == expected


def test_an_undecided_day_offers_the_last_decided_one() -> None:
    reply = explain_undecided(UndecidedError(FEE.name, date(2028, 3, 1), FEE))
    assert said(reply).startswith("The figures for March 1, 2028 are not decided yet.")
    assert "until December 31, 2026" in said(reply)


def test_a_day_before_every_figure_offers_nothing() -> None:
    reply = explain_undecided(UndecidedError(FEE.name, date(2019, 3, 1)))
    assert reply == Reply("utter_figure_unknown_day", {"day": {"type": "date", "value": "2019-03-01"}})


def test_every_figure_of_this_repository_can_be_asked_about() -> None:
    parameters = Parameters.load()
    replies = [said(explain_figure(figure, parameters)) for it in parameters.values() for figure in it.values]
    assert len(replies) > 100
    assert [reply for reply in replies if "…" in reply or "{" in reply] == []
