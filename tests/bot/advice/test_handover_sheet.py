"""What stands on the hand-over sheet, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions.advising import library
from bot.advice.facts import SKIPPED, Answer
from bot.advice.handover_sheet import Call, Case, Row, Words, sheet
from bot.language.rendering import render_value

ASKED = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)
GENERAL = library().templates["general"]
FULL = Case(
    language="ar",
    answers={
        "idea_what": Answer("مطعم صغير", "مطعم صغير", "ar"),
        "money_needed": Answer("150000", "150 000", "ar"),
        "place_where": Answer("Boden", "Boden", "sv"),
        "idea_goal": Answer(None, "", "ar", SKIPPED),
    },
    template=GENERAL,
    asked=ASKED,
    about=Words("ضريبة", "ar"),
    sayings=[("utter_welcome", {}), ("general.idea_what.text", {}), ("utter_welcome", {})],
    misunderstood=[Words("ألف", "ar")],
    advisers=["Amina", "Björn"],
    notes=[Words("Vill ha tolk", "sv")],
    call=Call("phone", "+46 70 000 00 00", "efter kl 16"),
)


def by_name(case: Case) -> dict[str, Row]:
    """Give the rows by name."""
    return {row.name: row for row in sheet(case)}


def shown(row: Row) -> str:
    """Put a row into English without its isolating marks."""
    assert row.value is not None
    return render_value(row.value, locale="en").replace("\u2068", "").replace("\u2069", "").replace("\xa0", " ")


def test_the_sheet_tells_everything_in_the_order_in_which_it_is_read() -> None:
    assert [row.name for row in sheet(FULL)] == [
        "sheet_waits",
        "sheet_about",
        "sheet_language",
        "sheet_municipality",
        "sheet_trade",
        "sheet_idea",
        "sheet_progress",
        "sheet_money",
        "sheet_open_questions",
        "sheet_bot_said",
        "sheet_not_understood",
        "sheet_advisers",
        "sheet_notes",
        "sheet_contact",
    ]


def test_nothing_is_told_of_what_is_not_known() -> None:
    rows = by_name(Case(language="so", answers={}))
    assert [*rows] == ["sheet_waits", "sheet_language"]
    assert shown(rows["sheet_waits"]) == "Does not wait for anybody now."


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (FULL, "Has waited here since March 2, 2026 at 09:05."),
        (Case("ar", {}, asked=ASKED, wants="phone"), "Wants to be phoned. Asked on March 2, 2026 at 09:05."),
        (Case("ar", {}, asked=ASKED, wants="email"), "Wants an e-mail. Asked on March 2, 2026 at 09:05."),
    ],
    ids=["here", "phone", "email"],
)
def test_who_waits_is_told_with_how_and_since_when_in_swedish_time(case: Case, words: str) -> None:
    assert shown(by_name(case)["sheet_waits"]) == words


def test_progress_counts_the_first_plan_until_it_is_done_and_then_everything() -> None:
    first = {question.id: Answer(None, "", "ar", SKIPPED) for question in GENERAL.core}
    given = sum(name in first for name in FULL.answers)
    told = shown(by_name(FULL)["sheet_progress"])
    assert told == f"{given} of {len(first)} questions are dealt with."
    told = shown(by_name(replace(FULL, answers={**first, **FULL.answers}))["sheet_progress"])
    done, total = told.split(" questions")[0].split(" of ")
    assert (int(done), int(total) > len(first)) == (len(first.keys() | FULL.answers.keys()), True)
    assert told.endswith(f"{len(first) - given + 1} of them skipped.")


def test_money_so_far_is_each_amount_with_its_question() -> None:
    told = shown(by_name(FULL)["sheet_money"])
    assert "150,000" in told
    assert "\n" not in told


def listed(case: Case, name: str) -> list[str]:
    """Name what is listed in a row."""
    row = by_name(case).get(name)
    return [item["name"] for item in row.value["items"]] if row and row.value else []


@pytest.mark.parametrize("given", [0, 3, 8, 11], ids=lambda given: f"{given} given")
def test_what_is_dealt_with_and_what_is_open_add_up_in_the_first_plan(given: int) -> None:
    core = [question.id for question in GENERAL.core]
    case = replace(FULL, answers={name: Answer(None, "", "ar", SKIPPED) for name in core[:given]})
    told = shown(by_name(case)["sheet_progress"])
    assert told.startswith(f"{given} of {len(core)} questions are dealt with")
    assert listed(case, "sheet_open_questions") == [
        question.names["text"] for question in GENERAL.core if question.id not in case.answers
    ]


def test_after_the_first_plan_what_does_not_fit_on_the_page_is_told_as_a_number() -> None:
    case = replace(FULL, answers={question.id: Answer(None, "", "ar", SKIPPED) for question in GENERAL.core})
    words = shown(by_name(case)["sheet_progress"]).split(" questions")[0].split(" of ")
    left = int(words[1]) - int(words[0])
    assert len(listed(case, "sheet_open_questions")) == 13
    assert shown(by_name(case)["sheet_open_questions"]).endswith(f"\nand {left - 12} more questions")


@pytest.mark.parametrize(
    ("said", "last"),
    [
        pytest.param(["hello", "Q", "hello"], ["hello"], id="nothing twice"),
        pytest.param(["hello", "bye", "hello"], ["bye", "hello"], id="said again stands last"),
        pytest.param(["hello", "Q", "bye", "Q"], ["hello", "bye", "Q"], id="a question that has just been asked"),
        pytest.param(list("abcdef"), list("cdef"), id="the last four"),
    ],
)
def test_what_the_bot_said_last_comes_last(said: list[str], last: list[str]) -> None:
    question = GENERAL.core[0].names["text"]
    case = replace(FULL, sayings=[(question if name == "Q" else name, {}) for name in said])
    assert listed(case, "sheet_bot_said") == [question if name == "Q" else name for name in last]
