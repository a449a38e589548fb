"""Answers "what if" in the conversation: before and after, and which of two was meant where it is unclear. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.advice.budget.cases import Change, before_and_after
from bot.advice.budget.counting import count, count_plan
from bot.advice.budget.explaining import compare
from bot.advice.budget.levels import said_in, speaks_of_two
from bot.advice.budget.solving import NeverEnoughError
from bot.advice.budget.talking import GO_ON
from bot.advice.budget.telling import Known
from bot.advice.budget.trying import COUNTED, Tried, changes_of
from bot.advice.budget.values import Value, number, price
from bot.advice.facts import Facts
from bot.advice.library import Heard, Library
from bot.advice.parameters import UndecidedError
from bot.advice.turn import Button, Effect, Outcome, Reply

WISH = "ask_what_if"
EXPECTED = "what_if"
"""What is expected after asking which of two changes was meant."""

TRIED_DEARER = Decimal("1.1")
"""How much dearer the price is that is shown as an example of a "what if"."""

KRONA = Decimal(1)
SETTLED = Effect("expect_nothing")


def try_what_if(library: Library, facts: Facts, heard: Heard) -> Outcome:
    """Calculate the plan with one thing changed and say what it changes, before and after."""
    known = count_plan(library, facts)
    if isinstance(known, Reply):
        return (known,)
    if not known.sells:
        return (Reply("utter_budget_more_needed", {}, (GO_ON,)),)
    chosen = _chosen(facts, heard)
    if chosen is not None:
        return (SETTLED, _compared(known, chosen))
    tried = changes_of(heard.text, facts.locale, known.inputs)
    if len(tried) == 1:
        return (*_waits_no_more(facts), _compared(known, tried[0].change))
    return (_ask_which(tried),) if tried else (_how(known),)


def settle_what_if(library: Library, facts: Facts, heard: Heard) -> Outcome | None:
    """Act on what was said to "this or that?"; None when it is about something else."""
    if heard.intent == "affirm":
        return (Reply("utter_one_of_two"),)
    return try_what_if(library, facts, heard) if _chosen(facts, heard) is not None else None


def tries_another_number(library: Library, facts: Facts, heard: Heard) -> bool:
    """Tell whether a text only sets a number in the place of one of the plan's: "400 instead of 350"."""
    template = library.template(facts)
    if template is None or heard.intent in ("affirm", "deny") or not speaks_of_two(heard.text, facts.locale):
        return False
    known = count(template, facts)
    return isinstance(known, Known) and known.sells and bool(changes_of(heard.text, facts.locale, known.inputs))


def _compared(known: Known, change: Change) -> Reply:
    try:
        return compare(change, *before_and_after(known.inputs, change, known.parameters))
    except KeyError:
        return Reply("utter_budget_what_if_no_hours")
    except (NeverEnoughError, UndecidedError):
        return _how(known)


def _waits_no_more(facts: Facts) -> tuple[Effect, ...]:
    return (SETTLED,) if facts.expecting and facts.expecting.kind == EXPECTED else ()


def _ask_which(tried: Sequence[Tried]) -> Effect:
    """Ask which of two changes was meant; both can be pressed, and said again in a few words."""
    shown = [_shown(one) for one in tried]
    buttons = [
        Button("button_what_if_becomes", WISH, {"which": str(place)}, {"amount": amount}).to_json()
        for place, amount in enumerate(shown)
    ]
    values = {
        "changes": [{**_to_json(one.change), "becomes": f"{one.becomes:f}"} for one in tried],
        "shown": {"first": shown[0], "second": shown[1]},
        "buttons": buttons,
    }
    return Effect("expect", {"kind": EXPECTED, "values": values})


def _shown(tried: Tried) -> Value:
    return number(tried.becomes) if tried.change.kind in COUNTED else price(tried.becomes)


def _chosen(facts: Facts, heard: Heard) -> Change | None:
    """Give the change that was picked, by a button, by its number, or by saying "to" or "by" once more."""
    if facts.expecting is None or facts.expecting.kind != EXPECTED:
        return None
    changes: Sequence[Mapping[str, Any]] = facts.expecting.values["changes"]
    which = heard.entities.get("which", "")
    if which.isdecimal() and int(which) < len(changes):
        return _from_json(changes[int(which)])
    said = said_in(heard.text, facts.locale)
    if said is None:
        return None
    named = [change for change in changes if Decimal(change["becomes"]) == said.number]
    if named and said.level != "by":
        return _from_json(named[0])
    said_first = Decimal(changes[0]["becomes"])  # "to", which stands first, becomes the very number that was said
    return _from_json(changes[1]) if said.level in ("by", "moved_by") and said.number == said_first else None


def _to_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "amount": f"{change.amount:f}",
        "name": change.name,
        "includes_vat": change.includes_vat,
    }


def _from_json(change: Mapping[str, Any]) -> Change:
    return Change(change["kind"], Decimal(change["amount"]), change["name"], includes_vat=change["includes_vat"])


def _how(known: Known) -> Reply:
    dearer = known.inputs.products[0].price.amount * TRIED_DEARER
    return Reply("utter_budget_what_if_how", {"price": price(dearer.quantize(KRONA))})
