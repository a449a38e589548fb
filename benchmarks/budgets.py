"""How long all budgets of a plan take, and a thousand what-ifs. ``python -m benchmarks.budgets`` prints a table."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from statistics import median
from time import perf_counter

from bot.advice.budget.calculation import calculate
from bot.advice.budget.cases import Change, settled, what_if
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
from bot.advice.parameters import Parameters

WHAT_IFS, TIMES = 1000, 50


def salon() -> Inputs:
    """Give an ordinary plan: three things sold, six costs, one employee, three purchases, a loan and own money."""
    costs = ("Rent", "Phone", "Bookkeeping", "Marketing", "Insurance", "Electricity")
    return Inputs(
        start=date(2026, 12, 1),
        household=Household(items=(HouseholdItem("Home", Decimal(9000)), HouseholdItem("Food", Decimal(6000)))),
        products=tuple(
            Product(
                name, Price(Decimal(price), Vat.STANDARD, True), Decimal(units), Price(Decimal(20)), Decimal("0.75")
            )
            for name, price, units in (("Cut", 500, 100), ("Colour", 1100, 20), ("Beard", 250, 40))
        ),
        costs=tuple(Cost(name, Price(Decimal(2500))) for name in costs),
        employees=(Employee("A", Decimal(28_000), 2005, growth_support=True),),
        purchases=tuple(Purchase(name, Price(Decimal(40_000))) for name in ("Chairs", "Basins", "Till")),
        loans=(Loan("Bank", Decimal(150_000), Decimal("0.07"), 60, 6),),
        funding=(Funding("Savings", Decimal(50_000)),),
        credit_days=10,
    )


def all_budgets(plan: Inputs, parameters: Parameters) -> float:
    """Give the seconds all budgets of a plan take, the median of many."""
    return median(_timed(plan, parameters) for _ in range(TIMES))


def what_ifs(plan: Inputs, parameters: Parameters) -> float:
    """Give the seconds a thousand different changes take, each with all budgets."""
    begun = perf_counter()
    known = settled(plan, parameters)
    for number in range(WHAT_IFS):
        calculate(what_if(known, Change("hourly_price", Decimal(400 + number), includes_vat=True)), parameters)
    return perf_counter() - begun


def _sold(name: str, price: int, units: int) -> Product:
    return Product(name, Price(Decimal(price), Vat.STANDARD, True), Decimal(units), Price(Decimal(20)), Decimal("0.75"))


def _timed(plan: Inputs, parameters: Parameters) -> float:
    begun = perf_counter()
    calculate(plan, parameters)
    return perf_counter() - begun


def main() -> None:
    """Measure and print."""
    plan, parameters = salon(), Parameters.load()
    once = all_budgets(plan, parameters)
    many = what_ifs(plan, parameters)
    print("| budgets | measured | goal |\n| --- | ---: | ---: |")
    print(f"| all budgets of a plan, median of {TIMES} | {once * 1000:.1f} ms | ≤ 20 ms |")
    print(f"| {WHAT_IFS} what-ifs | {many:.2f} s | ≤ 2 s |")
    print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
