"""What must be true of one figure's file: its units, days, values, sources and status; each problem says what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.advice.reading import DataError, Problems

UNITS = (
    *("SEK", "SEK/year", "SEK/month", "EUR", "ratio"),
    *("years", "months", "weeks", "days", "hours", "persons", "birth year"),
)
STATUSES = ("confirmed", "derived", "unconfirmed")
VALUE_KEYS = {"value", "status", "source", "verified_on"}
MAY_HAVE = {"until", "note"}
NUMBER = re.compile(r"\d+(\.\d+)?")
ADDRESS = re.compile(r"https?://[^\s<>]+\.[^\s<>]+")


class ParameterError(DataError):
    """Files of figures are wrong; ``problems`` has all of them."""


@dataclass(frozen=True)
class Value:
    """One value as its file has it."""

    since: date
    until: date | None
    value: Decimal | None
    status: str
    source: str
    verified_on: date | None
    note: str


def check_name(path: str, data: Mapping[str, object], authorities: set[str], problems: Problems) -> None:
    """Note a file name that is no name, and an authority that is not listed or whose folder this is not."""
    folder, _, file = path.partition("/")
    problems.identifier((path, "file"), {"name": file.removesuffix(".yml")}, "name")
    authority = data.get("authority", folder)
    if authority not in authorities:
        problems.add(path, "file", f"{authority!r} is no authority we know; add it to authorities.yml")
    elif authority != folder:
        problems.add(path, "file", f"stands in the folder of {folder}; move it to {authority}/")


def check_unit(path: str, data: Mapping[str, object], problems: Problems) -> str:
    """Give the unit, or note that it is none."""
    unit = data.get("unit")
    if unit not in UNITS and "unit" in data:
        problems.add(path, "file", f"{unit!r} is no unit; use one of {', '.join(UNITS)}")
    return str(unit)


def check_value(path: str, since: object, entry: object, unit: str, problems: Problems) -> Value | None:
    """Read one value, or give None and note why not."""
    before, where = len(problems.found), (path, str(since))
    if not isinstance(since, date):
        problems.add(*where, "is no day; write the day from which it holds, as 2026-01-31")
        return None
    if not isinstance(entry, dict):
        problems.add(*where, "must have keys and values")
        return None
    problems.check_keys(where, entry, required=VALUE_KEYS, known=MAY_HAVE)
    until = _day(where, entry, "until", problems)
    if until and until < since:
        problems.add(*where, f"until {until} is before the day it begins; turn them round")
    value = _number(where, entry, unit, problems)
    verified_on = _day(where, entry, "verified_on", problems)
    note = (problems.text(where, entry, "note") if "note" in entry else "") or ""
    source, status = problems.text(where, entry, "source") or "", str(entry.get("status"))
    _check_status(where, entry, source, verified_on, problems)
    return Value(since, until, value, status, source, verified_on, note) if len(problems.found) == before else None


def check_values(path: str, values: Sequence[Value], problems: Problems) -> None:
    """Note a value that has not ended when the next one begins; ``values`` has the oldest first."""
    for earlier, later in pairwise(values):
        if earlier.until and earlier.until >= later.since:
            problems.add(
                path, str(earlier.since), f"until {earlier.until} overlaps with {later.since}; end it the day before"
            )


def _check_status(
    where: tuple[str, str], entry: Mapping[str, object], source: str, verified_on: date | None, problems: Problems
) -> None:
    """Note a status that is none, and one that claims more than source and check allow."""
    status = entry.get("status")
    if status not in STATUSES:
        if "status" in entry:
            problems.add(*where, f"{status!r} is no status; use one of {', '.join(STATUSES)}")
        return
    if status == "unconfirmed":
        return
    if source and not ADDRESS.search(source):
        problems.add(*where, f"{status} without an address in its source; add it, or say unconfirmed")
    if "verified_on" in entry and entry["verified_on"] is None and verified_on is None:
        problems.add(*where, f"{status}, but verified on no day; check it and write the day, or say unconfirmed")


def _number(where: tuple[str, str], entry: Mapping[str, object], unit: str, problems: Problems) -> Decimal | None:
    """Read the value; ``null`` is a rule that was abolished."""
    value = entry.get("value")
    if value is None:
        return None
    if isinstance(value, float):
        problems.add(*where, "quote the value, a float loses digits")
    elif not isinstance(value, str):
        problems.add(*where, "quote the value")
    elif not NUMBER.fullmatch(value):
        problems.add(*where, f'{value!r} is no number; write digits and a point, as "0.25" or "25000"')
    elif unit == "ratio" and Decimal(value) > 1:
        problems.add(*where, f'a ratio of {value} is more than the whole; write 25 percent as "0.25"')
    else:
        return Decimal(value)
    return None


def _day(where: tuple[str, str], entry: Mapping[str, object], key: str, problems: Problems) -> date | None:
    """Read a day; None where it is left out or null."""
    value = entry.get(key)
    if value is None or isinstance(value, date):
        return value
    problems.add(*where, f"{key} {value!r} is no day; write it without quotes, as 2026-01-31")
    return None
