"""Ten messages at once, two windows, wrong codes: nothing is lost or doubled, and no other conversation is reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import aiohttp
import pytest

from tests.dialogues.stack import Stack
from tests.dialogues.talk import Outcome, Talk

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(300)]
BURST = 10


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Give what sockets and requests go through."""
    async with aiohttp.ClientSession() as made:
        yield made


async def test_ten_messages_at_once_are_answered_once_each_and_in_order(
    stack: Stack, session: aiohttp.ClientSession
) -> None:
    talk = Talk(stack, session)
    await talk.open("sv", "general")
    stack.put_at(talk.conversation, "risks_biggest")
    texts = [f"Svar nummer {number} om bröd och kakor" for number in range(BURST)]
    for text in texts:
        await talk.window.say(text)

    def all_answered() -> bool:
        rows = stack.read(
            "SELECT text FROM message WHERE conversation = ? AND author = 'person' AND answered IS NOT NULL",
            talk.conversation,
        )
        return len(rows) == BURST

    await talk.window.until(lambda window: all_answered() or None, 60)
    query = "SELECT message_seq FROM turn WHERE conversation = ? AND message_seq IS NOT NULL ORDER BY created"
    turns = [row["message_seq"] for row in stack.read(query, talk.conversation)]
    said = stack.read(
        "SELECT seq, text FROM message WHERE conversation = ? AND author = 'person' ORDER BY seq", talk.conversation
    )
    assert turns == [row["seq"] for row in said]
    assert [row["text"] for row in said] == texts


async def test_a_second_window_shows_the_same_and_its_stale_button_is_refused(
    stack: Stack, session: aiohttp.ClientSession
) -> None:
    first, second = Talk(stack, session), Talk(stack, session)
    await first.open("so", "general")
    await second.open("so", token=first.window.token)
    assert second.conversation == first.conversation
    before = max(first.window.log)
    outcome = await first.press("button_skip")
    assert isinstance(outcome, Outcome)
    await second.window.until(lambda window: window.log.keys() == first.window.log.keys() or None)
    assert {seq: line["text"] for seq, line in second.window.log.items()} == {
        seq: line["text"] for seq, line in first.window.log.items()
    }
    refused = await second.send(type="press", seq=before, button=0, client_id=uuid4().hex)
    assert not isinstance(refused, Outcome)
    assert refused["reason"] == "stale_button"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("AAAA-AAAA-AAAA-AAAA", id="well formed"),
        pytest.param("", id="empty"),
        pytest.param("\u202ex" * 40, id="bidi"),
        pytest.param("'; DROP TABLE person; --", id="SQL"),
    ],
)
async def test_a_wrong_code_opens_nothing(stack: Stack, session: aiohttp.ClientSession, code: str) -> None:
    headers = {"Origin": stack.origin}
    async with session.post(f"{stack.origin}/codes/redeem", json={"code": code}, headers=headers) as answer:
        assert answer.status in (400, 404)
        assert "token" not in await answer.json()
