"""Can the idea carry its owner? Judged by the third year, after the beginning; if not, what would have to change.

Each way out is worked out alone: more sold at the same price, a higher price for as many, or lower costs. Who would
sell so much more that VAT must be paid is told what it takes with VAT in the prices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.advice.budget.calculation import calculate
from bot.advice.budget.inputs import ONE, ZERO, Product
from bot.advice.budget.paying import HALF_ORE
from bot.advice.budget.plan_values import MONTHS_OF_A_YEAR, Plan, Value, at_least, named, whole
from bot.advice.budget.results import Finding, YearResult
from bot.advice.budget.sales_checks import hours_needed, hours_of_all
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import Figures, months_of_year
from bot.advice.budget.values import money, percent, price
from bot.advice.budget.vat import VatRules

JUDGED = 2
"""The year that decides: the third."""


def verdict_of(plan: Plan) -> Finding:
    """Say plainly whether the business can carry its owner, and if not, what would have to change."""
    if not plan.sells or not plan.inputs.household.items:
        question = "budget_household" if plan.sells else "budget_products"
        return Finding("utter_finding_verdict_unknown", "ask", {}, question)
    missing = missing_surplus(plan)
    if plan.budgets.years[JUDGED].gross_profit <= 0:
        return Finding("utter_finding_verdict_no_volume", "stop", {}, "products_price")
    return _carries(plan, -missing) if missing < HALF_ORE else _not_yet(plan)


def missing_surplus(plan: Plan) -> Decimal:
    """Give what the third year lacks to pay for its owners' living, before their tax; below zero there is room."""
    return plan.budgets.need.surplus.amount - _year(plan).before_tax - _own_cost(plan)


def _carries(plan: Plan, room: Decimal) -> Finding:
    margin = room / _year(plan).gross_profit
    values = {"need": money(plan.budgets.need.monthly), "margin": percent(_per_cent(margin))}
    if margin in plan.ranges.fields["safety_margin"]:
        return Finding("utter_finding_verdict_carries", "fine", values)
    return Finding("utter_finding_verdict_carries_barely", "warn", values, "products_price")


def _not_yet(plan: Plan) -> Finding:
    """Name every way out that is one: hours that nobody has and costs that are not there do not help."""
    ways = [_message(name, values) for name, values in _ways(plan)]
    if not ways:
        return Finding("utter_finding_verdict_no_volume", "stop", {}, "products_price")
    if len(ways) == 1:
        return Finding("utter_finding_verdict_not_yet_one", "stop", {"way": ways[0]}, "products_price")
    return Finding(
        "utter_finding_verdict_not_yet", "stop", {"ways": {"type": "lines", "items": ways}}, "products_price"
    )


def _ways(plan: Plan) -> Iterator[tuple[str, Mapping[str, Value]]]:
    larger, missing = _with_vat_if_larger(plan), missing_surplus(plan)
    if _year(larger).gross_profit > 0:
        yield from _by_sales(larger)
    if missing <= _costs_that_can_fall(plan):
        yield "costs", {"costs": money((missing / MONTHS_OF_A_YEAR).to_integral_value(ROUND_CEILING))}


def _by_sales(plan: Plan) -> Iterator[tuple[str, Mapping[str, Value]]]:
    more, dearer = (missing_surplus(plan) / of for of in (_year(plan).gross_profit, _year(plan).revenue))
    sold = [product for product in plan.inputs.products if product.units > 0]
    one = sold[0] if len(sold) == 1 else None
    if hours_needed(plan) * (ONE + more) <= hours_of_all(plan):
        yield ("units", _units(plan, one, more)) if one else ("more", {"more": percent(_per_cent(more, up=True))})
    yield ("price", _price(one, dearer)) if one else ("dearer", {"dearer": percent(_per_cent(dearer, up=True))})


def _with_vat_if_larger(plan: Plan) -> Plan:
    """Give the same plan with VAT, when selling enough without it would pass the limit; else the plan itself."""
    if plan.vat.registered:
        return plan
    factor = ONE + missing_surplus(plan) / _year(plan).gross_profit
    grown = tuple(replace(product, units=product.units * factor) for product in plan.inputs.products)
    larger = replace(plan.inputs, products=grown, vat_registered=None)
    if not VatRules(larger, Figures(plan.parameters, larger)).registered:
        return plan
    with_vat = calculate(replace(plan.inputs, vat_registered=True), plan.parameters)
    taxed = Plan.of(with_vat, plan.parameters, plan.answers)
    return taxed if missing_surplus(taxed) > 0 else plan


def _units(plan: Plan, product: Product, more: Decimal) -> Mapping[str, Value]:
    planned = units_a_week(plan, product)
    return {"product": named(product.name), "planned": whole(planned), "units": at_least(planned * (ONE + more))}


def _price(product: Product, dearer: Decimal) -> Mapping[str, Value]:
    asked = product.price.amount
    raised = (asked * (ONE + dearer)).to_integral_value(ROUND_CEILING)
    return {"product": named(product.name), "asked": price(asked), "price": money(raised)}


def _message(way: str, values: Mapping[str, Value]) -> Value:
    return {"type": "message", "name": f"utter_finding_way_{way}", "values": dict(values)}


def units_a_week(plan: Plan, product: Product) -> Decimal:
    """Give how many are sold in a working week of the third year."""
    row = plan.ground.sales.units[plan.inputs.products.index(product)]
    months = months_of_year(JUDGED)
    return sum(row.amounts[months.start : months.stop], ZERO) / plan.weeks


def _costs_that_can_fall(plan: Plan) -> Decimal:
    year = _year(plan)
    return sum((row.total for row in year.costs), ZERO) + year.staff - _own_cost(plan)


def _own_cost(plan: Plan) -> Decimal:
    if plan.inputs.form not in COMPANIES:
        return ZERO
    months = months_of_year(JUDGED)
    return sum(plan.ground.staff.own_cost[months.start : months.stop], ZERO)


def _year(plan: Plan) -> YearResult:
    return plan.budgets.years[JUDGED]


def _per_cent(share: Decimal, *, up: bool = False) -> Decimal:
    """Round a share to a whole per cent: down for room, up for what is needed, so that it is never too little."""
    exact = Decimal("0.01")
    return share.quantize(exact, ROUND_CEILING) if up else share.quantize(exact, ROUND_FLOOR)
