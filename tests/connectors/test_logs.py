"""The gateway's log tells kinds and places, never what was written or from where."""

from __future__ import annotations

import logging
import sys

import pytest
from aiohttp.http_exceptions import BadHttpMessage

from connectors.logs import QuietFormatter, is_ours_to_know

WORDS = "what somebody wrote"


def line(name: str, message: str, *arguments: object) -> str:
    """Log an exception that quotes somebody; give the line."""
    try:
        raise ValueError(WORDS)
    except ValueError:
        error = sys.exc_info()
    return QuietFormatter().format(logging.LogRecord(name, logging.ERROR, "web.py", 7, message, arguments, error))


@pytest.mark.parametrize(
    ("name", "message", "told"),
    [
        pytest.param("startbro.web", "failed: %s", "failed: 192.0.2.7 ValueError at test_logs.py:", id="ours"),
        pytest.param("aiohttp.server", "Error from %s", "aiohttp.server ValueError at test_logs.py:", id="a library's"),
        pytest.param("asyncio", f"Task exception: {WORDS} %s", "asyncio ValueError at test_logs.py:", id="the loop's"),
    ],
)
def test_a_library_says_only_what_kind_of_error_rose_where(name: str, message: str, told: str) -> None:
    shown = line(name, message, "192.0.2.7")
    assert told in shown
    assert WORDS not in shown
    assert "\n" not in shown
    assert name.startswith("startbro") or "192.0.2.7" not in shown


def test_a_librarys_message_without_an_exception_is_only_a_place() -> None:
    record = logging.LogRecord("aiohttp.server", logging.WARNING, "web.py", 7, WORDS, (), None)
    assert QuietFormatter().format(record).endswith("WARNING aiohttp.server web:7")


@pytest.mark.parametrize(("error", "shown"), [(BadHttpMessage(WORDS), False), (ValueError(WORDS), True)])
def test_a_strangers_broken_request_is_not_logged(error: Exception, shown: bool) -> None:
    info = (type(error), error, None)
    record = logging.LogRecord("aiohttp.server", logging.ERROR, "web.py", 7, "Error from %s", ("192.0.2.7",), info)
    assert is_ours_to_know(record) is shown
