"""The pictures of a plan: the same for everybody who reads, sees or hears them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.results import Budgets
from bot.advice.parameters import Parameters
from bot.language.catalogue import default_catalogue
from connectors.documents.book.page import ISOLATES
from connectors.documents.chart_shapes import DRAWN
from connectors.documents.charts import NAMES, chart, progress_chart
from connectors.documents.drawing import drawn, picture, svg_of
from connectors.documents.packet_budgets import picture as budget_picture
from connectors.documents.packet_words import PacketWords
from connectors.documents.plan_document import Wording, choose_columns
from tests.connectors.documents.plans import general
from tests.connectors.documents.samples import CAFE, SALON

HOSTILE = "<script>alert(1)</script>&\"'; datum.amount = 0 //"


def budgets(inputs: Inputs = SALON) -> Budgets:
    return calculate(inputs, Parameters.load())


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


@pytest.mark.parametrize("locale", ["sv", "ar", "so"])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_a_title_a_table_and_is_always_the_same(name: str, locale: str) -> None:
    drawn = chart(name, budgets(CAFE), locale)
    assert drawn == chart(name, budgets(CAFE), locale)
    assert drawn.title == default_catalogue().text(f"document_chart_{name}", locale).text
    assert ET.fromstring(drawn.svg).get("aria-label") == drawn.title  # noqa: S314
    assert all(len(row) == len(drawn.head) for row in drawn.rows)
    assert len(drawn.table) > 2
    assert picture(drawn.svg).startswith(b"\x89PNG")


def test_the_cash_is_drawn_and_told_for_every_month() -> None:
    drawn = chart("cash", budgets(), "sv")
    assert len(drawn.rows) == 24
    assert drawn.rows[0][0] == "2026-09"
    assert any("Lägst" in text for text in texts(drawn.svg))


def test_the_first_month_stands_where_reading_begins() -> None:
    def where(locale: str) -> float:
        drawn = chart("cash", budgets(), locale).svg
        place = drawn.index(">2026-09<")
        return float(drawn[:place].rpartition("translate(")[2].split(",")[0])

    assert where("sv") < 100
    assert where("ar") > 500


def test_months_below_zero_show_without_colour() -> None:
    poor = budgets(replace(SALON, loans=(), funding=()))
    assert min(poor.liquidity.closing) < 0
    assert "4,3" in chart("cash", poor, "sv").svg
    assert "4,3" not in chart("cash", budgets(), "sv").svg


def test_names_are_words_and_nothing_else() -> None:
    named = replace(SALON, costs=tuple(replace(cost, name=HOSTILE) for cost in SALON.costs))
    drawn = chart("costs", budgets(named), "sv").svg
    assert "<script" not in drawn
    assert any(text.startswith("<script>") for text in texts(drawn))


def test_nothing_is_fetched() -> None:
    outside = {"data": {"url": "https://example.org/x.json"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError, match="not allowed"):
        svg_of(outside, {"decimal": ",", "thousands": " ", "grouping": [3], "currency": ["", ""]}, "x")


def test_progress_tells_what_is_answered_and_what_is_open() -> None:
    drawn = progress_chart([("Idén", 3, 4), ("Kunder", 0, 5)], "sv")
    assert drawn.rows == (("Idén", "3", "1"), ("Kunder", "0", "5"))
    assert any("75" in text for text in texts(drawn.svg))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locales", [("sv", "ar"), ("ar", "so"), ("sv", "so")], ids="-".join)
def test_a_picture_of_a_paper_in_two_languages_has_the_words_of_both(name: str, locales: tuple[str, str]) -> None:
    wording = Wording(default_catalogue(), general(), choose_columns(locales))
    paper = budget_picture(name, budgets(CAFE), PacketWords(wording))
    shown = [text.translate(ISOLATES) for text in texts(drawn(paper))]
    for locale in locales:
        drawing = DRAWN[name](budgets(CAFE), locale, default_catalogue())
        wanted = [bar.label for bar in drawing.bars] + ([drawing.marked[1]] if drawing.marked else [])
        missing = [label for label in wanted if not any(label.translate(ISOLATES) in text for text in shown)]
        assert missing == []
