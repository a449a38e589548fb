"""Why, typed in each company form: every amount that is shown can be asked about, by its number or its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.actions.advising import library
from bot.advice.budget import talking
from bot.advice.budget.explaining import shown
from bot.advice.budget.household import YEAR
from bot.advice.budget.reasons import explained
from bot.advice.budget.values import Value, money
from bot.advice.facts import Facts
from bot.advice.library import Heard
from bot.advice.turn import Outcome, Reply
from bot.language.rendering import render_value
from tests.bot.advice.budget.trade_plans import facts, known

FORMS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "sole trader": ("general", {}),
    "partners": ("general", {"company_form": "partnership", "company_owners": 2}),
    "limited company": (
        "food",
        {"company_form": "limited_company", "customers_per_month": 2400, "budget_salary": "61000"},
    ),
    "association": ("general", {"company_form": "cooperative", "company_owners": 3, "budget_salary": "20000"}),
}
BY_NUMBER: Final[Mapping[str, tuple[str, ...]]] = {
    "sv": ("varför {n}?", "hur kom du fram till {n}?", "varifrån kommer {n}", "förklara {n}", "{n}?? hur då?"),
    "en": ("why {n}?", "how did you get {n}?", "where does {n} come from", "explain {n}", "{n}?? how so?"),
}
BY_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "sv": {
        "varför måste jag tjäna så mycket?": "earn",
        "hur har du räknat ut timpriset?": "hour",
        "varför är skatten så hög?": "tax",
        "varför så höga avgifter?": "fees",
        "varför får jag så lite kvar?": "left",
        "varför måste jag sälja så många?": "customers",
        "vad behöver familjen så mycket till?": "home",
    },
    "en": {
        "why do I have to earn so much?": "earn",
        "how did you work out the hourly price?": "hour",
        "why is the tax so high?": "tax",
        "why such high fees?": "fees",
        "why is so little left for me?": "left",
        "why must I sell so many?": "customers",
        "why does my family need so much?": "home",
    },
}


def why(form: str, text: str, locale: str) -> Reply:
    """Give the first thing that is said to a question."""
    return first(talking.explain_amount(library(), talk(form, locale), Heard(text, "ask_why_amount", {})))


def talk(form: str, locale: str) -> Facts:
    trade, changes = FORMS[form]
    return replace(facts(trade, **changes), locale=locale)


def first(outcome: Outcome) -> Reply:
    reply = outcome[0]
    assert isinstance(reply, Reply)
    return reply


def typed(value: Value, locale: str) -> str:
    return render_value(value, locale=locale).strip("\u2066\u2069")


@pytest.mark.parametrize("locale", BY_NUMBER)
@pytest.mark.parametrize("form", FORMS)
def test_every_amount_is_explained_by_its_number(form: str, locale: str) -> None:
    trade, changes = FORMS[form]
    for name, derived in explained(known(trade, **changes)).items():
        for phrase in BY_NUMBER[locale]:
            told = why(form, phrase.format(n=typed(shown(derived), locale)), locale)
            assert told.name == "utter_budget_why", f"{name}: {phrase}"
            assert told.values["amount"] == shown(derived), f"{name}: {phrase}"


@pytest.mark.parametrize("locale", BY_WORDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_amount_is_explained_by_its_words(form: str, locale: str) -> None:
    trade, changes = FORMS[form]
    derived = explained(known(trade, **changes))
    for phrase, name in BY_WORDS[locale].items():
        assert why(form, phrase, locale).values.get("amount") == shown(derived[name]), phrase


@pytest.mark.parametrize("form", FORMS)
def test_what_the_summary_shows_can_be_asked_about(form: str) -> None:
    trade, changes = FORMS[form]
    plan = known(trade, **changes)
    year = plan.budgets.years[0]
    for amount in (year.before_tax, year.revenue):
        assert why(form, f"varför {typed(money(amount), 'sv')}?", "sv").name == "utter_budget_result"
    for amount in (plan.budgets.need.monthly, year.disposable.amount / YEAR, plan.budgets.pricing.needed_gross):
        assert why(form, f"varför {typed(money(amount), 'sv')}?", "sv").name == "utter_budget_why"


@pytest.mark.parametrize("form", FORMS)
def test_a_step_on_the_way_leads_to_the_explanation_it_stands_in(form: str) -> None:
    trade, changes = FORMS[form]
    for name, derived in explained(known(trade, **changes)).items():
        for step in derived.steps:
            if step.amount > 1:
                told = why(form, f"varför {typed(money(step.amount), 'sv')}?", "sv")
                assert told.name in {"utter_budget_why", "utter_budget_result"}, f"{name}: {step.name}"


def test_fees_of_a_company_are_those_on_the_salary_of_its_owner() -> None:
    steps = why("limited company", "varför är avgifterna så höga?", "sv").values["steps"]["items"]
    assert "utter_budget_step_employer_fees" in [step["name"] for step in steps]


@pytest.mark.parametrize("form", FORMS)
def test_where_an_amount_comes_from_is_that_amount_and_else_all_figures(form: str) -> None:
    trade, changes = FORMS[form]
    surplus = shown(known(trade, **changes).budgets.need.surplus)
    asked = Heard(f"var kommer {typed(surplus, 'sv')} ifrån?", "ask_figure_source", {})
    assert first(talking.explain_source(library(), talk(form, "sv"), asked)).values["amount"] == surplus
    for phrase in ("var kommer siffran ifrån?", "vilken källa är det?"):
        told = talking.explain_source(library(), talk(form, "sv"), Heard(phrase, "ask_figure_source", {}))
        assert first(told).name == "utter_budget_why_figures"
