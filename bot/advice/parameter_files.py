"""Reads the files of figures, one figure per file, and the list of authorities; strict, all problems together.

The shape of a file is in CONTRIBUTING.md. What a file says is held against ``parameter_checks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.advice.dated import Figure, Parameter
from bot.advice.parameter_checks import ParameterError, Value, check_name, check_unit, check_value, check_values
from bot.advice.reading import Problems, read_folder

AUTHORITIES = "authorities.yml"
FILE_KEYS = {"description", "unit", "authority", "values"}
CALLED = "figure."
"""How the names of the texts begin that people read as the name of a figure (``bot/language/extract.py``)."""

AUTHORITY_KEYS = {"authority", "name", "months"}


@dataclass(frozen=True)
class Authority:
    """Who decides or publishes figures and can be asked; after ``months`` their figures must be checked again."""

    name: str
    months: int


def read_parameters(root: Path) -> tuple[Mapping[str, Parameter], Mapping[str, Authority]]:
    """Read all figures and authorities under a folder; raise ``ParameterError`` with every problem found."""
    problems = Problems()
    authorities = _read_authorities(root, problems)
    figures: dict[str, Parameter] = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        found = Problems()
        for file, data in read_folder(folder, found):
            parameter = _read_parameter(f"{folder.name}/{file}", data, authorities, found)
            if parameter:
                figures[parameter.name] = parameter
        for problem in found.found:
            path = problem.path if "/" in problem.path else f"{folder.name}/{problem.path}"
            problems.add(path, problem.entry, problem.problem)
    if problems.found:
        raise ParameterError(problems.found)
    return figures, authorities


def _read_authorities(root: Path, problems: Problems) -> dict[str, Authority]:
    files = dict(read_folder(root, problems))
    for stray in sorted(files.keys() - {AUTHORITIES}):
        problems.add(stray, "file", "a figure stands in the folder of its authority; move it there")
    if AUTHORITIES not in files:
        problems.add(AUTHORITIES, "file", "is missing or empty; list who decides the figures")
        return {}
    where = (AUTHORITIES, "file")
    problems.check_keys(where, files[AUTHORITIES], required={"description", "authorities"}, known=set())
    authorities: dict[str, Authority] = {}
    for entry in problems.entries(where, files[AUTHORITIES], "authorities"):
        entry_at = (AUTHORITIES, str(entry.get("authority", "authority")))
        problems.check_keys(entry_at, entry, required=AUTHORITY_KEYS, known=set())
        key, name = problems.identifier(entry_at, entry, "authority"), problems.text(entry_at, entry, "name")
        months = entry.get("months", "1")
        if not (isinstance(months, str) and months.isdecimal() and int(months)):
            problems.add(*entry_at, f'{months!r} is no number of months; write it in quotes, as "12"')
        elif key and key in authorities:
            problems.add(*entry_at, "stands twice; keep one of them")
        elif key and name:
            authorities[key] = Authority(name, int(months))
    return authorities


def _read_parameter(
    path: str, data: Mapping[str, object], authorities: Mapping[str, Authority], problems: Problems
) -> Parameter | None:
    """Read one file, or give None and note why not."""
    before, where = len(problems.found), (path, "file")
    problems.check_keys(where, data, required=FILE_KEYS, known={"called", "short"})
    problems.text(where, data, "description")
    problems.text(where, data, "called")
    problems.text(where, data, "short")
    check_name(path, data, set(authorities), problems)
    unit = check_unit(path, data, problems)
    entries = data.get("values", {})
    if not isinstance(entries, dict) or (not entries and "values" in data):
        problems.add(*where, "values must have at least one day with its value")
        return None
    values = [value for since, entry in entries.items() if (value := check_value(path, since, entry, unit, problems))]
    values.sort(key=lambda value: value.since)
    check_values(path, values, problems)
    if len(problems.found) > before:
        return None
    name = path.removesuffix(".yml").replace("/", ".")
    authority = str(data["authority"])
    figures = tuple(
        _figure(value, later, name=name, unit=unit, authority=authority)
        for value, later in zip(values, [*values[1:], None], strict=True)
    )
    called = f"{CALLED}{name}.name" if "called" in data else ""
    return Parameter(name, str(data["description"]), unit, authority, figures, called)


def _figure(value: Value, later: Value | None, *, name: str, unit: str, authority: str) -> Figure:
    """Make a figure of a value; it ends on its own last day, or on the day before the next one begins."""
    until: date | None = value.until
    if until is None and later is not None:
        until = later.since - timedelta(days=1)
    return Figure(
        name=name,
        unit=unit,
        authority=authority,
        value=value.value,
        since=value.since,
        until=until,
        status=value.status,
        source=value.source,
        verified_on=value.verified_on,
        note=value.note,
    )
