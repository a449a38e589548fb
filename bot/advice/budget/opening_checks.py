"""Does it hold together? Whether seats and open hours are enough for the sales that take no time of their own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.advice.budget.inputs import ZERO, Product, Vat
from bot.advice.budget.plan_values import MONTHS_OF_A_YEAR, Plan, at_least, whole
from bot.advice.budget.results import Finding
from bot.advice.budget.sales_checks import people


def seats_too_few(plan: Plan) -> Iterable[Finding]:
    """Find more guests at the tables in an open hour than can sit down, eat and leave in it."""
    seats = plan.answers.get("food_seats")
    guests = _in_an_hour(plan, [product for product in plan.inputs.products if product.price.vat is Vat.EAT_IN])
    if seats and guests > int(seats) * plan.ranges.fields["guests_per_seat"].high:
        values = {"guests": at_least(guests), "seats": whole(int(seats))}
        yield Finding("utter_finding_seats_too_few", "warn", values, "food_seats")


def sales_too_fast(plan: Plan) -> Iterable[Finding]:
    """Find more sales in an open hour than those who work can take the money for."""
    sales = _in_an_hour(plan, [product for product in plan.inputs.products if not product.hours])
    if sales > people(plan) * plan.ranges.fields["sales_per_person_hour"].high:
        values = {"sales": at_least(sales), "people": whole(people(plan))}
        yield Finding("utter_finding_sales_too_fast", "warn", values, "budget_opening_hours")


def _in_an_hour(plan: Plan, products: Iterable[Product]) -> Decimal:
    """Give how many an ordinary month sells in each hour that the place is open; none where nobody said when it is."""
    opening = plan.inputs.opening_hours_per_week
    units = sum((product.units for product in products), ZERO)
    return units * MONTHS_OF_A_YEAR / plan.weeks / opening if opening else ZERO
