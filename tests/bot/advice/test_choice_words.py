"""Choices are known by everyday words in four languages, and what could be two of them is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.actions.advising import library
from bot.advice.choice_words import ChoiceWordsError, load_choice_words, unknown_choices
from bot.advice.templates import Question
from bot.language.amounts import Refusal
from bot.language.choices import parse_choice, parse_choices
from bot.language.locales import ROOT

FOLDER = ROOT / "bot" / "data" / "choices"
LOCALES = ("sv", "en", "ar", "so")
UNDECIDED = {"not_known", "not_decided"}


@cache
def questions() -> Mapping[str, Question]:
    return {question.id: question for template in library().templates.values() for question in template.questions}


@cache
def labels(question: str) -> Mapping[str, Sequence[str]]:
    return library().labels(questions()[question])


def meant(text: str, question: str, locale: str) -> str | tuple[str, ...]:
    asked = questions()[question]
    read = parse_choice if asked.type == "choice" else parse_choices
    found = read(text, labels(question), locale)
    return f"asks ({found.reason})" if isinstance(found, Refusal) else found


@pytest.mark.parametrize(
    ("question", "locale", "text", "wanted"),
    [
        ("place_kind", "sv", "hemma", "home"),
        ("place_kind", "sv", "jag tänkte börja hemma i garaget", "home"),
        ("place_kind", "en", "at home to begin with", "home"),
        ("place_kind", "ar", "في البيت", "home"),
        ("place_kind", "ar", "بالبيت أول شي", "home"),
        ("place_kind", "so", "guriga", "home"),
        ("place_kind", "so", "gurigayga ayaan ka bilaabayaa", "home"),
        ("place_kind", "sv", "hyr en stol i en salong", "shared"),
        ("place_kind", "en", "a food truck", "vehicle"),
        ("place_kind", "so", "waan kiraysanayaa dukaan", "rented"),
        ("company_form", "sv", "enskild", "sole_trader"),
        ("company_form", "sv", "jag vill ha AB", "limited_company"),
        ("company_form", "en", "sole trader", "sole_trader"),
        ("company_form", "ar", "شركة مساهمة", "limited_company"),
        ("company_form", "ar", "Enskild firma، لأني أبدأ بمشروع صغير", "sole_trader"),
        ("company_form", "so", "shirkad saami leh", "limited_company"),
        ("customers_kind", "sv", "familjer", ("private_people",)),
        ("customers_kind", "en", "families and offices", ("private_people", "companies")),
        ("customers_kind", "ar", "العائلات والمدارس", ("private_people", "public_sector")),
        ("customers_kind", "so", "qoysas", ("private_people",)),
        ("customers_season", "sv", "juni till augusti", ("summer",)),
        ("customers_season", "sv", "vår", ("spring",)),
        ("customers_season", "en", "December, around Christmas", ("winter",)),
        ("customers_season", "ar", "تموز وآب", ("summer",)),
        ("customers_season", "so", "xagaaga iyo jiilaalka", ("summer", "winter")),
        ("company_f_skatt", "sv", "nej inte än", "not_yet"),
        ("company_f_skatt", "en", "I haven't applied", "not_yet"),
        ("company_f_skatt", "ar", "قدمت طلب", "applied"),
        ("company_f_skatt", "so", "waan codsaday", "applied"),
        ("staff_bookkeeping", "en", "me", "myself"),
        ("staff_bookkeeping", "sv", "jag anlitar en revisor", "accountant"),
        ("owner_situation", "ar", "عاطل عن العمل", "job_seeker"),
        ("owner_situation", "so", "arday", "student"),
    ],
)
def test_everyday_words_are_known(question: str, locale: str, text: str, wanted: object) -> None:
    assert meant(text, question, locale) == wanted


@pytest.mark.parametrize(
    ("question", "locale", "text"),
    [
        ("company_form", "sv", "bolag"),
        ("company_form", "sv", "eget företag"),
        ("company_form", "en", "my own company"),
        ("company_form", "ar", "شركة"),
        ("company_form", "so", "shirkad"),
        ("place_kind", "sv", "hemma eller hos kunden"),
        ("place_kind", "sv", "inte hemma"),
        ("place_kind", "en", "not at home"),
        ("place_kind", "ar", "مش بالبيت"),
        ("place_kind", "so", "guriga maya"),
        ("owner_situation", "sv", "jag jobbar inte"),
        ("owner_situation", "en", "I am not employed"),
        ("customers_season", "sv", "det var bra"),
        ("craft_transport", "en", "no bus"),
        ("place_kind", "en", "dunno maybe somthing small"),
    ],
)
def test_what_could_be_two_or_none_is_asked(question: str, locale: str, text: str) -> None:
    assert str(meant(text, question, locale)).startswith("asks")


def words(locale: str) -> Iterator[tuple[str, str, str]]:
    table = yaml.safe_load((FOLDER / f"{locale}.yml").read_text(encoding="utf-8"))["choices"]
    for question, choices in table.items():
        for choice, said in choices.items():
            yield from ((question, choice, word.removesuffix("!")) for word in said)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_means_its_choice_or_is_asked_about(locale: str) -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for question, choice, word in words(locale):
        owners.setdefault((question, word), set()).add(choice)
    wrong = []
    for (question, word), choices in owners.items():
        found = meant(word, question, locale)
        chosen = {found} if isinstance(found, str) else set(found)
        if chosen != choices and not (len(choices) > 1 and found == "asks (several)"):
            wrong.append(f"{question}: {word}: {found}, not {sorted(choices)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_choice_of_every_template_has_everyday_words(locale: str) -> None:
    named = {(question, choice) for question, choice, _word in words(locale)}
    wanted = {(name, choice.choice) for name, question in questions().items() for choice in question.choices}
    assert {entry for entry in wanted - named if entry[1] not in UNDECIDED} == set()


def test_words_for_what_is_gone_and_words_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "sv.yml").write_text('description: "x"\nchoices: {place_kind: {moon: ["månen"]}}\n', encoding="utf-8")
    (problem,) = unknown_choices(load_choice_words(tmp_path), library().templates)
    assert problem.startswith("bot/data/choices: place_kind.moon: no template")
    (tmp_path / "en.yml").write_text(
        'description: "x"\nchoices: {place_kind: {home: [" ! ", "a"]}}\n', encoding="utf-8"
    )
    with pytest.raises(ChoiceWordsError, match=r"place_kind\.home: must be a list of words"):
        load_choice_words(tmp_path)
