"""Is the plan enough for a loan: what is there, what is missing with the question that mends it, what to bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.actions.advising import library
from bot.advice.conversation import download_plan
from bot.advice.facts import SKIPPED, Answer, Facts
from bot.advice.library import Heard
from bot.advice.packet import wanted_items
from bot.advice.packet_talk import MOST_MENDED, tell_packet
from bot.advice.turn import Outcome, Reply
from tests.bot.advice.budget.test_talking import SALON, facts

HEARD = Heard("", "check_packet", {})
WANTED = {name: "x" for wanted in wanted_items() for name in wanted.answers}
WHOLE = {
    **WANTED,
    **SALON,
    "budget_loan": "20000",
    "place_equipment": "chairs",
    "money_sources": ["own_savings"],
    "company_owners": 1,
}


def said(outcome: Outcome) -> dict[str, Reply]:
    """Give what is said by its name."""
    return {step.name: step for step in outcome if isinstance(step, Reply)}


def items(reply: Reply) -> set[str]:
    """Name the things in a reply."""
    return {item["name"] for item in reply.values["items"]["items"]}


def test_what_is_there_what_is_missing_and_what_to_bring_are_told() -> None:
    told = said(tell_packet(library(), facts(**SALON), HEARD))
    assert list(told) == [
        "utter_packet_here",
        "utter_packet_bring",
        "utter_packet_still_missing",
        "utter_packet_take",
    ]
    assert "utter_packet_household" in items(told["utter_packet_here"])
    assert "utter_packet_amount_applied" in items(told["utter_packet_still_missing"])
    assert "utter_packet_identity" in items(told["utter_packet_bring"])


def test_buttons_lead_to_the_questions_that_mend_it() -> None:
    buttons = said(tell_packet(library(), facts(**SALON), HEARD))["utter_packet_still_missing"].buttons
    assert 0 < len(buttons) <= MOST_MENDED
    assert len({button.entities["question"] for button in buttons}) == len(buttons)
    template = library().templates["personal_service"]
    assert {button.intent for button in buttons} == {"change_answer"}
    assert all(button.entities["question"] in template.ids for button in buttons)


def test_a_whole_plan_misses_nothing() -> None:
    told = said(tell_packet(library(), facts(**WHOLE), HEARD))
    assert "utter_packet_all_here" in told
    assert told["utter_packet_all_here"].buttons == ()


def test_a_skipped_answer_is_missing() -> None:
    talk = facts(**WHOLE)
    answers = {**talk.answers, "idea_what": Answer(None, "", "en", SKIPPED)}
    told = said(tell_packet(library(), replace(talk, answers=answers), HEARD))
    assert items(told["utter_packet_still_missing"]) == {"utter_packet_business"}


def test_figures_that_are_not_decided_are_said_and_the_rest_is_checked() -> None:
    told = said(tell_packet(library(), facts(**{**WHOLE, "timeplan_start": "2040-06-01"}), HEARD))
    assert "utter_figure_undecided" in told
    assert "utter_packet_result_budget" in items(told["utter_packet_still_missing"])


def test_the_papers_are_offered_and_open_in_the_window() -> None:
    assert said(tell_packet(library(), facts(**SALON), HEARD))["utter_packet_take"].buttons[0].entities == {
        "opens": "pictures"
    }


def test_without_a_plan_a_plan_comes_first() -> None:
    assert list(said(tell_packet(library(), Facts("en", date(2026, 5, 4)), HEARD))) == ["utter_packet_no_plan"]


def test_who_fetches_the_plan_is_asked_whether_it_is_for_a_loan() -> None:
    told = said(download_plan(library(), facts(**SALON), HEARD))
    assert [button.intent for button in told["utter_download_plan"].buttons] == ["check_packet"]


def test_who_wants_papers_for_the_bank_gets_those() -> None:
    for text in (
        "بدي حمّل الأوراق للبنك PDF بعمودين",
        "papers for the bank please",
        "pappren till lånet",
        "waraaqaha bangiga",
    ):
        told = said(download_plan(library(), facts(**SALON), Heard(text, "download_plan", {})))
        assert [button.intent for button in told["utter_packet_take"].buttons] == ["show_budget", "check_packet"]
