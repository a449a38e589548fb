"""Turns the answers of a plan into what the budgets are calculated from, so that nothing is asked twice. Pure.

What was not said takes the side that is careful: a cost of which nobody has said whether moms is in it is paid as it
was said and gives nothing back, and a price to private people has moms in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.advice.budget.given import Given
from bot.advice.budget.inputs import (
    ONE,
    ZERO,
    CompanyForm,
    Cost,
    Employee,
    Funding,
    Household,
    HouseholdItem,
    Inputs,
    Loan,
    Price,
    Purchase,
    Vat,
    Work,
)
from bot.advice.budget.products import products_in
from bot.advice.facts import Answer
from bot.advice.templates import Template

FIGURES_DAY = "budget_figures_day"
"""The answer that is no question of a template: with which day's figures a person wants to calculate."""

PER_CENT = Decimal(100)
SHORTEST_LOAN = 36
"""Months. A loan of which nobody knows how long it runs is counted short: each payment is then higher than probable."""

MOST_EMPLOYEES = 50
LEAST_RATE = Decimal("0.6")
"""No tax takes so large a part; a larger number is a percentage that was not yet made a share."""

FORMS: Final = {
    "sole_trader": CompanyForm.SOLE_TRADER,
    "partnership": CompanyForm.PARTNERSHIP,
    "limited_company": CompanyForm.LIMITED_COMPANY,
    "cooperative": CompanyForm.ASSOCIATION,
}
HOME: Final = {
    "budget_housing": "utter_row_home_housing",
    "budget_food": "utter_row_home_food",
    "budget_home_other": "utter_row_home_other",
    "budget_debts": "utter_row_home_debts",
}
COSTS: Final = {
    "place_rent": "premises",
    "marketing_cost": "marketing",
    "budget_insurance": "insurance",
    "budget_bookkeeping": "bookkeeping",
    "budget_phone": "phone",
    "budget_vehicle": "vehicle",
    "budget_costs_other": "other",
}
PURCHASES: Final = {
    "place_equipment_cost": "equipment",
    "budget_stock": "stock",
    "budget_deposit": "deposit",
    "budget_fees": "fee",
}
ROW_QUESTIONS: Final[Mapping[str, str]] = {
    **{name: question for question, name in HOME.items()},
    **{f"utter_row_cost_{kind}": question for question, kind in COSTS.items()},
    **{f"utter_row_{kind}": question for question, kind in PURCHASES.items()},
    "utter_row_home_all": "money_private",
    "utter_row_employee": "budget_wage",
    "utter_row_loans": "budget_loan",
}
"""Which question each of our rows is the answer to."""

MONTHS_OF_THE_YEAR = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def inputs_of(answers: Mapping[str, Answer], template: Template | None, day: date) -> Inputs:
    """Read what a plan's answers say of money; ``day`` is today, from which a plan without a start begins."""
    given = Given.of(answers, template)
    chosen = given.values.get(FIGURES_DAY)
    return Inputs(
        start=_start(given, day),
        figures_day=date.fromisoformat(chosen) if chosen else None,
        form=FORMS.get(str(given.values.get("company_form")), CompanyForm.SOLE_TRADER),
        owners=int(given.number("company_owners") or 1),
        household=_household(given),
        work=Work(hours_per_week=given.number("owner_hours") or Work.hours_per_week),
        products=tuple(products_in(given)),
        season=_season(given),
        ramp=_ramp(given),
        costs=tuple(_costs(given)),
        employees=_employees(given),
        purchases=tuple(_purchases(given)),
        loans=_loans(given),
        funding=tuple(_funding(given)),
        buffer=given.money("budget_buffer") or ZERO,
        credit_days=_credit_days(given),
        withdrawal=given.money("budget_withdrawal"),
        salary=given.money("budget_salary") or ZERO,
        opening_hours_per_week=given.number("budget_opening_hours"),
    )


def plain_answers(answers: Mapping[str, Answer], template: Template | None) -> dict[str, Any]:
    """Give question to value as the checks of a plan want them, amounts as a decimal string."""
    given = Given.of(answers, template)
    return {
        name: str(given.money(name)) if isinstance(value, Mapping) and "amount" in value else value
        for name, value in given.values.items()
    }


def loan_terms(answers: Mapping[str, Answer], template: Template | None) -> Loan | None:
    """Give the terms on which money could be borrowed; None until interest and years are known."""
    given = Given.of(answers, template)
    rate, years = given.number("budget_loan_rate"), given.number("budget_loan_years")
    if rate is None or years is None:
        return None
    return Loan("utter_row_loans", ZERO, rate / PER_CENT, int(years * 12))


def _start(given: Given, day: date) -> date:
    said = given.values.get("timeplan_start")
    if said:
        return date.fromisoformat(said).replace(day=1)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _household(given: Given) -> Household:
    items = tuple(
        HouseholdItem(name, amount) for question, name in HOME.items() if (amount := given.money(question)) is not None
    )
    rate = given.number("budget_municipal_rate")
    if rate is not None and rate > LEAST_RATE:
        rate /= PER_CENT
    if items:
        return Household(items=items, other_income=given.money("budget_other_income") or ZERO, municipal_rate=rate)
    whole = given.money("money_private")
    items = (HouseholdItem("utter_row_home_all", whole),) if whole is not None else ()
    return Household(items=items, municipal_rate=rate)


def _season(given: Given) -> tuple[Decimal, ...]:
    quiet, share = given.chosen("budget_season"), given.number("budget_season_share")
    if share is None:
        return (ONE,) * 12
    return tuple(share / PER_CENT if month in quiet else ONE for month in MONTHS_OF_THE_YEAR)


def _ramp(given: Given) -> tuple[Decimal, ...]:
    """Let sales grow by equal steps until the month that is said to be an ordinary one."""
    months = int(given.number("budget_ramp") or 0)
    return tuple(Decimal(month + 1) / (months + 1) for month in range(months))


def _credit_days(given: Given) -> int:
    """Give the days that sales wait for on average: only the part that is invoiced waits."""
    days, share = given.number("budget_credit_days"), given.number("money_invoice_share")
    return int((days or ZERO) * (share if share is not None else PER_CENT) / PER_CENT)


def _costs(given: Given) -> Iterator[Cost]:
    named = [(kind, price) for question, kind in COSTS.items() if (price := given.paid(question))]
    yield from (Cost(f"utter_row_cost_{kind}", price, kind) for kind, price in named if price.amount > 0)
    whole = given.money("money_costs_month")
    if whole and not any(question.startswith("budget_") and question in given.values for question in COSTS):
        rest = whole - sum((price.amount for _, price in named), ZERO)
        if rest > 0:
            yield Cost("utter_row_cost_other", Price(rest, Vat.NONE))


def _employees(given: Given) -> tuple[Employee, ...]:
    wage = given.money("budget_wage")
    if not wage or given.values.get("staff_any") is not True:
        return ()
    people = min(int(given.number("staff_count") or 1), MOST_EMPLOYEES)
    return (Employee("utter_row_employee", wage),) * people


def _purchases(given: Given) -> Iterator[Purchase]:
    for question, kind in PURCHASES.items():
        price = given.paid(question)
        if price and price.amount > 0:
            yield Purchase(f"utter_row_{kind}", price, kind)


def _loans(given: Given) -> tuple[Loan, ...]:
    amount = given.money("budget_loan")
    if not amount:
        return ()
    rate, years = given.number("budget_loan_rate"), given.number("budget_loan_years")
    months = int(years * 12) if years else SHORTEST_LOAN
    return (Loan("utter_row_loans", amount, (rate or ZERO) / PER_CENT, months),)


def _funding(given: Given) -> Iterator[Funding]:
    for question, kind in (("money_own", "own"), ("budget_grant", "grant")):
        amount = given.money(question)
        if amount:
            yield Funding(f"utter_row_funding_{kind}", amount, kind)
