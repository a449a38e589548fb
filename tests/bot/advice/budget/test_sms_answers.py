"""Whole answers about budgets by SMS, for plans as people have them: few enough, and nothing that matters left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest

from bot.actions.advising import library
from bot.advice.budget import talking
from bot.advice.budget.cases import sensitivity
from bot.advice.budget.explaining import explain, explain_year, what_decides
from bot.advice.budget.results import Derived
from bot.advice.budget.telling import ABOUT
from bot.advice.budget.what_if import try_what_if
from bot.advice.facts import Facts
from bot.advice.figures import shown as shown_value
from bot.advice.figures import tell_sources
from bot.advice.library import Heard
from bot.advice.packet_talk import tell_packet
from bot.advice.parameters import Parameters
from bot.advice.turn import Outcome, Reply
from bot.language.catalogue import default_catalogue
from bot.language.formats import plain_for_sms
from bot.language.locales import offered
from bot.language.rendering import render, render_value
from bot.language.sms import is_gsm, parts
from tests.bot.advice.budget.trade_plans import TRADES, facts, known

CATALOGUE = default_catalogue()
PARAMETERS = Parameters.load()
MOST_GSM: Final[Mapping[str, int]] = {"sv": 7, "en": 7}
MOST_GSM_ELSEWHERE, MOST_UCS = 9, 14
"""Somali says the same in a fifth more letters than English, and an SMS in Arabic holds less than half as many.

The limits are our own. They leave room for partners with dear homes, whose surplus takes the most steps: an explanation
that leaves one out cannot be followed by anybody, so a part more is sent instead.
"""

LOAN: Final[Mapping[str, Any]] = {"money_own": "20000", "budget_loan_rate": "8", "budget_loan_years": 5}
CONSULTANT: Final[Mapping[str, Any]] = {
    "products_first": "Consulting",
    "products_price": "950",
    "customers_per_month": 110,
    "customers_kind": ["companies"],
    "budget_price_vat": "without_vat",
    "budget_municipal_rate": "32.84",
}
DEAR_HOME: Final[Mapping[str, Any]] = {"budget_housing": "34500", "budget_food": "19000"}
COMPANY: Final[Mapping[str, Any]] = {
    "company_form": "limited_company",
    "customers_per_month": 2400,
    "staff_any": True,
    "staff_count": 2,
    "budget_wage": "26000",
    "budget_salary": "61000",
}
PLANS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    **{trade: (trade, {}) for trade in TRADES},
    "consultant": ("general", CONSULTANT),
    "consultant with a dear home": ("general", {**CONSULTANT, **DEAR_HOME, "budget_municipal_rate": None}),
    "limited company": ("food", {**COMPANY, **LOAN}),
    "limited company with a dear home": ("food", {**COMPANY, **LOAN, **DEAR_HOME}),
    "partnership": ("trade", {"company_form": "partnership", "company_owners": 2, **LOAN}),
    "partnership with dear homes": ("trade", {"company_form": "partnership", "company_owners": 2, **DEAR_HOME}),
    "nothing sold": ("personal_service", {"customers_per_month": None}),
}
WHAT_IFS = (
    "what if the price is 500?",
    "what if I sell 10% less?",
    "what if the rent is 2000 higher?",
    "what if I start 3 months later?",
    "what if I employ one person?",
    "what if?",
)


def amounts(plan: str) -> list[Derived]:
    """Give the amounts of a plan that can say how they came about."""
    trade, changes = PLANS[plan]
    budgets = known(trade, **changes).budgets
    year = budgets.years[0]
    found: list[Derived | None] = [budgets.need.surplus, budgets.pricing.needed_net, budgets.break_even.turnover]
    found += [year.disposable, year.own_fees, year.own_fees_upper, year.tax]
    return [amount for amount in found if amount and amount.steps]


@cache
def answers(plan: str) -> tuple[tuple[Reply, ...], ...]:
    """Give every answer that the bot has about a budget and its papers, one tuple for each message of the person."""
    trade, changes = PLANS[plan]
    told, finished = facts(trade, **changes), known(trade, **changes)
    return (
        *(explain(amount, PARAMETERS) for amount in amounts(plan)),
        said(talking.explain_source(library(), told, Heard("", "ask_figure_source", {}))),
        *(shown(told, about=about) for about in ABOUT),
        *(shown(told, finding=str(number)) for number in range(8)),
        *(said(try_what_if(library(), told, Heard(text, "ask_what_if", {}))) for text in WHAT_IFS),
        *((explain_year(finished.budgets, year),) for year in range(3)),
        said(tell_packet(library(), told, Heard("", "check_packet", {}))),
        (what_decides(sensitivity(finished.inputs, finished.parameters)),),
    )


def shown(told: Facts, **entities: str) -> tuple[Reply, ...]:
    return said(talking.show_budget(library(), told, Heard("", "show_budget", entities)))


def said(outcome: Outcome) -> tuple[Reply, ...]:
    return tuple(step for step in outcome if isinstance(step, Reply))


def texts_of(value: object) -> Iterator[str]:
    """Name every text that a value is put together from, in the form that goes out by SMS."""
    if isinstance(value, Mapping):
        if value.get("type") == "message":
            yield short(str(value["name"]))
        for name, inner in value.items():
            yield from texts_of(inner) if name != "figures" or not is_long(value) else ()
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def is_long(value: Mapping[str, Any]) -> bool:
    """Tell whether these are figures one by one, which stand beside the groups that an SMS has."""
    return "groups" in value


def short(name: str) -> str:
    shorter = f"{name.removesuffix('.text')}.short"
    return shorter if shorter in CATALOGUE else name


def is_translated(reply: Reply, locale: str) -> bool:
    names = {short(reply.name), *texts_of(reply.values)}
    return all(CATALOGUE.text(name, locale).language == locale for name in names)


def sms(reply: Reply, locale: str = "en") -> str:
    return render(reply.name, reply.values, locale=locale, channel="sms").text


@pytest.mark.parametrize("locale", offered())
@pytest.mark.parametrize("plan", PLANS)
def test_a_whole_answer_takes_few_sms(plan: str, locale: str) -> None:
    long, looked_at = [], 0
    for replies in answers(plan):
        if not all(is_translated(reply, locale) for reply in replies):
            continue  # until then the whole form goes out
        texts = [sms(reply, locale) for reply in replies]
        looked_at += len(texts)
        most = MOST_GSM.get(locale, MOST_GSM_ELSEWHERE) if all(map(is_gsm, texts)) else MOST_UCS
        if sum(map(parts, texts)) > most:
            long.append(f"{[parts(text) for text in texts]}: {' / '.join(texts)}")
    assert long == []
    assert looked_at > 10


@pytest.mark.parametrize("plan", PLANS)
def test_the_short_steps_have_every_number_of_the_whole_ones(plan: str) -> None:
    for amount in amounts(plan):
        steps = explain(amount, PARAMETERS)[0]
        whole = render(steps.name, steps.values, locale="en").text
        assert set(NUMBER.findall(sms(steps))) == set(NUMBER.findall(whole))


NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@pytest.mark.parametrize("plan", PLANS)
def test_each_figure_behind_an_amount_has_its_value_how_sure_it_is_and_whom_to_ask(plan: str) -> None:
    for figure in dict.fromkeys(figure for amount in amounts(plan) for figure in amount.figures):
        (line,) = sms(tell_sources((figure,), PARAMETERS)).splitlines()[1:]
        value = render_value(shown_value(figure.value or Decimal(0), figure.unit), locale="en")
        assert plain_for_sms(value) in line
        authority = PARAMETERS.authorities[figure.authority].name
        asked = f"Ask {authority}." if figure.status in SURE else f"Check with {authority}."
        assert line.endswith(asked)
        assert ("not confirmed" in line or "without a source" in line) == (figure.status not in SURE)


SURE = ("confirmed", "derived")


def test_figures_that_differ_in_day_or_in_how_sure_they_are_stand_apart() -> None:
    figures = [figure for amount in amounts("consultant with a dear home") for figure in amount.figures]
    groups = sms(tell_sources(figures, PARAMETERS)).splitlines()[1:]
    told = {(figure.authority, figure.status, figure.verified_on is None, figure.since) for figure in figures}
    assert len(groups) == len(told) > 3
