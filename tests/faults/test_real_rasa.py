"""The real Rasa is killed or stopped in the middle of a turn, and an action raises.

People are told in time and answered once, nothing is forgotten, and no word, number or code of theirs is in any output
of gateway, supervisor or Rasa.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from tests.dialogues.stack import Stack
from tests.dialogues.talk import Outcome, Talk

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]
SECONDS_TO_TELL = 3.0
SECONDS_TO_RETURN = 90.0
WORDS, NUMBER = "canary-90d1", "0701740605"


@pytest.fixture
async def talk(stack: Stack) -> AsyncIterator[Talk]:
    """Give somebody who has answered the first question and has a return code; Rasa runs again afterwards."""
    async with aiohttp.ClientSession() as session:
        made = Talk(stack, session)
        await made.open("en", "general")
        first = await made.say(f"I will repair bicycles {WORDS}, call me on {NUMBER}")
        assert isinstance(first, Outcome)
        await made.window.send(type="code")
        await made.window.frame("code")
        yield made
        for pid in _rasa(stack):
            os.kill(pid, signal.SIGCONT)
        await _until_ready(stack)
        await made.window.close()


def _rasa(stack: Stack) -> list[int]:
    """Give the process ids of the stack's Rasa."""
    assert stack.running
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (folder / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent == stack.running.pid and b"bot.components.serve" in command:
            found.append(int(folder.name))
    return found


async def _until_ready(stack: Stack) -> None:
    await _until(stack.is_ready)


async def _until(found: Callable[[], object]) -> None:
    async with asyncio.timeout(SECONDS_TO_RETURN):
        while not await asyncio.to_thread(found):  # noqa: ASYNC110 - other processes have no event for us
            await asyncio.sleep(0.1)


async def _say(talk: Talk, text: str) -> tuple[int, float]:
    """Write and wait for the tick; give the message's number and when it was sent."""
    sent = time.monotonic()
    client_id = await talk.window.say(text)
    return int((await talk.window.frame("ack", client_id=client_id))["seq"]), sent


async def _told(talk: Talk, seq: int, sent: float) -> None:
    line = await talk.window.line(lambda line: line["author"] == "system" and line["seq"] > seq)
    assert time.monotonic() - sent <= SECONDS_TO_TELL
    assert line["text"]


async def _answered_once(talk: Talk, seq: int) -> None:
    query = "SELECT turn.state FROM message JOIN turn ON turn.id = message.answered WHERE message.conversation = ?"
    await _until(lambda: talk.stack.read(f"{query} AND message.seq = ?", talk.conversation, seq))
    await asyncio.sleep(1.5)
    rows = talk.stack.read("SELECT id FROM turn WHERE conversation = ? AND message_seq = ?", talk.conversation, seq)
    assert len(rows) == 1
    seqs = [row["seq"] for row in talk.stack.read("SELECT seq FROM message WHERE conversation = ?", talk.conversation)]
    assert sorted(seqs) == [*range(1, len(seqs) + 1)]


def _nothing_leaked(talk: Talk) -> None:
    code = next(frame["code"] for frame in talk.window.frames if frame["type"] == "code")
    for secret in (WORDS, NUMBER, code, code.replace("-", ""), str(talk.window.token)):
        assert secret not in talk.stack.logs


@pytest.mark.parametrize("how", ["killed", "stopped"])
async def test_the_real_rasa_lost_in_the_middle_of_a_turn_only_delays_the_answer(talk: Talk, how: str) -> None:
    answers, question = talk.answers, talk.state["question"]
    assert len(answers) == 1
    (pid,) = _rasa(talk.stack)
    os.kill(pid, signal.SIGSTOP)  # so that the turn is surely under way when it is lost
    seq, sent = await _say(talk, f"I have mended bicycles {WORDS} for ten years in my street")
    if how == "killed":
        await asyncio.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
    await _told(talk, seq, sent)
    if how == "stopped":
        os.kill(pid, signal.SIGCONT)
    await _answered_once(talk, seq)
    assert talk.answers.keys() == answers.keys() | {question}
    assert answers.items() <= talk.answers.items()
    assert WORDS in str(talk.answers[question])
    following = talk.state["question"]
    assert following != question
    after = await talk.say("skip")
    assert isinstance(after, Outcome)
    assert "utter_could_not_answer" not in after.replies
    _nothing_leaked(talk)


async def test_an_action_that_raises_is_given_up_kindly_and_leaks_nothing(talk: Talk) -> None:
    await _until_ready(talk.stack)
    state = json.dumps({**talk.state, "expecting": {"kind": "language", "values": {}}})  # it lacks the locale
    with closing(sqlite3.connect(talk.stack.database, timeout=10)) as connection, connection:
        connection.execute("UPDATE conversation SET state = ? WHERE id = ?", (state, talk.conversation))
    seq, _ = await _say(talk, f"I am not sure about {WORDS} and {NUMBER}")
    await _answered_once(talk, seq)
    query = "SELECT name FROM message WHERE conversation = ? AND seq > ? AND author = 'bot'"
    assert [row["name"] for row in talk.stack.read(query, talk.conversation, seq)] == ["utter_could_not_answer"]
    assert "action failed" in talk.stack.logs
    _nothing_leaked(talk)
