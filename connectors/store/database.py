"""One way to the database for the whole gateway: asynchronous outside, plain synchronous sessions inside.

SQLite has one writer thread that commits whole groups: what was queued while a commit ran shares the next one, each
write in its own savepoint. PostgreSQL gives each write its own transaction. A result arrives only after the commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine, create_engine, exc, make_url, select
from sqlalchemy.orm import Session

from connectors.store.errors import StoreBusyError, as_busy
from connectors.store.models import Conversation
from connectors.store.sqlite import SCRUB, SqliteWriter, open_sqlite

T = TypeVar("T")

THREADS = 4
POSTGRESQL_OPTIONS = "-c lock_timeout=5000 -c statement_timeout=15000 -c timezone=UTC"

__all__ = ["SCRUB", "Database", "StoreBusyError", "lock_conversation"]


class Database:
    """The database at a SQLAlchemy address (``sqlite:///…`` or ``postgresql+psycopg://…``), already migrated."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")
        self._writer: SqliteWriter | None = None
        if make_url(url).get_backend_name() == "sqlite":
            self._engine = self._reader = open_sqlite(url, reads_only=True)
            self._writer = SqliteWriter(open_sqlite(url, reads_only=False))
        else:
            self._engine = _open_postgresql(url)
            # Each statement sees what is committed, with or without BEGIN; without it two round trips are saved.
            self._reader = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    async def write(self, step: Callable[[Session], T]) -> T:
        """Run ``step`` in a transaction and give its result once that is durable.

        ``step`` runs in another thread, must touch nothing but the session, and may be run again by the caller after
        ``StoreBusyError``, which says that it was not taken (or, if the connection broke in the very commit, that
        nobody knows; steps of the record are told apart by their ids, so repeating is right in both cases).
        """
        if self._writer:
            return await self._writer.submit(step)
        return await self._in_thread(self._write_alone, step)

    async def read(self, step: Callable[[Session], T]) -> T:
        """Run ``step`` on what is committed; raise ``StoreBusyError`` when the database cannot be reached."""
        return await self._in_thread(self._read, step)

    async def close(self) -> None:
        """Finish what is queued, then let go of every connection and thread."""
        if self._writer:
            await asyncio.to_thread(self._writer.close)
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _in_thread(self, run: Callable[[Callable[[Session], T]], T], step: Callable[[Session], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, run, step)

    def _write_alone(self, step: Callable[[Session], T]) -> T:
        def transaction() -> T:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                return step(session)

        return _on_a_live_connection(transaction)

    def _read(self, step: Callable[[Session], T]) -> T:
        def look() -> T:
            with Session(self._reader, expire_on_commit=False) as session:
                return step(session)

        return _on_a_live_connection(look)


def lock_conversation(session: Session, conversation: str) -> None:
    """Keep other writers off one conversation until the transaction ends; SQLite has only one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(Conversation.id).where(Conversation.id == conversation).with_for_update())


def _on_a_live_connection(run: Callable[[], T]) -> T:
    """Run, and once more when the connection turns out to have been lost: cheaper than asking before each use."""
    with as_busy():
        try:
            return run()
        except exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return run()


def _open_postgresql(url: str) -> Engine:
    arguments = {"connect_timeout": 5, "options": POSTGRESQL_OPTIONS}
    return create_engine(url, pool_size=THREADS, max_overflow=0, connect_args=arguments, hide_parameters=True)
