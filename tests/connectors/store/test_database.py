"""The writer: durable in groups, failing alone, and honest when the machine cannot write."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, exc, func, insert, select, text
from sqlalchemy.orm import Session

from connectors.record.conversations import open_conversation
from connectors.store.database import Database, StoreBusyError
from connectors.store.models import Person, table_of
from tests.connectors.databases import START

PERSON = table_of(Person)


def add(session: Session, name: str, *, language: str = "sv") -> str:
    session.execute(insert(PERSON), [{"id": name, "language": language, "created": START}])
    return name


def pragma(session: Session, words: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {words}").scalar()


def names(session: Session) -> list[str]:
    return list(session.scalars(select(PERSON.c.id).order_by(PERSON.c.id)))


@pytest.fixture
async def sqlite(tmp_path: Path, empty_sqlite: Path) -> AsyncIterator[Database]:
    path = tmp_path / "record.db"
    shutil.copy(empty_sqlite, path)
    database = Database(f"sqlite:///{path}")
    yield database
    await database.close()


async def test_a_failing_write_fails_alone(database: Database) -> None:
    def fail(session: Session) -> None:
        add(session, "half")
        raise KeyError("mistake")

    writes = [database.write(partial(add, name=f"p{number}")) for number in range(20)]
    results = await asyncio.gather(*writes[:10], database.write(fail), *writes[10:], return_exceptions=True)
    assert isinstance(results.pop(10), KeyError)
    assert results == [f"p{number}" for number in range(20)]
    assert len(await database.read(names)) == 20


async def test_a_broken_statement_fails_alone_and_tells_no_words(database: Database) -> None:
    async def twice() -> None:
        await database.write(lambda session: (add(session, "canary"), add(session, "canary", language="canary-words")))

    failed, _ = await asyncio.gather(twice(), database.write(partial(add, name="other")), return_exceptions=True)
    assert isinstance(failed, exc.IntegrityError)
    assert "canary-words" not in str(failed)
    assert await database.read(names) == ["other"]


async def test_a_write_is_seen_by_the_read_after_it(database: Database) -> None:
    for number in range(30):
        await database.write(partial(add, name=f"p{number}"))
        assert len(await database.read(names)) == number + 1


async def test_closing_finishes_what_is_queued(url: str) -> None:
    database = Database(url)
    writes = [asyncio.ensure_future(database.write(partial(add, name=f"p{number}"))) for number in range(50)]
    await asyncio.sleep(0)
    await database.close()
    assert len(await asyncio.gather(*writes)) == 50


async def test_writes_that_wait_share_a_commit(sqlite: Database) -> None:
    commits: list[object] = []
    assert sqlite._writer is not None
    event.listen(sqlite._writer._engine, "commit", commits.append)
    await asyncio.gather(*(sqlite.write(partial(add, name=f"p{number}")) for number in range(200)))
    assert len(commits) <= 20


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("synchronous", 2, id="every commit reaches the disk"),
        pytest.param("journal_mode", "wal", id="readers do not wait for writers"),
        pytest.param("secure_delete", 1, id="deleted words are overwritten"),
        pytest.param("foreign_keys", 1, id="rows go with their conversation"),
        pytest.param("trusted_schema", 0, id="a schema runs no code"),
    ],
)
async def test_sqlite_is_set_up(sqlite: Database, name: str, value: object) -> None:
    assert await sqlite.write(partial(pragma, words=name)) == value


async def test_readers_cannot_write(sqlite: Database) -> None:
    with pytest.raises(StoreBusyError):
        await sqlite.read(partial(add, name="p"))


@contextmanager
def no_larger_files(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def fill(database: Database) -> tuple[set[str], int]:
    """Write until it fails ten times; give what was acknowledged, and the failures."""
    taken: set[str] = set()
    failures = 0
    for number in range(5_000):
        group = [partial(add, name=f"p{number}-{part}" + "x" * 3_000) for part in range(5)]
        results = await asyncio.gather(*map(database.write, group), return_exceptions=True)
        taken |= {result for result in results if isinstance(result, str)}
        failed = [result for result in results if isinstance(result, BaseException)]
        assert all(isinstance(result, StoreBusyError) for result in failed)
        failures += len(failed)
        if failures >= 10:
            break
    return taken, failures


async def test_a_disk_that_takes_no_more_is_never_called_success(sqlite: Database) -> None:
    await sqlite.write(partial(add, name="first"))
    with no_larger_files(600_000):
        taken, failures = await fill(sqlite)
        assert set(await sqlite.read(names)) == taken | {"first"}
    assert failures >= 10
    start = time.monotonic()
    await sqlite.write(partial(add, name="last"))
    assert time.monotonic() - start < 5
    assert set(await sqlite.read(names)) == taken | {"first", "last"}


async def test_a_full_database_is_never_called_success(sqlite: Database) -> None:
    await sqlite.write(partial(pragma, words="max_page_count=200"))
    taken, failures = await fill(sqlite)
    assert failures >= 10
    assert set(await sqlite.read(names)) == taken
    await sqlite.write(partial(pragma, words="max_page_count=100000"))
    await sqlite.write(partial(add, name="last"))


def give_up(session: Session) -> None:
    session.connection().exec_driver_sql("ROLLBACK")
    raise OSError("as SQLite does by itself when a disk is full")


async def test_a_transaction_that_sqlite_gave_up_is_never_called_success(sqlite: Database) -> None:
    writes = [sqlite.write(partial(add, name=f"p{number}")) for number in range(60)]
    results = await asyncio.gather(*writes[:30], sqlite.write(give_up), *writes[30:], return_exceptions=True)
    assert isinstance(results.pop(30), StoreBusyError)
    taken = [result for result in results if isinstance(result, str)]
    assert await sqlite.read(names) == sorted(taken)
    assert len(taken) < 60


async def test_a_lock_from_outside_gives_busy_and_never_stalls_the_loop(sqlite: Database) -> None:
    await sqlite.write(count_people)  # the log is emptied after it, which would set the limit back
    await sqlite.write(partial(pragma, words="busy_timeout=300"))
    other = sqlite3.connect(sqlite.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        write = asyncio.ensure_future(sqlite.write(partial(add, name="late")))
        longest = 0.0
        while not write.done():
            start = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - start - 0.01)
        with pytest.raises(StoreBusyError):
            await write
        assert longest < 0.1
        assert await sqlite.read(names) == []
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert await sqlite.write(partial(add, name="late")) == "late"


async def test_too_many_waiting_writes_are_refused_at_once(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_session: Session) -> None:
        time.sleep(0.3)

    assert sqlite._writer is not None
    monkeypatch.setattr(sqlite._writer._jobs, "maxsize", 3)
    slow = asyncio.ensure_future(sqlite.write(wait))
    await asyncio.sleep(0.1)
    results = await asyncio.gather(
        *(sqlite.write(partial(add, name=f"p{number}")) for number in range(6)), return_exceptions=True
    )
    await slow
    assert [isinstance(result, StoreBusyError) for result in results] == [False] * 3 + [True] * 3


def kill_own_connection(session: Session) -> None:
    add(session, "lost")
    session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_lost_connection_gives_busy_and_the_next_write_works(database: Database) -> None:
    with pytest.raises(StoreBusyError):
        await database.write(kill_own_connection)
    assert await database.write(partial(add, name="next")) == "next"
    assert await database.read(names) == ["next"]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_all_connections_lost_while_idle_are_made_anew(database: Database, url: str) -> None:
    await asyncio.gather(*(database.write(partial(add, name=f"p{number}")) for number in range(8)))
    engine = create_engine(url)
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        connection.execute(text(others + "pg_backend_pid()"))
    engine.dispose()
    await asyncio.gather(*(database.write(partial(add, name=f"q{number}")) for number in range(8)))
    assert len(await database.read(names)) == 16


async def test_an_unreachable_server_gives_busy() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    for run in (database.write, database.read):
        with pytest.raises(StoreBusyError):
            await run(count_people)
    await database.close()


def count_people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(PERSON)) or 0


async def test_many_conversations_at_once_are_all_there(database: Database) -> None:
    step: Callable[[Session], object] = partial(open_conversation, locale="sv", now=START)
    await asyncio.gather(*(database.write(step) for _ in range(40)))
    assert await database.read(count_people) == 40
