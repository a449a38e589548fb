"""What a text says in figures: the numbers in it, how they stand to one another, and the words that colour them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.figures import figures
from bot.language.lexicon import Entry, Kind, Lexicon, lexicon
from bot.language.sums import Figure
from bot.language.tokens import FAULTY, WORD, Token, tokens
from bot.language.words import looks_like_number

LONGEST = 600
_THINGS = frozenset({Kind.OTHER, Kind.BASIS, Kind.DURATION, Kind.ALONE, Kind.VAGUE})
_LINKS = frozenset({Kind.OR, Kind.TO, Kind.UPTO, Kind.AND, Kind.BETWEEN})
_BETWEEN_LINKED = frozenset({Kind.KRONOR, Kind.APPROXIMATE, Kind.ARTICLE, Kind.PERCENT, Kind.BASIS, *_LINKS})
_NOISE_BEFORE_FIGURE = frozenset({Kind.KRONOR, Kind.APPROXIMATE, Kind.ARTICLE, Kind.CURRENCY})


@dataclass(frozen=True)
class Reading:
    """The entries of a text in order, the figures that count, and what could not be taken for one.

    ``unsaid``: "half" or "thousands" of something not named. ``linked``: two figures make a range. ``bounded``: the
    figure is only a limit ("more than 500"). ``faulty``: digits that make no number.
    """

    entries: Sequence[Entry]
    figures: Sequence[Figure]
    unsaid: bool
    linked: bool
    bounded: bool
    faulty: bool
    words: Sequence[str] = ()

    def has(self, kind: Kind) -> bool:
        """Tell whether a word of this kind stands anywhere."""
        return any(entry.kind is kind for entry in self.entries)

    def named(self, name: str) -> bool:
        """Tell whether a phone number, a date or faulty digits stand anywhere."""
        return any(entry.name == name for entry in self.entries)

    def is_duration(self, figure: Figure) -> bool:
        """Tell whether the figure counts hours, days, weeks, months or years."""
        after = self.entries[figure.end : figure.end + 1]
        return bool(after) and after[0].kind is Kind.DURATION


def read(text: str, locale: str) -> Reading:
    """Read a text; one of more than 600 characters is a story, and no figure is taken from it."""
    if len(text) > LONGEST:
        return Reading((), (), unsaid=False, linked=False, bounded=False, faulty=False)
    words = lexicon(locale)
    cut = tokens(text, words)
    entries = [token.entry for token in cut]
    found = figures(entries)
    whole = [figure for figure in found if figure.whole]
    kept = list(_with_ore(list(_counting(whole, entries)), entries))
    return Reading(
        entries,
        kept,
        unsaid=len(whole) < len(found) or any(_doubtful(figure, cut, words) for figure in kept),
        linked=_linked(kept, entries),
        bounded=any(_bounded(figure, entries) for figure in kept),
        faulty=any(entry is FAULTY for entry in entries),
        words=[token.text for token in cut if token.entry is WORD],
    )


def _doubtful(figure: Figure, cut: Sequence[Token], words: Lexicon) -> bool:
    """Tell that the word before a figure may be a part of it that could not be read, as in "fimftoi tusen"."""
    before = cut[figure.start - 1] if figure.start and not figure.digits else None
    return before is not None and before.entry is WORD and looks_like_number(before.text, words)


def _counting(found: Sequence[Figure], entries: Sequence[Entry]) -> Iterator[Figure]:
    """Leave out what is no figure of its own: the rate of VAT beside a sum, "one" in "300 for one hour"."""
    for figure in _concluded(found, entries):
        if len(found) > 1 and _is_worth_of_time(figure, entries) and any(_is_priced(other, entries) for other in found):
            continue
        if len(found) > 1 and (_is_vat_rate(figure, entries) or _is_article(figure, found, entries)):
            continue
        if (
            figure.only is not None
            and figure.value == 1
            and not figure.digits
            and _kind_after(figure, entries) in _THINGS
        ):
            continue
        yield figure


def _concluded(found: Sequence[Figure], entries: Sequence[Entry]) -> Sequence[Figure]:
    """Give one figure alone where the others only explain it: "10 to 16, so 30", "9 000 kronor: oil for 2 months"."""
    if len(found) < 2:
        return found
    if _is_priced(found[0], entries) and entries[found[0].end + 1].name == ":":
        return found[:1]
    between = [entry.kind for entry in entries[found[-2].end : found[-1].start]]
    if Kind.RESULT not in between:
        return found
    after = between[len(between) - between[::-1].index(Kind.RESULT) :]
    return found[-1:] if all(kind in (Kind.APPROXIMATE, Kind.OTHER) for kind in after) else found


def _is_worth_of_time(figure: Figure, entries: Sequence[Entry]) -> bool:
    """Tell whether a figure counts the months of a rent or a wage, as in "18 000 kronor, three months' rent"."""
    after = [entry for entry in entries[figure.end : figure.end + 3] if entry.name != "'"]
    return [entry.kind for entry in after[:2]] == [Kind.DURATION, Kind.MEASURE]


def _is_priced(figure: Figure, entries: Sequence[Entry]) -> bool:
    return _kind_after(figure, entries) is Kind.KRONOR


def _with_ore(found: Sequence[Figure], entries: Sequence[Entry]) -> Iterator[Figure]:
    """Join "125 kronor och 50 öre"; öre alone are hundredths."""
    place = 0
    while place < len(found):
        figure = found[place]
        following = found[place + 1 : place + 2]
        if _kind_after(figure, entries) is Kind.ORE:
            figure = replace(figure, value=figure.value / 100)
        elif (
            following and _kind_after(figure, entries) is Kind.KRONOR and _kind_after(following[0], entries) is Kind.ORE
        ):
            figure = replace(figure, value=figure.value + following[0].value / 100, end=following[0].end)
            place += 1
        yield figure
        place += 1


def _kind_after(figure: Figure, entries: Sequence[Entry]) -> Kind | None:
    return entries[figure.end].kind if figure.end < len(entries) else None


def _is_vat_rate(figure: Figure, entries: Sequence[Entry]) -> bool:
    after = [entry.kind for entry in entries[figure.end : figure.end + 2]]
    return after[:1] == [Kind.PERCENT] and after[-1] in (Kind.VAT, Kind.WITH_VAT, Kind.WITHOUT_VAT)


def _is_article(figure: Figure, found: Sequence[Figure], entries: Sequence[Entry]) -> bool:
    if figure.value != 1:
        return False
    if figure.only is not None and figure.only.kind is Kind.NUMBER:
        return not any(_are_linked(*pair, entries) for pair in pairwise(found) if figure in pair)
    after = entries[figure.end : figure.end + 1]
    return bool(after) and after[0].kind in (Kind.BASIS, Kind.DURATION)


def _linked(found: Sequence[Figure], entries: Sequence[Entry]) -> bool:
    return any(entry.kind is Kind.BETWEEN for entry in entries) or any(
        _are_linked(left, right, entries) for left, right in pairwise(found)
    )


def _are_linked(left: Figure, right: Figure, entries: Sequence[Entry]) -> bool:
    between = entries[left.end : right.start]
    if all(entry.kind is Kind.ARTICLE for entry in between):
        return True
    return all(entry.kind in _BETWEEN_LINKED or entry.name in ("-", "/", ".") for entry in between) and (
        not between or any(entry.kind in _LINKS - {Kind.AND} or entry.name in ("-", "/", ".") for entry in between)
    )


def _bounded(figure: Figure, entries: Sequence[Entry]) -> bool:
    before = figure.start - 1
    unknown = 1
    while before >= 0 and (entries[before].kind in _NOISE_BEFORE_FIGURE or (unknown and entries[before] is WORD)):
        unknown -= entries[before] is WORD
        before -= 1
    if before >= 0 and entries[before].kind in (Kind.BOUND, Kind.AHEAD, Kind.UPTO):
        return not any(entry.kind is Kind.APPROXIMATE for entry in entries[figure.end :])
    after = entries[figure.end : figure.end + 3]
    return any(entry.kind is Kind.BOUND for entry in after) or _open_above(figure, entries)


def _open_above(figure: Figure, entries: Sequence[Entry]) -> bool:
    """Say that "20 000+" is only a lower limit; "20 000 + moms" is a figure."""
    after = [entry for entry in entries[figure.end :] if entry.kind is not Kind.KRONOR]
    return (
        bool(after) and after[0].name == "+" and not (len(after) > 1 and after[1].kind in (Kind.WITH_VAT, Kind.OTHER))
    )
