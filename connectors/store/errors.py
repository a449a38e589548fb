"""What can go wrong with the database, named by what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)


class StoreBusyError(Exception):
    """Nothing was taken (disk full, locked, not reached); keep the message and try again a little later."""


class NewerSchemaError(Exception):
    """The database was written by a newer program; start that one, since this one would not understand it."""


class OlderSchemaError(Exception):
    """The database is empty or older than this program; migrate it (``startbro migrate``) and try again."""


@contextmanager
def as_busy() -> Iterator[None]:
    """Turn failures that pass by themselves into ``StoreBusyError``; let mistakes of ours through as they are."""
    try:
        yield
    except (exc.DBAPIError, exc.TimeoutError) as error:
        if is_passing(error):
            # Without the cause: its text and frames hold the words of the message that was being stored.
            raise StoreBusyError(type(error).__name__) from None
        raise


def is_passing(error: BaseException) -> bool:
    """Tell whether the failure is the machine's (it may work later) rather than the statement's."""
    if isinstance(error, exc.TimeoutError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return code & 0xFF in PASSING
    return error.connection_invalidated or isinstance(error, (exc.OperationalError, exc.InterfaceError))
