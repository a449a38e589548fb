"""What is sold in each month and what the sold things cost to buy: units and money, without VAT and the VAT beside it.

When customers pay is the liquidity budget's matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.advice.budget.inputs import Inputs, Product
from bot.advice.budget.results import Row, Sales
from bot.advice.budget.vat import Amounts, Flow, Split, VatRules, demand, together


def sales_flows(inputs: Inputs, vat: VatRules) -> tuple[Flow, ...]:
    """Give the money of every product, in the order of ``inputs.products``."""
    return tuple(_sold(product, units_of(product, inputs), vat) for product in inputs.products)


def goods_flow(inputs: Inputs, vat: VatRules) -> Flow:
    """Give what the sold things cost, in the months they are sold in."""
    return together(_bought(product, units_of(product, inputs), vat) for product in inputs.products)


def sales_budget(inputs: Inputs, flows: tuple[Flow, ...]) -> Sales:
    """Make the sales budget from what ``sales_flows`` gave: net sales and units by product and month."""
    rows = tuple(Row(product.name, flow.net, own=True) for product, flow in zip(inputs.products, flows, strict=True))
    units = tuple(Row(product.name, units_of(product, inputs), own=True) for product in inputs.products)
    return Sales(rows, units, together(flows).net)


def units_of(product: Product, inputs: Inputs) -> Amounts:
    """Give how many are sold in each month."""
    return tuple(product.units * share for share in demand(inputs))


def _sold(product: Product, units: Amounts, vat: VatRules) -> Flow:
    return _times(vat.sales(product.price), units)


def _bought(product: Product, units: Amounts, vat: VatRules) -> Flow:
    return _times(vat.purchases(product.unit_cost), units)


def _times(parts: Sequence[Split], units: Amounts) -> Flow:
    return Flow(
        tuple(part.net * sold for part, sold in zip(parts, units, strict=True)),
        tuple(part.vat * sold for part, sold in zip(parts, units, strict=True)),
    )
