"""Runs the worked cases of ``tests/advice/``: a plan, what must come out, and where the expectation comes from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.advice.budget.calculation import calculate
from bot.advice.budget.cases import before_and_after, both_cases
from bot.advice.budget.groundwork import groundwork
from bot.advice.budget.household import required_surplus
from bot.advice.budget.own_fees import assess, tax_rules, upper_bound
from bot.advice.budget.results import Budgets
from bot.advice.parameters import Parameters, UndecidedError
from tests.bot.advice.budget.case_files import Case, cases, compare, followed

ALL = list(cases())


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return Parameters.load()


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in ALL])
def test_case(case: Case, parameters: Parameters) -> None:
    if case.undecided:
        with pytest.raises(UndecidedError) as refused:
            calculate(case.inputs, parameters)
        assert refused.value.figure == case.undecided
        return
    root = outcome(case, parameters)
    wrong = {path: found for path in case.expected if not compare(case.expected[path], found := followed(root, path))}
    assert not wrong, f"expected { ({path: case.expected[path] for path in wrong}) }, {case.source}"


def test_every_case_says_where_its_expectation_comes_from_and_expects_something() -> None:
    silent = [name for name, case in ALL if not case.source.strip() or not (case.expected or case.undecided)]
    assert not silent
    assert len({name for name, _ in ALL}) == len(ALL)


def test_an_expected_amount_is_compared_at_the_precision_it_is_written_with() -> None:
    assert compare("50183", Decimal("50182.5"))
    assert not compare("50182.51", Decimal("50182.5"))
    assert not compare("50182", Decimal("50182.5"))
    assert not compare(None, Decimal(0))


def outcome(case: Case, parameters: Parameters) -> dict[str, Any]:
    """Give everything a case may look into: the budgets' fields, the plan by month, and what it asks beside them."""
    budgets = _budgets(case, parameters)
    ground = groundwork(budgets.inputs, parameters)
    rules = tax_rules(budgets.inputs, ground.figures, 0)
    found: dict[str, Any] = {**vars(budgets), "ground": ground, "assumed": {f.name for f in budgets.assumed}}
    if "surplus" in case.asked:
        found["owner"] = assess(case.asked["surplus"], rules)
        found["upper"] = upper_bound(found["owner"], rules, 1)
    if "yearly_need" in case.asked:
        found["needed"] = required_surplus(case.asked["yearly_need"], rules)
        found["left"] = assess(found["needed"].amount, replace(rules, least_base=Decimal(0))).disposable
    if "turnover" in case.asked:
        found["vat_period"] = ground.vat.period(case.asked["turnover"])
    return found


def _budgets(case: Case, parameters: Parameters) -> Budgets:
    if case.change:
        return before_and_after(case.inputs, case.change, parameters)[1]
    return both_cases(case.inputs, parameters)[1] if case.careful else calculate(case.inputs, parameters)
