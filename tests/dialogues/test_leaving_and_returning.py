"""Leaving and coming back with the real Rasa: nothing is remembered of who deleted all, and old codes open nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import aiohttp
import pytest

from tests.dialogues.script import LOCALES
from tests.dialogues.stack import Stack
from tests.dialogues.talk import Outcome, Talk
from tests.faults.processes import SECRET

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(300)]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Give what sockets and requests go through."""
    async with aiohttp.ClientSession() as made:
        yield made


async def remembered(stack: Stack, session: aiohttp.ClientSession, conversation: str) -> int:
    """Give how many generations of a conversation Rasa remembered; asking makes it forget them."""
    url = f"http://127.0.0.1:{stack.rasa_port}/webhooks/startbro/forget"
    headers = {"X-Startbro-Secret": SECRET}
    async with session.post(url, json={"conversation": conversation}, headers=headers) as answer:
        assert answer.status == 200
        return int((await answer.json())["forgotten"])


async def test_rasa_remembers_nothing_of_who_deleted_everything(stack: Stack, session: aiohttp.ClientSession) -> None:
    gone, stays = Talk(stack, session), Talk(stack, session)
    await gone.open("en", "general")
    await stays.open("en", "general")
    await gone.say("I repair bicycles in Boden")
    await gone.say("delete everything")
    assert isinstance(await gone.press("button_yes"), Outcome)
    await gone.window.frame("deleted")
    # What the gateway asked of Rasa at the deletion is done before what it asks in later turns.
    await stays.say("I sew clothes in Boden")
    await stays.say("I have sewn for many years")
    assert await remembered(stack, session, stays.conversation) > 0
    assert await remembered(stack, session, gone.conversation) == 0


@pytest.mark.parametrize("locale", LOCALES)
async def test_an_expired_code_opens_nothing_and_a_new_one_does(
    stack: Stack, session: aiohttp.ClientSession, locale: str
) -> None:
    talk = Talk(stack, session)
    await talk.open(locale, "general")
    old = await new_code(talk)
    with closing(sqlite3.connect(stack.database, timeout=10)) as connection, connection:
        connection.execute(
            "UPDATE return_code SET expires = '2020-01-01 00:00:00' WHERE conversation = ?", (talk.conversation,)
        )
    status, answer = await redeem(stack, session, old)
    assert (status, answer) == (404, {"error": "wrong"})
    assert (await redeem(stack, session, await new_code(talk)))[0] == 200
    assert (await redeem(stack, session, old))[0] == 404
    words = [await shown_for_a_wrong_code(stack, session, code) for code in (locale, "en")]
    assert words[0]
    assert (words[0] == words[1]) is (locale == "en")


async def new_code(talk: Talk) -> str:
    """Ask for a return code and give it."""
    talk.window.frames = [frame for frame in talk.window.frames if frame["type"] != "code"]
    await talk.window.send(type="code")
    return str((await talk.window.frame("code"))["code"])


async def redeem(stack: Stack, session: aiohttp.ClientSession, code: str) -> tuple[int, dict[str, str]]:
    """Try a code as the window does."""
    headers = {"Origin": stack.origin}
    async with session.post(f"{stack.origin}/codes/redeem", json={"code": code}, headers=headers) as answer:
        return answer.status, await answer.json()


async def shown_for_a_wrong_code(stack: Stack, session: aiohttp.ClientSession, locale: str) -> str:
    """Give the sentence that the window shows in a language."""
    async with session.get(f"{stack.origin}/widget/{locale}.json") as answer:
        return str((await answer.json())["widget_code_wrong"])
