"""What news costs: a desk is sent only what differs, and much news takes as many questions as some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from connectors.desk.changes import Question, read_looks
from connectors.record import attempts
from connectors.record.conversations import open_conversation
from connectors.store.database import Database
from connectors.web.fanout import Event, News
from tests.connectors.databases import START
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue, settings
from tests.connectors.web.conftest import Opener

__all__ = ["desk", "settings"]


def rows_of(desk: Desktop, conversation: str) -> list[Frame]:
    """Give the rows of a conversation that a desk was sent as changes."""
    return [
        frame["row"] for frame in desk.frames if frame["type"] == "row" and frame["row"]["conversation"] == conversation
    ]


async def test_what_one_adviser_has_read_is_no_news_to_another(
    server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    amina, bjorn = await desk(), await desk("Björn Berg")
    for one in (amina, bjorn):
        await one.follow()
    person = await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    await person.say("Hello there")
    line = await amina.line(conversation, lambda line: line["text"] == "Hello there")
    said = next(reversed(rows_of(amina, conversation)))["last_activity"]
    await bjorn.until(lambda desk: any(row["last_activity"] == said for row in rows_of(desk, conversation)))
    before = len(rows_of(bjorn, conversation))

    await amina.send(type="seen", conversation=conversation, seq=line["seq"])
    await amina.until(lambda desk: rows_of(desk, conversation)[-1]["unread"] == 0)
    await person.say("Anybody?")
    await bjorn.until(lambda desk: rows_of(desk, conversation)[-1]["last_activity"] > said)
    assert len(rows_of(bjorn, conversation)) == before + 1


async def test_no_facts_are_read_for_a_line_that_an_adviser_answers(
    server: TestServer, window: Opener, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, person = await desk(), await window()
    conversation = await queue(server, person)
    await amina.take(conversation)
    read: list[object] = []
    monkeypatch.setattr(attempts, "facts_of", lambda *given, **_more: read.append(given))
    seen = len(person.frames)
    await person.say("Hello there")
    await amina.line(conversation, lambda line: line["text"] == "Hello there")
    await amina.act("send", conversation, text="Hello to you")
    await person.line(lambda line: line["text"] == "Hello to you")
    assert read == []
    assert not [frame for frame in person.frames[seen:] if frame["type"] == "status"], "nobody has asked the bot"


async def test_news_of_many_conversations_takes_as_many_questions_as_news_of_one(database: Database) -> None:
    def step(session: Session) -> list[str]:
        opened = [open_conversation(session, "sv", now=START).conversation for _ in range(20)]
        session.flush()
        return opened

    made = await database.write(step)
    one = await database.read(lambda session: statements(session, made[:1]))
    many = await database.read(lambda session: statements(session, made))
    assert len(many) == len(one) > 0


def statements(session: Session, conversations: Sequence[str]) -> list[str]:
    """Give the statements that looking at these conversations takes, each with news and open on no desk."""
    asked: list[str] = []
    engine = session.get_bind()
    assert isinstance(engine, Engine)

    def note(*given: Any) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        looks = read_looks(
            session, {one: Question(frozenset({Event(News.GROWN, one)})) for one in conversations}, ["a_one"]
        )
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(looks) == len(conversations)
    return asked
