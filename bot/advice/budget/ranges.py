"""Wide limits from ``bot/data/budget/ranges.yml``: outside them a number is asked about, never refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from bot.advice.reading import DataError, Problems, read_folder

FOLDER = Path(__file__).parents[2] / "data" / "budget"
FILE = "ranges.yml"
FIELDS = frozenset(
    {"price", "premises", "monthly_cost", "wage", "purchase", "loan", "loan_rate", "hours", "household_item"}
    | {"financing_over_need", "safety_margin", "monthly_sales", "guests_per_seat", "sales_per_person_hour"}
)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Range:
    """The lowest and the highest amount that need no question."""

    low: Decimal
    high: Decimal

    def __contains__(self, amount: Decimal) -> bool:
        return self.low <= amount <= self.high


@dataclass(frozen=True)
class Ranges:
    """The limits by field, and those of things that many people sell, by the words for them."""

    fields: Mapping[str, Range]
    things: tuple[tuple[tuple[str, ...], Range], ...]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Ranges:
        """Read the file; raise ``DataError`` with everything that is wrong with it."""
        problems = Problems()
        data = dict(read_folder(folder, problems)).get(FILE, {})
        where = (FILE, "file")
        problems.check_keys(where, data, required={"description", "fields", "things"}, known=set())
        fields = {
            str(entry.get("field")): found
            for entry in problems.entries(where, data, "fields")
            if (found := _range(entry, "field", problems))
        }
        for name in sorted(FIELDS ^ fields.keys()):
            problems.add(FILE, name, "must stand once under fields, and nothing else may")
        things = tuple(
            (_words_of(entry, problems), found)
            for entry in problems.entries(where, data, "things")
            if (found := _range(entry, "thing", problems))
        )
        if problems.found:
            raise DataError(problems.found)
        return cls(fields, things)

    def of_product(self, name: str) -> Range:
        """Give the limits for the price of what a person calls ``name``; those for any price when no word is known."""
        return self.of_products((name,))[0]

    def of_products(self, names: Iterable[str]) -> tuple[Range, ...]:
        """Give the limits of all that a price may be for; those for any price when none of the names is known."""
        known = (next((r for words, r in self.things if _says(name, words)), None) for name in names)
        return tuple(limits for limits in known if limits) or (self.fields["price"],)


@lru_cache(maxsize=1)
def default_ranges() -> Ranges:
    """Give the limits of this program, read once."""
    return Ranges.load()


def _spoken(text: str) -> str:
    """Write a text as its words between spaces, so that ``te`` is not found in ``textil``."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _says(text: str, words: Iterable[str]) -> bool:
    spoken = _spoken(text)
    return any(_spoken(word) in spoken for word in words)


def _range(entry: Mapping[str, object], key: str, problems: Problems) -> Range | None:
    more = {"words"} if key == "thing" else set()
    return read_range((FILE, str(entry.get(key))), entry, keys={key, *more}, problems=problems)


def read_range(
    where: tuple[str, str], entry: Mapping[str, object], *, keys: set[str], problems: Problems
) -> Range | None:
    """Read ``low``, ``high`` and ``why`` of an entry that must have ``keys`` beside them; None with what is wrong."""
    if not problems.check_keys(where, entry, required=keys | {"low", "high", "why"}, known=set()):
        return None
    problems.text(where, entry, "why")
    low, high = (_amount(where, entry, bound, problems) for bound in ("low", "high"))
    if low is None or high is None:
        return None
    if low >= high:
        problems.add(*where, "low must be less than high")
    return Range(low, high)


def _amount(where: tuple[str, str], entry: Mapping[str, object], key: str, problems: Problems) -> Decimal | None:
    value = entry[key]
    try:
        if isinstance(value, str):
            return Decimal(value)
    except InvalidOperation:
        pass
    problems.add(*where, f'{key} must be a number in quotes, such as "25000"')
    return None


def _words_of(entry: Mapping[str, object], problems: Problems) -> tuple[str, ...]:
    words = entry["words"]
    if isinstance(words, list) and words and all(isinstance(word, str) and word.strip() for word in words):
        return tuple(words)
    problems.add(FILE, str(entry.get("thing")), "words must be a list of words in quotes")
    return ()
