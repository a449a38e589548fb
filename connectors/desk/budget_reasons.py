"""Why a row of the budgets is as it is: its steps with rates and sources as in the chat, or the answer it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.advice.budget.explaining import explain, explain_year
from bot.advice.budget.given import IN_TRADES
from bot.advice.budget.reading import ROW_QUESTIONS
from bot.advice.budget.results import Budgets, Derived
from bot.advice.budget.values import money
from bot.advice.facts import Answer
from bot.advice.parameters import Parameters
from bot.advice.templates import Template, applies
from bot.advice.turn import Reply
from connectors.desk.budget_cells import Column, Sheet, Value, label

UNCONFIRMED = "unconfirmed"
QUESTIONS: Final[Mapping[str, str]] = {
    **ROW_QUESTIONS,
    "utter_row_other_income": "budget_other_income",
    "utter_row_funding_own": "money_own",
    "utter_row_funding_grant": "budget_grant",
    "utter_row_buffer": "budget_buffer",
    "utter_row_goods": "products_cost",
    "utter_row_withdrawal": "budget_withdrawal",
    "document_book_revenue": "products_price",
    "document_book_staff": "budget_wage",
    "document_book_asked_net": "products_price",
}
"""Which answer of the person's a row rests on first of all."""


def question_for(name: str, template: Template, answers: Mapping[str, Answer]) -> str | None:
    """Name the question that a row rests on; None for one that is worked out, or where the plan does not ask it."""
    usual = QUESTIONS.get(name, "")
    question = next((each for each in (usual, IN_TRADES.get(usual, "")) if each in template.ids), None)
    if question is None:
        return None
    return question if applies(template.question(question), answers) else None


def derived_of(budgets: Budgets) -> dict[str, tuple[Derived, ...]]:
    """Give by reference what the amounts of a row were derived from, one for each of its columns."""
    years, turnover = budgets.years, budgets.break_even.turnover
    by_row = {
        "household.needed_surplus": (budgets.need.surplus,),
        "household.salary_cost": (budgets.need.surplus,),
        "prices.needed_net": (budgets.pricing.needed_net,),
        "result.own_fees": tuple(year.own_fees for year in years),
        "result.own_fees_upper": tuple(year.own_fees_upper for year in years),
        "result.income_tax": tuple(year.tax for year in years),
        "result.company_tax": tuple(year.tax for year in years),
        "result.disposable": tuple(year.disposable for year in years),
    }
    return by_row if turnover is None else {**by_row, "break_even.turnover": (turnover,)}


def is_unconfirmed(derived: Iterable[Derived]) -> bool:
    """Tell whether an amount rests on a figure that is not confirmed."""
    return any(figure.status == UNCONFIRMED for one in derived for figure in one.figures)


def reasons(row: str, budgets: Budgets, derived: Sequence[Derived]) -> list[Value]:
    """Explain a row: each amount step by step, then every figure of the law behind them, once."""
    if row == "result.before_tax":
        return [_told(explain_year(budgets, year)) for year in range(len(budgets.years))]
    told = [explain(one, Parameters.load())[0] for one in derived if one.steps]
    return [_told(reply) for reply in (*told, *_sources(derived))]


def _sources(derived: Sequence[Derived]) -> tuple[Reply, ...]:
    figures = tuple(figure for one in derived for figure in one.figures)
    return explain(Derived(derived[0].amount, (), figures), Parameters.load())[1:] if figures else ()


def reasons_of_month(sheet: Sheet, column: Column) -> list[Value]:
    """Explain a month of the account line by line, leaving out what nothing is paid for."""
    place = sheet.columns.index(column)
    lines = [
        _told(Reply("utter_budget_line", {"label": label(line), "amount": money(line.amounts[place])}))
        for line in sheet.lines.values()
        if line.strong or line.amounts[place]
    ]
    return [{"type": "lines", "items": lines}]


def _told(reply: Reply) -> Value:
    return {"type": "message", "name": reply.name, "values": reply.values}
