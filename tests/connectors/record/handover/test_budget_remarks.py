"""Figures that an adviser proposes, and remarks on the budgets that the person is told; on both databases."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.advice.answers import display
from bot.advice.templates import load_templates
from bot.advice.turn import Effect
from bot.language.locales import ROOT
from bot.language.rendering import render
from connectors.record.commit import commit_turn
from connectors.record.erase import delete_everything
from connectors.record.handover.commenting import comment_to_person
from connectors.record.handover.proposing import propose
from connectors.record.handover.shapes import NotOwner, Proposed, Remark
from connectors.record.types import UnknownConversationError
from connectors.store.plans import Comment
from tests.connectors.databases import START
from tests.connectors.record.handover.desk import AMINA, BJORN, STRANGER, Desk

TEMPLATE = load_templates(ROOT / "bot" / "data" / "templates")["general"]
REMARK = Remark(
    "liquidity.2027-03.closing",
    {"type": "message", "name": "document_book_closing", "values": {}},
    "Här tar pengarna slut",
)


def figure(question: str, text: str, value: Any) -> Proposed:
    """Give a proposal as the desk makes it."""
    asked = TEMPLATE.question(question)
    label = {"type": "message", "name": asked.names["text"], "values": {}}
    return Proposed(question, label, text, value, "sv", partial(display, asked))


async def store(desk: Desk, question: str, value: Any) -> None:
    """Let the person have answered."""
    values = {"question": question, "value": value, "text": "as they said it", "language": "so"}
    outcome = await desk.record.outcome("t_0", None, Effect("store_answer", values))
    await desk.record.database.write(partial(commit_turn, turn=outcome, tools=desk.record.tools))


@pytest.mark.parametrize(
    ("question", "before", "text", "after"),
    [
        ("budget_housing", "7800", "8 500 i månaden", "8500"),
        ("budget_food", {"amount": "1500", "per": "week"}, "femtusen", "5000"),
        ("budget_loan_rate", "8", "nio procent", "9"),
        ("budget_loan_years", 5, "tre år", 3),
        ("budget_vat", "food", "den vanliga", "standard"),
        ("budget_season", ["july"], "januari och februari", ["january", "february"]),
        ("budget_second", False, "ja", True),
        ("timeplan_start", "2026-06-01", "första juli", "2026-07-01"),
    ],
)
async def test_both_figures_are_values_that_every_reader_gets_in_their_own_way(
    desk: Desk, question: str, before: Any, text: str, after: Any
) -> None:
    await store(desk, question, before)
    await desk.ask()
    found = await desk.do(propose, await desk.take(), figure(question, text, after))
    assert not isinstance(found, NotOwner)
    line, asked = found[1], TEMPLATE.question(question)
    assert line.name == "system_proposed_change"
    assert (line.values["before"], line.values["text"]) == (display(asked, before), display(asked, after))
    for locale in ("ar", "so", "sv", "en"):
        told = render(line.name or "", line.values, locale=locale).text
        assert "…" not in told
        assert f"\u2068{text}\u2069" not in told, "the adviser's own words"
        assert "as they said it" not in told


async def test_an_answer_that_no_longer_fits_its_question_is_shown_as_it_was_written(desk: Desk) -> None:
    await store(desk, "budget_vat", "a choice of last year")
    await desk.ask()
    found = await desk.do(propose, await desk.take(), figure("budget_vat", "den vanliga", "standard"))
    assert not isinstance(found, NotOwner)
    assert found[1].values["before"] == {"type": "name", "value": "as they said it"}


async def test_a_remark_is_kept_and_told_once_by_its_name_in_the_readers_language(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    told = await desk.do(comment_to_person, claim, REMARK)
    assert told is not None
    assert not isinstance(told, NotOwner)
    assert await desk.do(comment_to_person, claim, REMARK) is None
    assert (await desk.names()).count("system_commented") == 1
    kept = await desk.read(lambda session: session.execute(select(Comment)).scalars().all())
    assert [(one.question, one.text, one.adviser) for one in kept] == [(REMARK.about, REMARK.text, AMINA)]
    for locale in ("ar", "so", "sv"):
        shown = render("system_commented", told.values, locale=locale)
        assert render("document_book_closing", {}, locale=shown.language).text in shown.text
        assert REMARK.text in shown.text
    assert (await desk.audit())[-1] == "commented"


async def test_only_the_owners_remarks_are_told(desk: Desk) -> None:
    await desk.ask()
    claim = await desk.take()
    refused = await desk.do(comment_to_person, await desk.claim(BJORN), REMARK)
    assert isinstance(refused, NotOwner)
    assert refused.by == AMINA
    with pytest.raises(UnknownConversationError):
        await desk.do(comment_to_person, await desk.claim(STRANGER), REMARK)
    assert "system_commented" not in await desk.names()
    assert not isinstance(await desk.do(comment_to_person, claim, REMARK), NotOwner)


async def test_a_remark_goes_when_the_person_goes(desk: Desk) -> None:
    await desk.ask()
    await desk.do(comment_to_person, await desk.take(), REMARK)
    await desk.record.database.write(partial(delete_everything, conversation=desk.id, now=START))
    assert await desk.read(lambda session: session.scalar(select(func.count()).select_from(Comment))) == 0
