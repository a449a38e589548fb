"""Numbers, amounts, dates and lists as a reader's language writes them, always with the digits 0–9.

Swedish authorities use these digits, and Babel mixes digits of two scripts in Persian. Everything that must not break
or turn around is kept together: NBSP inside numbers, and isolates round them where the text runs right to left.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.lists import format_list

from bot.language.locales import babel_locale, direction

NBSP = "\u00a0"
LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
_MARKS = re.compile("[\u061c\u200e\u200f]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SMS_SIGNS = str.maketrans(
    {
        **dict.fromkeys((NBSP, "\u2009", "\u202f"), " "),
        **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{BULLET}", "-"),
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)
"""Typographic signs that the alphabet of an SMS (GSM 03.38) lacks, and what stands for them there."""
_SPACES = re.compile("[ \u2009\u202f]")


@lru_cache(maxsize=64)
def number_signs(locale: str) -> tuple[str, str, str]:
    """Give a language's signs for groups, decimals and minus, with NBSP for any space."""
    symbols = babel_locale(locale).number_symbols["latn"]
    group, decimal, minus = (_MARKS.sub("", symbols[key]) for key in ("group", "decimal", "minusSign"))
    return _SPACES.sub(NBSP, group), decimal, minus


@lru_cache(maxsize=64)
def _percent_affixes(locale: str) -> tuple[str, str]:
    pattern = babel_locale(locale).percent_formats[None]
    before, after = _MARKS.sub("", pattern.prefix[0]), _MARKS.sub("", pattern.suffix[0])
    return _SPACES.sub(NBSP, before), _SPACES.sub(NBSP, after)


def number(value: int | Decimal, locale: str, *, decimals: int | None = None) -> str:
    """Write a number in groups of three; ``decimals`` fixes how many digits follow the decimal sign."""
    group, decimal, minus = number_signs(locale)
    written = f"{abs(value):,f}" if decimals is None else f"{abs(value):,.{decimals}f}"
    whole, _, fraction = written.partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    written = whole.replace(",", group) + (decimal + fraction if fraction else "")
    return minus + written if value < 0 else written


def money(value: Decimal, locale: str) -> str:
    """Write an amount of Swedish kronor (``25 000 kr``), with öre only where there are any."""
    return f"{number(value, locale, decimals=0 if value == value.to_integral_value() else 2)}{NBSP}kr"


def percent(value: Decimal, locale: str) -> str:
    """Write a percentage; 12.5 means 12.5 percent."""
    before, after = _percent_affixes(locale)
    return f"{before}{number(value, locale)}{after}"


@lru_cache(maxsize=2048)
def long_date(day: date, locale: str) -> str:
    """Write a date with the month's name; its parts never break apart over two lines."""
    return _SPACES.sub(NBSP, _MARKS.sub("", format_date(day, "long", locale=babel_locale(locale))))


@lru_cache(maxsize=256)
def joined(items: tuple[str, ...], locale: str) -> str:
    """Join items as the language lists things: ``a, b och c``."""
    return format_list(items, locale=babel_locale(locale))


def isolated_number(text: str) -> str:
    """Keep a left-to-right run such as ``25 000 kr`` in its own order whatever stands around it."""
    return f"{LRI}{text}{PDI}"


def isolated_text(text: str) -> str:
    """Keep a text of unknown direction together, line by line, and take away its power over the text around it."""
    return "\n".join(f"{FSI}{line}{PDI}" if line else "" for line in without_overrides(text).split("\n"))


def without_overrides(text: str) -> str:
    """Drop the invisible signs that turn a text's order about; the marks for single letters stay."""
    return _OVERRIDES.sub("", text)


def plain_for_sms(text: str) -> str:
    """Write a text that runs from left to right with the signs of an ordinary SMS; others would make it cost twice.

    Not for a whole text with right-to-left letters: that one costs as much anyway, and needs its isolates and NBSP.
    """
    return _OVERRIDES.sub("", text).translate(_SMS_SIGNS)


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter of the text is written right to left."""
    return any("\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufefc" for sign in text)


def runs_right_to_left(locale: str) -> bool:
    """Tell whether the language is written right to left."""
    return direction(locale) == "rtl"
