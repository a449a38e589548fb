"""Personal identity numbers are found in any form, and what only resembles them is left alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from bot.language.identity_numbers import find_identity_numbers, mask

MANY = 10_000
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def check_digit(digits: str) -> int:
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return -total % 10


def personal_number(chance: random.Random) -> str:
    born = date(1925, 1, 1) + timedelta(days=chance.randrange(36_500))
    day = born.day + (60 if chance.random() < 0.3 else 0)
    nine = f"{born:%y%m}{day:02}{chance.randrange(1000):03}"
    ten = nine + str(check_digit(nine))
    century = f"{born:%Y}"[:2] if chance.random() < 0.5 else ""
    mark = chance.choice(["-", "", "+", " ", "–"])
    written = f"{century}{ten[:6]}{mark}{ten[6:]}"
    return written.translate(ARABIC) if chance.random() < 0.3 else written


def local_part(chance: random.Random) -> str:
    return f"{chance.randrange(1000):03} {chance.randrange(100):02} {chance.randrange(100):02}"


def other_number(chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        nine = (
            f"{chance.choice([5, 8, 9])}{chance.randrange(10)}{chance.randrange(20, 100)}{chance.randrange(10**5):05}"
        )
        return f"{nine[:6]}-{nine[6:]}{check_digit(nine)}"
    if kind == 1:
        return f"07{chance.choice('02369')}-{local_part(chance)}"
    if kind == 2:
        return f"+46 7{chance.choice('02369')} {local_part(chance)}"
    if kind == 3:
        return f"{chance.randrange(10**9):,}".replace(",", chance.choice([" ", ".", ",", "\u00a0"])) + " kr"
    return f"{chance.randrange(10_000, 10_000_000)} kronor"


def test_nearly_every_personal_number_is_found() -> None:
    chance = random.Random(20)
    found = sum(len(find_identity_numbers(f"mitt nummer är {personal_number(chance)}, tack")) == 1 for _ in range(MANY))
    assert found >= MANY * 0.999


def test_hardly_any_other_number_is_taken() -> None:
    chance = random.Random(21)
    alarms = sum(bool(find_identity_numbers(f"här är {other_number(chance)}, tack")) for _ in range(MANY))
    assert alarms <= MANY * 0.001


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("811228-9874", "••••••-••••", id="hyphen"),
        pytest.param("jag: 19811228 9874.", "jag: •••••••• ••••.", id="century-and-space"),
        pytest.param("٨١١٢٢٨-٩٨٧٤", "••••••-••••", id="arabic-digits"),
        pytest.param("811228-9875", "811228-9875", id="wrong-check-digit"),
        pytest.param("811328-9873", "811328-9873", id="no-such-month"),
        pytest.param("556036-0793", "556036-0793", id="organisation-number"),
        pytest.param("811228-9874 och 8112289874", "••••••-•••• och ••••••••••", id="two"),
    ],
)
def test_masking_keeps_everything_but_the_digits(text: str, masked: str) -> None:
    assert mask(text) == masked
