"""Sockets end with their session, whoever ended it and wherever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from connectors.desk import sessions
from connectors.desk.guard import Guard
from connectors.desk.sessions import Signed, Step
from connectors.store.database import Database
from connectors.store.people import Adviser, Organisation
from tests.connectors.databases import START
from tests.connectors.desk.visitor import Clock

Ended = Callable[[Session, str, str], None]


def _add(session: Session) -> None:
    session.add(Organisation(id="o_1", name="x", created=START))
    session.flush()
    for id in ("a_1", "a_2"):
        session.add(Adviser(id=id, organisation="o_1", name="x", email=f"{id}@x", languages=[], created=START))
    session.flush()


def _sign_out(session: Session, adviser: str, token: str) -> None:
    found = sessions.find(session, token, now=START)
    assert found
    sessions.end(session, found.hash)


def _everywhere(session: Session, adviser: str, token: str) -> None:
    sessions.end_all(session, adviser)


def _disable(session: Session, adviser: str, token: str) -> None:
    session.execute(update(Adviser).where(Adviser.id == adviser).values(disabled=START))


@dataclass
class Room:
    """Two advisers with a socket each; ``ended`` tells whose has been closed."""

    guard: Guard
    signed: dict[str, Signed]
    tokens: dict[str, str]
    ended: list[str] = field(default_factory=list)


async def open_room(database: Database, clock: Clock) -> Room:
    """Sign two advisers in."""
    await database.write(_add)
    tokens = {
        id: await database.write(lambda session, id=id: sessions.begin(session, id, Step.DONE, now=START))  # type: ignore[misc]
        for id in ("a_1", "a_2")
    }
    found = {
        id: await database.read(lambda session, token=token: sessions.find(session, token, now=START))  # type: ignore[misc]
        for id, token in tokens.items()
    }
    return Room(Guard(database, clock), {id: one for id, one in found.items() if one}, tokens)


@pytest.mark.parametrize("how", [_sign_out, _everywhere, _disable])
async def test_a_socket_ends_with_its_session_and_no_other_does(database: Database, how: Ended) -> None:
    room = await open_room(database, Clock(START))
    with (
        room.guard.watching(room.signed["a_1"], lambda: room.ended.append("a_1")),
        room.guard.watching(room.signed["a_2"], lambda: room.ended.append("a_2")),
    ):
        await room.guard.look()
        assert room.ended == []
        await database.write(lambda session: how(session, "a_1", room.tokens["a_1"]))
        await room.guard.look()
        await room.guard.look()
        assert room.ended == ["a_1"]


async def test_a_socket_in_use_lives_and_an_idle_one_ends(database: Database) -> None:
    clock = Clock(START)
    room = await open_room(database, clock)
    with (
        room.guard.watching(room.signed["a_1"], lambda: room.ended.append("a_1")),
        room.guard.watching(room.signed["a_2"], lambda: room.ended.append("a_2")),
    ):
        clock.go(minutes=20)
        await room.guard.use(room.signed["a_2"])
        clock.go(minutes=11)
        await room.guard.look()
        assert room.ended == ["a_1"]
        clock.now = START + timedelta(hours=12)
        await room.guard.use(room.signed["a_2"])
        await room.guard.look()
        assert room.ended == ["a_1", "a_2"]


async def test_the_guard_looks_by_itself(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr("connectors.desk.guard.SECONDS_BETWEEN_LOOKS", 0.01)
    room = await open_room(database, Clock(START))
    ended = asyncio.Event()
    with room.guard.watching(room.signed["a_1"], ended.set):
        await database.write(lambda session: sessions.end_all(session, "a_1"))
        async with room.guard.looking():
            await asyncio.wait_for(ended.wait(), 5)


async def test_a_session_revived_by_a_late_touch_stays_ended(database: Database) -> None:
    room = await open_room(database, Clock(START))
    await database.write(lambda session: sessions.end_all(session, "a_1"))
    await room.guard.use(room.signed["a_1"])
    token = room.tokens["a_1"]
    assert await database.read(lambda session: sessions.find(session, token, now=START)) is None
