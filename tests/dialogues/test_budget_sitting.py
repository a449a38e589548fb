"""A hair salon in Somali, from "make a budget" to customers a week, the loan and the tight month, in one sitting."""

from __future__ import annotations

import aiohttp
import pytest

from tests.dialogues.stack import Stack
from tests.dialogues.talk import Outcome, Talk

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]

YES = ("button_yes", None)
SITTING: tuple[tuple[str, str | None], ...] = (
    *(("7800 bishii", "budget_housing"), YES, ("1500 toddobaadkii", "budget_food"), YES),
    *(("30000 sannadkii", "budget_home_other"), YES, ("0", "budget_debts"), YES),
    *(("12000", "budget_other_income"), YES, ("button_skip", "budget_municipal_rate")),
    *(("450", "products_price"), YES, ("40", "products_cost"), YES, ("45", "salon_minutes"), YES),
    *(("moms ku jirta", "budget_price_vat"), ("caadi", "budget_vat"), ("button_no", "budget_second")),
    *(("100", "customers_per_month"), YES, ("button_skip", "customers_kind"), ("40", "owner_hours"), YES),
    *(("luulyo", "budget_season"), ("50 boqolkiiba", "budget_season_share"), YES, ("4", "budget_ramp"), YES),
    *(("kursi ayaan salon ka kiraystaa", "place_kind"), ("4500", "place_rent"), YES, ("300", "marketing_cost"), YES),
    *(("button_skip", "staff_bookkeeping"), ("4000 sannadkii", "budget_insurance"), YES),
    *(("450 moms la'aan", "budget_phone"), YES, ("0", "budget_vehicle"), YES),
    *(("800", "budget_costs_other"), ("button_with_vat", None), ("button_no", "staff_any")),
    *(("button_skip", "company_form"), ("button_skip", "company_owners")),
    *(("18000", "place_equipment_cost"), YES, ("3000", "budget_stock"), ("button_without_vat", None)),
    *(("9000", "budget_deposit"), YES, ("2000", "budget_fees"), YES, ("10000", "budget_buffer"), YES),
    *(("20000", "money_own"), YES, ("button_skip", "money_sources"), ("0", "budget_loan"), YES),
    *(("8 boqolkiiba", "budget_loan_rate"), YES, ("5", "budget_loan_years"), YES),
)
"""What is said or pressed, and at which question (None: whatever is expected then)."""

RESULTS = (
    ("immisa macmiil ayaan toddobaadkii u baahanahay?", "utter_budget_week"),
    ("immisa ayaan u baahanahay inaan amaahdo?", "utter_budget_borrow_loan"),
    ("bishee ayaa ugu adag?", "utter_budget_tight_negative"),
)


async def test_a_hair_salon_gets_from_nothing_to_its_three_numbers(stack: Stack) -> None:
    async with aiohttp.ClientSession() as session:
        talk = Talk(stack, session)
        await talk.open("so", "personal_service")
        stack.put_at(talk.conversation, "money_needed")
        stack.give(talk.conversation, {"timeplan_start": "2026-06-01"})
        await _do(talk, "miisaaniyad ii samee")
        for act, question in SITTING:
            assert question in (None, talk.state["question"]), f"{act}: asked {talk.state['question']}"
            await _do(talk, act)
        for asked, reply in RESULTS:
            assert reply in (await _do(talk, asked)).replies


async def _do(talk: Talk, act: str) -> Outcome:
    """Say or press something; somebody told that it was a lot at once tries again until it is taken."""
    while True:
        outcome = await (talk.press(act) if act.startswith("button_") else talk.say(act))
        if isinstance(outcome, Outcome):
            return outcome
        assert outcome["reason"] == "too_fast", outcome
