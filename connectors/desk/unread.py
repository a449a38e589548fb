"""What an adviser has not read yet of a conversation: lines of the person, and notes of colleagues that name them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, exists, or_, select
from sqlalchemy.orm import Session

from connectors.record.types import NOTE, PERSON
from connectors.store.desk import ReadMark
from connectors.store.models import Conversation, Message, table_of

CONVERSATION, MESSAGE, READ_MARK = table_of(Conversation), table_of(Message), table_of(ReadMark)
MOST_UNREAD = 100
NAMED: ColumnElement[Any] = MESSAGE.c.payload["mentions"].as_string()
"""Whom a note names, as the JSON of a list; ids are random and of one length, so one is found as a part of it."""


@dataclass(frozen=True)
class Unread:
    """What one adviser has not read: ``count`` lines of the person (a hundred stand for more), a note for them."""

    count: int = 0
    mentioned: bool = False


NOTHING = Unread()


def read_unread(
    session: Session, conversations: Sequence[str], advisers: Sequence[str]
) -> dict[str, dict[str, Unread]]:
    """Tell for each conversation and adviser what is unread, in one look at the lines for both."""
    marks = session.execute(
        select(READ_MARK.c.conversation, READ_MARK.c.adviser, READ_MARK.c.seq).where(
            READ_MARK.c.conversation.in_(conversations), READ_MARK.c.adviser.in_(advisers)
        )
    )
    read = {(conversation, adviser): seq for conversation, adviser, seq in marks}
    said: defaultdict[str, list[int]] = defaultdict(list)
    named: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    lines = select(
        MESSAGE.c.conversation, MESSAGE.c.seq, MESSAGE.c.author, case((MESSAGE.c.kind == NOTE, NAMED), else_=None)
    ).where(MESSAGE.c.conversation.in_(conversations), or_(MESSAGE.c.author == PERSON, MESSAGE.c.kind == NOTE))
    for conversation, seq, author, names in session.execute(lines.order_by(MESSAGE.c.conversation, MESSAGE.c.seq)):
        if author == PERSON:
            said[conversation].append(seq)
        elif names:
            named[conversation].append((seq, names))
    return {
        one: {who: _unread(said[one], named[one], who, read.get((one, who), 0)) for who in advisers}
        for one in conversations
    }


def _unread(said: Sequence[int], named: Sequence[tuple[int, str]], who: str, mark: int) -> Unread:
    mentioned = any(seq > mark and who in names for seq, names in named)
    return Unread(min(MOST_UNREAD, len(said) - bisect_right(said, mark)), mentioned)


def is_named(adviser: str) -> ColumnElement[bool]:
    """Give the condition that some note in a conversation names an adviser, whether they have read it or not."""
    return exists().where(
        MESSAGE.c.conversation == CONVERSATION.c.id,
        MESSAGE.c.kind == NOTE,
        NAMED.contains(adviser, autoescape=True),
    )
