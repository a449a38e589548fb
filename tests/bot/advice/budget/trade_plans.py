"""Plans of each trade as people answer them, for tests that change an answer and see what does not hold together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from bot.actions.advising import library
from bot.advice.budget.counting import count
from bot.advice.budget.findings import findings
from bot.advice.budget.reading import plain_answers
from bot.advice.budget.results import Finding
from bot.advice.budget.telling import Known
from bot.advice.facts import INTERVIEW, Answer, Facts

DAY = date(2026, 5, 4)

COMMON: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "timeplan_start": "2026-06-01",
        "company_form": "sole_trader",
        "customers_first": "My neighbours",
        "customers_kind": ["private_people"],
        "customers_season": ["all_year"],
        "owner_hours": 40,
        "staff_any": False,
        "staff_bookkeeping": "accountant",
        "budget_bookkeeping": "1000",
        "budget_insurance": {"amount": "6000", "per": "year"},
        "budget_housing": "6000",
        "budget_food": "4000",
        "budget_price_vat": "with_vat",
        "budget_buffer": "5000",
        "place_equipment_cost": "20000",
        "budget_fees": "3000",
        "money_own": "250000",
    }
)
TRADES: Final[Mapping[str, Mapping[str, Any]]] = {
    "food": {
        "products_first": "Lunch, soup and coffee",
        "products_price": "120",
        "products_cost": "35",
        "customers_per_month": 800,
        "food_take_away": ["at_tables", "take_away"],
        "food_away_share": "40",
        "budget_vat": "eat_in",
        "food_seats": 20,
        "food_registration": "not_yet",
        "food_alcohol": False,
        "food_public_place": False,
        "place_kind": "rented",
        "place_rent": "12000",
        "budget_opening_hours": 35,
    },
    "trade": {
        "products_first": "Tea, rice and spices",
        "products_price": "220",
        "products_cost": "120",
        "customers_per_month": 500,
        "shop_stock": "60000",
        "shop_special_goods": ["food"],
        "shop_import": "not_at_all",
        "budget_vat": "food",
        "place_kind": "rented",
        "place_rent": "9000",
        "budget_opening_hours": 40,
    },
    "craft_and_cleaning": {
        "products_first": "Cleaning",
        "products_price": "420",
        "products_cost": "25",
        "craft_jobs_month": 110,
        "craft_rot_rut": True,
        "budget_vat": "standard",
        "place_kind": "at_customers",
        "budget_vehicle": "3000",
    },
    "personal_service": {
        "products_first": "Haircut",
        "products_price": "450",
        "products_cost": "40",
        "salon_minutes": 45,
        "salon_chairs": 1,
        "salon_skin": False,
        "customers_per_month": 110,
        "budget_vat": "standard",
        "place_kind": "shared",
        "place_rent": "4500",
        "budget_opening_hours": 40,
    },
    "general": {
        "products_first": "Lessons in English",
        "products_price": "400",
        "products_cost": "0",
        "budget_minutes": 60,
        "customers_per_month": 100,
        "budget_vat": "standard",
        "place_kind": "home",
    },
}
"""Plans that hold together."""


def facts(trade: str, **changes: Any) -> Facts:
    """Give a conversation about the plan of a trade; an answer that is None has not been given."""
    given = {**COMMON, **TRADES[trade], **changes}
    answers = {name: Answer(value, "", "en") for name, value in given.items() if value is not None}
    return Facts("en", DAY, INTERVIEW, trade, first_plan=False, answers=answers)


def known(trade: str, **changes: Any) -> Known:
    """Give the finished budgets of such a plan."""
    counted = count(library().templates[trade], facts(trade, **changes))
    assert isinstance(counted, Known), counted
    return counted


def found(trade: str, **changes: Any) -> dict[str, Finding]:
    """Give what does not hold together, by the name of the finding without what all of them begin with."""
    budgets = known(trade, **changes)
    answers = plain_answers(facts(trade, **changes).answers, library().templates[trade])
    told = findings(budgets.budgets, budgets.parameters, answers)
    return {finding.name.removeprefix("utter_finding_"): finding for finding in told}
