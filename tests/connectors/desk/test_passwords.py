"""What passwords cost to check, and which are taken."""

from __future__ import annotations

import subprocess
import sys

import pytest

from connectors.desk.passwords import hash_password, is_right, weakness

ABOUT = ("Amina Nilsson", "amina.nilsson@radgivning.example")


def test_hashes_have_the_cost_that_is_recommended() -> None:
    told = "from connectors.desk import passwords as p; print(p.hash_password('x').decode()[:31], p._DECOY[:31])"
    shown = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["$argon2id$v=19$m=47104,t=1,p=1$"] * 2


def test_a_password_is_right_in_any_keyboards_spelling() -> None:
    stored = hash_password("blåbär på måndag")
    assert is_right(stored, "bl\N{LATIN SMALL LETTER A}\N{COMBINING RING ABOVE}bär på måndag")
    assert not is_right(stored, "blabar pa mandag")
    assert not is_right(None, "nobody has this password")


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        pytest.param("granit moln sju kanelbullar", None, id="words"),
        pytest.param("شاي بالنعناع كل صباح جميل", None, id="Arabic words"),
        pytest.param("q7#Lm2!vXz9@", None, id="twelve signs"),
        pytest.param("q7#Lm2!vXz9", "too_short", id="eleven signs"),
        pytest.param("hejhej123456", "guessable", id="known words"),
        pytest.param("amina nilsson radgivning", "guessable", id="about oneself"),
        pytest.param("Startbro-Startbro-1", "guessable", id="our name"),
        pytest.param("aaaaaaaaaaaaaaaa", "guessable", id="one sign"),
        pytest.param("x" * 201, "too_long", id="too long"),
    ],
)
def test_what_could_be_guessed_is_not_taken(chosen: str, why: str | None) -> None:
    assert weakness(chosen, ABOUT) == why
