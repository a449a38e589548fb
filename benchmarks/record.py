"""Measures the record on this machine: how soon a message is durable, and what a turn costs.

Run ``python -m benchmarks.record`` (``--url`` for PostgreSQL); prints a Markdown table.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.advice.turn import Button, Effect, Reply, Values
from connectors.keys import Keys
from connectors.record.commit import commit_turn
from connectors.record.conversations import open_conversation, view
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.messages import append_message, next_unanswered
from connectors.record.types import PERSON, NewMessage, Owner, Tools, TurnOutcome
from connectors.store.database import Database
from connectors.store.migrate import migrate

CONVERSATIONS = 50
TURNS = 400
REPLIES = (
    Reply("utter_heard", {"said": {"type": "name", "value": "bröd och kakor"}}),
    Reply("utter_ask_answer", buttons=(Button("button_skip", "skip_question"), Button("button_why", "explain"))),
)


class Words(NamedTuple):
    """A rendered reply."""

    text: str
    language: str


class Row(NamedTuple):
    """One line of the table; times in seconds."""

    name: str
    times: Sequence[float]
    seconds: float

    def __str__(self) -> str:
        p50, p99 = (self.quantile(share) * 1000 for share in (50, 99))
        return f"| {self.name} | {len(self.times) / self.seconds:.0f} | {p50:.2f} | {p99:.2f} |"

    def quantile(self, percent: int) -> float:
        """Give a percentile of the times."""
        return statistics.quantiles(self.times, n=100)[percent - 1]


def render(name: str, values: Values, *, locale: str, channel: str = "web") -> Words:
    """Stand in for the catalogue, which has a benchmark of its own."""
    return Words(f"{name} {locale} {channel} {len(values)}", locale)


async def main(url: str) -> None:
    """Measure and print."""
    migrate(url)
    database = Database(url)
    try:
        names = [
            (await database.write(lambda session: open_conversation(session, "sv", now=datetime.now(UTC)))).conversation
            for _ in range(CONVERSATIONS)
        ]
        rows = [
            await _append_steadily(database, names, per_second=100, seconds=5),
            await _append_flat_out(database, names, writers=20, each=150),
            await _append_flat_out(database, names, writers=1, each=500),
            *await _turns(database, names[0]),
        ]
    finally:
        await database.close()
    print("| what | per second | p50 ms | p99 ms |\n| --- | --- | --- | --- |")
    print(*rows, sep="\n")


async def _timed(work: Callable[[], Awaitable[object]], times: list[float]) -> None:
    start = time.perf_counter()
    await work()
    times.append(time.perf_counter() - start)


def _append(database: Database, conversation: str, client_id: str) -> Callable[[], Awaitable[object]]:
    message = NewMessage(conversation, PERSON, text="Jag vill baka bröd och sälja på torget.", client_id=client_id)
    return lambda: database.write(lambda session: append_message(session, message, now=datetime.now(UTC)))


async def _append_steadily(database: Database, names: Sequence[str], *, per_second: int, seconds: int) -> Row:
    times: list[float] = []
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(per_second * seconds):
            await asyncio.sleep(max(0.0, start + number / per_second - time.perf_counter()))
            group.create_task(_timed(_append(database, names[number % len(names)], f"s{number}"), times))
    return Row(f"acknowledge, {per_second}/s offered", times, time.perf_counter() - start)


async def _append_flat_out(database: Database, names: Sequence[str], *, writers: int, each: int) -> Row:
    times: list[float] = []

    async def writer(number: int) -> None:
        for count in range(each):
            await _timed(_append(database, names[number % len(names)], f"f{writers}-{number}-{count}"), times)

    start = time.perf_counter()
    await asyncio.gather(*(writer(number) for number in range(writers)))
    return Row(f"acknowledge, flat out, {writers} at once", times, time.perf_counter() - start)


async def _turns(database: Database, conversation: str) -> list[Row]:
    tools = Tools(render, "v1", Keys(b"k" * 32), redact=lambda text: text, clock=lambda: datetime.now(UTC))
    reading: list[float] = []
    committing: list[float] = []
    start = time.perf_counter()
    for number in range(TURNS):
        stored = await database.write(
            partial(
                append_message,
                message=NewMessage(conversation, PERSON, text="bröd", client_id=f"t{number}"),
                now=tools.clock(),
            )
        )
        await _timed(lambda: _read(database, conversation), reading)
        outcome = _outcome(conversation, number, stored.seq)
        await _timed(partial(database.write, partial(commit_turn, turn=outcome, tools=tools)), committing)
    seconds = time.perf_counter() - start
    return [Row("turn: read message and facts", reading, seconds), Row("turn: commit", committing, seconds)]


async def _read(database: Database, conversation: str) -> None:
    day = day_in_stockholm(datetime.now(UTC))
    await database.read(
        lambda session: (
            view(session, conversation),
            next_unanswered(session, conversation),
            load_facts(session, conversation, day),
        )
    )


def _outcome(conversation: str, number: int, seq: int) -> TurnOutcome:
    question = f"question_{number % 50}"
    answer = {"question": question, "value": "bröd", "text": "bröd", "language": "sv"}
    effects = (Effect("store_answer", answer), Effect("ask_question", {"question": f"question_{(number + 1) % 50}"}))
    return TurnOutcome(
        turn=f"t_{conversation}_{number}"[:40],
        conversation=conversation,
        message_seq=seq,
        owner=Owner(),
        generation=1,
        generation_turns=number % 40,
        rasa_boot="boot",
        replies=REPLIES,
        effects=effects,
        intent="inform",
        confidence=0.95,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="database to fill; a throw-away SQLite file when left out")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        asyncio.run(main(parser.parse_args().url or f"sqlite:///{folder}/record.db"))
