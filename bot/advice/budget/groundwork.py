"""Everything of a plan by month, worked out once: what all budgets are made from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advice.budget.costs import at_once_rows, cost_flows, depreciation_rows, purchase_flows
from bot.advice.budget.inputs import Inputs
from bot.advice.budget.results import Sales
from bot.advice.budget.sales import goods_flow, sales_budget, sales_flows
from bot.advice.budget.staff import Staff, staff_by_month
from bot.advice.budget.timeline import Figured, Figures
from bot.advice.budget.vat import Amounts, Flow, VatRules


@dataclass(frozen=True)
class Groundwork:
    """One plan by month. Tuples of flows and rows stand in the order of the products, costs or purchases of the inputs.

    ``goods`` is what the sold things cost, in the months they are sold in. ``written_off`` is depreciation,
    ``at_once`` the purchases that are a cost in their month; ``purchases`` is all of them, deposits too.
    """

    inputs: Inputs
    figures: Figures
    vat: VatRules
    sales: Sales
    sales_flows: tuple[Flow, ...]
    goods: Flow
    costs: tuple[Flow, ...]
    purchases: tuple[Flow, ...]
    written_off: tuple[Amounts, ...]
    at_once: tuple[Amounts, ...]
    staff: Staff


def groundwork(inputs: Inputs, parameters: Figured) -> Groundwork:
    """Work a plan out by month; raise ``UndecidedError`` when its day for figures has none."""
    figures = Figures(parameters, inputs)
    vat = VatRules(inputs, figures)
    sold = sales_flows(inputs, vat)
    return Groundwork(
        inputs=inputs,
        figures=figures,
        vat=vat,
        sales=sales_budget(inputs, sold),
        sales_flows=sold,
        goods=goods_flow(inputs, vat),
        costs=cost_flows(inputs, vat),
        purchases=purchase_flows(inputs, vat),
        written_off=depreciation_rows(inputs, vat, figures),
        at_once=at_once_rows(inputs, vat, figures),
        staff=staff_by_month(inputs, figures),
    )
