"""Search in what stands of conversations: lines, notes, answers, remarks, what people want, and who helps them.

Both sides are folded as the bot folds what it reads: case, accents, Arabic letter forms, vowel marks and digits of any
script make no difference. The database finds candidates with a pattern that is wider than that, and Python decides.
What the bot says is kept as names and not as words, so it is not searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, literal, null, or_, select
from sqlalchemy.orm import Session

from bot.language.digits import fold
from connectors.desk.access import visible_to
from connectors.desk.remarks import COMMENT, PROPOSAL, REMARK, RENDERING
from connectors.desk.roster import ADVISERS
from connectors.desk.rows import ANSWER, CONVERSATION, MESSAGE, PLAN
from connectors.desk.sessions import Who
from connectors.record.types import ADVISER, NOTE
from connectors.store import desk
from connectors.store.models import table_of

# Under names of their own, as the condition of what is visible asks the same tables.
ENTRY, CALL_BACK = table_of(desk.QueueEntry).alias("searched_entry"), table_of(desk.CallBack).alias("searched_call")
MOST_FOUND = 500
MOST_WORDS = 6
LONGEST_WORD = 30
ESCAPE = "!"
LOOSE = frozenset("aceinosuyzdlgtr0123456789'\"-/.,?;")
"""What may have been written otherwise before it was folded: with an accent, in another script, as another mark."""
LOOSE_ARABIC = frozenset("اهيوكءئؤ")


@dataclass(frozen=True)
class Place:
    """Where words stand: ``statement`` gives conversation, text, language (or None) and what kind of place it is."""

    statement: Select[Any]
    text: ColumnElement[Any]

    def having_any(self, words: Sequence[str]) -> Select[Any]:
        """Ask for texts that may have one of these words."""
        return self.statement.where(or_(*(self.text.ilike(_pattern(word), escape=ESCAPE) for word in words)))


def words_of(text: str) -> list[str]:
    """Give the words that are searched for."""
    return [word[:LONGEST_WORD] for word in fold(text).split()[:MOST_WORDS]]


def search(session: Session, who: Who, text: str, *, within: str | None = None) -> set[str]:
    """Give the ids of conversations in which every word stands somewhere, the newest five hundred.

    ``within`` asks of one conversation only.
    """
    which = None if within is None else CONVERSATION.c.id == within
    found: set[str] | None = None
    for word in words_of(text):
        with_it = _with_word(session, word, places(who, which))
        found = with_it if found is None else found & with_it
    return found or set()


def _with_word(session: Session, word: str, where: Sequence[Place]) -> set[str]:
    found: set[str] = set()
    for place in where:
        for row in session.execute(place.having_any([word])):
            if row[0] not in found and word in fold(row[1]):
                found.add(row[0])
            if len(found) >= MOST_FOUND:
                break
    return found


def places(who: Who, which: ColumnElement[bool] | None = None) -> tuple[Place, ...]:
    """Give all that an adviser may search, lines in front; ``which`` narrows the conversations."""
    seen = visible_to(who.organisation) if which is None else and_(visible_to(who.organisation), which)
    remark = and_(COMMENT.c.kind == REMARK, COMMENT.c.author == ADVISER)
    line = case((MESSAGE.c.kind == NOTE, "note"), (MESSAGE.c.author == ADVISER, "adviser"), else_="person")
    return (
        _beside(MESSAGE, MESSAGE.c.text, line, seen=and_(seen, MESSAGE.c.text.is_not(None))),
        _beside(COMMENT, COMMENT.c.text, literal("comment"), seen=and_(seen, remark)),
        _answer(ANSWER.c.text, ANSWER.c.language, seen),
        _answer(ANSWER.c.swedish_text, literal("sv"), seen),
        _beside(RENDERING, RENDERING.c.text, literal("rendering"), seen=seen),
        _beside(PROPOSAL, PROPOSAL.c.text, literal("proposal"), seen=seen),
        _beside(ENTRY, ENTRY.c.about, literal("about"), seen=seen),
        _beside(CALL_BACK, CALL_BACK.c.address, literal("contact"), seen=seen),
        _helper(seen),
    )


def _beside(table: FromClause, text: ColumnElement[Any], kind: ColumnElement[str], *, seen: Any) -> Place:
    """Give what stands in a table of its own for each conversation, the newest first."""
    newest = table.c.seq if "seq" in table.c else table.c.id
    language = table.c.language if "language" in table.c else literal("sv")  # what is rendered is Swedish
    asked = select(CONVERSATION.c.id, text, language, kind).join_from(
        CONVERSATION, table, table.c.conversation == CONVERSATION.c.id
    )
    return Place(asked.where(seen).order_by(CONVERSATION.c.last_activity.desc(), newest.desc()), text)


def _answer(text: ColumnElement[Any], language: ColumnElement[Any], seen: ColumnElement[bool]) -> Place:
    asked = select(CONVERSATION.c.id, text, language, literal("answer")).join_from(
        CONVERSATION, PLAN, PLAN.c.conversation == CONVERSATION.c.id
    )
    current = asked.join(ANSWER, ANSWER.c.plan == PLAN.c.id).where(seen, ANSWER.c.current)
    return Place(current.order_by(CONVERSATION.c.last_activity.desc(), ANSWER.c.question), text)


def _helper(seen: ColumnElement[bool]) -> Place:
    """Give the name of the adviser who has a conversation."""
    asked = select(CONVERSATION.c.id, ADVISERS.c.name, null(), literal("helper")).join_from(
        CONVERSATION, ADVISERS, ADVISERS.c.id == CONVERSATION.c.owner_id
    )
    mine = asked.where(seen, CONVERSATION.c.owner_kind == ADVISER)
    return Place(mine.order_by(CONVERSATION.c.last_activity.desc()), ADVISERS.c.name)


def _pattern(word: str) -> str:
    """Give a pattern that matches whatever folds to a text with this word in it, and more.

    In Arabic vowel marks may stand between any letters; elsewhere a letter that may have had an accent stands for any.
    Databases differ in which letters beyond ASCII they take as the same in both cases, so those stand for any too.
    """
    if any("\u0600" <= character <= "\u06ff" for character in word):
        return "%" + "%".join(_literal(one) for one in word if one not in LOOSE_ARABIC | LOOSE) + "%"
    return "%" + "".join("_" if one in LOOSE or not one.isascii() else _literal(one) for one in word) + "%"


def _literal(character: str) -> str:
    return f"{ESCAPE}{character}" if character in f"%_{ESCAPE}" else character
