"""The whole of Startbro as people meet it: gateway, real Rasa and real model, started by ``startbro run``."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.advice.opening_hours import WEEKDAYS
from tests.faults.processes import ROOT, Machine

SECONDS_TO_TRAIN_AND_START = 420
SECONDS_TO_STOP = 20
ORGANISATION = (
    "INSERT INTO organisation (id, name, hours, open_on_holidays, municipalities, uses_advisers, created)"
    " VALUES (?, 'Test', ?, 1, '[]', 1, ?)"
)
ADVISER = (
    "INSERT INTO adviser"
    " (id, organisation, name, email, role, languages, trades, municipalities, most, locale, created)"
    " VALUES ('a_test', 'o_test', 'Amina', 'amina@example.org', 'adviser', ?, '[]', '[]', 3, 'sv', ?)"
)
PRESENCE = "INSERT INTO presence (adviser, gateway, state, last_seen) VALUES ('a_test', 'elsewhere', 'here', ?)"
GIVEN_ANSWER = (
    "INSERT INTO answer (plan, question, revision, type, value, text, language, state, current, created)"
    " VALUES (?, ?, 1, 'text', ?, '', 'en', 'answered', 1, ?)"
)


@dataclass
class Stack(Machine):
    """A machine on which everything runs; ``folder`` holds the state and the log."""

    running: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        """Give where the record is."""
        return self.folder / "startbro.db"

    def start(self) -> None:
        """Start everything, train first if need be, and wait until the bot is ready."""
        with (self.folder / "run.log").open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "connectors", "run"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        end = time.monotonic() + SECONDS_TO_TRAIN_AND_START
        while not self.is_ready():
            assert self.running.poll() is None, self.logs
            assert time.monotonic() < end, self.logs
            time.sleep(0.5)

    def is_ready(self) -> bool:
        """Tell whether the bot understands."""
        try:
            with urllib.request.urlopen(f"{self.origin}/ready", timeout=5) as response:  # noqa: S310 - our own
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def end(self) -> None:
        """Stop everything as Ctrl-C does."""
        if self.running is not None and self.running.poll() is None:
            self.running.send_signal(signal.SIGINT)
            self.running.wait(SECONDS_TO_STOP)

    def read(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read rows from the record."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, values)]

    def put_at(self, conversation: str, question: str) -> None:
        """Move a conversation to a question, as if everything before it had been talked through."""
        row = self.read("SELECT state FROM conversation WHERE id = ?", conversation)[0]
        state = json.dumps({**json.loads(row["state"]), "question": question, "history": ["idea_what"]})
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute("UPDATE conversation SET state = ? WHERE id = ?", (state, conversation))

    def give(self, conversation: str, answers: Mapping[str, Any]) -> None:
        """Put answers into a plan, as if they had been given before, and leave the first plan."""
        plan = self.read("SELECT id FROM plan WHERE conversation = ?", conversation)[0]["id"]
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        for question, value in answers.items():
            self._write(GIVEN_ANSWER, plan, question, json.dumps(value), now)
        state = json.loads(self.read("SELECT state FROM conversation WHERE id = ?", conversation)[0]["state"])
        state |= {"first_plan": False}
        self._write("UPDATE conversation SET state = ? WHERE id = ?", json.dumps(state), conversation)

    @contextmanager
    def staffed(self, desk: str | None) -> Iterator[None]:
        """Have an organisation with one adviser for a while: ``closed``, ``empty`` (nobody is here) or ``free``."""
        if desk is None:
            yield
            return
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        spans = [] if desk == "closed" else [["00:00", "23:59:59.999999"]]
        hours = dict.fromkeys(WEEKDAYS, spans)
        self._write(ORGANISATION, "o_test", json.dumps(hours), now)
        self._write(ADVISER, json.dumps(["sv", "en", "ar", "so"]), now)
        if desk == "free":
            self._write(PRESENCE, now)
        try:
            yield
        finally:
            self._write("DELETE FROM queue_entry")
            self._write("DELETE FROM presence WHERE adviser = 'a_test'")
            self._write("DELETE FROM organisation WHERE id = 'o_test'")

    def _write(self, query: str, *values: object) -> None:
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(query, values)

    def holds(self, words: str) -> bool:
        """Tell whether the bytes of the record or the log contain some words."""
        files = [*self.folder.glob("startbro.db*"), *self.folder.glob("*.log")]
        return any(words.encode() in path.read_bytes() for path in files)
