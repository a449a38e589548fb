"""Turns what a plan's answers say of sales into products: price, moms, how many, cost and time of each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from bot.advice.budget.given import Given
from bot.advice.budget.inputs import FOOD_RATES, ONE, TAKE_AWAY, ZERO, Price, Product, Vat
from bot.advice.budget.phrases import words_of
from bot.advice.budget.results import is_ours
from bot.advice.money_values import WITH, said_in
from bot.language.digits import fold

PER_CENT, MINUTES_OF_AN_HOUR = Decimal(100), Decimal(60)
LONGEST_NAME, MOST_WORDS = 40, 4
NAMING: Final = Path(__file__).parents[2] / "data" / "budget" / "naming.yml"


def products_in(given: Given) -> Iterator[Product]:
    """Give what is sold: the most usual thing, in two parts where food is also taken away, and one more."""
    asked, vat = given.money("products_price"), _vat_of_sales(given)
    if asked is not None:
        product = Product(
            name=called(given.values.get("products_first"), "utter_row_main_product"),
            price=Price(asked, vat, includes_vat=price_has_vat(given)),
            units=_units(given, asked),
            unit_cost=given.paid("products_cost") or Price(ZERO),
            hours=_hours(given),
        )
        yield from _by_place(product, given.number("food_away_share"))
    second = given.money("budget_second_price")
    if second is not None:
        said = said_in(given.values["budget_second_price"]).vat
        yield Product(
            name=called(given.values.get("budget_second_name"), "utter_row_second_product"),
            price=Price(second, vat, includes_vat=said == WITH if said else price_has_vat(given)),
            units=given.number("budget_second_units") or ZERO,
            unit_cost=given.paid("budget_second_cost") or Price(ZERO),
        )


def _hours(given: Given) -> Decimal | None:
    """Give how long one sale takes; who sells hours sells one at a time."""
    minutes = given.number("budget_minutes")
    if minutes is None:
        return ONE if "craft_jobs_month" in given.values else None
    return minutes / MINUTES_OF_AN_HOUR


def _by_place(product: Product, away: Decimal | None) -> Iterator[Product]:
    """Part food by where it is eaten, each part with its own moms; ``away`` is in per cent, None where not asked."""
    if away is None or product.price.vat not in FOOD_RATES:
        yield product
        return
    taken = product.units * away / PER_CENT
    here = product.units - taken
    name = TAKE_AWAY if here > 0 else product.name
    if here > 0 or taken == 0:
        yield replace(product, price=replace(product.price, vat=Vat.EAT_IN), units=here)
    if taken > 0:
        yield replace(product, name=name, price=replace(product.price, vat=Vat.FOOD), units=taken)


def _vat_of_sales(given: Given) -> Vat:
    """Give the rate; the ordinary one, which is the highest, where a person does not know."""
    said = given.values.get("budget_vat")
    return Vat(said) if said in set(Vat) else Vat.STANDARD


def price_has_vat(given: Given) -> bool:
    """Tell whether moms is in the price: as it was said, else it is where anybody but companies and offices buys."""
    said = given.values.get("budget_price_vat")
    if said in ("with_vat", "without_vat"):
        return bool(said == "with_vat")
    kinds = set(given.chosen("customers_kind")) - {None}
    return not kinds or not kinds <= {"companies", "public_sector"}


def _units(given: Given, asked: Decimal) -> Decimal:
    customers = given.number("customers_per_month")
    if customers is not None:
        return customers
    sales = given.money("money_sales_month")
    return sales / asked if sales and asked else ZERO


def called(text: object, otherwise: str) -> str:
    """Give the first thing a person named, if it reads like a name; a sentence would stand in every line about it."""
    first = next(iter(things_in(str(text or ""))), "")
    return first if first and _is_name(first) and not is_ours(first) else otherwise


def _is_name(text: str) -> bool:
    words = words_of(text).split()
    return len(text) <= LONGEST_NAME and len(words) <= MOST_WORDS and not _in_sentences().intersection(words)


@cache
def _in_sentences() -> frozenset[str]:
    table = yaml.load(NAMING.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return frozenset(fold(word) for words in table.values() if isinstance(words, list) for word in words)


def things_in(text: str) -> tuple[str, ...]:
    """Give the things that a person listed, in their order."""
    return tuple(thing for part in re.split(r"[,.;:()\n،؛]", text) if (thing := part.strip()))
