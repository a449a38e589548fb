"""The log of Rasa's process: when, how bad, where in the code, which kind of exception. Never what anybody wrote.

Rasa writes messages, slots and whole stack frames into its log messages; so of foreign records only the place in the
code is kept. Our own loggers, named ``startbro.…``, say what they say.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

OURS = "startbro"


class QuietFormatter(logging.Formatter):
    """One line: time, level, event, class of the exception if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line of one record."""
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        event = record.getMessage() if ours else f"{record.name}:{record.lineno}"
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f"{self.formatTime(record)} {record.levelname} {event} {kind}".rstrip()


def configure_log() -> None:
    """Make every logger, warning and uncaught exception of this process speak through ``QuietFormatter``."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _say_kind_only
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _drop_everything],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )


def _drop_everything(_logger: Any, _method: str, event: Any) -> str:
    return str(event.get("event", ""))


def _say_kind_only(kind: type[BaseException], error: BaseException, _traceback: Any) -> None:
    logging.getLogger(OURS).critical("stopped by %s", kind.__name__)
