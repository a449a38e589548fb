"""Deleting everything leaves nothing behind, in tables or in files."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.advice.turn import Button, Effect, Reply
from connectors.record.commit import commit_turn
from connectors.record.conversations import by_token, open_conversation, waiting_conversations
from connectors.record.erase import delete_everything
from connectors.record.messages import replay
from connectors.record.types import Committed, Dropped
from connectors.store.models import AuditEntry, Base
from tests.connectors.databases import START, Record

CANARY = "Kanariefågel-4711"


async def fill(record: Record) -> str:
    """Put the canary wherever words of a person are kept; give a return code."""
    quoted = {"said": {"type": "name", "value": CANARY}}
    answer = {"question": "idea_what", "value": CANARY, "text": CANARY, "language": "sv"}
    code = ""
    for number in range(30):
        stored = await record.say(f"c{number}", f"{CANARY} {number} " + "x" * 500)
        outcome = await record.outcome(
            f"t_{number}",
            stored.seq,
            Reply("utter_heard", quoted, (Button("button_yes", "affirm", values=quoted),)),
            Effect("store_answer", answer),
            Effect("expect", {"kind": "amount", "values": quoted}),
            Effect("give_feedback", {"text": CANARY}),
            Effect("issue_code"),
        )
        done = await record.database.write(partial(commit_turn, turn=outcome, tools=record.tools))
        assert isinstance(done, Committed)
        code = done.code or ""
    return code


async def erase(record: Record) -> Committed | Dropped:
    stored = await record.say("delete", f"delete {CANARY}")
    outcome = await record.outcome("t_delete", stored.seq, Reply("utter_deleted"), Effect("delete_everything"))
    return await record.database.write(lambda session: commit_turn(session, outcome, record.tools))


async def every_row(record: Record) -> dict[str, str]:
    return await record.database.read(
        lambda session: {
            table.name: str(rows)
            for table in Base.metadata.sorted_tables
            if (rows := session.execute(select(table)).all())
        }
    )


async def test_nothing_is_left_in_any_table(record: Record) -> None:
    await fill(record)
    before = await every_row(record)
    assert {"message", "delivery", "effect", "answer", "comment", "turn"} <= set(before)
    done = await erase(record)
    assert isinstance(done, Committed)
    assert (done.erased, done.messages) == (True, ())
    rows = await every_row(record)
    assert set(rows) == {"audit_entry"}
    assert not [name for name in (CANARY, record.id, record.opened.person) if name in rows["audit_entry"]]


async def test_token_and_turns_in_flight_find_nothing(record: Record) -> None:
    stored = await record.say("a")
    late = await record.outcome("t_late", stored.seq, Reply("utter_hello"))
    await erase(record)
    assert await record.database.read(lambda session: by_token(session, record.opened.token)) is None
    assert await record.database.write(lambda session: commit_turn(session, late, record.tools)) == Dropped("gone")
    assert await record.database.read(lambda session: replay(session, record.id)) == []
    assert await record.database.read(waiting_conversations) == []


async def test_other_people_keep_everything(record: Record) -> None:
    opened = await record.database.write(lambda session: open_conversation(session, "en", now=START))
    other = Record(record.database, opened)
    await other.say("a", "stays")
    await erase(record)
    log = await record.database.read(lambda session: replay(session, other.id))
    assert [entry.text for entry in log] == ["stays"]
    assert await record.database.read(lambda session: by_token(session, opened.token)) is not None


async def test_erasing_again_changes_nothing(record: Record) -> None:
    for _ in range(2):
        await record.database.write(lambda session: delete_everything(session, record.id, now=START))
    entries = await record.database.read(lambda session: session.scalars(select(AuditEntry.kind)).all())
    assert entries == ["erased"]


def traces(folder: Path, words: list[str]) -> list[str]:
    return [
        f"{path.name}: {word}"
        for path in sorted(folder.iterdir())
        for word in words
        if path.is_file() and word.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_no_byte_is_left_in_the_files(record: Record, tmp_path: Path) -> None:
    await fill(record)
    words = [CANARY, record.id, record.opened.person, "t_17"]
    assert len(traces(tmp_path, words)) >= len(words)
    await erase(record)
    for _ in range(50):
        if not traces(tmp_path, words):
            break
        await asyncio.sleep(0.1)
    assert traces(tmp_path, words) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_redacted_digits_leave_the_files_too(record: Record, tmp_path: Path) -> None:
    stored = await record.say("a", "my number is 850709-9805")
    first = await record.outcome("t_1", stored.seq, Reply("utter_keep_number"))
    await record.database.write(lambda session: commit_turn(session, first, record.tools))
    asked = await record.say("b", "keep it out")
    second = await record.outcome("t_2", asked.seq, Effect("redact_message", {"seq": stored.seq}))
    await record.database.write(lambda session: commit_turn(session, second, record.tools))
    for _ in range(50):
        if not traces(tmp_path, ["850709-9805"]):
            break
        await asyncio.sleep(0.1)
    assert traces(tmp_path, ["850709-9805"]) == []
