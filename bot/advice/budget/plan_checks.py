"""Does it hold together? The plan's answers beside the budget: staff, premises, usual costs, and unusual amounts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.advice.budget.given import IN_TRADES
from bot.advice.budget.inputs import Cost, Product
from bot.advice.budget.plan_values import Plan, Value, named, whole
from bot.advice.budget.products import things_in
from bot.advice.budget.ranges import Range
from bot.advice.budget.reading import ROW_QUESTIONS
from bot.advice.budget.results import Finding, is_ours
from bot.advice.budget.sales_checks import question_of
from bot.advice.budget.values import money, percent, price
from bot.advice.money_values import by_month

WITH_RENT = frozenset({"rented", "shared"})
WITHOUT_RENT = frozenset({"home", "at_customers", "vehicle", "online"})
BOOKKEEPING_WITHOUT_COST = frozenset({"myself", "somebody_near"})
BOOKKEEPING_PAID = frozenset({"accountant", "both"})


def staff_without_wages(plan: Plan) -> Iterable[Finding]:
    """Find that the plan has staff, and the budget no wages."""
    if plan.answers.get("staff_any") is True and not plan.inputs.employees:
        yield Finding("utter_finding_staff_without_wages", "warn", {}, "budget_employees")


def wages_without_staff(plan: Plan) -> Iterable[Finding]:
    """Find that the budget has wages, and the plan no staff."""
    if plan.answers.get("staff_any") is False and plan.inputs.employees:
        yield Finding("utter_finding_wages_without_staff", "ask", {}, "staff_any")


def staff_count_differs(plan: Plan) -> Iterable[Finding]:
    """Find that plan and budget count different numbers of people."""
    planned, paid = plan.answers.get("staff_count"), len(plan.inputs.employees)
    if planned and paid and plan.answers.get("staff_any") is not False and planned != paid:
        values = {"planned": whole(planned), "paid": whole(paid)}
        yield Finding("utter_finding_staff_count_differs", "ask", values, "staff_count")


def rent_missing(plan: Plan) -> Iterable[Finding]:
    """Find that a place is rented, and no rent is in the budget, unless it was said that it costs nothing."""
    said = plan.answers.get("place_rent")
    free = said is not None and by_month(said) == 0
    if plan.answers.get("place_kind") in WITH_RENT and not free and not _premises(plan):
        yield Finding("utter_finding_rent_missing", "warn", {}, "place_rent")


def rent_without_place(plan: Plan) -> Iterable[Finding]:
    """Find rent for a place that the plan does not have."""
    premises = _premises(plan)
    if plan.answers.get("place_kind") in WITHOUT_RENT and premises:
        values = {"rent": money(sum((cost.monthly.amount for cost in premises), Decimal(0)))}
        yield Finding("utter_finding_rent_without_place", "ask", values, "place_kind")


def rent_differs(plan: Plan) -> Iterable[Finding]:
    """Find that the rent of the plan is not that of the budget, with VAT or without."""
    premises, said = _premises(plan), plan.answers.get("place_rent")
    if said is None or len(premises) != 1 or plan.answers.get("place_kind") in WITHOUT_RENT:
        return
    parts = plan.vat.purchase(premises[0].monthly, 0)
    planned = by_month(said)
    if planned not in {premises[0].monthly.amount, parts.net, parts.gross}:
        values = {"planned": money(planned), "rent": money(premises[0].monthly.amount)}
        yield Finding("utter_finding_rent_differs", "ask", values, "place_rent")


def bookkeeping_missing(plan: Plan) -> Iterable[Finding]:
    """Find that nobody is paid for the bookkeeping, and the owner has not said that they do it."""
    who = plan.answers.get("staff_bookkeeping")
    if plan.sells and who not in BOOKKEEPING_WITHOUT_COST and not _has_cost(plan, "bookkeeping"):
        question = "budget_bookkeeping" if who in BOOKKEEPING_PAID else "staff_bookkeeping"
        yield Finding("utter_finding_bookkeeping_missing", "ask", {}, question)


def insurance_missing(plan: Plan) -> Iterable[Finding]:
    """Find that nothing is insured."""
    if plan.sells and not _has_cost(plan, "insurance"):
        yield Finding("utter_finding_insurance_missing", "ask", {}, "budget_insurance")


def unusual_price(plan: Plan) -> Iterable[Finding]:
    """Find prices that nobody would expect, compared with VAT in them."""
    for product in plan.inputs.products:
        limits, asked = plan.ranges.of_products(_meant(product, plan)), plan.vat.sale(product.price, 0).gross
        if not any(asked in each for each in limits):
            values = {"product": named(product.name), "price": price(asked)} | _usual(limits[0])
            yield Finding("utter_finding_unusual_price", "ask", values, question_of(product, plan, "price"))


def _meant(product: Product, plan: Plan) -> tuple[str, ...]:
    """Name all that a price may be for: who names many things gives the price of the most usual, whichever that is."""
    said = plan.answers.get("products_first")
    if not isinstance(said, str) or product not in plan.inputs.products[:1]:
        return (product.name,)
    # a shop's price is that of a whole purchase, not of the first thing on its shelves
    return () if plan.is_of("shop") else things_in(said)


def unusual_sales(plan: Plan) -> Iterable[Finding]:
    """Find products that would sell for more in a month than a new business does."""
    for product in plan.inputs.products:
        amount = plan.vat.sale(product.price, 0).net * product.units
        if amount not in plan.ranges.fields["monthly_sales"]:
            values = {"product": named(product.name), "amount": money(amount), "units": whole(product.units)}
            yield Finding("utter_finding_unusual_sales", "ask", values, "budget_products")


def unusual_amount(plan: Plan) -> Iterable[Finding]:
    """Find amounts for costs, wages, purchases, loans and the home that nobody would expect; nothing is no surprise."""
    for name, amount, limits, question in _amounts(plan):
        if amount and amount not in limits:
            values = {"name": named(name), "amount": money(amount)} | _usual(limits)
            asked = ROW_QUESTIONS.get(name, question)
            question = IN_TRADES[asked] if IN_TRADES.get(asked) in plan.answers else asked
            yield Finding("utter_finding_unusual_amount", "ask", values, question)


def unusual_hours(plan: Plan) -> Iterable[Finding]:
    """Find more hours than a person can work, or none."""
    hours = plan.inputs.work.hours_per_week
    if hours not in plan.ranges.fields["hours"]:
        yield Finding("utter_finding_unusual_hours", "ask", {"hours": whole(hours)}, "owner_hours")


def unusual_rate(plan: Plan) -> Iterable[Finding]:
    """Find loans whose interest does harm, or is none that a lender gives."""
    for loan in plan.inputs.loans:
        if loan.yearly_rate not in plan.ranges.fields["loan_rate"]:
            rate = percent(loan.yearly_rate)
            if is_ours(loan.name):  # the one loan of the conversation has no name that anybody gave it
                yield Finding("utter_finding_unusual_interest", "warn", {"rate": rate}, "budget_loans")
            else:
                values = {"name": named(loan.name), "rate": rate}
                yield Finding("utter_finding_unusual_rate", "warn", values, "budget_loans")


def _amounts(plan: Plan) -> Iterable[tuple[str, Decimal, Range, str]]:
    fields, inputs = plan.ranges.fields, plan.inputs
    for cost in inputs.costs:
        limits = fields["premises" if cost.kind == "premises" else "monthly_cost"]
        yield cost.name, cost.monthly.amount, limits, "budget_costs"
    for employee in inputs.employees:
        yield employee.name, employee.monthly_wage, fields["wage"], "budget_employees"
    for purchase in inputs.purchases:
        yield purchase.name, purchase.price.amount, fields["purchase"], "budget_purchases"
    for loan in inputs.loans:
        yield loan.name, loan.amount, fields["loan"], "budget_loans"
    for item in inputs.household.items:
        yield item.name, item.monthly, fields["household_item"], "budget_household"


def _usual(limits: Range) -> dict[str, Value]:
    return {"usual_low": money(limits.low), "usual_high": money(limits.high)}


def _premises(plan: Plan) -> list[Cost]:
    return [cost for cost in plan.inputs.costs if cost.kind == "premises" and cost.monthly.amount > 0]


def _has_cost(plan: Plan, kind: str) -> bool:
    return any(cost.kind == kind and cost.monthly.amount > 0 for cost in plan.inputs.costs)
