"""VAT: what a price is without it, whether the plan is registered for it, and how often it is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, ONE, ZERO, Inputs, Price, Vat, VatPeriod
from bot.advice.budget.timeline import Figures, calendar_years, months_of_year

Amounts = tuple[Decimal, ...]
"""One amount for each month of the plan."""

NOTHING: Amounts = (ZERO,) * MONTHS


@dataclass(frozen=True)
class Split:
    """A price in two: what the business keeps or bears, and the VAT it passes on or gets back."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """Give what is paid."""
        return self.net + self.vat


@dataclass(frozen=True)
class Flow:
    """Money by month, the VAT beside it. When it is paid is the liquidity budget's matter."""

    net: Amounts
    vat: Amounts

    @property
    def gross(self) -> Amounts:
        """Give what is paid, by month."""
        return added(self.net, self.vat)


NO_FLOW = Flow(NOTHING, NOTHING)


def added(*rows: Amounts) -> Amounts:
    """Add rows month by month; nothing at all gives a row of nothing."""
    return reduce(lambda total, row: tuple(map(add, total, row)), rows) if rows else NOTHING


def together(flows: Iterable[Flow]) -> Flow:
    """Add flows up."""
    listed = tuple(flows)
    return Flow(added(*(flow.net for flow in listed)), added(*(flow.vat for flow in listed)))


def split(price: Price, rate: Decimal) -> Split:
    """Part a price at a rate; the parts always add up to exactly what is paid."""
    if price.includes_vat:
        net = price.amount / (ONE + rate)
        return Split(net, price.amount - net)
    return Split(price.amount, price.amount * rate)


class VatRules:
    """How VAT works in one plan. Without registration nothing is added to sales and nothing comes back on purchases.

    Whoever plans to pass the turnover limit in any calendar year is counted as registered from the first day: that is
    allowed, gives the VAT on the first purchases back, and spares a change of prices in the middle of a year.
    ``deductible`` is the share of purchases' VAT that comes back: the taxed part of ordinary sales.
    """

    def __init__(self, inputs: Inputs, figures: Figures) -> None:
        self._inputs, self._figures = inputs, figures
        self._rates: dict[Vat, Amounts] = {}
        self.registered = self._is_registered()
        self.deductible = self._taxed_share() if self.registered else ZERO

    def rate(self, vat: Vat, month: int) -> Decimal:
        """Give the rate of a kind of sale in a month."""
        return ZERO if vat is Vat.NONE else self._figures.value(names.VAT[vat], month)

    def sale(self, price: Price, month: int) -> Split:
        """Part what a customer pays. Without registration the whole price is kept, said with VAT or without."""
        return self._sold_at(price, self.rate(price.vat, month))

    def purchase(self, price: Price, month: int) -> Split:
        """Part what the business pays. VAT that does not come back is a cost like any other."""
        return self._bought_at(price, self.rate(price.vat, month))

    def sales(self, price: Price) -> tuple[Split, ...]:
        """Part what customers pay in each month."""
        return self._each_month(price, self._sold_at)

    def purchases(self, price: Price) -> tuple[Split, ...]:
        """Part what the business pays in each month."""
        return self._each_month(price, self._bought_at)

    def period(self, yearly_turnover: Decimal) -> VatPeriod:
        """Give how often VAT is declared: what the law sets for the turnover, or the person's choice if more often."""
        set_by_law = self._set_by_law(yearly_turnover)
        chosen = self._inputs.vat_period or set_by_law
        return min(set_by_law, chosen, key=list(VatPeriod).index)

    def _set_by_law(self, yearly_turnover: Decimal) -> VatPeriod:
        if yearly_turnover <= self._figures.value(names.VAT_YEAR_MAX, 0):
            return VatPeriod.YEAR
        most = self._figures.value(names.VAT_QUARTER_MAX, 0)
        return VatPeriod.QUARTER if yearly_turnover <= most else VatPeriod.MONTH

    def _sold_at(self, price: Price, rate: Decimal) -> Split:
        return split(price, rate) if self.registered else Split(price.amount, ZERO)

    def _bought_at(self, price: Price, rate: Decimal) -> Split:
        parts = split(price, rate)
        back = parts.vat * self.deductible
        return Split(parts.gross - back, back)

    def _each_month(self, price: Price, at: Callable[[Price, Decimal], Split]) -> tuple[Split, ...]:
        if price.vat not in self._rates:
            self._rates[price.vat] = tuple(self.rate(price.vat, month) for month in range(MONTHS))
        rates = self._rates[price.vat]
        found = {rate: at(price, rate) for rate in set(rates)}
        return tuple(found[rate] for rate in rates)

    def _is_registered(self) -> bool:
        if self._inputs.vat_registered is not None:
            return self._inputs.vat_registered
        turnover = self._turnover()
        return any(
            sum(turnover[months.start : months.stop], ZERO) > self._figures.value(names.VAT_FREE_TURNOVER, months.start)
            for _, months in calendar_years(self._inputs.start)
        )

    def _taxed_share(self) -> Decimal:
        """Give how much of what is sold in an ordinary month bears VAT; all of it while nothing is sold."""
        sold = [
            (product.price.vat, self.sale(product.price, 0).net * product.units) for product in self._inputs.products
        ]
        whole = sum((amount for _, amount in sold), ZERO)
        return sum((amount for vat, amount in sold if vat is not Vat.NONE), ZERO) / whole if whole else ONE

    def _turnover(self) -> Amounts:
        """Give monthly sales as they count against the limit: whole prices, without what is never taxed."""
        taxed = [product for product in self._inputs.products if product.price.vat is not Vat.NONE]
        volumes = demand(self._inputs)
        full = sum((product.price.amount * product.units for product in taxed), ZERO)
        return tuple(full * volume for volume in volumes)


def demand(inputs: Inputs) -> Amounts:
    """Give the share of a full month's sales that each month reaches: the season times the ramp of the beginning."""
    first = inputs.start.month - 1
    return tuple(
        inputs.season[(first + month) % 12] * (inputs.ramp[month] if month < len(inputs.ramp) else ONE)
        for month in range(MONTHS)
    )


def first_year(amounts: Amounts) -> Decimal:
    """Add up the plan's first twelve months."""
    return sum(amounts[: months_of_year(0).stop], ZERO)
