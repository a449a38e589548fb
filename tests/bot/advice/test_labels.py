"""Which button is meant by words that somebody types."""

from __future__ import annotations

import pytest

from bot.advice.labels import Offered, pressed_in_words
from bot.advice.turn import Button
from bot.language.rendering import render

SELLERS = {"type": "message", "name": "general.competitors_who.text", "values": {}}
CHANGE = Button("button_change", "change_answer", {"question": "competitors_who"}, {"question": SELLERS})
YES = Button("button_yes", "affirm")
CHANGE_PAYLOAD = {"intent": "change_answer", "entities": {"question": "competitors_who"}}


def label(button: Button, locale: str) -> str:
    return render(button.name, button.values, locale=locale).text


@pytest.mark.parametrize("locale", ["sv", "en", "ar", "so"])
def test_a_label_whole_or_cut_is_its_button(locale: str) -> None:
    whole = label(CHANGE, locale)
    cut = " ".join(whole.split()[:3])
    for text in (whole, whole.upper(), f"{cut}…", f"{cut} ..."):
        assert pressed_in_words(text, Offered(before=(CHANGE, YES)), locale, label=label) == CHANGE_PAYLOAD


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("الصور والأوراق", "ar", "show_budget"),
        ("Bilder och papper", "sv", "show_budget"),
        ("explain", "en", "ask_help"),
    ],
)
def test_what_is_always_there_need_not_have_been_offered(text: str, locale: str, intent: str) -> None:
    found = pressed_in_words(text, Offered(), locale, label=label)
    assert found is not None
    assert found["intent"] == intent


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("/explain", Offered()),
        (" /skip", Offered()),
        ("Yes", Offered(before=(YES,))),
        ("Explain", Offered(before=None)),
        ("Change", Offered(before=(CHANGE,))),
        ("I sell bread and cakes", Offered(before=(CHANGE,))),
        ("🙂", Offered(newest=(YES,))),
    ],
)
def test_other_words_are_no_button(text: str, offered: Offered) -> None:
    assert pressed_in_words(text, offered, "en", label=label) is None
