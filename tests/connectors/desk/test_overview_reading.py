"""The overview of two thousand conversations, on both databases: counted like the lists, in a few questions."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, delete, event
from sqlalchemy.orm import Session

from connectors.desk.lists import Wanted
from connectors.desk.overview import MOST_SHOWN, frame, read_overview
from connectors.desk.sessions import Who
from connectors.store.database import Database
from connectors.store.models import Conversation
from tests.connectors.databases import START
from tests.connectors.desk.test_desk_lists import (
    AMINA,
    STRANGER,
    database,
    empty_sqlite,
    full,
    migrated_postgresql,
    url,
    walk,
)

__all__ = ["database", "empty_sqlite", "full", "migrated_postgresql", "url"]


@pytest.mark.parametrize("who", [AMINA, STRANGER], ids=["north", "south"])
async def test_what_is_counted_is_what_stands_in_the_lists(full: Database, who: Who) -> None:
    def check(session: Session) -> None:
        seen = read_overview(session, who, now=START)
        waiting = walk(session, Wanted("waiting", who))
        helped_or_given_back = [one for view in ("mine", "others") for one in walk(session, Wanted(view, who))]
        assert seen.total == len(waiting) == sum(one.count for one in seen.languages) > 0
        assert [base.id for base in seen.waiting] == waiting[:MOST_SHOWN]
        assert seen.owners["adviser"] + seen.owners.get("bot", 0) == len(helped_or_given_back)
        assert len(seen.helped) == MOST_SHOWN
        assert frame(seen, who.organisation, now=START)["owners"]["queue"] == len(waiting)

    await full.read(check)


async def test_many_are_read_in_as_many_questions_as_few(full: Database) -> None:
    many = await full.read(questions)
    few = delete(Conversation).where(Conversation.id > "c_00019")
    await full.write(lambda session: session.execute(few).close())
    assert await full.read(questions) == many <= 20


def questions(session: Session) -> int:
    """Count the statements that one overview takes."""
    asked: list[str] = []
    engine = session.get_bind()
    assert isinstance(engine, Engine)

    def note(*given: Any) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        read_overview(session, AMINA, now=START)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
