"""Does it hold together? What is sold, at what price, with which VAT, and whether the hours are enough for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import FOOD_RATES, TAKE_AWAY, ZERO, Product, Vat
from bot.advice.budget.plan_values import MONTHS_OF_A_YEAR, Plan, at_least, named, whole
from bot.advice.budget.results import Finding
from bot.advice.budget.staff import owners_at_work
from bot.advice.budget.timeline import calendar_years
from bot.advice.budget.values import money, price

EATEN_ELSEWHERE = frozenset({"take_away", "delivered"})
TIMES = ("salon_minutes", "craft_jobs_month", "budget_minutes")
"""Questions whose answer tells how long the work takes, in the trades that ask them."""


def no_sales(plan: Plan) -> Iterable[Finding]:
    """Find that nothing is sold."""
    if not plan.sells:
        units = "craft_jobs_month" if plan.is_of("craft") else "customers_per_month"
        question = units if "products_price" in plan.answers else "budget_products"
        yield Finding("utter_finding_no_sales", "stop", {}, question)


def no_customer_named(plan: Plan) -> Iterable[Finding]:
    """Find that the budget has sales, and the plan no first customers."""
    if plan.sells and plan.answers and not plan.answers.get("customers_first"):
        yield Finding("utter_finding_no_customer_named", "ask", {}, "customers_first")


def price_below_cost(plan: Plan) -> Iterable[Finding]:
    """Find products of which one brings in no more than it costs."""
    for product in plan.inputs.products:
        asked, cost = plan.vat.sale(product.price, 0).net, plan.vat.purchase(product.unit_cost, 0).net
        if cost > 0 and asked <= cost:
            values = {"product": named(product.name), "price": price(asked), "cost": price(cost)}
            yield Finding("utter_finding_price_below_cost", "stop", values, question_of(product, plan, "price"))


def question_of(product: Product, plan: Plan, about: str) -> str:
    """Name the question about the ``price`` or the ``cost`` of a product: a plan asks for those of two."""
    is_first = product in plan.inputs.products[:1] or product.name == TAKE_AWAY
    asked_of_two = "budget_second_price" in plan.answers and not is_first
    return f"{'budget_second' if asked_of_two else 'products'}_{about}"


def goods_cost_missing(plan: Plan) -> Iterable[Finding]:
    """Find what is plainly goods and costs nothing to buy, unless just that was said of what is no food."""
    for product in plan.inputs.products:
        if product.unit_cost.amount == 0 and product.units > 0 and _is_goods(product, plan):
            values = {"product": named(product.name)}
            yield Finding("utter_finding_goods_cost_missing", "ask", values, question_of(product, plan, "cost"))


def _is_goods(product: Product, plan: Plan) -> bool:
    if product.price.vat in FOOD_RATES:
        return True
    said = plan.answers.get(question_of(product, plan, "cost"))
    if said is not None:
        return Decimal(str(said)) > 0
    return any(item.kind == "stock" for item in plan.inputs.purchases)


def same_every_month(plan: Plan) -> Iterable[Finding]:
    """Find that the plan knows busy seasons, and the budget does not."""
    seasons = plan.answers.get("customers_season") or ()
    if isinstance(seasons, Mapping):  # said in own words, which may be that all months are alike
        return
    if plan.sells and seasons and "all_year" not in seasons and len(set(plan.inputs.season)) == 1:
        yield Finding("utter_finding_same_every_month", "ask", {}, "budget_season")


def hours_too_few(plan: Plan) -> Iterable[Finding]:
    """Find that those who work have fewer hours than the sales take."""
    needed, available = hours_needed(plan), hours_of_all(plan)
    if needed > available:
        values = {"needed": at_least(needed), "available": whole(available)}
        question = next((name for name in TIMES if name in plan.answers), "owner_hours")
        yield Finding("utter_finding_hours_too_few", "warn", values, question)


def opening_below_hours(plan: Plan) -> Iterable[Finding]:
    """Find that the place is open too little for what is to be done in it; a craft is not done in open hours."""
    opening, needed = plan.inputs.opening_hours_per_week, hours_needed(plan)
    if opening is None or plan.is_of("craft"):
        return
    chairs = plan.answers.get("salon_chairs") or people(plan)
    if needed > opening * min(people(plan), int(chairs)):
        values = {"open": whole(opening), "needed": at_least(needed)}
        yield Finding("utter_finding_opening_below_hours", "warn", values, "budget_opening_hours")


def hours_needed(plan: Plan) -> Decimal:
    """Give the hours that the sales of an ordinary full month take in a working week.

    Where no product says how long one takes, the minutes of the plan count for what is sold most.
    """
    timed = sum((product.units * (product.hours or ZERO) for product in plan.inputs.products), ZERO)
    minutes = plan.answers.get("salon_minutes")
    if not timed and minutes and plan.inputs.products:
        timed = max(product.units for product in plan.inputs.products) * int(minutes) / 60
    return timed * MONTHS_OF_A_YEAR / plan.weeks


def hours_of_all(plan: Plan) -> Decimal:
    """Give the hours a week of all who work, each as many as the owner."""
    return plan.inputs.work.hours_per_week * people(plan)


def people(plan: Plan) -> int:
    """Give how many work: those who are employed, and the owners whose living the hours pay for."""
    return owners_at_work(plan.inputs) + len(plan.inputs.employees)


def vat_on_private_prices(plan: Plan) -> Iterable[Finding]:
    """Find prices without VAT where private people buy."""
    private = "private_people" in (plan.answers.get("customers_kind") or ())
    if not private or not plan.vat.registered:
        return
    for product in plan.inputs.products:
        if not product.price.includes_vat and product.price.vat is not Vat.NONE:
            parts = plan.vat.sale(product.price, 0)
            values = {"product": named(product.name), "price": price(parts.net), "gross": price(parts.gross)}
            yield Finding("utter_finding_vat_on_private_prices", "ask", values, "budget_price_vat")


def no_vat_on_sales(plan: Plan) -> Iterable[Finding]:
    """Find that sales are large, and none of them bears VAT."""
    taxed = any(product.price.vat is not Vat.NONE for product in plan.inputs.products)
    if not taxed and _passes_limit(plan, plan.budgets.sales.total):
        yield Finding("utter_finding_no_vat_on_sales", "ask", {}, "budget_vat")


def vat_limit_passed(plan: Plan) -> Iterable[Finding]:
    """Find that somebody who sells above the limit wants to sell without VAT."""
    if plan.inputs.vat_registered is not False:
        return
    products = zip(plan.inputs.products, plan.budgets.sales.rows, strict=True)
    taxed = [row.amounts for product, row in products if product.price.vat is not Vat.NONE]
    if taxed and _passes_limit(plan, tuple(sum(month, ZERO) for month in zip(*taxed, strict=True))):
        values = {"limit": money(plan.ground.figures.value(names.VAT_FREE_TURNOVER, 0))}
        yield Finding("utter_finding_vat_limit_passed", "stop", values, "budget_vat")


def _passes_limit(plan: Plan, sales: tuple[Decimal, ...]) -> bool:
    return any(
        sum(sales[months.start : months.stop], ZERO) > plan.ground.figures.value(names.VAT_FREE_TURNOVER, months.start)
        for _, months in calendar_years(plan.inputs.start)
    )


def several_rates(plan: Plan) -> Iterable[Finding]:
    """Find that things with different VAT are sold, which the till must part."""
    rates = {product.price.vat for product in plan.inputs.products}
    parted = rates <= FOOD_RATES and "food_away_share" in plan.answers
    if plan.vat.registered and len(rates) > 1 and not parted:
        yield Finding("utter_finding_several_rates", "ask", {}, "budget_vat")


def one_food_rate(plan: Plan) -> Iterable[Finding]:
    """Find food that is eaten at the table and taken away, but has one rate in the budget."""
    ways = set(plan.answers.get("food_take_away") or ())
    rates = {product.price.vat for product in plan.inputs.products} & FOOD_RATES
    if plan.vat.registered and "at_tables" in ways and ways & EATEN_ELSEWHERE and len(rates) == 1:
        yield Finding("utter_finding_one_food_rate", "ask", {}, "food_away_share")
