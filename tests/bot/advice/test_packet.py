"""The check of the papers for a loan: what is there, what is missing, and which question mends it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.packet import (
    BRING,
    MISSING,
    PRESENT,
    PacketError,
    check_packet,
    packet_reply,
    read_packet,
    wanted_items,
)
from bot.advice.parameters import Parameters
from bot.advice.templates import load_templates
from bot.language.catalogue import default_catalogue
from bot.language.locales import ROOT
from tests.connectors.documents.samples import SALON

ANSWERS = {name for wanted in wanted_items() for name in wanted.answers}


def states(answered: set[str], asked: set[str] = ANSWERS) -> dict[str, tuple[str, str | None]]:
    budgets = calculate(SALON, Parameters.load())
    return {one.wanted.item: (one.state, one.mends) for one in check_packet(answered, budgets, asked)}


def test_a_whole_plan_has_everything_but_what_the_person_brings() -> None:
    assert {state for state, _ in states(ANSWERS).values()} == {PRESENT, BRING}


@pytest.mark.parametrize("question", sorted(ANSWERS))
def test_an_open_question_is_missing_and_mends_itself(question: str) -> None:
    missing = {mends for state, mends in states(ANSWERS - {question}).values() if state == MISSING}
    assert missing == {question}


def test_a_question_that_the_template_left_out_is_not_missing() -> None:
    assert states(ANSWERS - {"company_owners"}, ANSWERS - {"company_owners"})["ownership"] == (PRESENT, None)


def test_without_budgets_their_questions_are_named() -> None:
    found = {one.wanted.item: one.mends for one in check_packet(ANSWERS, None, ANSWERS) if one.state == MISSING}
    assert found["amount_applied"] == "budget_loan"
    assert {"amount_needed", "result_budget", "liquidity_budget", "household"} <= set(found)


def test_no_loan_in_the_plan_is_missing() -> None:
    budgets = calculate(replace(SALON, loans=()), Parameters.load())
    checked = check_packet(ANSWERS, budgets, ANSWERS)
    assert [one.wanted.item for one in checked if one.state == MISSING] == ["amount_applied"]


def test_what_is_missing_can_be_said() -> None:
    checked = check_packet(set(), None, ANSWERS)
    assert packet_reply(checked).name == "utter_packet_still_missing"
    whole = check_packet(ANSWERS, calculate(SALON, Parameters.load()), ANSWERS)
    assert packet_reply(whole).name == "utter_packet_all_here"


def test_every_question_is_one_of_the_general_template_and_every_entry_has_words() -> None:
    known = {question.id for question in load_templates(ROOT / "bot" / "data" / "templates")["general"].questions}
    for wanted in wanted_items():
        assert {*wanted.answers, *([wanted.mends] if wanted.mends else [])} <= known
        assert wanted.name in default_catalogue()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param("{item: x, asked_by: almi, source: s}", "give it item", id="no status"),
        pytest.param("{item: x, asked_by: aunt, source: s, status: confirmed}", "asked_by is one of", id="who"),
        pytest.param("{item: x, asked_by: almi, source: s, status: sure}", "status one of", id="status"),
        pytest.param(
            "{item: x, asked_by: almi, source: s, status: confirmed, budgets: [gold], mends: q}",
            "no ['gold']",
            id="budget",
        ),
        pytest.param(
            "{item: x, asked_by: almi, source: s, status: confirmed, answers: [q]}", "needs mends", id="mends"
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(entry: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "packet.yml"
    path.write_text(f"packet:\n  - {entry}\n")
    with pytest.raises(PacketError) as caught:
        read_packet(path)
    assert problem in str(caught.value)
    assert f"{path}: x" in str(caught.value)
