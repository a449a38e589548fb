"""Reads our YAML data files strictly and collects what is wrong with them, so that all problems are shown together.

PyYAML's C loader is used because every start of the gateway reads all templates and terms: 10 ms instead of 150.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Problem:
    """What is wrong in which entry of which file, and what to do about it."""

    path: str
    entry: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.entry}: {self.problem}"


class DataError(ValueError):
    """Data files are wrong; ``problems`` has them all, the message one per line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass
class Problems:
    """The problems found so far; ``add`` notes one and so do the checks, which then give False or None."""

    found: list[Problem] = field(default_factory=list)

    def add(self, path: str, entry: str, problem: str) -> None:
        """Note a problem."""
        self.found.append(Problem(path, entry, problem))

    def check_keys(
        self, where: tuple[str, str], data: Mapping[str, object], *, required: set[str], known: set[str]
    ) -> bool:
        """Note every key that is missing or unknown; ``where`` is path and entry."""
        before = len(self.found)
        for key in sorted(required - data.keys()):
            self.add(*where, f"{key} is missing; write it")
        for key in sorted(str(key) for key in data.keys() - required - known):
            self.add(*where, f"{key} is not a key here; use {', '.join(sorted(required | known))}")
        return len(self.found) == before

    def identifier(self, where: tuple[str, str], data: Mapping[str, object], key: str) -> str | None:
        """Give the English name under a key, or note that it is none; ``check_keys`` notes a missing one."""
        value = data.get(key)
        if isinstance(value, str) and IDENTIFIER.fullmatch(value):
            return value
        if key in data:
            self.add(*where, f"{value!r} is no name; use small letters a-z, digits and _")
        return None

    def text(self, where: tuple[str, str], data: Mapping[str, object], key: str) -> str | None:
        """Give the sentence under a key, or note that it is none; ``check_keys`` notes a missing one."""
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in data:
            self.add(*where, f"{key} must be a text in quotes")
        return None

    def entries(self, where: tuple[str, str], data: Mapping[str, object], key: str) -> list[dict[str, object]]:
        """Give the mappings in the list under a key, and note what else it holds."""
        value = data.get(key)
        if not isinstance(value, list) or not value:
            if key in data:
                self.add(*where, f"{key} must be a list with at least one entry")
            return []
        for item in value:
            if not isinstance(item, dict):
                self.add(*where, f"{key}: {item!r} must have keys and values")
        return [item for item in value if isinstance(item, dict)]


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key that stands twice; YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key, _value in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value} stands twice; keep one of them", problem_mark=key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def _construct_day(loader: _StrictLoader, node: yaml.ScalarNode) -> date | str:
    """Give a day as a date; what only looks like one stays text, for the reader of the file to refuse with its name."""
    try:
        return date.fromisoformat(str(node.value))
    except ValueError:
        return str(node.value)


_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _construct_day)


def read_folder(folder: Path, problems: Problems) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield name and content of every ``.yml`` file in alphabetical order; files that cannot be read are noted."""
    for path in sorted(folder.glob("*.yml")):
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # noqa: S506 - a safe loader's child
        except yaml.MarkedYAMLError as error:
            line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "file"
            problems.add(path.name, line, error.problem or "is no YAML")
            continue
        except (UnicodeDecodeError, yaml.YAMLError):
            problems.add(path.name, "file", "is no text; save it as UTF-8, without control characters")
            continue
        if isinstance(data, dict):
            yield path.name, data
        else:
            problems.add(path.name, "file", "must have keys and values")
