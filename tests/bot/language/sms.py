"""How an SMS is counted: GSM-7 where every sign is in its alphabet, else UCS-2; the parts of a long one are shorter."""

from __future__ import annotations

from math import ceil

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€\f")
"""Signs of GSM-7 that take the place of two."""


def is_gsm(text: str) -> bool:
    """Tell whether a text can be sent in GSM-7."""
    return set(text) <= BASIC | TWICE


def parts(text: str) -> int:
    """Give how many SMS a text takes: 160 signs in one or 153 in each of several; 70 and 67 in UCS-2."""
    if is_gsm(text):
        signs, one, each = len(text) + sum(sign in TWICE for sign in text), 160, 153
    else:
        signs, one, each = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if signs <= one else ceil(signs / each)
