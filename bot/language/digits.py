"""Digits, separators and letters of any script, brought to one form before anything is read from a text.

``fold`` makes text comparable: small letters, no accents or vowel marks, ASCII digits, plain spaces and hyphens.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("٬’‘`´ʼ′", "'"),
        **dict.fromkeys("٫،", ","),
        **dict.fromkeys("−–—‐‑‒―﹣－", "-"),
        **dict.fromkeys("٪﹪", "%"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeffـ", None),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
        "½": " ½",
        "¼": " ¼",
        "¾": " ¾",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ı": "i",
        "đ": "dj",
        "ø": "o",
        "æ": "a",
        "؟": "?",
        "؛": ";",
    }
)
_FRACTIONS = "½¼¾"
_SPACES = re.compile(r"\s+")


def ascii_digits(text: str) -> str:
    """Give the text with every decimal digit, of whatever script, as 0–9; its length stays the same."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() and not character.isascii() else character
        for character in text
    )


def fold(text: str) -> str:
    """Give the text in the one form in which words are compared and figures are read."""
    text = _SPACES.sub(" ", text).strip().lower()
    if text.isascii():
        return text.replace("`", "'")
    return _SPACES.sub(" ", _strip_marks(ascii_digits(text).translate(_SAME)).translate(_SAME)).strip().casefold()


def _strip_marks(text: str) -> str:
    kept: list[str] = []
    for character in text:
        if character in _FRACTIONS:
            kept.append(character)
            continue
        kept.extend(
            part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in ("Mn", "Me")
        )
    return "".join(kept)
