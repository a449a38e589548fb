"""Talking about a budget: what is said of a plan, and what is asked next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.actions.advising import library
from bot.advice.budget import talking
from bot.advice.budget.reading import FIGURES_DAY
from bot.advice.facts import INTERVIEW, SKIPPED, Answer, Facts, apply
from bot.advice.interview import move_on, next_question
from bot.advice.library import Heard
from bot.advice.turn import Effect, Outcome, Reply

SALON: dict[str, Any] = {
    "timeplan_start": "2026-06-01",
    "company_form": "sole_trader",
    "products_first": "Haircut",
    "products_price": "450",
    "products_cost": "40",
    "salon_minutes": 45,
    "customers_per_month": 100,
    "place_kind": "shared",
    "place_rent": "4500",
    "money_own": "5000",
    "place_equipment_cost": "18000",
    "budget_housing": "7800",
    "budget_food": "6000",
    "budget_ramp": 4,
    "budget_loan_rate": "8",
    "budget_loan_years": 5,
}


def facts(question: str | None = None, **given: Any) -> Facts:
    """Give a conversation in which some answers have been given."""
    told = {name: Answer(value, "", "en") for name, value in given.items()}
    talk = Facts("en", date(2026, 5, 4), INTERVIEW, "personal_service", question, answers=told)
    return replace(talk, first_plan=False)


def asked(text: str = "", **entities: str) -> Heard:
    """Give what a person said, or the button that was pressed."""
    return Heard(text, "show_budget", entities)


def replies(outcome: Outcome) -> list[Reply]:
    """Give what is said."""
    return [step for step in outcome if isinstance(step, Reply)]


def names(outcome: Outcome) -> list[str]:
    """Give the names of what is said."""
    return [reply.name for reply in replies(outcome)]


def test_a_budget_begins_with_the_home_and_leaves_the_first_plan() -> None:
    outcome = talking.make_budget(library(), replace(facts(), first_plan=True), asked())
    later = apply(facts(), [step for step in outcome if isinstance(step, Effect)])
    assert names(outcome) == ["utter_budget_begins", "utter_section_begins"]
    assert (later.question, later.first_plan) == ("budget_housing", False)


def test_a_budget_goes_on_where_it_stopped_and_never_asks_twice() -> None:
    outcome = talking.make_budget(library(), facts(budget_housing="7800", budget_food="6000"), asked())
    assert Effect("ask_question", {"question": "budget_home_other"}) in outcome


def test_sections_take_up_what_the_plan_has_not_asked() -> None:
    told = facts("budget_municipal_rate", **dict.fromkeys(("budget_housing", "budget_food"), "0"))
    template = library().templates["personal_service"]
    skipped = {
        name: Answer(None, "", "en", SKIPPED)
        for name in ("budget_home_other", "budget_debts", "budget_other_income", "budget_municipal_rate")
    }
    found = next_question(template, replace(told, answers={**told.answers, **skipped}))
    assert found is not None
    assert found.id == "products_price"


def test_a_section_ends_with_what_it_comes_to() -> None:
    told = facts("budget_municipal_rate", **SALON, budget_municipal_rate="34")
    done = {name: Answer("0", "", "en") for name in ("budget_home_other", "budget_debts", "budget_other_income")}
    outcome = move_on(library(), replace(told, answers={**told.answers, **done}))
    assert names(outcome) == ["utter_budget_home", "utter_section_begins"]
    assert replies(outcome)[0].values["need"]["value"] == "13800"


def test_a_start_without_decided_figures_is_said_and_may_be_counted_with_the_last() -> None:
    told = facts(**{**SALON, "timeplan_start": "2040-06-01"})
    refused = talking.show_budget(library(), told, asked())
    (button,) = replies(refused)[0].buttons
    assert names(refused) == ["utter_figure_undecided"]
    counted = talking.show_budget(library(), told, asked(**button.entities))
    later = apply(told, [step for step in counted if isinstance(step, Effect)])
    assert later.answers[FIGURES_DAY].value == button.entities["year"]
    assert names(counted) == ["utter_budget_shown", "utter_budget_figures_of"]


def test_the_loan_is_more_than_what_is_missing_because_it_must_be_paid_back() -> None:
    outcome = talking.show_budget(library(), facts(**SALON), asked(about="borrow"))
    told = {reply.name: reply.values for reply in replies(outcome)}
    missing = int(told["utter_budget_borrow_needs"]["need"]["value"]) - 5000
    assert int(told["utter_budget_borrow_loan"]["loan"]["value"]) > missing


def test_without_terms_the_gap_is_said_and_that_interest_is_not_in_it() -> None:
    given = {name: value for name, value in SALON.items() if not name.startswith("budget_loan")}
    assert names(talking.show_budget(library(), facts(**given), asked(about="borrow"))) == ["utter_budget_borrow"]


def test_an_amount_is_explained_by_its_number() -> None:
    home = replies(talking.show_budget(library(), facts(**SALON), asked(about="home")))[0]
    surplus = home.values["surplus"]["value"]
    told = replies(talking.explain_amount(library(), facts(**SALON), asked(f"why {surplus}?")))
    assert told[0].name == "utter_budget_why"
    assert told[0].values["amount"]["value"] == surplus
    assert told[1].name == "utter_budget_why_figures"


def test_an_unknown_amount_is_asked_about() -> None:
    (told,) = replies(talking.explain_amount(library(), facts(**SALON), asked("why 3?")))
    assert told.name == "utter_budget_why_which"
    assert [button.intent for button in told.buttons] == ["ask_why_amount"] * 3


def test_what_does_not_hold_together_is_said_one_at_a_time() -> None:
    first = replies(talking.show_budget(library(), facts(**SALON), asked(about="holds")))
    assert len(first) == 2
    assert first[0].name.startswith("utter_finding_verdict")
    following = [button for button in first[1].buttons if button.name == "button_budget_next"]
    second = replies(talking.show_budget(library(), facts(**SALON), asked(**following[0].entities)))
    assert len(second) == 1
    assert second[0].name != first[1].name


def test_every_finding_leads_to_a_question_that_there_is() -> None:
    template = library().templates["personal_service"]
    said = [talking.FIRST_QUESTION.get(name, name) for name in talking.FIRST_QUESTION]
    assert set(said) <= template.ids


def test_a_price_cannot_be_counted_with_what_nobody_has_said() -> None:
    (told,) = replies(talking.show_budget(library(), facts(), asked(about="customers")))
    assert told.name == "utter_budget_more_needed"
