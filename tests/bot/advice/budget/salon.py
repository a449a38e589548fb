"""A hair salon whose text and numbers hold together, for tests that change one thing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.advice.budget.inputs import (
    Cost,
    Employee,
    Funding,
    Household,
    HouseholdItem,
    Inputs,
    Loan,
    Price,
    Product,
    Purchase,
    Vat,
)

CUT = Product(
    "Haircut",
    Price(Decimal(400), includes_vat=True),
    Decimal(200),
    Price(Decimal(15)),
    hours=Decimal("0.5"),
)
RENT = Cost("Rent", Price(Decimal(8000)), "premises")
BOOKKEEPING = Cost("Accountant", Price(Decimal(1000)), "bookkeeping")
INSURANCE = Cost("Insurance", Price(Decimal(500), Vat.NONE), "insurance")
CHAIRS = Purchase("Chairs", Price(Decimal(40000)))
NOTICE = Purchase("Notice to the municipality", Price(Decimal(1500), Vat.NONE), "fee")
BANK = Loan("Bank", Decimal(40000), Decimal("0.07"), 60)
SAVINGS = Funding("Savings", Decimal(30000))
HOME = Household(items=(HouseholdItem("Home", Decimal(9000)), HouseholdItem("Food", Decimal(6000))))
AMINA = Employee("Amina", Decimal(12000))

SALON = Inputs(
    start=date(2026, 9, 1),
    household=HOME,
    products=(CUT,),
    costs=(RENT, BOOKKEEPING, INSURANCE),
    purchases=(CHAIRS, NOTICE),
    loans=(BANK,),
    funding=(SAVINGS,),
    buffer=Decimal(10000),
    opening_hours_per_week=Decimal(40),
)
ANSWERS: Mapping[str, Any] = {
    "customers_first": "My neighbours",
    "customers_kind": ["private_people"],
    "customers_season": ["all_year"],
    "place_kind": "rented",
    "place_rent": "8000",
    "staff_any": False,
    "staff_bookkeeping": "accountant",
    "company_permits": "A notice to the municipality",
    "salon_minutes": 30,
    "salon_chairs": 2,
}


def changed(**changes: Any) -> Inputs:
    return replace(SALON, **changes)


def cut(**changes: Any) -> Inputs:
    return changed(products=(replace(CUT, **changes),))


def priced(amount: str, vat: Vat = Vat.STANDARD, *, with_vat: bool = True) -> Price:
    return Price(Decimal(amount), vat, with_vat)


def said(**answers: Any) -> dict[str, Any]:
    return {**ANSWERS, **answers}


def without(*questions: str) -> dict[str, Any]:
    return {question: answer for question, answer in ANSWERS.items() if question not in questions}


SUMMER = (Decimal(1),) * 6 + (Decimal("0.5"),) * 2 + (Decimal(1),) * 4
LUNCH = Product("Lunch", priced("120", Vat.EAT_IN), Decimal(1500), priced("30", Vat.FOOD))
TAKE_AWAY = replace(LUNCH, name="Lunch box", price=priced("120", Vat.FOOD), units=Decimal(300))
GRANT = Funding("Region", Decimal(20000), "grant")
ONE_CUT_A_DAY = Product("Haircut", priced("400"), Decimal(20), Price(Decimal(15)), hours=Decimal("0.5"))
