"""The page that works out one owner's fees and tax for each year, step by step, as ``own_fees.assess`` goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import YEARS
from bot.advice.budget.own_fees import Assessment, TaxRules, assess, tax_rules
from connectors.documents.book.making import Making
from connectors.documents.book.months_page import year_heads
from connectors.documents.book.page import Page, Value

RULES = (
    ("rate", "rate_fees", (names.OWN_FEES, names.OWN_FEES_PENSION)),
    ("deduction", "rate_deduction", (names.FLAT_DEDUCTION, names.FLAT_DEDUCTION_PENSION)),
    ("floor", "rate_floor", (names.OWN_FEES_PENSION,)),
    ("reduction_rate", "rate_reduction", (names.REDUCTION_RATE,)),
    ("reduction_max", "reduction_max", (names.REDUCTION_MAX,)),
    ("reduction_threshold", "reduction_threshold", (names.REDUCTION_THRESHOLD,)),
    ("least_base", "least_base", (names.OWN_FEES_LEAST_BASE,)),
    ("state_limit", "state_limit", (names.STATE_TAX_LIMIT,)),
    ("state_rate", "state_rate", (names.STATE_TAX,)),
)
"""The numbers of ``TaxRules`` with their words and the figures they may come from."""

SHARES = frozenset({"rate", "deduction", "floor", "reduction_rate", "state_rate"})

FEES = "IF({full}>0,MAX({full}-IF({base}>{threshold},MIN({base}*{rr},{most}),0),{base}*{floor}),0)"
"""Fees after the reduction, never below the pension part. What stands in braces is a name or an address."""

STEPS: Mapping[str, tuple[str, Callable[[Assessment], Decimal]]] = {
    "share": ("before_tax_{y}/owners", lambda year: year.surplus),
    "deduction": ("MAX(tax_share_{y},0)*rule_deduction_{y}", lambda year: year.deduction),
    "base": ("MAX(tax_share_{y},0)-tax_deduction_{y}", lambda year: year.base),
    "full_fees": (
        "IF(tax_base_{y}>=rule_least_base_{y},tax_base_{y}*rule_rate_{y},0)",
        lambda year: year.full_fees,
    ),
    "fees": ("", lambda year: year.fees),
    "reduction": ("tax_full_fees_{y}-tax_fees_{y}", lambda year: year.reduction),
    "municipal": ("tax_base_{y}*municipal_rate", lambda year: year.municipal),
    "state": ("MAX(tax_base_{y}-rule_state_limit_{y},0)*rule_state_rate_{y}", lambda year: year.state),
}


def write_tax(making: Making) -> Page:
    """Write the page: the rules of each year and, where owners are taxed for the business, what they come to."""
    page, work = making.page("tax"), making.workings
    page.head(page.each("document_book_row"), *year_heads(making.wording, YEARS))
    page.freeze()
    rules = [tax_rules(work.inputs, work.figures, year * 12) for year in range(YEARS)]
    for name, text, known in RULES:
        style = "percent" if name in SHARES else "money"
        cells = [_rule(making, rule, (name, known), f"rule_{name}_{place}", style) for place, rule in _years(rules)]
        page.line(page.each(f"document_book_{text}"), *cells)
    if not work.company:
        _assessments(making, page, rules)
    return page


def fees_formula(year: int, full: str, base: str) -> str:
    """Give the formula of the fees on a base whose fees are ``full`` before the reduction."""
    return FEES.format(
        full=full,
        base=base,
        threshold=f"rule_reduction_threshold_{year}",
        rr=f"rule_reduction_rate_{year}",
        most=f"rule_reduction_max_{year}",
        floor=f"rule_floor_{year}",
    )


def _years(rules: list[TaxRules]) -> list[tuple[int, TaxRules]]:
    return list(enumerate(rules, 1))


def _rule(making: Making, rules: TaxRules, which: tuple[str, tuple[str, ...]], name: str, style: str) -> Value:
    field, known = which
    value: Decimal = getattr(rules, field)
    for figure in (*rules.fee_figures, *rules.tax_figures):
        if figure.name in known and figure.value == value:
            return Value(value, making.rates.of(figure), style, name)
    return Value(value, "", style, name)


def _assessments(making: Making, page: Page, rules: list[TaxRules]) -> None:
    work = making.workings
    owners = max(work.inputs.owners, 1)
    years = [assess(year.before_tax / owners, rule) for year, rule in zip(work.budgets.years, rules, strict=True)]
    page.row += 1
    for name, (formula, amount) in STEPS.items():
        cells = []
        for place, year in enumerate(years, 1):
            text = formula.format(y=place) or fees_formula(place, f"tax_full_fees_{place}", f"tax_base_{place}")
            cells.append(Value(amount(year), text, "money", f"tax_{name}_{place}"))
        page.line(page.each(f"document_book_{name}"), *cells)
