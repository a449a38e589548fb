"""Numbers asked back when they are said, by what a trade's own questions mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.advising import library
from bot.advice.facts import Answer
from bot.advice.unusual import asked_back
from tests.bot.advice.budget.trade_plans import facts


def asked(trade: str, question: str, value: Any, **changes: Any) -> list[str]:
    """Name what the bot says before it reads a number back."""
    odd = asked_back(library().templates[trade].question(question), value, facts(trade, **{**changes, question: None}))
    return [reply.name for reply in odd]


@pytest.mark.parametrize(
    ("trade", "question", "value", "finding"),
    [
        pytest.param("trade", "shop_stock", "9000000", "utter_unusual_value", id="a stock for millions"),
        pytest.param("craft_and_cleaning", "craft_jobs_month", 9000, "utter_unusual_sales", id="too many paid hours"),
    ],
)
def test_a_trades_own_number_is_asked_back(trade: str, question: str, value: Any, finding: str) -> None:
    assert asked(trade, question, value) == [finding]


@pytest.mark.parametrize(
    ("trade", "question", "value"),
    [
        pytest.param("trade", "shop_stock", "70000", id="an ordinary stock"),
        pytest.param("craft_and_cleaning", "craft_jobs_month", 110, id="ordinary hours"),
    ],
)
def test_an_ordinary_number_of_a_trade_is_not(trade: str, question: str, value: Any) -> None:
    assert asked(trade, question, value) == []


@pytest.mark.parametrize(
    ("trade", "first", "price", "odd"),
    [
        pytest.param("food", "Coffee", "160", True, id="a dear coffee"),
        pytest.param("food", "Coffee, lunch and cakes", "160", False, id="it may be the lunch"),
        pytest.param("food", "Coffee, lunch and cakes", "5000", True, id="nothing of it costs so much"),
        pytest.param("trade", "Tea", "600", False, id="a basket, not a box of tea"),
    ],
)
def test_a_price_is_judged_by_all_that_it_may_be_for(trade: str, first: str, price: str, odd: bool) -> None:
    talk = facts(trade, products_price=None, products_cost=None)
    talk = replace(talk, answers={**talk.answers, "products_first": Answer(first, first, "en")})
    told = asked_back(library().templates[trade].question("products_price"), price, talk)
    assert [reply.name for reply in told] == ["utter_unusual_price"] * odd
