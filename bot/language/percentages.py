"""Shares of a hundred: ``25 procent``, ``٪٢٥``, ``boqolkiiba labaatan``, and "half" for 50."""

from __future__ import annotations

from decimal import Decimal

from bot.language.amounts import Refusal, refuse
from bot.language.digits import fold
from bot.language.lexicon import Kind
from bot.language.reading import Reading, read

_HUNDRED = Decimal(100)
_SHARES = {
    **dict.fromkeys(("halften", "half", "halva", "en halv", "the half", "nus", "bar", "badh", "kala bar"), Decimal(50)),
    **dict.fromkeys(("النصف", "نصف", "النص", "نص", "yari", "yarisi", "yarim", "pola", "polovina"), Decimal(50)),
    **dict.fromkeys(
        ("половина", "пола", "a half", "one half", "nuskii", "barkii", "50/50", "fifty fifty"), Decimal(50)
    ),
    **dict.fromkeys(
        ("en fjardedel", "fjardedel", "a quarter", "quarter", "one quarter", "ربع", "الربع", "rubuc"), Decimal(25)
    ),
    **dict.fromkeys(("tre fjardedelar", "three quarters", "ثلاثه ارباع", "تلات ارباع"), Decimal(75)),
    **dict.fromkeys(("allt", "alla", "all", "everything", "all of it", "الكل", "كله", "dhammaan", "kulli"), _HUNDRED),
    **dict.fromkeys(("inget", "ingenting", "nothing", "none", "لا شيء", "ولا شي", "waxba"), Decimal(0)),
}


def parse_percent(text: str, locale: str) -> Decimal | Refusal:
    """Read one percentage from 0 to 100; more is ``too_large``, a sum of money ``currency``."""
    share = _SHARES.get(fold(text).strip(" .!?,"))
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
