"""Figures that the law derives from one another agree, and every figure the budgets name exists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.advice.budget import names
from bot.advice.parameters import Parameters

PARAMETERS = Parameters.load()
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("year", "base_amount", "limit"),
    [(2025, "58800", "235200"), (2026, "59200", "236800")],
)
def test_the_limit_for_cash_registers_is_four_base_amounts(year: int, base_amount: str, limit: str) -> None:
    day = date(year, 6, 1)
    assert PARAMETERS[names.BASE_AMOUNT].value_on(day) == Decimal(base_amount)
    assert PARAMETERS["skatteverket.cash_register_limit"].value_on(day) == Decimal(limit) == 4 * Decimal(base_amount)


def test_half_a_base_amount_is_29600_kronor() -> None:
    half = PARAMETERS[names.BASE_AMOUNT].value_on(DAY) * PARAMETERS[names.AT_ONCE_SHARE].value_on(DAY)
    assert half == Decimal(29_600)


def test_the_pension_part_is_one_and_the_same_everywhere() -> None:
    pension = (names.OWN_FEES_PENSION, names.EMPLOYER_ELDERLY, names.EMPLOYER_TEENAGER, names.GROWTH_RATE)
    assert {PARAMETERS[name].value_on(DAY) for name in pension} == {Decimal("0.1021")}


def test_the_young_pay_the_pension_part_and_about_half_of_the_rest() -> None:
    full, pension = PARAMETERS[names.EMPLOYER].value_on(DAY), PARAMETERS[names.EMPLOYER_ELDERLY].value_on(DAY)
    exact = pension + (full - pension) / 2
    # each fee is halved and cut to two places of a per cent, so that the sum is a few hundredths lower
    assert Decimal("0.2081") == PARAMETERS[names.EMPLOYER_YOUNG].value_on(DAY)
    assert 0 <= exact - Decimal("0.2081") < Decimal("0.0006")


def test_every_figure_the_budgets_name_exists() -> None:
    written = [value for name, value in vars(names).items() if name.isupper() and isinstance(value, str)]
    assert not [name for name in (*written, *names.VAT.values()) if name not in PARAMETERS]
