"""Amounts by the week, with moms or as a guess: read, kept as they were said, converted, and asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.advice.answers import Misread, Value, read_answer
from bot.advice.facts import Facts
from bot.advice.money_values import counted, with_vat
from bot.advice.reading_back import read_back
from bot.advice.templates import Question

MONTHLY = Question("budget_food", "amount", {}, minimum=Decimal(0), maximum=Decimal(200_000), per="month")
WITH_MOMS = replace(MONTHLY, vat=True)


def read(text: str, locale: str, question: Question = MONTHLY) -> Any:
    """Give the value that is stored, or why there is none."""
    found = read_answer(question, text, Facts(locale=locale, day=date(2026, 6, 1)), {})
    return found.value if isinstance(found, Value) else found


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("450 i veckan", "sv", {"amount": "450", "per": "week"}),
        ("12 tusen i månaden", "sv", "12000"),
        ("90 000 om året", "sv", {"amount": "90000", "per": "year"}),
        ("450 a week", "en", {"amount": "450", "per": "week"}),
        ("12 thousand a month", "en", "12000"),
        ("90,000 a year", "en", {"amount": "90000", "per": "year"}),
        ("٤٥٠ في الأسبوع", "ar", {"amount": "450", "per": "week"}),
        ("١٢ ألف في الشهر", "ar", "12000"),
        ("450 toddobaadkii", "so", {"amount": "450", "per": "week"}),
        ("12 kun bishii", "so", "12000"),
        ("90000 sannadkii", "so", {"amount": "90000", "per": "year"}),
        ("about 6000", "en", {"amount": "6000", "guessed": True}),
    ],
)
def test_an_amount_is_kept_as_it_was_said(text: str, locale: str, said: Any) -> None:
    assert read(text, locale) == said


@pytest.mark.parametrize(
    ("text", "locale", "vat"),
    [
        ("500 plus moms", "sv", "without"),
        ("625 inklusive moms", "sv", "with"),
        ("500 plus moms", "en", "without"),
        ("625 including moms", "en", "with"),
        ("500 moms la'aan", "so", "without"),
    ],
)
def test_moms_is_kept_where_it_matters_and_only_there(text: str, locale: str, vat: str) -> None:
    assert read(text, locale, WITH_MOMS)["vat"] == vat
    assert isinstance(read(text, locale), str)


def test_a_week_is_a_twelfth_of_fifty_two() -> None:
    assert counted(MONTHLY, {"amount": "900", "per": "week"}) == Decimal(3900)
    assert counted(MONTHLY, {"amount": "90000", "per": "year"}) == Decimal(7500)
    assert counted(MONTHLY, "900") == Decimal(900)


def test_the_limits_hold_for_what_is_counted() -> None:
    assert read("60 000 a week", "en") == Misread(
        "too_large", {"limit": {"type": "message", "name": "utter_amount_per_month", "values": read_limit("200000")}}
    )
    assert read("200 000 a year", "en") == {"amount": "200000", "per": "year"}


def read_limit(amount: str) -> dict[str, Any]:
    """Give the value that shows a limit."""
    return {"amount": {"type": "money", "value": amount, "currency": "SEK"}}


def test_a_time_that_cannot_be_counted_is_asked_back() -> None:
    assert read("450 an hour", "en") == Misread("per", {})


def test_a_week_is_read_back_as_a_month_in_one_sentence() -> None:
    reply = read_back(MONTHLY, {"amount": "900", "per": "week"})
    assert reply.name == "utter_confirm_converted"
    assert reply.values["converted"]["values"]["amount"]["value"] == "3900"
    assert [button.name for button in reply.buttons] == ["button_yes", "button_no"]


def test_moms_is_asked_for_once_with_the_reading_back() -> None:
    asked = read_back(WITH_MOMS, "500")
    assert asked.name == "utter_confirm_value_vat"
    assert [button.entities.get("vat") for button in asked.buttons] == ["with", "without", None]
    assert with_vat("500", "with") == {"amount": "500", "vat": "with"}
    assert read_back(WITH_MOMS, {"amount": "500", "vat": "with"}).name == "utter_confirm_value"
    assert read_back(WITH_MOMS, "0").name == "utter_confirm_value"
