"""Reads what a "what if" changes, from its words and the plan it is about. Pure.

A number may be what something becomes ("raise the price to 400") or by how much it changes ("by 400"). Where the words
leave that open and both make sense, both are given, so that it can be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.advice.budget.asking import ASKING
from bot.advice.budget.cases import Change
from bot.advice.budget.inputs import ONE, ZERO, Inputs, Product
from bot.advice.budget.levels import Said, said_in
from bot.advice.budget.phrases import words_of
from bot.advice.budget.staff import COMPANIES
from bot.advice.money_values import IN_A_YEAR
from bot.language.lexicon import Kind
from bot.language.reading import Reading, read

HALF, DOUBLE, PER_CENT = Decimal("0.5"), Decimal(2), Decimal(100)
MOST_MONTHS, MOST_HOURS, MONTHS = 36, Decimal(168), Decimal(12)
EMPLOYEE = "utter_row_employee"
COUNTED = frozenset({"sales", "hours", "later", "no_customers"})
"""Kinds whose number is no money."""
_IN_MONEY = frozenset({"sales", "hours"})
"""Of these, the ones that a number in kronor turns into a price."""


@dataclass(frozen=True)
class Tried:
    """A change, and what the number that it is about becomes."""

    change: Change
    becomes: Decimal


def changes_of(text: str, locale: str, inputs: Inputs) -> tuple[Tried, ...]:
    """Read the change that a "what if" tries: none when it is not clear enough, two when it may be either."""
    asked = _Asked(inputs, words_of(text), read(text, locale), said_in(text, locale))
    kind = _in_money(asked, next(ASKING.named(asked.words, "changes"), None) or _kind_with(asked))
    reader = _READERS.get(kind or "")
    return tuple(dict.fromkeys(reader(asked))) if reader else ()


@dataclass(frozen=True)
class _Asked:
    """A "what if" with the plan it is about."""

    inputs: Inputs
    words: str
    reading: Reading
    said: Said | None

    @property
    def number(self) -> Decimal | None:
        """Give the number that was said; None when there is none or it is not clear which."""
        return self.said.number if self.said else None

    @property
    def is_share(self) -> bool:
        """Tell whether the number is in per cent."""
        return self.reading.has(Kind.PERCENT)

    @property
    def sold(self) -> Product | None:
        """Give the product a price is about: the first."""
        return next(iter(self.inputs.products), None)

    @property
    def time(self) -> str | None:
        """Name the time that the number is counted by, where one was said."""
        return next((entry.name for entry in self.reading.entries if entry.kind is Kind.BASIS), None)

    @property
    def times(self) -> frozenset[str]:
        """Name every time that something is counted by."""
        return frozenset(entry.name for entry in self.reading.entries if entry.kind is Kind.BASIS)

    def says(self, name: str) -> bool:
        """Tell whether the words say more, less, half, double or by the hour."""
        return ASKING.says(self.words, name)

    def factor(self) -> Decimal | None:
        """Give by how much something becomes larger or smaller, where a share was said."""
        if self.says("half"):
            return HALF
        if self.says("double"):
            return DOUBLE
        if self.said is None or not self.is_share:
            return None
        share = self.said.number / PER_CENT
        if self.said.level == "to":
            return share
        if self.says("less"):
            return max(ONE - share, ZERO)
        return ONE + share if self.says("more") or self.said.level == "by" else share

    def becomes(self, now: Decimal, times: Decimal = ONE) -> tuple[Decimal, ...]:
        """Give what a number becomes that is ``now``; ``times`` turns what was said into the time it is counted by."""
        if self.said is None or self.said.number < 0:
            return ()
        number = self.said.number * times
        moved, falls = self.says("more") or self.says("less"), self.says("less")
        changed = max(now - number, ZERO) if falls else now + number
        level = self.said.level if moved or self.said.level != "moved_by" else "to"
        if level == "to" or (level is None and not moved):
            return (number,)
        if level is not None:
            return (changed,)
        fits = number < now if falls else number > now
        return (number, changed) if fits else (changed,)


def _kind_with(asked: _Asked) -> str | None:
    """Name what now has the number that another shall stand in the place of: "400 instead of 350"."""
    before, inputs = (asked.said.before if asked.said else None), asked.inputs
    if before is None:
        return None
    if asked.sold is not None and asked.sold.price.amount == before:
        return "price"
    if any(cost.monthly.amount == before for cost in inputs.costs):
        return "cost"
    if any(person.monthly_wage == before for person in inputs.employees):
        return "wage"
    if _planned(inputs) == before:
        return "sales"
    return "hours" if inputs.work.hours_per_week == before else None


def _in_money(asked: _Asked, kind: str | None) -> str | None:
    """Name the price where a number of sales or hours is in kronor, or too large for hours and by the hour.

    An amount by the week or the month is what comes in, which none of the changes is; and so it is not guessed.
    """
    if kind not in _IN_MONEY or asked.number is None or asked.is_share:
        return kind
    money = asked.reading.has(Kind.KRONOR)
    if asked.times == {"hour"} and (money or (kind == "hours" and asked.number > MOST_HOURS and asked.says("by_hour"))):
        return "hourly_price"
    if asked.reading.has(Kind.CURRENCY):
        return None
    return kind if not money else "price" if kind == "sales" and not asked.times else None


def _months(asked: _Asked, kind: str) -> Iterator[Tried]:
    if asked.number is not None and ONE <= asked.number <= MOST_MONTHS:
        yield Tried(Change(kind, asked.number), asked.number)


def _price(asked: _Asked) -> Iterator[Tried]:
    factor, sold = asked.factor(), asked.sold
    if factor is not None:
        yield Tried(Change("price", factor), factor)
    elif sold is not None and asked.number:
        for amount in asked.becomes(sold.price.amount):
            change = Change("price_of", amount, sold.name, includes_vat=sold.price.includes_vat)
            yield Tried(change, amount)


def _hourly(asked: _Asked) -> Iterator[Tried]:
    sold = asked.sold
    if not asked.number or asked.is_share or sold is None:
        yield from _price(asked)
        return
    now = sold.price.amount / sold.hours if sold.hours else ZERO
    for amount in asked.becomes(now) if now else (asked.number,):
        yield Tried(Change("hourly_price", amount, includes_vat=sold.price.includes_vat), amount)


def _planned(inputs: Inputs) -> Decimal:
    return sum((product.units for product in inputs.products), ZERO)


def _sales(asked: _Asked) -> Iterator[Tried]:
    factor = asked.factor()
    if factor is not None:
        yield Tried(Change("sales", factor), factor)
        return
    planned = _planned(asked.inputs)
    in_a_month = {"week": asked.inputs.work.weeks_per_year / MONTHS, "year": ONE / MONTHS, "day": ZERO}
    times = in_a_month.get(asked.time or "", ONE)
    if planned > 0 and times > 0:
        for units in asked.becomes(planned, times):
            yield Tried(Change("sales", units / planned), units)


def _cost(asked: _Asked) -> Iterator[Tried]:
    """Give the change in kronor a month; without "more" or "less" the new amount is meant."""
    name = _cost_named(asked)
    now = sum((cost.monthly.amount for cost in asked.inputs.costs if cost.name == name), ZERO)
    factor = asked.factor()
    if factor is None:
        for amount in asked.becomes(now, _by_month(asked)):
            yield Tried(Change("cost", amount - now, name), amount)
    elif now:
        yield Tried(Change("cost", now * factor - now, name), now * factor)


def _cost_named(asked: _Asked) -> str:
    before = asked.said.before if asked.said else None
    with_number = (cost.name for cost in asked.inputs.costs if cost.monthly.amount == before)
    kind = next(ASKING.named(asked.words, "costs"), None)
    return f"utter_row_cost_{kind}" if kind else next(with_number, "utter_row_cost_other")


def _by_month(asked: _Asked) -> Decimal:
    return IN_A_YEAR.get(asked.time or "", MONTHS) / MONTHS


def _hours(asked: _Asked) -> Iterator[Tried]:
    now = asked.inputs.work.hours_per_week
    factor = asked.factor()
    for hours in (now * factor,) if factor is not None else asked.becomes(now):
        if ZERO < hours <= MOST_HOURS:
            yield Tried(Change("hours", hours), hours)


def _wage(asked: _Asked) -> Iterator[Tried]:
    """Give another wage for who is employed, or the owner's own salary; who is taken on is one more."""
    paid, inputs = next(iter(asked.inputs.employees), None), asked.inputs
    own = not paid and inputs.form in COMPANIES and not asked.says("hiring")
    if asked.says("hiring") or not (paid or own):
        yield from _employee(asked)
        return
    now = paid.monthly_wage if paid else inputs.salary
    factor = asked.factor()
    for amount in (now * factor,) if factor is not None else asked.becomes(now, _by_month(asked)):
        if amount > 0:
            yield Tried(Change("salary" if own else "wage", amount), amount)


def _employee(asked: _Asked) -> Iterator[Tried]:
    number = asked.number
    if number:
        yield Tried(Change("employee", number, EMPLOYEE), number)


_READERS: Final[Mapping[str, Callable[[_Asked], Iterator[Tried]]]] = {
    "no_customers": lambda asked: _months(asked, "no_customers"),
    "wage": _wage,
    "employee": _employee,
    "later": lambda asked: _months(asked, "later"),
    "hours": _hours,
    "hourly_price": _hourly,
    "cost": _cost,
    "price": _price,
    "sales": _sales,
}
