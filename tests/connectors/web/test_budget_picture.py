"""The running picture of a budget in the plan frame: nothing before it is begun, then numbers and months in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bot.advice.facts import Answer
from bot.advice.templates import load_templates
from connectors.web.budget_picture import picture

SALON = load_templates(Path(__file__).parents[3] / "bot" / "data" / "templates")["personal_service"]
DAY = date(2026, 5, 4)
PLAN: dict[str, Any] = {"timeplan_start": "2026-06-01", "products_price": "450", "customers_per_month": 100}


def shown(locale: str = "en", **given: Any) -> dict[str, Any] | None:
    """Give the picture of some answers; None takes one away."""
    answers = {question: Answer(value, "", "en") for question, value in (PLAN | given).items() if value is not None}
    found = picture(SALON, answers, DAY, locale)
    return dict(found) if found else None


def test_a_plan_without_a_budget_shows_none() -> None:
    assert shown() is None


def test_the_first_answer_about_the_home_brings_a_picture() -> None:
    found = shown(budget_housing="7800")
    assert found is not None
    assert found["rows"][0] == {"name": "Your home needs, a month", "amount": "\u20667,800\u00a0kr\u2069"}
    assert len(found["cash"]) == 12


def test_nothing_is_missing_for_the_start_before_sales_are_known() -> None:
    sold, unsold = shown(budget_housing="7800"), shown(budget_housing="7800", customers_per_month=None)
    assert sold is not None
    assert unsold is not None
    assert [row["name"] for row in unsold["rows"]] == ["Your home needs, a month"]
    assert len(sold["rows"]) > len(unsold["rows"])
    assert unsold["cash"] == []


def test_months_without_enough_money_are_marked_and_the_longest_bar_is_full() -> None:
    found = shown(budget_housing="30000", money_own="1000")
    assert found is not None
    assert any(month["short"] for month in found["cash"])
    assert max(month["length"] for month in found["cash"]) == 100


def test_the_picture_is_in_the_readers_language() -> None:
    english, swedish = shown("en", budget_housing="7800"), shown("sv", budget_housing="7800")
    assert english is not None
    assert swedish is not None
    assert english["title"] != swedish["title"]
    assert english["cash"][0]["day"] != swedish["cash"][0]["day"]


def test_a_start_whose_figures_are_not_decided_shows_none_until_a_year_is_chosen() -> None:
    assert shown(budget_housing="7800", timeplan_start="2040-06-01") is None
    assert shown(budget_housing="7800", timeplan_start="2040-06-01", budget_figures_day="2026-12-31") is not None
