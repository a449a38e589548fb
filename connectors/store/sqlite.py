"""SQLite as a record needs it: durable, erased for good, and with one writer that commits in groups."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.orm import Session

from connectors.store.errors import StoreBusyError, is_passing

T = TypeVar("T")

LARGEST_GROUP = 128
LONGEST_QUEUE = 5_000
SCRUB_EVERY = 1.0
SWITCH_TRIES = 40
SCRUB = "scrub"
"""Set in ``session.info``: words were erased, so the write-ahead log must be emptied too."""

PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF", "temp_store=MEMORY")


def open_sqlite(url: str, *, reads_only: bool) -> Engine:
    """Make an engine whose every connection is set up as the record needs it."""
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("the record needs a file: sqlite:///path/to/startbro.db")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    # Parameters are people's words, and must not stand in the text of an error that may be logged.
    engine = create_engine(url, connect_args={"timeout": 5.0}, pool_timeout=5, hide_parameters=True)
    event.listen(engine, "connect", _set_up_reader if reads_only else _set_up_writer)
    # The driver's own transactions leave out schema changes and savepoints, so we begin them ourselves.
    begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_up_writer(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    _switch_to_log(connection)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_log(connection: sqlite3.Connection) -> None:
    for left in reversed(range(SWITCH_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            # A new file is switched by whoever is first, and SQLite does not let the others wait for that.
            if not left:
                raise
            time.sleep(0.05)
        else:
            return


def _set_up_reader(connection: sqlite3.Connection, _record: object) -> None:
    _set_up_writer(connection, _record)
    connection.execute("PRAGMA query_only=ON")


@dataclass(eq=False)
class Job:
    """A write that somebody waits for."""

    step: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def settle(self) -> None:
        """Tell the one who waits; runs in their loop."""
        if self.future.done():
            return
        if self.error:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class GroupLostError(Exception):
    """SQLite gave up the whole transaction, so nothing of the group was stored."""


class SqliteWriter:
    """The only thread that writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.Queue[Job | None] = queue.Queue(LONGEST_QUEUE)
        self._scrub = True
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def submit(self, step: Callable[[Session], T]) -> T:
        """Queue a write and wait until it is durable; raise ``StoreBusyError`` when nothing was taken."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        try:
            self._jobs.put_nowait(Job(step, loop, future))
        except queue.Full:
            raise StoreBusyError("too many writes are waiting") from None
        return await future

    def close(self) -> None:
        """Write what is queued, then stop."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        open_ = True
        while open_:
            group, open_ = self._next_group()
            if group:
                if len(group) == 1:
                    self._commit_alone(group[0])
                else:
                    self._commit(group)
                self._settle(group)
            if self._scrub:
                self._empty_log()

    def _next_group(self) -> tuple[list[Job], bool]:
        group: list[Job] = []
        try:
            job = self._jobs.get(timeout=SCRUB_EVERY if self._scrub else None)
            while job is not None:
                group.append(job)
                if len(group) == LARGEST_GROUP:
                    return group, True
                job = self._jobs.get_nowait()
        except queue.Empty:
            return group, True
        return group, False

    def _commit_alone(self, job: Job) -> None:
        """Commit what nobody else waits beside: without a savepoint, which one person's message need not wait for."""
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                try:
                    job.result = job.step(session)
                    session.flush()
                except Exception as error:
                    _check_transaction(session.connection())
                    job.error = StoreBusyError(type(error).__name__) if is_passing(error) else error
                    raise
                _check_transaction(session.connection())
            self._scrub = self._scrub or bool(session.info.get(SCRUB))
        except Exception as error:
            job.error = job.error or StoreBusyError(type(error).__name__)

    def _commit(self, group: Sequence[Job]) -> None:
        try:
            with self._engine.connect() as connection, connection.begin():
                for job in group:
                    self._run_job(connection, job)
                _check_transaction(connection)
        except Exception as error:
            for job in group:
                job.error = StoreBusyError(type(error).__name__)

    def _run_job(self, connection: Connection, job: Job) -> None:
        try:
            with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
                with session.begin():
                    job.result = job.step(session)
                self._scrub = self._scrub or bool(session.info.get(SCRUB))
        except Exception as error:
            _check_transaction(connection)
            job.error = StoreBusyError(type(error).__name__) if is_passing(error) else error

    def _settle(self, group: Sequence[Job]) -> None:
        for job in group:
            try:
                job.loop.call_soon_threadsafe(job.settle)
            except RuntimeError:
                continue  # the loop was closed meanwhile, so nobody waits any more

    def _empty_log(self) -> None:
        try:
            connection = self._engine.raw_connection()
            try:
                # Readers may hold the log for a moment; better to come back than to keep writers waiting.
                connection.cursor().execute("PRAGMA busy_timeout=50")
                busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                connection.cursor().execute("PRAGMA busy_timeout=5000")
            finally:
                connection.close()
        except (exc.SQLAlchemyError, sqlite3.Error):
            return
        self._scrub = busy[0] != 0


def _check_transaction(connection: Connection) -> None:
    """Raise ``GroupLostError`` when SQLite has rolled back by itself, as it does on a full disk."""
    raw = connection.connection.driver_connection
    if not (isinstance(raw, sqlite3.Connection) and raw.in_transaction):
        raise GroupLostError
