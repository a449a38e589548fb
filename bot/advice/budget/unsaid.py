"""Tells which parts of the budgets nobody has answered yet, so that no paper says 0 where nothing was said. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bot.advice.budget.given import Given
from bot.advice.budget.reading import FORMS, PURCHASES
from bot.advice.facts import Answer
from bot.advice.templates import Template

SOURCES: Final = ("money_own", "budget_loan", "budget_grant")


@dataclass(frozen=True)
class Unsaid:
    """What is open: how many of something will be sold, what must be bought to start, where money comes from.

    ``needed`` is what a person has said that they need to start, in the plan and not in the budgets. Without a ``form``
    the budgets are those of a sole trader, and without a ``season`` every month is alike.
    """

    units: str | None = None
    start: bool = False
    sources: bool = False
    loan: bool = False
    needed: Decimal | None = None
    form: bool = False
    season: bool = False

    @classmethod
    def of(cls, answers: Mapping[str, Answer], template: Template | None) -> Unsaid:
        """Look at a plan's answers."""
        return cls.among(Given.of(answers, template))

    @classmethod
    def among(cls, given: Given) -> Unsaid:
        """Look at the answers that count."""
        return cls(
            units=_units(given),
            start=all(given.said(question) is None for question in PURCHASES),
            sources=all(given.said(question) is None for question in SOURCES),
            loan=given.said("budget_loan") is None,
            needed=given.money("money_needed"),
            form=str(given.said("company_form")) not in FORMS,
            season=given.said("budget_season_share") is None and given.said("budget_season") != ["no_month"],
        )


def units_unsaid(answers: Mapping[str, Any]) -> str | None:
    """Name the question of how many are sold that plain answers leave open; None when all is said."""
    return _units(Given(answers))


def _units(given: Given) -> str | None:
    """Name the open question of how many are sold of something that has a price."""
    units = [given.said("customers_per_month"), given.said("money_sales_month")]
    if given.said("products_price") is not None and units == [None, None]:
        return "customers_per_month"
    second = given.said("budget_second_price") is not None and given.said("budget_second_units") is None
    return "budget_second_units" if second else None
