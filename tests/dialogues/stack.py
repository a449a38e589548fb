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
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.processes import ROOT, Machine

SECONDS_TO_TRAIN_AND_START = 420
SECONDS_TO_STOP = 20


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

    def holds(self, words: str) -> bool:
        """Tell whether the bytes of the record or the log contain some words."""
        files = [*self.folder.glob("startbro.db*"), *self.folder.glob("*.log")]
        return any(words.encode() in path.read_bytes() for path in files)
