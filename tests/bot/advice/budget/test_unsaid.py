"""What nobody has said is never told as nothing, and what was said is held against what is counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice.budget import talking
from bot.advice.budget.counting import count
from bot.advice.budget.findings import findings
from bot.advice.budget.reading import plain_answers
from bot.advice.budget.telling import Known, tell_borrow, tell_tight, tell_week
from bot.advice.budget.why_need import is_told_as
from bot.advice.library import Heard
from bot.language.catalogue import default_catalogue
from bot.language.rendering import render
from tests.bot.advice.budget.test_talking import SALON, facts, names, replies

DRESSES = {"budget_second": True, "budget_second_name": "Wedding dresses", "budget_second_price": "3000"}


def known(**given: Any) -> Known:
    """Give the finished budgets of a salon with other answers; None takes one away."""
    told = {name: value for name, value in {**SALON, **given}.items() if value is not None}
    talk = facts(**told)
    template = library().template(talk)
    assert template is not None
    made = count(template, talk)
    assert isinstance(made, Known)
    return made


def found(**given: Any) -> list[str]:
    """Give the names of what does not hold together in such a plan, with the question that mends."""
    told = {name: value for name, value in {**SALON, **given}.items() if value is not None}
    talk, made = facts(**told), known(**given)
    plain = plain_answers(talk.answers, library().template(talk))
    return [f"{one.name}>{one.question}" for one in findings(made.budgets, made.parameters, plain)]


def test_what_is_needed_is_told_as_it_was_said_until_it_can_be_counted() -> None:
    (told,) = tell_borrow(known(place_equipment_cost=None, money_needed="60000", money_own="20000"))
    assert told.name == "utter_budget_borrow_as_said"
    assert [told.values[name]["value"] for name in ("need", "financing", "gap")] == ["60000", "20000", "40000"]
    assert tell_borrow(known(place_equipment_cost=None)) == ()


def test_no_loan_and_no_customers_are_told_while_the_hours_are_open() -> None:
    open_hours = known(**DRESSES, budget_second_units=6, customers_per_month=None)
    assert (tell_borrow(open_hours), tell_week(open_hours), tell_tight(open_hours)) == ((), (), ())


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        ({"customers_per_month": None}, "utter_finding_units_open>customers_per_month"),
        ({**DRESSES}, "utter_finding_units_open>budget_second_units"),
        ({"place_equipment_cost": None, "money_needed": "60000"}, "utter_finding_start_open>budget_purchases"),
        ({"money_needed": "600000"}, "utter_finding_start_differs>money_needed"),
        ({"money_private": "18000"}, "utter_finding_household_differs>money_private"),
    ],
)
def test_what_was_said_is_held_against_what_is_counted(given: dict[str, Any], finding: str) -> None:
    assert finding in found(**given)
    assert finding not in found()


def test_about_the_same_need_not_be_asked() -> None:
    assert not any("household_differs" in one for one in found(money_private="14000"))
    need = known().budgets.start.need
    assert not any("start_differs" in one for one in found(money_needed=str(need * Decimal("1.05"))))


def test_money_is_not_said_to_be_missing_before_the_sales_are_known() -> None:
    assert not any("not_financed" in one or "cash_negative" in one for one in found(customers_per_month=None))


@pytest.mark.parametrize(("said", "is_it"), [("418800", True), ("418000", True), ("60000", False), ("417000", False)])
def test_an_amount_may_be_named_by_its_thousands(said: str, is_it: bool) -> None:
    assert is_told_as(Decimal(said), Decimal("418800")) is is_it


def test_why_so_much_is_needed_says_what_it_is_for_beside_what_was_said() -> None:
    talk = facts(**{**SALON, "money_needed": "60000"})
    need = int(known().budgets.start.need)
    outcome = talking.explain_amount(library(), talk, Heard(f"why {need // 1000} thousand? I said 60", "", {}))
    assert names(outcome) == ["utter_budget_why_need", "utter_budget_why_need_said"]
    assert replies(outcome)[1].values["said"]["value"] == "60000"


def test_hours_and_dresses_are_told_each_for_itself() -> None:
    made = known(**DRESSES, budget_second_units=4)
    told, weeks = tell_week(made)
    text = render(told.name, told.values, locale="en", catalogue=default_catalogue()).text
    assert "Haircut" in text
    assert "Wedding dresses" in text
    needed = [item["values"]["units"]["value"] for item in told.values["needed"]["items"]]
    planned = [item["values"]["units"]["value"] for item in told.values["planned"]["items"]]
    assert len(needed) == len(planned) == 2
    assert weeks.values["weeks"]["value"] == f"{made.inputs.work.weeks_per_year:f}"
    even = made.budgets.break_even
    assert even.turnover is not None
    share = even.turnover.amount / made.budgets.years[0].revenue
    dresses = sum(made.budgets.sales.units[1].amounts[:12]) * share / made.inputs.work.weeks_per_year
    assert abs(Decimal(str(needed[1])) - dresses) <= Decimal("0.05")
