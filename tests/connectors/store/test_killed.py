"""A writer killed at any moment has lost nothing that it acknowledged, doubled nothing, and left no gap."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from pathlib import Path

from connectors.record.conversations import open_conversation
from connectors.record.messages import append_message, replay
from connectors.record.types import PERSON, LogEntry, NewMessage
from connectors.store.database import Database
from tests.connectors.databases import START

KILLS = 60 if os.environ.get("STARTBRO_FULL") else 6
ROOT = Path(__file__).parents[3]


def write_until_killed(url: str, conversation: str, first: int) -> dict[int, int]:
    """Give the place of each number that was acknowledged before the kill."""
    command = [sys.executable, "-m", "tests.connectors.store.writer", url, conversation, str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        lines = [process.stdout.readline() for _ in range(random.randrange(20, 200))]
        process.kill()
        lines += process.stdout.readlines()
    return {int(number): int(seq) for number, seq in (line.split() for line in lines if line.endswith("\n"))}


async def read_log(url: str, conversation: str) -> list[LogEntry]:
    database = Database(url)
    try:
        return await database.read(lambda session: replay(session, conversation))
    finally:
        await database.close()


def check(log: list[LogEntry], acknowledged: dict[int, int]) -> None:
    assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
    said = {int(entry.client_id[1:]): entry for entry in log if entry.client_id}
    assert len(said) == sum(entry.author == PERSON for entry in log)
    for number, seq in acknowledged.items():
        assert (said[number].seq, said[number].text) == (seq, f"text {number}")
    replies = [entry.name or "" for entry in log if entry.turn]
    answered = [number for number, entry in said.items() if entry.answered]
    assert sorted(replies) == sorted(f"utter_{which}_{number}" for number in answered for which in ("first", "second"))


async def test_sigkill_loses_doubles_and_skips_nothing(url: str) -> None:
    database = Database(url)
    opened = await database.write(lambda session: open_conversation(session, "sv", now=START))
    conversation = opened.conversation
    acknowledged: dict[int, int] = {}
    for kill in range(KILLS):
        acknowledged |= await asyncio.to_thread(write_until_killed, url, conversation, kill * 1_000_000)
        check(await read_log(url, conversation), acknowledged)
    number, seq = max(acknowledged.items())
    again = NewMessage(conversation, PERSON, text="other", client_id=f"n{number}")
    stored = await database.write(lambda session: append_message(session, again, now=START))
    assert (stored.created, stored.seq) == (False, seq)
    await database.close()
    assert len(acknowledged) >= KILLS * 20
