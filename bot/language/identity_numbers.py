"""Personal identity numbers (personnummer) and coordination numbers (samordningsnummer) inside free text.

Found by form, date and check digit, in the digits of any script, so that people can be asked to keep them out and so
that they can be overwritten. Organisation numbers, telephone numbers and amounts are not taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.language.digits import ascii_digits

MASK = "•"
_COORDINATION = 60
# Century, date, an optional mark (hyphens of several kinds, plus from the 100th year, a space), four digits.
_SHAPE = re.compile(
    r"(?<![\d.,])(?P<century>1[89]|20)?(?P<gap>[ -]?)(?P<year>\d\d)(?P<first>[ -]?)(?P<month>\d\d)(?P<second>[ -]?)"
    r"(?P<day>\d\d)"
    r"\s?(?P<mark>[-+‐‑‒–—−]?)\s?(?P<number>\d{4})(?![\d]|[.,]\d)"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
_PHONE = re.compile(r"(?:\+|00)[\d ()-]*$|\(\d*$")
_MONEY = re.compile(r"\s*(?:kr|kronor|sek|:-|%)", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Where a number stands: ``text[start:end]``."""

    start: int
    end: int


def find_identity_numbers(text: str) -> tuple[Span, ...]:
    """Find every personal identity number in a text, in order; the text may be in any script."""
    visible = [place for place, character in enumerate(text) if not _INVISIBLE.match(character)]
    digits = ascii_digits("".join(text[place] for place in visible))
    found = []
    start = 0
    while match := _SHAPE.search(digits, start):
        if _is_personal(match, digits):
            found.append(Span(visible[match.start()], visible[match.end() - 1] + 1))
            start = match.end()
        else:
            start = match.start() + 1
    return tuple(found)


def mask(text: str) -> str:
    """Overwrite the digits of every personal identity number; the rest, and the length, stay as they are."""
    masked = list(text)
    for span in find_identity_numbers(text):
        for place in range(span.start, span.end):
            if text[place].isdecimal():
                masked[place] = MASK
    return "".join(masked)


def _is_personal(match: re.Match[str], text: str) -> bool:
    if _PHONE.search(text[: match.start()]) or _MONEY.match(text, match.end()):
        return False
    if not match["century"] and (match["gap"] or ((match["first"] or match["second"]) and not match["mark"])):
        return False
    digits = match["year"] + match["month"] + match["day"] + match["number"]
    return int(match["month"]) < 20 and _is_day(match) and _check_digit(digits[:9]) == int(digits[9])


def _is_day(match: re.Match[str]) -> bool:
    day = int(match["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    centuries = [match["century"]] if match["century"] else ["19", "20"]
    return any(_exists(int(century + match["year"]), int(match["month"]), day) for century in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_digit(digits: str) -> int:
    """Give the last digit by Luhn's rule over the nine before it."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10
