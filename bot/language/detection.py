"""Which language a message is written in, of those we offer; nothing when it cannot be told.

A detector of letters alone takes "ما هو F-skatt؟" for Swedish. So Swedish business words are left out first, then the
script decides what is possible, then small words that only one language has, and only then the detector, without the
languages of other scripts.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from bot.language.digits import fold

if TYPE_CHECKING:
    from lingua import LanguageDetector

_WORDS = Path(__file__).parent / "detection.yml"
_TERMS = Path(__file__).parents[1] / "data" / "terms"
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LONG_ENOUGH = 3
_SURE = 0.55
_CLEAR = 2
# What the detector calls each of our locales; Serbian in Latin letters it takes for Bosnian.
_ISO = {"sv": "sv", "en": "en", "so": "so", "tr": "tr", "bs": "bs", "fi": "fi", "ar": "ar", "fa": "fa"} | {
    "sr": "sr",
    "ru": "ru",
    "uk": "uk",
}
_SCRIPTS = {
    "arabic": ("ar", "fa"),
    "cyrillic": ("sr", "ru", "uk"),
    "ethiopic": ("ti",),
    "latin": ("sv", "en", "so", "tr", "bs", "fi"),
}
_RANGES = (
    ("arabic", 0x0600, 0x06FF),
    ("cyrillic", 0x0400, 0x04FF),
    ("ethiopic", 0x1200, 0x137F),
    ("latin", 0x41, 0x24F),
)
_LETTERS = {
    "fa": frozenset("پچژگ"),
    "sr": frozenset("ђјљњћџ"),
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэъё"),
}
_lock = threading.Lock()


def detect(text: str, current: str, offered: Sequence[str]) -> str | None:
    """Name the offered locale a text is written in; None when unsure. ``current`` settles what two languages share."""
    plain = text.lower()
    words = _telling(plain)
    script = _script(words)
    if script is None:
        return None
    possible = [code for code in _SCRIPTS[script] if code in offered or _SURVEYED_ALWAYS & {code}]
    found = _by_words(words, possible) or _by_letters(plain, possible) or _by_detector(words, script)
    return _as_offered(found, current, offered)


def is_in_script_of(text: str, locale: str) -> bool:
    """Tell whether a text is in the letters that a locale is written in; one of business terms or digits is in none."""
    script = _script(_telling(text.lower()))
    return script is not None and locale in _SCRIPTS[script]


def preload() -> None:
    """Build the detectors, so that the first person does not wait for them (tens of milliseconds each)."""
    for script in ("latin", "arabic", "cyrillic"):
        detector = _detector(script)
        if detector is not None:
            detector.compute_language_confidence_values("preload")


# Languages that are told apart although nobody may be offered them: better no answer than the wrong one.
_SURVEYED_ALWAYS = frozenset({"fa", "fi", "uk"})


def _as_offered(found: str | None, current: str, offered: Sequence[str]) -> str | None:
    if found is None or found in offered:
        return "sr" if found == "bs" and current == "sr" and "sr" in offered else found
    return "sr" if found == "bs" and "sr" in offered else None


def _telling(plain: str) -> list[str]:
    return [word for word in _WORD.findall(plain) if fold(word) not in _terms()]


def _script(words: Sequence[str]) -> str | None:
    """Name the script of most letters; two words in another than Latin outweigh any Swedish between them."""
    of_words = [next((name for name, first, last in _RANGES if first <= ord(word[0]) <= last), "") for word in words]
    letters = "".join(words)
    for name, _first, _last in _RANGES[:-1]:
        if of_words.count(name) >= _CLEAR:
            return name
    counts = {name: sum(first <= ord(letter) <= last for letter in letters) for name, first, last in _RANGES}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] * 2 > max(len(letters), 1) else None


def _by_words(words: Sequence[str], possible: Iterable[str]) -> str | None:
    """Decide by small words that only one language has; one of them is not enough in a text of several."""
    folded = [fold(word) for word in words]
    counts = {code: sum(word in _markers().get(code, frozenset()) for word in folded) for code in possible}
    ranked = sorted(counts, key=lambda code: -counts[code])
    if not ranked or not counts[ranked[0]]:
        return None
    best = counts[ranked[0]]
    second = counts[ranked[1]] if len(ranked) > 1 else 0
    needed = 1 if len(words) < _LONG_ENOUGH else _CLEAR
    return ranked[0] if best >= needed and best >= 2 * second and best > second else None


def _by_letters(text: str, possible: Iterable[str]) -> str | None:
    hits = [code for code in possible if code in _LETTERS and _LETTERS[code] & set(text)]
    return hits[0] if len(hits) == 1 else None


def _by_detector(words: Sequence[str], script: str) -> str | None:
    if len(words) < _LONG_ENOUGH:
        return None
    detector = _detector(script)
    if detector is None:
        return None
    values = detector.compute_language_confidence_values(" ".join(words))
    if not values or values[0].value < _SURE:
        return None
    return values[0].language.iso_code_639_1.name.lower()


def _detector(script: str) -> LanguageDetector | None:
    if script == "ethiopic":
        return None
    with _lock:
        return _build(script)


@cache
def _build(script: str) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, _ISO[code].upper()) for code in _SCRIPTS[script]]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


@cache
def _markers() -> dict[str, frozenset[str]]:
    table = YAML(typ="safe").load(_WORDS.read_text(encoding="utf-8"))
    return {code: frozenset(map(fold, words)) for code, words in table["words"].items()}


@cache
def _terms() -> frozenset[str]:
    """Every word of a Swedish business term: it stands in messages of all languages."""
    table = YAML(typ="safe").load(_WORDS.read_text(encoding="utf-8"))
    found = set(map(fold, table["terms"]))
    for path in sorted(_TERMS.glob("*.yml")):
        for term in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["terms"]:
            found.update(fold(word) for word in _WORD.findall(str(term["word"]).lower()) if len(word) > _LONG_ENOUGH)
    return frozenset(found)
