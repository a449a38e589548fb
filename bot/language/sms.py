"""How many SMS a text takes: in GSM-7 where its alphabet has every sign, else in UCS-2. Pure.

Alphabets, and which signs take two places: 3GPP TS 23.038, 6.2.1 and 6.2.1.1. A message has 140 octets; one of several
gives 6 of them to the header that puts them together (3GPP TS 23.040, 9.2.3.24.1).
"""

from __future__ import annotations

from collections.abc import Iterable

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€\f")
"""Signs of GSM-7 that take the place of two."""
GSM_ALONE, GSM_OF_SEVERAL = 160, 153
UCS_ALONE, UCS_OF_SEVERAL = 70, 67


def is_gsm(text: str) -> bool:
    """Tell whether a text can be sent in GSM-7."""
    return set(text) <= BASIC | TWICE


def parts(text: str) -> int:
    """Give how many SMS a text takes; each language without Latin letters, and each odd sign, makes all of it UCS-2."""
    if is_gsm(text):
        return _filled((1 + (sign in TWICE) for sign in text), GSM_ALONE, GSM_OF_SEVERAL)
    return _filled((1 + (sign > "\uffff") for sign in text), UCS_ALONE, UCS_OF_SEVERAL)


def _filled(places: Iterable[int], alone: int, of_several: int) -> int:
    """Fill messages one after another; a sign that takes two places is never cut in halves."""
    taken = list(places)
    if sum(taken) <= alone:
        return 1
    count, left = 1, of_several
    for places_of_one in taken:
        if places_of_one > left:
            count, left = count + 1, of_several
        left -= places_of_one
    return count
