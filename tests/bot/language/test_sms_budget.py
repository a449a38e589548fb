"""Budgets by SMS: every question, finding, verdict, what-if and result has a form of few parts in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.language.catalogue import default_catalogue
from bot.language.extract import extract
from bot.language.locales import ROOT, offered
from bot.language.rendering import PLACEHOLDER, render
from bot.language.sms import is_gsm, parts

CATALOGUE = default_catalogue()
BOT = {entry.name: entry for entry in extract(ROOT).entries["bot"]}
FILES = tuple(f"bot/domain/{path.name}" for path in sorted((ROOT / "bot" / "domain").glob("budget*.yml")))

REPLIES = re.compile(r"utter_(finding_|budget_(?!show_|line|change_|decides_|picture|tight_|packet|picture))")
"""Replies of their own, and the steps behind an amount. What else they are made of has any length it needs."""

LISTS = frozenset({"utter_budget_compare", "utter_budget_shown", "utter_budget_result", "utter_budget_decides"}) | {
    *("utter_finding_verdict_not_yet", "utter_usual_known", "utter_figure_unconfirmed", "utter_figure_derived"),
    *("utter_budget_why", "utter_budget_why_figures", "utter_budget_why_need"),
}
"""Replies with a line for each of several things."""

GSM_PARTS, GSM_PARTS_OF_A_LIST = 2, 3
UCS_PARTS, UCS_PARTS_OF_A_LIST = 3, 7


def money(amount: str) -> dict[str, Any]:
    return {"type": "money", "value": amount, "currency": "SEK"}


def message(name: str, /, **values: Any) -> dict[str, Any]:
    return {"type": "message", "name": name, "values": values}


def lines(items: Iterable[Any]) -> dict[str, Any]:
    return {"type": "lines", "items": list(items)}


AMOUNTS = (
    *("need", "financing", "gap", "amount", "lowest", "payments", "left", "withdrawal", "price", "cost", "gross"),
    *("limit", "rent", "planned", "usual_low", "usual_high", "costs", "asked", "said", "converted", "surplus", "hour"),
    *("loan", "missing", "before", "after", "low", "high", "value", "most", "less", "total"),
)
COUNTS = (
    "units",
    "needed",
    "available",
    "open",
    "hours",
    "billable",
    "guests",
    "seats",
    "sales",
    "people",
    "years",
    "paid",
    "weeks",
    "year",
)
SHARES = ("margin", "more", "dearer", "rate", "share")
DAYS = ("day", "lowest_day", "first", "last", "since", "until", "checked")
WORDS = ("product", "name", "source", "authority", "what")
SHOWN = ("need", "start", "have", "gap", "sales", "result", "left", "lowest")
COMPARED = ("result", "left", "units", "hour", "lowest", "gap")

USUAL: Mapping[str, Any] = {
    **dict.fromkeys(AMOUNTS, money("123456")),
    **{key: {"type": "count", "value": 123} for key in (*COUNTS, "year")},
    **{key: {"type": "percent", "value": "12.5"} for key in SHARES},
    **{key: {"type": "date", "value": "2027-09-30"} for key in DAYS},
    **{key: {"type": "name", "value": "Matlåda med soppa"} for key in WORDS},
}
BRIEF = {"type": "list", "items": [message("utter_figure_brief", **USUAL)]}
VALUES: Mapping[str, Any] = {
    **USUAL,
    "way": message("utter_finding_way_price", **USUAL),
    "ways": lines(message(f"utter_finding_way_{way}", **USUAL) for way in ("units", "price", "costs")),
    "change": message("utter_budget_change_cost", **USUAL),
    "numbers": lines(message(f"utter_budget_decides_{one}", **USUAL) for one in ("price", "units", "cost")),
    "how": message("budget.budget_price_vat.find_out"),
    "question": message("general.place_rent.short"),
    "other": message("budget.budget_food.short"),
    "figure": message("utter_figure_holds_from", **USUAL),
    "steps": lines(message(f"utter_budget_step_{step}", **USUAL) for step in ("fees", "fees_unconfirmed", "state_tax")),
    "groups": lines(message(f"utter_figures_{sure}", **USUAL, figures=BRIEF) for sure in ("confirmed", "not_found")),
    "reminder": message("food.budget_phone.remember"),
    "lines": lines(
        message("utter_budget_line", label=message(f"utter_budget_show_{row}"), amount=money("123456")) for row in SHOWN
    ),
}
OWN_LINES: Mapping[str, Any] = {
    "utter_budget_compare": lines(message(f"utter_budget_compare_{row}", **USUAL) for row in COMPARED),
    "utter_usual_known": lines(message("utter_usual_range_unconfirmed", **USUAL) for _ in range(2)),
}


def shorts() -> Iterator[str]:
    """Name the replies of the budgets that have a form for SMS."""
    for entry in BOT.values():
        if entry.path in FILES and entry.name.endswith(".short"):
            yield entry.name.removesuffix(".short")


def questions() -> Iterator[str]:
    """Name the questions that only the budgets ask."""
    yield from (name for name in BOT if re.fullmatch(r"\w+\.(budget_\w+|food_away_share)\.short", name))


def sms(name: str, locale: str) -> str:
    """Write a reply as it goes out by SMS, with values as long as they usually are."""
    values = dict(VALUES)
    if name in OWN_LINES:
        values["lines"] = OWN_LINES[name]
    text = render(name, values, locale=locale, channel="sms").text
    missing = "…" in text or "..." in text
    assert not missing, f"{name}: a placeholder has no value here; give it one above: {text}"
    return text


def is_translated(name: str, locale: str) -> bool:
    return CATALOGUE.text(name, locale).language == locale


@pytest.mark.parametrize("locale", offered())
def test_replies_about_budgets_take_few_sms(locale: str) -> None:
    long = []
    for name in shorts():
        if not is_translated(f"{name}.short", locale):
            continue  # until then the whole reply goes out
        text = sms(name, locale)
        most = (UCS_PARTS, UCS_PARTS_OF_A_LIST) if not is_gsm(text) else (GSM_PARTS, GSM_PARTS_OF_A_LIST)
        if parts(text) > most[name in LISTS]:
            long.append(f"{name}: {parts(text)} SMS: {text}")
    assert long == []


@pytest.mark.parametrize("locale", offered())
def test_questions_of_the_budgets_take_one_sms(locale: str) -> None:
    texts = {name: CATALOGUE.text(name, locale) for name in questions()}
    assert len(texts) > 30
    long = {name: text.text for name, text in texts.items() if text.language == locale and parts(text.text) > 1}
    assert long == {}


@pytest.mark.parametrize("locale", ["sv", "en", "so"])
def test_no_reply_leaves_the_alphabet_that_fits_most_into_an_sms(locale: str) -> None:
    odd = {name: sms(name, locale) for name in shorts() if is_translated(f"{name}.short", locale)}
    assert {name: text for name, text in odd.items() if not is_gsm(text)} == {}


def test_every_reply_about_a_budget_is_short_or_has_a_short_form() -> None:
    replies = [name for name, entry in BOT.items() if entry.path in FILES and REPLIES.match(name)]
    long = [name for name in replies if f"{name}.short" not in BOT and not name.endswith(".short")]
    assert [name for name in long if parts(sms(name, "en")) > 1] == []


def test_a_short_form_is_shorter_and_has_no_value_of_its_own() -> None:
    for name in shorts():
        whole, short = BOT[name], BOT[f"{name}.short"]
        assert len(short.text) < len(whole.text), name
        assert set(PLACEHOLDER.findall(short.text)) <= set(PLACEHOLDER.findall(whole.text)) | OTHERS, name


OTHERS = {"term_moms", "groups"}
"""A term that the whole form says in other words, and the figures of the law by groups instead of one by one."""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("a" * 160, 1, id="160 signs"),
        pytest.param("a" * 161, 2, id="161 signs"),
        pytest.param("a" * 306, 2, id="two parts of 153"),
        pytest.param("a" * 307, 3, id="one more"),
        pytest.param("€" * 81, 2, id="the euro counts twice"),
        pytest.param("a" * 152 + "€" * 5, 2, id="162 places"),
        pytest.param(("a" * 152 + "€") * 2 + "a", 3, id="a sign of two places is not cut in halves"),
        pytest.param("", 1, id="nothing"),
        pytest.param("ش" * 70, 1, id="70 Arabic letters"),
        pytest.param("ش" * 71, 2, id="71 Arabic letters"),
        pytest.param("a" * 69 + "\N{NO-BREAK SPACE}x", 2, id="one NBSP makes all of it dear"),
        pytest.param("ÅÄÖåäöé" * 22, 1, id="Swedish letters are cheap"),
    ],
)
def test_sms_are_counted_as_networks_do(text: str, count: int) -> None:
    assert parts(text) == count


def test_the_files_of_the_budgets_are_looked_at() -> None:
    assert {Path(file).name for file in FILES} >= {"budget_findings.yml", "budget_talk.yml", "budget_usual.yml"}
