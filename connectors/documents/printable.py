"""Makes any text safe to print: what a font, a PDF or an XML file cannot hold is taken out, the words stay."""

from __future__ import annotations

import re
import unicodedata

from bot.language.formats import NBSP, has_right_to_left, isolated_number

MOST_MARKS = 8
LONGEST_WORD = 40
BREAK_EVERY = 20
ZERO_WIDTH_SPACE = "\u200b"

_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_HYPHENATED = re.compile(r"\d[\d-]{5,}\d")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff]"
    "|[\U0001fffe\U0001ffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


def printable(text: str) -> str:
    """Give the text without controls, overrides, unassigned planes and towers of marks; very long words may break."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    text = _UNPRINTABLE.sub("", text.replace("\u2029", "\n"))
    return _LONG_WORD.sub(lambda match: _broken(match[0]), _without_towers(text)).strip()


def steady_numbers(text: str) -> str:
    """Keep ``12 500`` and ``2026-03-01`` in their order inside right-to-left text, where they would turn round."""
    text = _GROUPED.sub(NBSP, text)
    return _HYPHENATED.sub(lambda match: isolated_number(match[0]), text) if has_right_to_left(text) else text


def direction_of(text: str, otherwise: str) -> str:
    """Tell which way a text runs by its first letter; ``otherwise`` when it has none."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in ("R", "AL"):
            return "rtl"
        if way == "L":
            return "ltr"
    return otherwise


def _without_towers(text: str) -> str:
    """Leave at most eight marks on one letter: ten thousand would take seconds and cover the page."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) or unicodedata.category(sign) == "Me" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _broken(word: str) -> str:
    return ZERO_WIDTH_SPACE.join(word[start : start + BREAK_EVERY] for start in range(0, len(word), BREAK_EVERY))
