"""Reads ``bot/data/budget/``: what is assumed where nobody has said anything, and the rules of the careful case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

ROOT = Path(__file__).parents[2] / "data" / "budget"


class AssumptionError(ValueError):
    """An entry cannot be used; says where it stands and what mends it."""


@dataclass(frozen=True)
class Assumptions:
    """What is assumed; each has its reason in ``assumptions.yml``."""

    municipal_rate: Decimal


@dataclass(frozen=True)
class Careful:
    """How the careful case differs from the likely one; each has its reason in ``careful.yml``."""

    sales_factor: Decimal
    cost_factor: Decimal
    slow_months: Decimal
    slow_factor: Decimal
    extra_credit_days: Decimal


Shape = TypeVar("Shape", Assumptions, Careful)


@cache
def assumptions() -> Assumptions:
    """Give the assumptions in ``bot/data/budget/assumptions.yml``, read once."""
    return read(ROOT / "assumptions.yml", Assumptions)


@cache
def careful_rules() -> Careful:
    """Give the rules in ``bot/data/budget/careful.yml``, read once."""
    return read(ROOT / "careful.yml", Careful)


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read a file of numbers with reasons; raise ``AssumptionError`` naming all that is wrong in it."""
    entries = next(iter(yaml.safe_load(path.read_text("utf-8")).values()))
    wanted = {field.name for field in fields(shape)}
    problems = [f"{path}: {name}: missing, add it with value and reason" for name in sorted(wanted - set(entries))]
    problems += [f"{path}: {name}: unknown, remove it" for name in sorted(set(entries) - wanted)]
    problems += [f"{path}: {name}: {problem}" for name, entry in entries.items() if (problem := _problem(entry))]
    if problems:
        raise AssumptionError("\n".join(problems))
    return shape(**{name: Decimal(entries[name]["value"]) for name in wanted})


def _problem(entry: Mapping[str, Any]) -> str | None:
    if set(entry) != {"value", "reason"}:
        return "give it exactly value and reason"
    if not isinstance(entry["value"], str):
        return "quote the value, a float loses digits"
    return None if str(entry["reason"]).strip() else "give the reason"
