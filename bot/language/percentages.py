"""Shares of a hundred: ``25 procent``, ``٪٢٥``, ``boqolkiiba labaatan``, and "half" (``shares.yml``) for 50."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from bot.language.amounts import Refusal, refuse
from bot.language.digits import fold
from bot.language.lexicon import Kind
from bot.language.reading import Reading, read

_HUNDRED = Decimal(100)
_TABLE = Path(__file__).with_name("shares.yml")


def parse_percent(text: str, locale: str) -> Decimal | Refusal:
    """Read one percentage from 0 to 100; more is ``too_large``, a sum of money ``currency``."""
    share = _shares().get(_key(text))
    if share is not None:
        return share
    reading = read(text, locale)
    reason = refuse(reading)
    if reason is not None:
        return Refusal(reason)
    if reading.has(Kind.KRONOR):
        return Refusal("currency")
    return _within(reading)


def _within(reading: Reading) -> Decimal | Refusal:
    value = reading.figures[0].value
    return value if value <= _HUNDRED else Refusal("too_large")


def _key(text: str) -> str:
    return fold(text).strip(" .!?,")


@cache
def _shares() -> dict[str, Decimal]:
    table = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    by_share = (shares.items() for shares in table.values() if isinstance(shares, dict))
    return {_key(word): Decimal(share) for rows in by_share for share, words in rows for word in words}
