"""A text cut into what matters for numbers: figures, number words, and the words and signs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.digits import fold
from bot.language.lexicon import Entry, Kind, Lexicon
from bot.language.words import bare, meanings

# Groups of exactly three digits after one kind of separator are thousands; Indian groups (1,00,000) are taken too.
_FIGURE = r"""
    (?:
        [1-9]\d{0,2}(?:\ \d{3}(?!\d))+ | [1-9]\d{0,2}(?:'\d{3})+ | [1-9]\d{0,2}(?:\.\d{3})+ | [1-9]\d{0,2}(?:,\d{3})+
      | [1-9]\d?(?:,\d\d)+,\d{3}
    )(?:[.,]\d{1,2})?(?![.,']?\d)
  | \d+(?:[.,]\d+)?(?![.,']?\d)
"""
_TOKEN = re.compile(
    rf"(?P<figure>{_FIGURE})|(?P<digits>\d[\d.,']*)|(?P<word>[^\W\d_½¼¾]+(?:'[^\W\d_½¼¾]+)*)|(?P<sign>:-|,-|\.-|\S)",
    re.VERBOSE,
)
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)[1-9]\d?|0[1-9]\d{0,2})[ )/-]*(?:\d[ -]*){5,12}\d(?![\d%])")
_NUMBER_IN_A_REGISTER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+]\d{4}(?!\d)")
_DATE = re.compile(
    r"(?<![\d.,])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([/.])\s?\d{1,2}\1\s?(?:19|20)?\d\d|"
    r"\d{1,2}/\d{1,2}-(?:19|20)?\d\d|\d{1,2}/\d{1,2} (?:19|20)\d\d|\d{1,2}:[0-5]\d)(?!\d)"
)
_HALF = re.compile(r"(?<![\d/.,-])1/2(?![\d/])")
_MOST_FIGURES = 16
_CURRENCY_SIGNS = frozenset("€$£₺¥₽﷼₤")
_SIGNS = {
    "%": Kind.PERCENT,
    ":-": Kind.KRONOR,
    ",-": Kind.KRONOR,
    ".-": Kind.KRONOR,
    "&": Kind.AND,
    "~": Kind.APPROXIMATE,
    "≈": Kind.APPROXIMATE,
    ">": Kind.BOUND,
    "<": Kind.BOUND,
    "≥": Kind.BOUND,
    "≤": Kind.BOUND,
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text: what it is, and whether a space stands before it."""

    entry: Entry
    text: str
    spaced: bool = True

    @property
    def kind(self) -> Kind:
        """What the piece does."""
        return self.entry.kind


WORD, FAULTY, PHONE, DATE = (Entry(Kind.OTHER, name=name) for name in ("word", "faulty", "phone", "date"))


MINUS = Entry(Kind.MINUS, name="-")


def tokens(text: str, words: Lexicon) -> list[Token]:
    """Cut a text; phone numbers and dates become one token each, phrases of several words too."""
    folded = fold(text)
    for pattern, mark in ((_DATE, " \ue001 "), (_NUMBER_IN_A_REGISTER, " \ue000 "), (_PHONE, " \ue000 ")):
        folded = pattern.sub(mark, folded)
    folded = _HALF.sub(" ½", folded)
    raw = [_raw(found) for found in _TOKEN.finditer(folded)]
    return _dates(list(_named(raw, words)))


def _raw(found: re.Match[str]) -> Token:
    text = found.group()
    spaced = found.start() == 0 or found.string[found.start() - 1] in " (,;:."
    ahead = found.string[found.end() :]
    if text == "+" and ahead.lstrip()[:1].isalpha():
        return Token(WORD, "plus", spaced)
    if text == "-" and ahead[:1].isdigit() and spaced:
        return Token(MINUS, text, spaced)
    return Token(_raw_entry(found.lastgroup or "", text), text, spaced)


def _raw_entry(group: str, text: str) -> Entry:
    if group == "figure":
        value = figure(text)
        return FAULTY if value is None else Entry(Kind.FIGURE, value)
    if group == "digits":
        return FAULTY
    if group == "word":
        return WORD
    if text in _CURRENCY_SIGNS:
        return Entry(Kind.CURRENCY, name=text)
    if text in "½¼¾":
        return Entry(Kind.FRACTION, {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}[text])
    return {"\ue000": PHONE, "\ue001": DATE}.get(text) or (Entry(_SIGNS.get(text, Kind.OTHER), name=text))


def figure(text: str) -> Decimal | None:
    """Read folded digits with separators; None when the groups make no sense (``25.0000``, ``007``)."""
    if len(text) > _MOST_FIGURES + 8:
        return None
    if text.isdigit():
        return Decimal(text) if text == "0" or text[0] != "0" else None
    if text.startswith(("0.", "0,")):
        return Decimal(text.replace(",", "."))
    decimals = _DECIMALS.search(text)
    whole = re.sub(r"[ .,']", "", text[: decimals.start()] if decimals else text)
    groups = re.split(r"[ .,']", text[: decimals.start()] if decimals else text)
    if text[0] == "0" or (len(groups) > 1 and len(groups[-1]) != 3):
        return None
    return Decimal(f"{whole}.{decimals.group(1)}" if decimals else whole)


def _named(raw: list[Token], words: Lexicon) -> Iterator[Token]:
    place = 0
    while place < len(raw):
        token = raw[place]
        if token.entry is not WORD:
            yield token
            place += 1
            continue
        length, entry = _phrase(raw, place, words)
        if entry is not None:
            yield Token(entry, " ".join(part.text for part in raw[place : place + length]), token.spaced)
            place += length
            continue
        if _is_vague_form(token.text, words):
            yield replace(token, entry=Entry(Kind.VAGUE, name=token.text))
            place += 1
            continue
        for number, found in enumerate(meanings(token.text, words) or [WORD]):
            yield replace(token, entry=found, spaced=token.spaced if number == 0 else True)
        place += 1


def _phrase(raw: list[Token], place: int, words: Lexicon) -> tuple[int, Entry | None]:
    for first in bare(raw[place].text):
        for phrase, entry in words.phrases.get(first, ()):
            rest = raw[place + 1 : place + len(phrase)]
            if len(rest) == len(phrase) - 1 and all(
                wanted == token.text or wanted in bare(token.text)
                for wanted, token in zip(phrase[1:], rest, strict=True)
            ):
                return len(phrase), entry
    return 0, None


def _is_vague_form(word: str, words: Lexicon) -> bool:
    """Tell "hundratal" from "kapital": before a short ending there must be a number."""
    return any(
        word.endswith(ending) and (len(ending) > 4 or bool(meanings(word[: -len(ending)], words)))
        for ending in words.vague_endings
        if len(word) > len(ending) + 2
    )


def _dates(found: list[Token]) -> list[Token]:
    """Turn ``1 March 2026``, ``March 2026`` and ``the year 2026`` into one date each."""
    kept: list[Token] = []
    place = 0
    while place < len(found):
        length = _date_length(found[place : place + 4])
        kept.append(Token(DATE, "") if length else found[place])
        place += length or 1
    return kept


def _date_length(ahead: list[Token]) -> int:
    shape = "".join(_letter(token) for token in ahead)
    for pattern in ("dmy", "mdy", "my", "dm", "md", "Yy"):
        if shape.startswith(pattern):
            return len(pattern)
    return 0


def _letter(token: Token) -> str:
    if token.kind is Kind.MONTH:
        return "m"
    if token.kind is Kind.YEAR or (token.kind is Kind.BASIS and token.entry.name == "year"):
        return "Y"
    if token.kind is Kind.FIGURE and token.text.isdigit():
        return "y" if len(token.text) == 4 and token.text[:2] in ("19", "20") else "d" if int(token.text) <= 31 else "-"
    return "-"
