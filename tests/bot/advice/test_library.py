"""What people may call a choice: its label in full or in short, and the other names of a Swedish term in it."""

from __future__ import annotations

import pytest

from bot.actions.advising import library
from bot.language.choices import parse_choice


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        pytest.param("enskild firma", "sv", "sole_trader", id="without the explanation in brackets"),
        pytest.param("AB", "so", "limited_company", id="a short form after a comma"),
        pytest.param("sole proprietorship", "en", "sole_trader", id="an English name of the term"),
        pytest.param("مؤسسة فردية", "ar", "sole_trader", id="an Arabic name of the term"),
        pytest.param("kommanditbolag", "sv", "partnership", id="the second of two"),
        pytest.param("vet inte", "sv", "not_decided", id="a part of the label"),
    ],
)
def test_a_company_form_is_known_by_its_usual_names(text: str, locale: str, wanted: str) -> None:
    known = library()
    question = known.templates["general"].question("company_form")
    assert parse_choice(text, known.labels(question), locale) == wanted
