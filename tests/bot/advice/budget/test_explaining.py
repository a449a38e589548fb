"""Every derived amount can say how it came about, in words, with the figures that decided it and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.cases import Change, before_and_after
from bot.advice.budget.explaining import compare, explain, explain_year
from bot.advice.budget.inputs import CompanyForm, Cost, Household, HouseholdItem, Inputs, Price, Product
from bot.advice.budget.results import Budgets, Derived
from bot.advice.budget.values import money, number, percent, price
from bot.advice.parameters import Parameters
from bot.language.rendering import UNKNOWN, render

PARAMETERS = Parameters.load()


def plan(form: CompanyForm = CompanyForm.SOLE_TRADER) -> Inputs:
    """Give a plan with a surplus of exactly 300 000 kr for a sole trader."""
    home = Household(items=(HouseholdItem("All", Decimal(12_000)),))
    owners = 2 if form is CompanyForm.PARTNERSHIP else 1
    product = Product("Advice", Price(Decimal(1000)), Decimal(25))
    return Inputs(date(2026, 12, 1), form, owners=owners, household=home, products=(product,))


def derived(budgets: Budgets) -> list[Derived]:
    year = budgets.years[0]
    found = [budgets.need.surplus, budgets.pricing.needed_net, budgets.break_even.turnover]
    found += [year.own_fees, year.own_fees_upper, year.tax, year.disposable]
    return [amount for amount in found if amount is not None and amount.steps]


@pytest.mark.parametrize("form", CompanyForm)
@pytest.mark.parametrize("units", ["0.01", "25", "300"])
def test_every_step_of_every_amount_has_words(form: CompanyForm, units: str) -> None:
    inputs = plan(form)
    inputs = replace(inputs, salary=Decimal(70_000), products=(replace(inputs.products[0], units=Decimal(units)),))
    amounts = derived(calculate(inputs, PARAMETERS))
    assert len(amounts) >= 5
    for amount in amounts:
        for reply in explain(amount, PARAMETERS):
            text = render(reply.name, reply.values, locale="en").text
            assert UNKNOWN not in text
            assert "{" not in text


def test_fees_of_50183_are_explained_to_the_krona() -> None:
    told, sources = explain(calculate(plan(), PARAMETERS).years[0].own_fees, PARAMETERS)
    text = plain(told.name, told.values)
    for part in ("50,183 kr", "300,000 kr", "75,000 kr", "225,000 kr", "28.97%", "65,183 kr"):
        assert part in text
    assert "15,000 kr less" in text
    assert "86,910 kr at most" in text
    assert "28.97%" in plain(sources.name, sources.values)
    assert "Check it with Skatteverket" in plain(sources.name, sources.values)


def test_figures_that_decided_nothing_are_not_named() -> None:
    year = calculate(plan(), PARAMETERS).years[0]
    named = {figure.name.split(".")[1] for figure in (*year.own_fees.figures, *year.tax.figures)}
    assert named == {
        "egenavgift_full",
        "schablonavdrag_full",
        "egenavgift_reduction_rate",
        "egenavgift_reduction_max",
        "egenavgift_reduction_threshold",
    }


def test_the_figures_a_plan_used_and_assumed_are_listed() -> None:
    budgets = calculate(plan(), PARAMETERS)
    assert {figure.name for figure in budgets.assumed} <= {figure.name for figure in budgets.figures}
    assert "skatteverket.egenavgift_full" in {figure.name for figure in budgets.assumed}, "2027 is not decided"
    assert "skatteverket.vat_standard" not in {figure.name for figure in budgets.assumed}


def test_a_year_is_told_line_by_line_and_the_lines_add_up() -> None:
    inputs = replace(plan(), costs=(Cost("My rent", Price(Decimal(5000))), Cost("Nothing", Price(Decimal(0)))))
    reply = explain_year(calculate(inputs, PARAMETERS), 0)
    told = plain(reply.name, reply.values).splitlines()
    assert told == [
        "Year 1 of the business, without the moms that comes back:",
        "Sales: 300,000 kr",
        "My rent: -60,000 kr",
        "Left before tax: 240,000 kr",
    ]


def test_a_what_if_tells_before_and_after_and_only_what_differs() -> None:
    change = Change("cost", Decimal(1000), "Music")
    reply = compare(change, *before_and_after(plan(), change, PARAMETERS))
    told = plain(reply.name, reply.values)
    assert told.startswith("Costs are 1,000 kr higher each month. This is what it changes:\n")
    assert "before tax: 300,000 kr now, 288,000 kr then." in told
    assert "Missing to start" not in told


def test_a_what_if_that_changes_nothing_says_so() -> None:
    change = Change("price", Decimal(1))
    reply = compare(change, *before_and_after(plan(), change, PARAMETERS))
    assert reply.name == "utter_budget_compare_none"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (money(Decimal("50182.5")), "50183"),
        (money(Decimal("-0.4")), "0"),
        (money(Decimal("-50182.5")), "-50183"),
        (price(Decimal("12.505")), "12.51"),
        (price(Decimal("12.50")), "12.5"),
        (percent(Decimal("0.2897")), "28.97"),
        (percent(Decimal("0.1")), "10"),
        (number(Decimal("30.434")), "30.4"),
        (number(Decimal(1000)), "1000"),
    ],
    ids=str,
)
def test_amounts_are_rounded_when_they_are_shown(value: dict[str, object], written: str) -> None:
    assert value["value"] == written


def plain(name: str, values: object) -> str:
    assert isinstance(values, dict)
    text = render(name, values, locale="en").text
    return "".join(sign for sign in text.replace("\u00a0", " ") if sign not in "\u2066\u2068\u2069")
