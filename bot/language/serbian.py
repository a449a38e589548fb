"""Serbian in Latin script, made from the Cyrillic text sign by sign; placeholders stay as they are."""

from __future__ import annotations

import re

_LOWER = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)
_LETTERS = str.maketrans(_LOWER | {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LOWER.items()})
_KEPT = re.compile(r"(\{[a-z0-9_]*\})")
_DIGRAPH_IN_CAPITALS = re.compile(r"(?:(?<=[A-ZĐŽĆČŠ])|(?=\w\w[A-ZĐŽĆČŠ]))(?:Lj|Nj|Dž)(?![a-zđžćčš])")


def to_latin(text: str) -> str:
    """Write a Serbian text in Latin letters; ``{placeholders}`` and letters of other alphabets stay."""
    return "".join(part if _KEPT.fullmatch(part) else _transliterate(part) for part in _KEPT.split(text))


def _transliterate(text: str) -> str:
    return _DIGRAPH_IN_CAPITALS.sub(lambda match: match[0].upper(), text.translate(_LETTERS))
