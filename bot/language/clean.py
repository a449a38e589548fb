"""What people type, made safe to keep and safe to show.

``clean`` is applied once, before a text is stored: it removes what would break a database or a document.
``for_display`` is applied when a text is shown to anybody: the stored text stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 4_000
MOST_MARKS = 8

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
# C0 but tab and newline, DEL, C1, and the code points that no XML document may hold.
_BREAKING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Letters and symbols by category, yet nothing is drawn.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def clean(text: str) -> str:
    """Give the text as it is stored: one kind of line end, no control characters, no half characters."""
    text = _SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return _BREAKING.sub("", text).strip()


def is_visible(text: str) -> bool:
    """Tell whether anything would be seen; spaces, joiners and lone marks are nothing."""
    return any(character not in _BLANK and unicodedata.category(character)[0] in "LNPS" for character in text)


def has_words(text: str) -> bool:
    """Tell whether there is a letter or a digit; a text of emoji alone has none."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def for_display(text: str) -> str:
    """Give the text as it is shown: nothing in it turns the text around it, and marks do not pile up."""
    return cut_marks(_BIDI.sub("", text))


def cut_marks(text: str) -> str:
    """Give the text with no more marks on a letter than any language needs, so that they stay in their line."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
