"""A rate or limit of the law is called by a name in the reader's language, wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.explaining import explain
from bot.advice.parameters import Parameters
from bot.language.catalogue import Catalogue
from bot.language.compile import build
from bot.language.locales import ROOT
from bot.language.rendering import render
from connectors.documents.calculating import word_book, word_packet
from connectors.documents.plan_document import Wording
from tests.connectors.documents.plans import DAY, general, whole_plan
from tests.connectors.documents.samples import SALON

MARK = "[på svenska] "
FIGURE = re.compile(r"\"([a-z]+\.[a-z][a-z0-9_]+)\"")


@pytest.fixture(scope="module")
def swedish() -> Catalogue:
    """Give our texts, with Swedish names of figures that are told apart from every other word."""
    made = build(ROOT)
    names = [name for name in made.texts["en"] if name.startswith("figure.")]
    marked = {**made.texts["sv"], **{name: (MARK + made.texts["en"][name][0],) for name in names}}
    return Catalogue(replace(made, texts={**made.texts, "sv": marked}))


def named_in_code() -> Iterator[str]:
    """Give every figure that a module of ours names."""
    known = Parameters.load()
    for folder in ("bot/advice", "connectors"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from (name for name in FIGURE.findall(path.read_text("utf-8")) if name in known)


def test_every_figure_that_our_code_names_has_a_name_for_people() -> None:
    names = set(named_in_code())
    assert len(names) > 40
    assert sorted(name for name in names if not Parameters.load()[name].called) == []


def test_no_two_figures_are_called_the_same(swedish: Catalogue) -> None:
    names = [swedish.text(name, "en").text for name in swedish.names("figure.")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_the_sources_of_an_amount_name_each_figure_in_front_of_its_value(swedish: Catalogue) -> None:
    parameters = Parameters.load()
    fees = calculate(SALON, parameters).years[0].own_fees
    told = explain(fees, parameters)[1]
    lines = render(told.name, told.values, locale="sv", catalogue=swedish).text.splitlines()[1:]
    assert len(lines) == len(set(fees.figures)) > 2
    assert [line for line in lines if not line.startswith(MARK) or ": Siffran" not in line] == []
    assert "egenavgifter" in lines[0]


def test_papers_for_a_loan_and_spreadsheet_use_the_readers_names(swedish: Catalogue) -> None:
    descriptions = [parameter.description for parameter in Parameters.load().values()]
    wording = Wording(swedish, general(), ("sv",))
    packet = word_packet(whole_plan(), wording, day=DAY).to_json()
    book = word_book(whole_plan(), wording, day=DAY).to_json()
    assert packet.count(MARK) > 5
    assert book.count(MARK) > 10
    assert [words for words in descriptions if words in packet or words in book] == []


def test_the_spreadsheet_says_units_in_the_readers_language(swedish: Catalogue) -> None:
    made = swedish.texts(swedish.names("document_unit_"), "sv")
    book = word_book(whole_plan(), Wording(swedish, general(), ("sv",)), day=DAY)
    (page,) = [sheet for sheet in book.sheets if sheet.name == swedish.text("document_sheet_figures", "sv").text]
    heads = {cell.text: cell.column for cell in page.cells if cell.style == "head"}
    unit = heads[swedish.text("document_book_unit", "sv").text]
    shown = {cell.text for cell in page.cells if cell.column == unit and cell.style == "text"}
    assert {made["document_unit_ratio"], made["document_unit_sek_year"]} <= shown <= set(made.values())
