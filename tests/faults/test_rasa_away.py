"""Rasa is killed, stopped or slow in the middle of a turn: people are told in time and answered once."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.connectors.web.window import Window, answers_to
from tests.faults.processes import Machine, kill

pytestmark = pytest.mark.timeout(300)
FULL = os.environ.get("STARTBRO_FULL") == "1"
KILLS = 30 if FULL else 5
CANARY = "canary-51bb"


@pytest.fixture
async def talk(machine: Machine) -> AsyncIterator[Window]:
    """Give somebody talking in Somali with a gateway; Rasa is for the test to start."""
    await machine.start_gateway()
    await machine.wait_until_up()
    async with aiohttp.ClientSession() as session:
        window = await _open(session, machine, None)
        await window.frame("plan", 20)
        yield window
        await window.close()


async def _open(session: aiohttp.ClientSession, machine: Machine, token: str | None) -> Window:
    socket = await session.ws_connect(f"{machine.origin}/socket", headers={"Origin": machine.origin})
    window = Window(socket)
    await socket.send_json({"type": "hello", "token": token, "last_seq": 0, "locale": "so"})
    return window


async def _ask(talk: Window, number: int) -> tuple[str, float]:
    text = f"{CANARY} number {number}."
    await talk.say(text)
    return text, time.monotonic()


def _answers(talk: Window, text: str) -> int:
    return sum(1 for line in talk.log.values() if answers_to(text)(line))


async def _told_in_time(talk: Window, since: float, after: int) -> None:
    line = await talk.line(lambda line: line["author"] == "system" and line["seq"] > after, 10)
    assert time.monotonic() - since <= 3.0
    assert line["text"]


async def test_before_rasa_is_there_people_are_told_and_answered_once_it_is(machine: Machine, talk: Window) -> None:
    text, asked = await _ask(talk, 1)
    await _told_in_time(talk, asked, 0)
    await machine.start_rasa()
    await talk.line(answers_to(text), 20)
    await asyncio.sleep(0.5)
    assert _answers(talk, text) == 1


@pytest.mark.parametrize("how", ["killed", "stopped"])
async def test_rasa_lost_in_the_middle_of_a_turn_only_delays_the_answer(
    machine: Machine, talk: Window, how: str
) -> None:
    await machine.start_rasa(delay=1.0)
    await talk.frame("status", 20, state="ready")
    text, asked = await _ask(talk, 1)
    await asyncio.sleep(0.4)
    assert machine.rasa
    if how == "killed":
        await kill(machine.rasa)
    else:
        machine.rasa.send_signal(signal.SIGSTOP)
    await _told_in_time(talk, asked, 0)
    helped = await talk.say("caawimaad")
    await talk.frame("ack", client_id=helped)
    if how == "killed":
        await machine.start_rasa()
    else:
        machine.rasa.send_signal(signal.SIGCONT)
    await talk.line(answers_to(text), 30)
    await asyncio.sleep(1.5)
    assert _answers(talk, text) == 1
    assert CANARY not in machine.logs


async def test_slow_rasa_is_announced_and_its_answer_comes(machine: Machine, talk: Window) -> None:
    await machine.start_rasa(delay=5.0)
    await talk.frame("status", 20, state="ready")
    text, asked = await _ask(talk, 1)
    await _told_in_time(talk, asked, 0)
    await talk.line(answers_to(text), 10)
    assert _answers(talk, text) == 1


async def test_rasa_killed_again_and_again_answers_everything_once(machine: Machine, talk: Window) -> None:
    texts = []
    for number in range(KILLS):
        await machine.start_rasa(delay=0.2)
        text, _ = await _ask(talk, number)
        texts.append(text)
        await asyncio.sleep(0.2 * (number % 4) + 0.5)
        await kill(machine.rasa)
    await machine.start_rasa()
    for text in texts:
        await talk.line(answers_to(text), 60)
    await asyncio.sleep(0.5)
    assert [_answers(talk, text) for text in texts] == [1] * KILLS
    assert sorted(talk.log) == [*range(1, len(talk.log) + 1)]
