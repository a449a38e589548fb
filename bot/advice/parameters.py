"""Dated figures of law and authorities: rates, fees and limits, each with its source; none stands in code.

``Parameters.load()["skatteverket.egenavgift_full"].on(day)`` is the value of a day with its source and status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from bot.advice.dated import AbolishedError, Figure, Parameter, UndecidedError
from bot.advice.parameter_files import Authority, read_parameters

__all__ = ["AbolishedError", "Figure", "Parameter", "Parameters", "UndecidedError"]

ROOT = Path(__file__).parents[1] / "data" / "parameters"


class Parameters(Mapping[str, Parameter]):
    """All figures by ``<authority>.<name>``, and who decides them."""

    def __init__(self, figures: Mapping[str, Parameter], authorities: Mapping[str, Authority] | None = None) -> None:
        self._figures = dict(figures)
        self.authorities = dict(authorities or {})

    @classmethod
    def load(cls, root: Path = ROOT) -> Parameters:
        """Read and check the files of a folder, once in a process; raise ``ParameterError`` with every problem."""
        return _load(cls, root)

    def __getitem__(self, name: str) -> Parameter:
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def on(self, day: date) -> Mapping[str, Figure]:
        """Give every value in force on a day."""
        return {name: last for name, it in self.items() if (last := it.latest(day)) and last.holds_on(day)}


@cache
def _load(cls: type[Parameters], root: Path) -> Parameters:
    return cls(*read_parameters(root))
