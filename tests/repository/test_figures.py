"""The figures of this repository: none is overdue, derived ones follow from the others, and none stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from bot.advice.parameter_notices import overdue
from bot.advice.parameters import Parameters
from bot.language.checks import Exceptions, figure_problems, translated_languages
from bot.language.extract import DOMAINS, Entry, extract
from bot.language.locales import ROOT
from bot.language.pofiles import po_path, read_translations, source_of

ALLOWED = Exceptions.load()
NOTHING_ALLOWED = Exceptions()
EXCEPTIONS = ROOT / "locales" / "exceptions.yml"


def texts() -> Iterator[tuple[str, Entry, tuple[str, ...]]]:
    """Give every text in every language with its file, also translations that people do not see yet."""
    for domain, entries in extract(ROOT).entries.items():
        for entry in entries:
            yield entry.path, entry, source_of(entry)
        named = {entry.name: entry for entry in entries}
        for language in translated_languages(ROOT):
            path = po_path(ROOT, language.code, domain)
            for name, translation in read_translations(path).items():
                if name in named:
                    yield str(path.relative_to(ROOT)), named[name], translation.forms


def test_no_figure_is_overdue() -> None:
    """Look at the real day: a quiet repository must turn red when its figures grow old."""
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    assert [f"{figure.name}: {figure.since}" for figure in overdue(Parameters.load(), today)] == []


def test_no_text_in_any_language_holds_a_figure() -> None:
    found = [
        f"{path}: {entry.name}: {problem}"
        for path, entry, forms in texts()
        for problem in figure_problems(entry, forms, ALLOWED)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "It costs 1 900 kr.",
        "It costs 1 900\N{NO-BREAK SPACE}kr.",
        "You pay 28,97 %.",
        "You pay 25%.",
        "The limit is SEK 120 000.",
        "The limit is 120,000 SEK.",
        "Det kostar 500 kronor.",
        "The rule changed in 2025.",
        "Avgiften är 12 procent.",
        "You pay 12 percent.",
        "تدفع ٢٥٪ ضريبة.",
        "القانون منذ ٢٠٢٥.",
        "يكلف 500 كرونة.",
        "Waxaad bixinaysaa boqolkiiba 25.",
    ],
)
def test_a_figure_in_a_text_is_found(text: str) -> None:
    assert list(figure_problems(Entry("utter_new", text), [text], ALLOWED))


@pytest.mark.parametrize("text", ["You pay {rate} of {amount}.", "Say three prices.", "Question 4 of 12.", "Ring 112."])
def test_a_text_without_a_figure_passes(text: str) -> None:
    assert not list(figure_problems(Entry("utter_new", text), [text], ALLOWED))


def test_every_exception_is_needed_and_says_why() -> None:
    used = {entry.name for _path, entry, forms in texts() if list(figure_problems(entry, forms, NOTHING_ALLOWED))}
    assert sorted(ALLOWED.figures - used) == []
    listed = EXCEPTIONS.read_text(encoding="utf-8").split("\nfigures:\n")[1].splitlines()
    assert len(listed) == len(YAML(typ="safe").load(EXCEPTIONS)["figures"])
    assert [line for line in listed if not re.search(r"# \w+", line)] == []


def test_every_domain_of_texts_is_looked_at() -> None:
    looked_at = [path for path, _entry, _forms in texts()]
    assert all(any(path.endswith(f"/{domain}.po") for path in looked_at) for domain in DOMAINS)
    assert "bot/domain/conversation.yml" in looked_at


def test_every_figure_that_code_or_data_names_is_there() -> None:
    figures = Parameters.load()
    named = re.compile(rf"\b((?:{'|'.join(figures.authorities)})\.[a-z0-9_]+)\b(?!\.)")
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "bot" / "data" / "budget").rglob("*.yml")]
    found = {name for file in files for name in named.findall(file.read_text(encoding="utf-8"))}
    assert "skatteverket.egenavgift_full" in found
    assert {name for name in found if not name.endswith((".se", ".yml"))} - figures.keys() == set()


@pytest.mark.parametrize(
    ("derived", "factor", "base", "day", "base_day"),
    [
        ("cash_register_limit", "4", "pbb", date(2025, 6, 1), date(2025, 6, 1)),
        ("cash_register_limit", "4", "pbb", date(2026, 6, 1), date(2026, 6, 1)),
        ("k312_grundbelopp", "4", "ibb", date(2026, 6, 1), date(2025, 6, 1)),
        ("pensionable_income_max", "7.5", "ibb", date(2026, 6, 1), date(2026, 6, 1)),
    ],
)
def test_a_figure_that_follows_from_another_agrees_with_it(
    derived: str, factor: str, base: str, day: date, base_day: date
) -> None:
    figures = Parameters.load()
    expected = Decimal(factor) * figures[f"skatteverket.{base}"].value_on(base_day)
    assert figures[f"skatteverket.{derived}"].value_on(day) == expected
