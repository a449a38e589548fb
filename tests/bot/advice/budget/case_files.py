"""Reads ``tests/advice/*.yml``: cases an accountant can check, each a plan in a few lines and what must come out.

A price is written ``"500"`` (without VAT, standard rate), ``"500 with food"`` or ``"500 without eat_in"``. An expected
amount is compared at the precision it is written with: ``"50183"`` to the krona, ``"50182.50"`` to the öre.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from bot.advice.budget.cases import Change
from bot.advice.budget.inputs import Inputs, Price, Vat
from bot.advice.budget.results import Derived, Row

ROOT = Path(__file__).parents[3] / "advice"
ASKED = ("surplus", "yearly_need", "turnover")
KEYS = {"case", "day", "inputs", *ASKED, "careful", "what_if", "expected", "undecided", "from"}


@dataclass(frozen=True)
class Case:
    """One case: the plan, what is asked beside it, and what must come out or may not be calculated.

    With ``careful`` or ``change`` what must come out is that of the plan changed so.
    """

    name: str
    inputs: Inputs
    asked: Mapping[str, Decimal]
    careful: bool
    change: Change | None
    expected: Mapping[str, Any]
    undecided: str | None
    source: str


def cases(root: Path = ROOT) -> Iterator[tuple[str, Case]]:
    """Give every case with the name of its file."""
    for path in sorted(root.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["cases"]:
            yield f"{path.stem}: {entry['case']}", _case(entry, path)


def _case(entry: Mapping[str, Any], path: Path) -> Case:
    if unknown := set(entry) - KEYS:
        raise ValueError(f"{path}: {entry['case']}: unknown keys {sorted(unknown)}")
    return Case(
        name=entry["case"],
        inputs=built(Inputs, {"start": entry["day"], **entry.get("inputs", {})}),
        asked={key: Decimal(entry[key]) for key in ASKED if key in entry},
        careful=entry.get("careful", False),
        change=built(Change, entry["what_if"]) if "what_if" in entry else None,
        expected=entry.get("expected", {}),
        undecided=entry.get("undecided"),
        source=entry["from"],
    )


def built(shape: Any, value: Any) -> Any:
    """Build a value of a type from what YAML gave; a float or an unknown key is refused."""
    if isinstance(value, float):
        raise ValueError(f"quote {value}: a float loses digits")
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return None if value is None else built(next(a for a in get_args(shape) if a is not type(None)), value)
    if origin is tuple:
        return tuple(built(get_args(shape)[0], item) for item in value)
    if shape is Price and isinstance(value, str):
        return _price(value)
    if is_dataclass(shape):
        return _dataclass(shape, value)
    return value if isinstance(value, date) else shape(value)


def compare(expected: Any, found: Any) -> bool:
    """Tell whether what was found is what was expected."""
    if isinstance(found, Derived):
        found = found.amount
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(compare, expected, found))
    if isinstance(found, Decimal) and isinstance(expected, str):
        wanted = Decimal(expected)
        return found.quantize(wanted, ROUND_HALF_UP) == wanted
    if isinstance(found, StrEnum):
        return bool(found == expected)
    return type(expected) is type(found) and bool(expected == found)


def followed(root: Any, path: str) -> Any:
    """Follow ``years.0.costs.Rent.total``: names of fields, numbers in tuples, rows by their name."""
    found = root
    for part in path.split("."):
        found = found.amount if isinstance(found, Derived) and part not in {"amount", "steps"} else found
        found = _inside(found, part)
    return found


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, tuple):
        return value[int(part)] if part.isdecimal() else next(r for r in value if isinstance(r, Row) and r.name == part)
    return value[part] if isinstance(value, Mapping) else getattr(value, part)


def _dataclass(shape: Any, value: Mapping[str, Any]) -> Any:
    hints = _hints(shape)
    if unknown := set(value) - {field.name for field in fields(shape)}:
        raise ValueError(f"{shape.__name__} has no {sorted(unknown)}")
    return shape(**{key: built(hints[key], item) for key, item in value.items()})


@cache
def _hints(shape: Any) -> Mapping[str, Any]:
    return get_type_hints(shape)


def _price(written: str) -> Price:
    amount, *rest = written.split()
    if not rest:
        return Price(Decimal(amount))
    way, vat = rest
    return Price(Decimal(amount), Vat(vat), {"with": True, "without": False}[way])
