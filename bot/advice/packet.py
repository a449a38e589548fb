"""Asks whether the papers for a loan have what lenders usually ask for, and which question mends what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.advice.budget.results import Budgets
from bot.advice.turn import Reply

FILE = Path(__file__).parents[1] / "data" / "budget" / "packet.yml"
ASKED_BY = frozenset({"almi", "bank", "both"})
STATUSES = frozenset({"confirmed", "unconfirmed", "customary"})
PRESENT, MISSING, BRING = "present", "missing", "bring"


class PacketError(ValueError):
    """An entry of the list cannot be used; says where it stands and what mends it."""


@dataclass(frozen=True)
class Wanted:
    """Something that lenders ask for. ``answers`` must be answered and ``budgets`` have numbers; else it is brought."""

    item: str
    asked_by: str
    source: str
    status: str
    answers: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    mends: str | None = None

    @property
    def name(self) -> str:
        """Give the message that says what it is."""
        return f"utter_packet_{self.item}"


@dataclass(frozen=True)
class Checked:
    """One thing asked for: ``present``, ``missing`` or to ``bring``; ``mends`` is the question for what is missing."""

    wanted: Wanted
    state: str
    mends: str | None


def check_packet(answered: Collection[str], budgets: Budgets | None, asked: Collection[str]) -> tuple[Checked, ...]:
    """Check everything: ``answered`` are the questions with an answer, ``asked`` those of this plan's template."""
    return tuple(_check(wanted, answered, budgets, asked) for wanted in wanted_items())


def packet_reply(checked: Collection[Checked]) -> Reply:
    """Tell what is still missing, or that everything is there."""
    missing = [one for one in checked if one.state == MISSING]
    if not missing:
        return Reply("utter_packet_all_here", {})
    items = [{"type": "message", "name": one.wanted.name, "values": {}} for one in missing]
    return Reply("utter_packet_still_missing", {"items": {"type": "lines", "items": items}})


@cache
def wanted_items() -> tuple[Wanted, ...]:
    """Give the list of ``bot/data/budget/packet.yml``, read once."""
    return read_packet(FILE)


def read_packet(path: Path) -> tuple[Wanted, ...]:
    """Read a list; raise ``PacketError`` naming all that is wrong in it."""
    entries = yaml.safe_load(path.read_text("utf-8"))["packet"]
    problems = [f"{path}: {entry.get('item')}: {problem}" for entry in entries if (problem := _problem(entry))]
    if problems:
        raise PacketError("\n".join(problems))
    return tuple(_wanted(entry) for entry in entries)


def _wanted(entry: Mapping[str, Any]) -> Wanted:
    lists = {key: tuple(entry.get(key, ())) for key in ("answers", "budgets")}
    return Wanted(entry["item"], entry["asked_by"], entry["source"], entry["status"], **lists, mends=entry.get("mends"))


def _problem(entry: Mapping[str, Any]) -> str | None:
    known = {"item", "asked_by", "source", "status", "answers", "budgets", "mends"}
    if not {"item", "asked_by", "source", "status"} <= set(entry) <= known:
        return f"give it item, asked_by, source, status, and nothing but {', '.join(sorted(known))}"
    if entry["asked_by"] not in ASKED_BY or entry["status"] not in STATUSES:
        return f"asked_by is one of {sorted(ASKED_BY)}, status one of {sorted(STATUSES)}"
    unknown = set(entry.get("budgets", ())) - {"need", "loan", "sales", "costs", "home"}
    if unknown:
        return f"budgets has no {sorted(unknown)}"
    checkable = bool(entry.get("answers") or entry.get("budgets"))
    return None if checkable == bool(entry.get("mends")) else "what can be missing needs mends, and only that"


def _check(wanted: Wanted, answered: Collection[str], budgets: Budgets | None, asked: Collection[str]) -> Checked:
    if not wanted.mends:
        return Checked(wanted, BRING, None)
    # a question that a trade's template left out cannot be missing
    open_questions = [name for name in wanted.answers if name in asked and name not in answered]
    without = [part for part in wanted.budgets if not _has(part, budgets)]
    if not open_questions and not without:
        return Checked(wanted, PRESENT, None)
    return Checked(wanted, MISSING, open_questions[0] if open_questions else wanted.mends)


def _has(part: str, budgets: Budgets | None) -> bool:
    if budgets is None:
        return False
    if part == "need":
        return budgets.start.need > 0
    if part == "loan":
        return any(loan.amount > 0 for loan in budgets.inputs.loans)
    if part == "home":
        return bool(budgets.inputs.household.items)
    return any(budgets.sales.total) if part == "sales" else bool(budgets.inputs.costs)
