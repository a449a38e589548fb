"""What a search shows beside a conversation it has found: the words that matched, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.language.clean import for_display
from bot.language.digits import fold
from connectors.desk import lists
from connectors.desk.access import masked
from connectors.desk.rows import CONVERSATION, Base
from connectors.desk.search import places, words_of
from connectors.desk.sessions import Who
from connectors.web import frames as web_frames
from connectors.web.connection import Frame

BEFORE, AFTER, LONGEST_MATCH = 40, 80, 60
TOKEN = re.compile(r"\S+")
ELLIPSIS = "…"


@dataclass(frozen=True)
class Excerpt:
    """A short piece of a text around the first word that was searched for; ``place`` names where it stands."""

    place: str
    language: str | None
    before: str
    match: str
    after: str

    def frame(self, base: Base) -> Frame:
        """Give it as the desk shows it, in a direction of its own."""
        spoken = self.language or base.language
        way = web_frames.text_direction(f"{self.before}{self.match}{self.after}", spoken)
        words = {"before": self.before, "match": self.match, "after": self.after}
        return {"place": self.place, **words, "language": self.language or "", "direction": way}


def found_frame(excerpt: Excerpt | None, base: Base, who: Who) -> Frame:
    """Give what a row that was found has beside a row of a list."""
    return {"excerpt": excerpt and excerpt.frame(base), "lists": lists.standing(base, who)}


def excerpts(session: Session, who: Who, text: str, conversations: Sequence[str]) -> dict[str, Excerpt]:
    """Give for each of these conversations the text in which most of the words stand, lines before anything else."""
    words = words_of(text)
    best: dict[str, tuple[int, Excerpt]] = {}
    for place in places(who, CONVERSATION.c.id.in_(conversations)):
        if len(best) == len(conversations) and all(many == len(words) for many, _ in best.values()):
            break
        for conversation, written, language, kind in session.execute(place.having_any(words)):
            many = sum(word in fold(written) for word in words)
            if many > best.get(conversation, (0, None))[0]:
                best[conversation] = many, Excerpt(kind, language, *_cut(written, words))
    return {conversation: excerpt for conversation, (_, excerpt) in best.items()}


def _cut(text: str, words: Sequence[str]) -> tuple[str, str, str]:
    """Give what stands before, in and after the first word that matches; identity numbers stay overwritten."""
    plain = " ".join(for_display(text).split())
    shown = masked(plain)
    start, end = next(_matches(plain, words), (0, 0))
    first = max(0, start - BEFORE)
    first = plain.rfind(" ", 0, first) + 1 if plain.rfind(" ", 0, first) >= first - BEFORE else first
    last = end + AFTER
    before = (ELLIPSIS if first else "") + shown[first:start]
    after = shown[end:last] + (ELLIPSIS if last < len(shown) else "")
    return before, shown[start:end], after


def _matches(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for token in TOKEN.finditer(text):
        folded = fold(token[0])
        if word := next((word for word in words if word in folded), None):
            # Folding may change lengths, so the whole token is marked, unless somebody wrote without spaces.
            start = token.start()
            if len(token[0]) > LONGEST_MATCH:
                start += max(0, token[0].lower().find(word))
            yield start, min(token.end(), start + LONGEST_MATCH)
