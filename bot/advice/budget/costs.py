"""Monthly costs, purchases and depreciation, without VAT (with it, where it cannot be deducted)."""

from __future__ import annotations

from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, ZERO, Cost, Inputs, Purchase
from bot.advice.budget.timeline import Figures
from bot.advice.budget.vat import NO_FLOW, NOTHING, Amounts, Flow, Split, VatRules


def cost_flows(inputs: Inputs, vat: VatRules) -> tuple[Flow, ...]:
    """Give the money of every monthly cost, in the order of ``inputs.costs``."""
    return tuple(_cost(cost, vat) for cost in inputs.costs)


def purchase_flows(inputs: Inputs, vat: VatRules) -> tuple[Flow, ...]:
    """Give the money of every purchase in its month, in the order of ``inputs.purchases``; a deposit bears no VAT."""
    return tuple(_purchase(purchase, vat) for purchase in inputs.purchases)


def depreciation_rows(inputs: Inputs, vat: VatRules, figures: Figures) -> tuple[Amounts, ...]:
    """Give what is written off every month of every purchase, in the order of ``inputs.purchases``."""
    return tuple(
        _depreciation(purchase, vat) if is_written_off(purchase, vat, figures) else NOTHING
        for purchase in inputs.purchases
    )


def at_once_rows(inputs: Inputs, vat: VatRules, figures: Figures) -> tuple[Amounts, ...]:
    """Give what is a cost in the month it is bought: fees, and equipment too cheap to be written off."""
    return tuple(
        _purchase(purchase, vat).net if _is_cost_at_once(purchase, vat, figures) else NOTHING
        for purchase in inputs.purchases
    )


def is_written_off(purchase: Purchase, vat: VatRules, figures: Figures) -> bool:
    """Tell whether a purchase is equipment that lasts and costs at least half a price base amount."""
    month = month_of(purchase)
    if purchase.kind != "equipment" or month >= MONTHS or purchase.life_years < 1:
        return False
    least = figures.value(names.BASE_AMOUNT, month) * figures.value(names.AT_ONCE_SHARE, month)
    return vat.purchase(purchase.price, month).net >= least


def month_of(purchase: Purchase) -> int:
    """Give the plan's month of a purchase; what is bought before the start belongs to the first month."""
    return max(purchase.month, 0)


def _is_cost_at_once(purchase: Purchase, vat: VatRules, figures: Figures) -> bool:
    if purchase.kind == "fee":
        return True
    return purchase.kind == "equipment" and not is_written_off(purchase, vat, figures)


def _cost(cost: Cost, vat: VatRules) -> Flow:
    last = MONTHS - 1 if cost.last is None else cost.last
    parts = [
        part if cost.first <= month <= last else Split(ZERO, ZERO)
        for month, part in enumerate(vat.purchases(cost.monthly))
    ]
    return Flow(tuple(part.net for part in parts), tuple(part.vat for part in parts))


def _purchase(purchase: Purchase, vat: VatRules) -> Flow:
    month = month_of(purchase)
    if month >= MONTHS:
        return NO_FLOW
    if purchase.kind == "deposit":
        return Flow(_once(month, purchase.price.amount), NOTHING)
    parts = vat.purchase(purchase.price, month)
    return Flow(_once(month, parts.net), _once(month, parts.vat))


def _once(month: int, amount: Decimal) -> Amounts:
    return tuple(amount if at == month else ZERO for at in range(MONTHS))


def _depreciation(purchase: Purchase, vat: VatRules) -> Amounts:
    """Write off in equal parts from the month of the purchase."""
    first, months = month_of(purchase), purchase.life_years * 12
    part = vat.purchase(purchase.price, first).net / months
    return tuple(part if first <= month < first + months else ZERO for month in range(MONTHS))
