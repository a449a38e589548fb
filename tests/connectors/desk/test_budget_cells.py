"""Every row and cell of any budgets has a reference of its own and a name in every language."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import Inputs
from bot.advice.facts import Answer, Facts
from bot.advice.parameters import Parameters
from bot.advice.templates import load_templates
from bot.language.locales import ROOT, offered
from bot.language.rendering import render_value
from connectors.desk.budget import CASES, Looked, budget_frame
from connectors.desk.budget_cells import label, references, sheets
from connectors.desk.budget_tables import Wording, tables
from connectors.documents.budget_lines import Line
from tests.bot.advice.budget.any_plan import plans
from tests.connectors.desk.budgets import SALON
from tests.connectors.documents import samples

TEMPLATES = load_templates(ROOT / "bot" / "data" / "templates")
LONGEST_REFERENCE = 100
"""What the record holds of a reference."""


@given(plans)
@settings(max_examples=25, deadline=None)
def test_every_reference_is_one_and_fits(inputs: Inputs) -> None:
    found = [*references(calculate(inputs, Parameters.load()))]
    assert [about for about, times in Counter(about for about, _ in found).items() if times > 1] == []
    assert all(len(about) <= LONGEST_REFERENCE for about, _ in found)


@pytest.mark.parametrize("inputs", [samples.SALON, samples.CAFE], ids=["sole trader", "limited company"])
@pytest.mark.parametrize("locale", offered())
def test_every_cell_has_a_name_in_every_language(inputs: Inputs, locale: str) -> None:
    named = [render_value(value, locale=locale) for _, value in references(calculate(inputs, Parameters.load()))]
    assert not [name for name in named if "…" in name or not name.strip()]


@pytest.mark.parametrize("inputs", [samples.SALON, samples.CAFE], ids=["sole trader", "limited company"])
def test_what_a_remark_may_point_at_is_what_the_record_knows(inputs: Inputs) -> None:
    budgets = calculate(inputs, Parameters.load())
    say = partial(render_value, locale="sv")
    shown = tables(budgets, TEMPLATES["general"], {}, wording=Wording(say, say))
    known = {about for about, _ in references(budgets)}
    for table in shown:
        for row in table["rows"]:
            assert len(row["amounts"]) == len(row["low"]) == len(table["head"]) - 1
            assert {target["about"] for target in row["targets"]} <= known
            assert row["row"] == row["targets"][0]["about"]


def test_two_lines_of_one_name_are_told_apart() -> None:
    budgets = calculate(samples.CAFE, Parameters.load())
    keys = [*sheets(budgets)["start"].lines]
    assert "own" in keys
    assert "own~2" in keys
    assert label(Line("utter_row_loans", (Decimal(1),))) == {"type": "message", "name": "utter_row_loans", "values": {}}
    assert label(Line("Almi", (Decimal(1),), own=True)) == {"type": "name", "value": "Almi"}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("locale", ["sv", "en"])
@pytest.mark.parametrize("form", ["sole_trader", "limited_company", "partnership", "cooperative"])
def test_no_text_of_the_tab_has_a_gap(case: str, locale: str, form: str) -> None:
    answers = {name: Answer(value, str(value), "sv") for name, value in {**SALON, "company_form": form}.items()}
    facts = Facts("ar", date(2026, 5, 4), answers=answers)
    told = budget_frame(Looked(TEMPLATES["personal_service"], facts, case, locale), "c_1")
    assert told["tables"]
    assert "…" not in str(told)
    assert [text for text in texts_in(told) if text.startswith(("utter_", "document_", "desk_"))] == []


def texts_in(told: Any) -> list[str]:
    """Give every text of a frame."""
    if isinstance(told, str):
        return [told]
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else []
    return [text for part in parts for text in texts_in(part)]
