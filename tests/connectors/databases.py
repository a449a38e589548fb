"""Fresh, migrated databases of both kinds for tests, and the little that every record test needs."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from bot.advice.turn import Effect, Reply, Values
from connectors.keys import Keys
from connectors.record.conversations import open_conversation, view
from connectors.record.messages import append_message
from connectors.record.types import PERSON, NewMessage, Opened, Stored, Tools, TurnOutcome
from connectors.store.database import Database
from connectors.store.migrate import migrate

POSTGRESQL = os.environ.get("STARTBRO_TEST_POSTGRESQL", "postgresql+psycopg://root@127.0.0.1:5432/test")
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that goes one second at each look."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Go on and tell the time."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Words:
    """What the stand-in for the renderer gives."""

    text: str
    language: str


def render(name: str, values: Values, *, locale: str, channel: str = "web") -> Words:
    """Name the reply, reader and values instead of translating."""
    return Words(f"{name} for {locale} on {channel}: {dict(values)}", locale)


def make_tools() -> Tools:
    """Make the tools of a commit with a stand-in renderer that redacts every digit."""
    key = Keys(b"k" * 32)
    return Tools(render, "v1", key, redact=lambda text: "".join("*" if c.isdigit() else c for c in text), clock=Clock())


@dataclass
class Record:
    """A database with one conversation in it, and short ways to the steps of the record."""

    database: Database
    opened: Opened
    tools: Tools = field(default_factory=make_tools)

    @property
    def id(self) -> str:
        """Give the conversation's id."""
        return self.opened.conversation

    async def say(self, client_id: str, words: str = "hej") -> Stored:
        """Append a text by the person."""
        message = NewMessage(self.id, PERSON, text=words, language="sv", client_id=client_id)
        return await self.database.write(lambda session: append_message(session, message, now=self.tools.clock()))

    async def outcome(self, turn: str, seq: int | None, *parts: Reply | Effect) -> TurnOutcome:
        """Make the outcome of a turn that began now."""
        seen = await self.database.read(lambda session: view(session, self.id))
        return TurnOutcome(
            turn=turn,
            conversation=self.id,
            message_seq=seq,
            owner=seen.owner,
            generation=seen.generation,
            generation_turns=seen.generation_turns + 1,
            rasa_boot="boot",
            replies=tuple(part for part in parts if isinstance(part, Reply)),
            effects=tuple(part for part in parts if isinstance(part, Effect)),
            intent="greet",
            confidence=0.9,
        )


def postgresql_url() -> Iterator[str]:
    """Make a PostgreSQL database, give its address, and drop it; skip without a server unless CI is set."""
    server = make_url(POSTGRESQL)
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL here; set STARTBRO_TEST_POSTGRESQL")
    name = f"startbro_{secrets.token_hex(6)}"
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    """Give the address of a migrated PostgreSQL database that is dropped at the end."""
    for url in postgresql_url():
        migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty, migrated database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "record.db"
        shutil.copy(request.getfixturevalue("empty_sqlite"), path)
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("migrated_postgresql")
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE person, audit_entry, organisation CASCADE"))
    engine.dispose()
    return address


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Open the database and close it after the test."""
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def record(database: Database) -> Record:
    """Open a Swedish conversation."""
    opened = await database.write(lambda session: open_conversation(session, "sv", now=START))
    return Record(database, opened)
