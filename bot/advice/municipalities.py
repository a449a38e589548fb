"""Finds the Swedish municipality that somebody names as their place. Pure, but for the list, which is read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.language.locales import ROOT

MUNICIPALITIES = ROOT / "bot" / "data" / "municipalities.yml"
CALLED = re.compile(r"(?P<name>.*\S)\s+(?:kommun|stad)", re.IGNORECASE)


class MunicipalitiesError(ValueError):
    """The list is wrong; the message says where and what to do."""


@dataclass(frozen=True)
class Municipalities:
    """``alone`` gives each name by its folded form; ``within`` finds those that may stand among other words."""

    alone: Mapping[str, str]
    within: re.Pattern[str]

    def find(self, place: str) -> str | None:
        """Give the one municipality that a text names; None when it names none or several."""
        text = place.strip(" .,!")
        name = called["name"] if (called := CALLED.fullmatch(text)) else text
        for one in (text, name, name.removesuffix("s")):
            if known := self.alone.get(one.casefold()):
                return known
        found = {match["name"] for match in self.within.finditer(place)}
        return found.pop() if len(found) == 1 else None


def load_municipalities(path: Path) -> Municipalities:
    """Read the list; raise ``MunicipalitiesError`` for a name that stands twice or an exception that is no name."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    names = [str(name) for county in data["counties"].values() for name in county]
    words = {str(word) for word in data["also_words"]}
    if len(names) != len({name.casefold() for name in names}) or not words <= {*names}:
        raise MunicipalitiesError(f"{path}: write each municipality once, and under also_words only such names")
    among = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name not in words)
    within = re.compile(rf"(?<!\w)(?P<name>{among})s?(?!\w)")
    return Municipalities({name.casefold(): name for name in names}, within)


@cache
def municipalities() -> Municipalities:
    """Give the list that comes with the program."""
    return load_municipalities(MUNICIPALITIES)
