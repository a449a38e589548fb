"""What a text is reduced to before it is compared: cleaned, folded, cut into words and letter groups.

Light on purpose: used by training, by serving, and by ``startbro parse``, which loads nothing of Rasa.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from zlib import crc32

LONGEST = 400
BUCKETS = 1 << 15
SHORTEST_GROUP, LONGEST_GROUP = 2, 5

# Accents and Arabic vowel signs, which belong to the letter before them but are no letters to a regular expression.
MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
WORD = re.compile(rf"[^\W_][{MARKS}]*(?:['’‘ʼ-]?[^\W_][{MARKS}]*)*")
ALIKE = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه", "ـ": ""}
LETTERS_FOR_ONE = str.maketrans(ALIKE)
UNMARKED = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae"})


@dataclass(frozen=True)
class Word:
    """A folded word, and where it stood in the text."""

    folded: str
    start: int
    end: int


def clean(text: str) -> str:
    """Make a text safe to encode: no lone surrogates, no invisible signs, single spaces, at most 400 characters."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    visible = "".join(sign for sign in sound if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"})
    return " ".join(visible.split())[:LONGEST].strip()


def fold(text: str) -> str:
    """Fold what people write differently and mean alike: case, width, accents, tatweel, forms of hamza."""
    wide = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS_FOR_ONE)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", wide) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(UNMARKED)


def words(text: str) -> list[Word]:
    """Cut a text into folded words with their places; signs between words are left out."""
    return [Word(fold(found.group()), found.start(), found.end()) for found in WORD.finditer(text)]


def phrase_key(text: str) -> str:
    """Give the folded words of a text with single spaces; two texts with one key say the same. May be empty."""
    return " ".join(re.sub(r"['’‘ʼ]", "", word.folded).replace("-", " ") for word in words(clean(text)))


def letter_groups(text: str) -> dict[int, float]:
    """Count the letter groups of a text (2–5 letters inside a word with its edges, and whole words), by bucket."""
    counts: Counter[int] = Counter()
    for word in phrase_key(text).split():
        counts[_bucket(f"={word}")] += 1
        edged = f" {word} "
        for size in range(SHORTEST_GROUP, min(LONGEST_GROUP, len(edged)) + 1):
            counts.update(_bucket(edged[start : start + size]) for start in range(len(edged) - size + 1))
    return dict(counts)


def _bucket(group: str) -> int:
    return crc32(group.encode()) % BUCKETS
