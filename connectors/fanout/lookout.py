"""Looks for what happened elsewhere while nobody could tell us: while Redis is away, and once when it is back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from connectors.fanout.carrier import RedisFanout
from connectors.fanout.wire import Kind
from connectors.store.database import Database
from connectors.store.models import Conversation, Person, table_of
from connectors.store.plans import Plan
from connectors.web.fanout import Event, News

LATELY = timedelta(minutes=1)
"""Long enough that clocks of gateways may differ a little."""
MOST_AT_ONCE = 1_000

CONVERSATION, PERSON, PLAN = table_of(Conversation), table_of(Person), table_of(Plan)
MARKS = (
    select(CONVERSATION.c.id, CONVERSATION.c.last_seq, CONVERSATION.c.fence, PERSON.c.language, PLAN.c.changed)
    .join_from(CONVERSATION, PERSON)
    .join(PLAN, PLAN.c.conversation == CONVERSATION.c.id)
)
RECENT = MARKS.where(CONVERSATION.c.last_activity > bindparam("since"))
NAMED = MARKS.where(CONVERSATION.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True)
class Mark:
    """How far a conversation has come."""

    last_seq: int
    fence: int
    language: str
    plan: datetime


@dataclass
class Lookout:
    """Compares what is committed with what it saw last, and tells windows and desks here of the difference."""

    database: Database
    fanout: RedisFanout
    clock: Callable[[], datetime]
    _seen: Mapping[str, Mark] = field(default_factory=dict)

    async def look(self) -> None:
        """Look once."""
        watched, since = [*self.fanout.watched()], self.clock() - LATELY
        found = await self.database.read(lambda session: _marks(session, watched, since))
        for conversation, mark in found.items():
            before = self._seen.get(conversation)
            if mark != before:
                self._tell(conversation, before, mark)
        for conversation in set(watched) - found.keys():
            self.fanout.tell_here(Kind.PERSON, Event(News.ERASED, conversation))
            self.fanout.tell_here(Kind.DESKS, Event(News.GROWN, conversation))
        self._seen = found

    async def erased(self, conversations: Sequence[str]) -> set[str]:
        """Tell which of these are erased."""
        found = await self.database.read(lambda session: _rows(session, conversations))
        return {*conversations} - {row[0] for row in found}

    def forget(self) -> None:
        """Forget what was seen: from now on others tell us."""
        self._seen = {}

    def _tell(self, conversation: str, before: Mark | None, mark: Mark) -> None:
        for news in (News.GROWN, News.PLAN, News.OWNER, News.REMARKS):
            self.fanout.tell_here(Kind.DESKS, Event(news, conversation))
        for news in _for_person(before, mark):
            self.fanout.tell_here(Kind.PERSON, Event(news, conversation))


def _for_person(before: Mark | None, mark: Mark) -> Sequence[News]:
    news = [News.GROWN]
    if before is None or before.plan != mark.plan:
        news.append(News.PLAN)
    if mark.fence != (before.fence if before else 0):
        news.append(News.OWNER)
    if before is not None and before.language != mark.language:
        news.append(News.LANGUAGE)
    return news


def _marks(session: Session, watched: Sequence[str], since: datetime) -> Mapping[str, Mark]:
    rows = [*session.execute(RECENT, {"since": since}), *_rows(session, watched)]
    return {row[0]: Mark(*row[1:]) for row in rows}


def _rows(session: Session, conversations: Sequence[str]) -> list[Row[Any]]:
    """Read them a thousand at a time, as a question may not be endlessly long."""
    rows: list[Row[Any]] = []
    for start in range(0, len(conversations), MOST_AT_ONCE):
        rows += session.execute(NAMED, {"ids": conversations[start : start + MOST_AT_ONCE]})
    return rows
