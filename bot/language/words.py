"""What one folded word means as a number: alone, run together with others, written onto small words, or misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from bot.language.figures import figures
from bot.language.lexicon import VALUED, Entry, Kind, Lexicon, one_letter_less

_PREFIXES = ("وال", "بال", "فال", "وبال", "لل", "ال", "و", "ب", "ف", "ل", "ع", "ه")


def bare(word: str) -> list[str]:
    """Give the word, and for an Arabic one also what is left without the small words written onto it."""
    if word.isascii() or not "\u0600" <= word[0] <= "\u06ff":
        return [word]
    return [
        word,
        *(word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix) and len(word) > len(prefix) + 1),
    ]


def meanings(word: str, words: Lexicon) -> list[Entry]:
    """Give what a folded word means, in order (``twentyfive`` gives two entries); nothing when it is no number word."""
    if word in words.words:
        return [words.words[word]]
    if word in words.known:
        return []
    return _arabic(word, words) or compound(word, words) or _slip(word, words) or _slip_inside(word, words)


def _arabic(word: str, words: Lexicon) -> list[Entry]:
    if word.isascii() or not "\u0600" <= word[0] <= "\u06ff":
        return []
    if word[0] == "و" and (rest := meanings(word[1:], words) if len(word) > 2 else []):
        return [Entry(Kind.AND, locale="ar"), *rest]
    if word[0] in _WRITTEN_ON and (found := _number(word[1:], words)):
        return [*_WRITTEN_ON[word[0]], *found]
    # With the article, the small ones are other words: the lady (six), the water (a hundred).
    known = words.words.get(word[2:]) if word.startswith("ال") else None
    return [known] if known is not None and known.value not in (*range(10), 100) else []


_WRITTEN_ON = {"ل": (Entry(Kind.TO, locale="ar"),), "ف": (Entry(Kind.AND, locale="ar"),), "ب": ()}


def _number(word: str, words: Lexicon) -> list[Entry]:
    found = words.words.get(word)
    return compound(word, words) if found is None else [found] if found.kind in VALUED else []


def compound(word: str, words: Lexicon) -> list[Entry]:
    """Cut a run-together word into number words of one language; more than one way that makes sense gives nothing."""
    if len(word) < 4 or len(word) > 60:
        return []
    locales = dict.fromkeys(
        locale for size in range(1, words.longest + 1) for locale, _ in words.pieces.get(word[:size], ())
    )
    cuts = [cut for locale in locales for cut in islice(_cuts(word, locale, words), 8)]
    good = {_value(cut): cut for cut in cuts if _value(cut) is not None}
    return next(iter(good.values())) if len(good) == 1 else []


def _cuts(word: str, locale: str, words: Lexicon) -> Iterator[list[Entry]]:
    """Give the ways to cut a word; dead ends are left out first, or a long word would take seconds."""
    steps: list[list[tuple[int, Entry]]] = [[] for _ in word]
    good = {len(word)}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + words.longest), start, -1):
            if end in good:
                found = [entry for code, entry in words.pieces.get(word[start:end], ()) if code == locale]
                steps[start].extend((end, _as_piece(entry)) for entry in found)
        if steps[start]:
            good.add(start)
    return _paths(steps, 0)


def _paths(steps: Sequence[Sequence[tuple[int, Entry]]], start: int) -> Iterator[list[Entry]]:
    if start == len(steps):
        yield []
        return
    for end, entry in steps[start]:
        for rest in _paths(steps, end):
            yield [entry, *rest]


def _as_piece(entry: Entry) -> Entry:
    if entry.kind is Kind.INSIDE:
        return replace(entry, kind=Kind.NUMBER)
    return replace(entry, kind=Kind.NUMBER, value=Decimal(1)) if entry.kind is Kind.ARTICLE else entry


def _value(cut: list[Entry]) -> Decimal | None:
    found = figures(cut)
    return (
        found[0].value
        if len(found) == 1 and found[0].whole and len(cut) - found[0].length <= (cut[-1].kind is Kind.KRONOR)
        else None
    )


def looks_like_number(word: str, words: Lexicon) -> bool:
    """Tell whether an unknown word may be a number word that is two letters off, and so too badly misspelt to read."""
    if len(word) < 5 or word in words.known:
        return False
    return any(
        near[0] == word[0] and len(near) >= 5 and abs(len(near) - len(word)) <= 2 and _distance(word, near) <= 2
        for near in words.usual
    )


def _distance(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for place, letter in enumerate(left, 1):
        before, row[0] = row[0], place
        for other, wanted in enumerate(right, 1):
            before, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, before + (letter != wanted))
    return row[-1]


def _slip(word: str, words: Lexicon) -> list[Entry]:
    """Take a word of six letters or more for the one number word that is one letter away from it."""
    if len(word) < 6 or len(word) > 30:
        return []
    near = {found for variant in one_letter_less(word) for found in words.misspelt.get(variant, ())}
    entries = {words.words[found] for found in near if _one_apart(word, found)}
    return [entries.pop()] if len(entries) == 1 else []


def _slip_inside(word: str, words: Lexicon) -> list[Entry]:
    """Take a run-together word with one slip in its first or last part."""
    if len(word) < 9 or len(word) > 40:
        return []
    found: list[list[Entry]] = []
    for cut in range(2, len(word) - 1):
        left, right = word[:cut], word[cut:]
        if left in words.pieces and (slip := _slip(right, words)):
            found.append([_as_piece(words.pieces[left][0][1]), *slip])
        if right in words.pieces and (slip := _slip(left, words)):
            found.append([*slip, _as_piece(words.pieces[right][0][1])])
    good = {value: parts for parts in found if (value := _value(parts)) is not None}
    return next(iter(good.values())) if len(good) == 1 else []


def _one_apart(left: str, right: str) -> bool:
    if len(left) == len(right):
        wrong = [place for place in range(len(left)) if left[place] != right[place]]
        swapped = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and left[wrong[0]] == right[wrong[1]]
            and left[wrong[1]] == right[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    short, long = sorted((left, right), key=len)
    return len(long) - len(short) == 1 and short in one_letter_less(long)
