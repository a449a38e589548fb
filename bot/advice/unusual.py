"""Asks back about a number when it is said: far from what is usual, or leaving nothing over. Never refuses one. Pure.

The limits are those of ``bot/data/budget/ranges.yml``, so that what is asked about here and found later agrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from bot.advice import money_values
from bot.advice.answers import display
from bot.advice.budget.products import things_in
from bot.advice.budget.ranges import Range, default_ranges
from bot.advice.budget.reading import COSTS, HOME, PURCHASES
from bot.advice.facts import ANSWERED, Facts
from bot.advice.templates import Question
from bot.advice.turn import Button, Reply

FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(HOME, "household_item"),
    **{question: "premises" if kind == "premises" else "monthly_cost" for question, kind in COSTS.items()},
    **dict.fromkeys(PURCHASES, "purchase"),
    **dict.fromkeys(("budget_other_income",), "household_item"),
    **dict.fromkeys(("money_needed", "money_own", "budget_buffer", "budget_grant", "shop_stock"), "purchase"),
    **dict.fromkeys(("budget_wage", "budget_salary", "budget_withdrawal"), "wage"),
    "money_costs_month": "monthly_cost",
    "money_sales_month": "monthly_sales",
    "budget_loan": "loan",
    "budget_loan_rate": "loan_rate",
    "owner_hours": "hours",
}
"""Which limits a question's number is held against."""

NEVER_NOTHING: Final = frozenset({"place_rent", "budget_wage"})
"""Asked only where somebody pays: a rent of a place that is rented, a wage of those who are employed."""

INTEREST: Final = "budget_loan_rate"

SOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "products_price": ("products_first", "idea_what"),
    "budget_second_price": ("budget_second_name",),
}
"""Prices, and the answers that may say of what, the best first."""

COST_OF: Final[Mapping[str, str]] = {"products_price": "products_cost", "budget_second_price": "budget_second_cost"}
UNITS_OF: Final[Mapping[str, str]] = {
    "customers_per_month": "products_price",
    "craft_jobs_month": "products_price",
    "budget_second_units": "budget_second_price",
}
PER_CENT = Decimal(100)


def asked_back(question: Question, value: Any, facts: Facts) -> tuple[Reply, ...]:
    """Say what is odd about a number before it is read back, and what stays until it is confirmed; mostly nothing."""
    odd = what_is_odd(question, value, facts)
    if odd is None:
        return ()
    kept = facts.answers.get(question.id)
    if kept is None or kept.state != ANSWERED or kept.value == value:
        return (odd,)
    return (odd, Reply("utter_unusual_kept", {"answer": display(question, kept.value)}))


def other_times(question: Question, value: Any) -> tuple[Button, ...]:
    """Give the times by which an unusual amount would be a usual one: rent for a year that was taken for a month's."""
    limits = _limits(question)
    if question.per is None or limits is None or _is_usual(_number(question, value), limits):
        return ()
    said = money_values.said_in(value)
    return tuple(
        Button(f"button_per_{per}", "affirm", {"per": per})
        for per in money_values.IN_A_YEAR
        if per != (said.per or question.per)
        and _is_usual(_number(question, money_values.by_time(question, value, per)), limits)
    )


def what_is_odd(question: Question, value: Any, facts: Facts) -> Reply | None:
    """Say what is odd about a number, or nothing."""
    if question.id in SOLD:
        return _odd_price(question, value, facts)
    if question.id in UNITS_OF:
        return _odd_sales(question, Decimal(value), facts)
    if question.id in COST_OF.values():
        sold = next(price for price, cost in COST_OF.items() if cost == question.id)
        return _nothing_left(_answered(facts, sold), money_values.said_in(value).amount)
    limits = _limits(question)
    if limits is None:
        return None
    number = _number(question, value)
    if number == 0 and question.id == INTEREST:
        return Reply("utter_unusual_no_interest")
    if _is_usual(number, limits) and not (number == 0 and question.id in NEVER_NOTHING):
        return None
    return Reply("utter_unusual_value", _usual(question, limits))


def _odd_price(question: Question, value: Any, facts: Facts) -> Reply | None:
    amount = money_values.said_in(value).amount
    answers = (facts.answers.get(name) for name in SOLD[question.id])
    said = next((answer.value for answer in answers if answer is not None and answer.state == ANSWERED), "")
    # a shop's price is that of a whole purchase, not of the first thing on its shelves
    meant = () if facts.template == "trade" and question.id == "products_price" else things_in(said)
    of_all = default_ranges().of_products(meant)
    if not any(_is_usual(amount, limits) for limits in of_all):
        limits = of_all[0]
        usual = {"usual_low": money_values.money(limits.low), "usual_high": money_values.money(limits.high)}
        return Reply("utter_unusual_price", usual)
    return _nothing_left(amount, _answered(facts, COST_OF[question.id]))


def _odd_sales(question: Question, units: Decimal, facts: Facts) -> Reply | None:
    price = _answered(facts, UNITS_OF[question.id])
    if price is None or units * price <= default_ranges().fields["monthly_sales"].high:
        return None
    values = {"price": money_values.money(price), "amount": money_values.money(units * price)}
    return Reply("utter_unusual_sales", values)


def _nothing_left(price: Decimal | None, cost: Decimal | None) -> Reply | None:
    if price is None or not cost or cost < price:
        return None
    return Reply("utter_unusual_nothing_left", {"price": money_values.money(price), "cost": money_values.money(cost)})


def _answered(facts: Facts, question: str) -> Decimal | None:
    answer = facts.answers.get(question)
    return money_values.said_in(answer.value).amount if answer is not None and answer.state == ANSWERED else None


def _limits(question: Question) -> Range | None:
    return default_ranges().fields[FIELDS[question.id]] if question.id in FIELDS else None


def _number(question: Question, value: Any) -> Decimal:
    """Give a value in the unit of its limits: kronor by the question's time, a share, or a count."""
    if question.type == "amount":
        return money_values.counted(question, value)
    return Decimal(str(value)) / PER_CENT if question.type == "percent" else Decimal(value)


def _is_usual(number: Decimal, limits: Range) -> bool:
    """Tell whether nobody would wonder; nothing at all is an answer to almost everything."""
    return number == 0 or number in limits


def _usual(question: Question, limits: Range) -> dict[str, Any]:
    return {f"usual_{end}": _shown(question, limit) for end, limit in (("low", limits.low), ("high", limits.high))}


def _shown(question: Question, limit: Decimal) -> dict[str, Any]:
    if question.type == "percent":
        return display(question, format((limit * PER_CENT).normalize(), "f"))
    return display(question, int(limit) if question.type == "count" else format(limit, "f"))
