"""Search in what people and advisers wrote, in an organisation's own conversations and those that wait for it.

Both sides are folded as the bot folds what it reads: case, accents, Arabic letter forms, vowel marks and digits of any
script make no difference. The database finds candidates with a pattern that is wider than that, and Python decides.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from bot.language.digits import fold
from connectors.desk.access import visible_to
from connectors.desk.sessions import Who
from connectors.store.models import Conversation, Message, table_of
from connectors.store.plans import Answer, Plan

CONVERSATION, MESSAGE = table_of(Conversation), table_of(Message)
PLAN, ANSWER = table_of(Plan), table_of(Answer)
MOST_FOUND = 500
MOST_WORDS = 6
LONGEST_WORD = 30
ESCAPE = "!"
LOOSE = frozenset("aceinosuyzdlgtr0123456789'\"-/.,?;")
"""What may have been written otherwise before it was folded: with an accent, in another script, as another mark."""
LOOSE_ARABIC = frozenset("اهيوكءئؤ")


def search(session: Session, who: Who, text: str, *, within: str | None = None) -> set[str]:
    """Give the ids of conversations in which every word stands somewhere, the newest five hundred.

    ``within`` asks of one conversation only.
    """
    words = fold(text).split()[:MOST_WORDS]
    found: set[str] | None = None
    for word in words:
        with_it = _with_word(session, who, word[:LONGEST_WORD], within)
        found = with_it if found is None else found & with_it
    return found or set()


def _with_word(session: Session, who: Who, word: str, within: str | None) -> set[str]:
    pattern = _pattern(word)
    found: set[str] = set()
    for statement, text in _places(who, within):
        candidates = session.execute(statement.where(text.ilike(pattern, escape=ESCAPE)))
        for row in candidates:
            if row[0] not in found and word in fold(row[1]):
                found.add(row[0])
            if len(found) >= MOST_FOUND:
                break
    return found


def _places(who: Who, within: str | None) -> tuple[tuple[Select[Any], ColumnElement[str]], ...]:
    lines: Select[Any] = select(CONVERSATION.c.id, MESSAGE.c.text).join_from(
        CONVERSATION, MESSAGE, MESSAGE.c.conversation == CONVERSATION.c.id
    )
    answers: Select[Any] = (
        select(CONVERSATION.c.id, ANSWER.c.text)
        .join_from(CONVERSATION, PLAN, PLAN.c.conversation == CONVERSATION.c.id)
        .join(ANSWER, ANSWER.c.plan == PLAN.c.id)
        .where(ANSWER.c.current)
    )
    which = visible_to(who.organisation)
    if within is not None:
        which = which & (CONVERSATION.c.id == within)
    newest = CONVERSATION.c.last_activity.desc()
    return (
        (lines.where(which, MESSAGE.c.text.is_not(None)).order_by(newest), MESSAGE.c.text),
        (answers.where(which).order_by(newest), ANSWER.c.text),
    )


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
