"""What the gateway writes to its log: never a word, number, address or code of a person, whatever goes wrong.

Our own messages are shown as they are. Libraries put what they choked on into theirs, and an exception's text may quote
what somebody wrote; of those only the kind and the place are shown.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from aiohttp.http_exceptions import HttpProcessingError

OURS = frozenset({"startbro", "bot", "connectors", "alembic"})


class QuietFormatter(logging.Formatter):
    """One line for each record: time, level, logger, and what may be told of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        told = record.getMessage() if record.name.split(".")[0] in OURS else ""
        if record.exc_info and record.exc_info[1] is not None:
            told = f"{told} {describe(record.exc_info[1])}".strip()
        what = told or f"{record.module}:{record.lineno}"
        return f"{self.formatTime(record)} {record.levelname} {record.name} {what}"


def is_ours_to_know(record: logging.LogRecord) -> bool:
    """Tell apart what strangers get wrong in their requests, which they are told, from what goes wrong here."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def describe(error: BaseException) -> str:
    """Give an exception's class and where it rose, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def configure_log() -> None:
    """Let everything from INFO upwards through to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter())
    handler.addFilter(is_ours_to_know)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
