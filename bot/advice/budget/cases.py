"""Other versions of a plan: the careful case by rule, "what if", and which numbers decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeVar

from bot.advice.budget.assumptions import Careful, careful_rules
from bot.advice.budget.calculation import calculate
from bot.advice.budget.groundwork import groundwork
from bot.advice.budget.inputs import ONE, TAKE_AWAY, ZERO, Cost, Employee, Inputs, Price, Product
from bot.advice.budget.result_budget import business_years
from bot.advice.budget.results import Budgets
from bot.advice.budget.staff import COMPANIES
from bot.advice.budget.timeline import Figured, Figures, month_day
from bot.advice.budget.vat import VatRules

TENTH = Decimal("0.1")
Named = TypeVar("Named", Product, Cost, Employee)


@dataclass(frozen=True)
class Change:
    """One "what if". ``kind`` is a key of ``KINDS``; ``name`` says which product, cost or employee (all when empty).

    ``amount`` is what the kind needs: a factor, kronor a month, a price, or months. ``includes_vat`` is for prices.
    """

    kind: str
    amount: Decimal
    name: str = ""
    includes_vat: bool = False


@dataclass(frozen=True)
class Weight:
    """How much one number decides: its text and name, and what the first year loses when it turns out worse."""

    kind: str
    name: str
    loss: Decimal


def careful(inputs: Inputs, rules: Careful | None = None) -> Inputs:
    """Give the careful case of a plan: fewer customers, a slower beginning, higher costs, later payment."""
    rules = rules or careful_rules()
    return replace(
        inputs,
        products=tuple(replace(p, units=p.units * rules.sales_factor) for p in inputs.products),
        ramp=_slower(inputs.ramp, int(rules.slow_months), rules.slow_factor),
        costs=tuple(replace(cost, monthly=times(cost.monthly, rules.cost_factor)) for cost in inputs.costs),
        credit_days=inputs.credit_days + int(rules.extra_credit_days) if inputs.credit_days else 0,
    )


def both_cases(inputs: Inputs, parameters: Figured) -> tuple[Budgets, Budgets]:
    """Calculate the likely and the careful case of a plan."""
    return calculate(inputs, parameters), calculate(careful(settled(inputs, parameters)), parameters)


def before_and_after(inputs: Inputs, change: Change, parameters: Figured) -> tuple[Budgets, Budgets]:
    """Calculate a plan as it is and with one thing changed."""
    return calculate(inputs, parameters), calculate(what_if(settled(inputs, parameters), change), parameters)


def settled(inputs: Inputs, parameters: Figured) -> Inputs:
    """Say the VAT registration of a plan that has one: who is registered stays so when sales turn out lower."""
    registered = VatRules(inputs, Figures(parameters, inputs)).registered
    return replace(inputs, vat_registered=True) if registered else inputs


def what_if(inputs: Inputs, change: Change) -> Inputs:
    """Change one thing of a plan; raise ``ValueError`` for an unknown kind, ``KeyError`` for an unknown name."""
    if change.kind not in KINDS:
        raise ValueError(f"{change.kind}: no such change; known are {', '.join(KINDS)}")
    return KINDS[change.kind](inputs, change)


def sensitivity(inputs: Inputs, parameters: Figured, most: int = 3) -> tuple[Weight, ...]:
    """Give the numbers whose turning out a tenth worse costs the first year most, the heaviest first."""
    inputs = settled(inputs, parameters)
    before = first_year_result(inputs, parameters)
    weights = (
        Weight(kind, name, before - first_year_result(changed, parameters)) for kind, name, changed in _worse(inputs)
    )
    heavy = [weight for weight in weights if weight.loss > ZERO]
    return tuple(sorted(heavy, key=lambda weight: weight.loss, reverse=True)[:most])


def first_year_result(inputs: Inputs, parameters: Figured) -> Decimal:
    """Give the first year's result before tax and fees."""
    return business_years(groundwork(inputs, parameters), years=1)[0].before_tax


def times(price: Price, factor: Decimal) -> Price:
    """Give a price times a factor."""
    return replace(price, amount=price.amount * factor)


def _worse(inputs: Inputs) -> Iterator[tuple[str, str, Inputs]]:
    """Give each number of a plan turned a tenth worse: its kind, its name, the plan with it."""
    less, more = ONE - TENTH, ONE + TENTH
    for product in inputs.products:
        yield "price", product.name, _selling(inputs, product, replace(product, price=times(product.price, less)))
        yield "units", product.name, _selling(inputs, product, replace(product, units=product.units * less))
        dearer = replace(product, unit_cost=times(product.unit_cost, more))
        yield "unit_cost", product.name, _selling(inputs, product, dearer)
    for cost in inputs.costs:
        dearer_cost = replace(cost, monthly=times(cost.monthly, more))
        yield "cost", cost.name, replace(inputs, costs=_swapped(inputs.costs, cost, dearer_cost))
    for person in inputs.employees:
        paid = replace(person, monthly_wage=person.monthly_wage * more)
        yield "wage", person.name, replace(inputs, employees=_swapped(inputs.employees, person, paid))
    if inputs.form in COMPANIES:
        yield "salary", "", replace(inputs, salary=inputs.salary * more)


def _swapped(items: tuple[Named, ...], old: Named, new: Named) -> tuple[Named, ...]:
    return tuple(new if item is old else item for item in items)


def _selling(inputs: Inputs, old: Product, new: Product) -> Inputs:
    return replace(inputs, products=_swapped(inputs.products, old, new))


def _chosen(items: tuple[Named, ...], name: str) -> tuple[Named, ...]:
    """Give the items of a name, all when it is empty; raise ``KeyError`` when there is none."""
    chosen = tuple(item for item in items if name in ("", item.name))
    if not chosen and name:
        raise KeyError(name)
    return chosen


def _all_products(inputs: Inputs, name: str, change: Callable[[Product], Product]) -> Inputs:
    chosen = _chosen(inputs.products, name)
    if chosen[:1] == inputs.products[:1]:  # the part that is taken away is of the first product
        chosen += tuple(product for product in inputs.products if product.name == TAKE_AWAY)
    return replace(inputs, products=tuple(change(p) if p in chosen else p for p in inputs.products))


def _slower(ramp: tuple[Decimal, ...], months: int, factor: Decimal) -> tuple[Decimal, ...]:
    """Slow the first months down, on top of what the person said of them."""
    longer = (*ramp, *(ONE,) * (months - len(ramp)))
    return tuple(share * factor if month < months else share for month, share in enumerate(longer))


def _price(inputs: Inputs, change: Change) -> Inputs:
    return _all_products(inputs, change.name, lambda p: replace(p, price=times(p.price, change.amount)))


def _price_of(inputs: Inputs, change: Change) -> Inputs:
    return _all_products(inputs, change.name, lambda p: replace(p, price=_new_price(p, change.amount, change)))


def _hourly_price(inputs: Inputs, change: Change) -> Inputs:
    if not any(product.hours for product in inputs.products):
        raise KeyError("nothing is sold by time")
    return _all_products(
        inputs,
        change.name,
        lambda p: replace(p, price=_new_price(p, change.amount * p.hours, change)) if p.hours else p,
    )


def _new_price(product: Product, amount: Decimal, change: Change) -> Price:
    return replace(product.price, amount=amount, includes_vat=change.includes_vat)


def _sales(inputs: Inputs, change: Change) -> Inputs:
    return _all_products(inputs, change.name, lambda p: replace(p, units=p.units * change.amount))


def _no_customers(inputs: Inputs, change: Change) -> Inputs:
    return replace(inputs, ramp=_slower(inputs.ramp, int(change.amount), ZERO))


def _cost(inputs: Inputs, change: Change) -> Inputs:
    """Raise or lower a monthly cost; a name that is not among them is a new cost."""
    if not any(cost.name == change.name for cost in inputs.costs):
        return replace(inputs, costs=(*inputs.costs, Cost(change.name, Price(change.amount))))
    return replace(inputs, costs=tuple(_dearer(c, change.amount) if c.name == change.name else c for c in inputs.costs))


def _dearer(cost: Cost, amount: Decimal) -> Cost:
    return replace(cost, monthly=replace(cost.monthly, amount=max(cost.monthly.amount + amount, ZERO)))


def _employee(inputs: Inputs, change: Change) -> Inputs:
    return replace(inputs, employees=(*inputs.employees, Employee(change.name, change.amount)))


def _wage(inputs: Inputs, change: Change) -> Inputs:
    paid = _chosen(inputs.employees, change.name)
    people = (replace(p, monthly_wage=change.amount) if p in paid else p for p in inputs.employees)
    return replace(inputs, employees=tuple(people))


def _fewer(inputs: Inputs, change: Change) -> Inputs:
    gone = _chosen(inputs.employees, change.name)
    return replace(inputs, employees=tuple(person for person in inputs.employees if person not in gone))


def _later(inputs: Inputs, change: Change) -> Inputs:
    """Start later with the figures of the plan as it is, so that the two can be compared."""
    day = inputs.figures_day or inputs.start
    return replace(inputs, start=month_day(inputs.start, int(change.amount)), figures_day=day)


KINDS: Final[Mapping[str, Callable[[Inputs, Change], Inputs]]] = {
    "price": _price,
    "price_of": _price_of,
    "hourly_price": _hourly_price,
    "sales": _sales,
    "no_customers": _no_customers,
    "cost": _cost,
    "employee": _employee,
    "wage": _wage,
    "salary": lambda inputs, change: replace(inputs, salary=change.amount),
    "hours": lambda inputs, change: replace(inputs, work=replace(inputs.work, hours_per_week=change.amount)),
    "fewer": _fewer,
    "later": _later,
}
"""What can be asked. ``price`` and ``sales`` take a factor, ``no_customers`` and ``later`` months, others an amount."""
