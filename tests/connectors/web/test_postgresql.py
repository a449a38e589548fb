"""The gateway from end to end on PostgreSQL: what people notice is the same as on SQLite."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import create_engine, text

from bot.advice.turn import Effect
from connectors.record.understander import TurnRequest, TurnResult
from connectors.settings import Settings
from tests.connectors.databases import migrated_postgresql
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Frame, answers_to

__all__ = ["migrated_postgresql"]


@pytest.fixture
def settings(settings: Settings, migrated_postgresql: str) -> Settings:
    """Give the settings of the other tests, with PostgreSQL."""
    return replace(settings, database_url=migrated_postgresql)


async def test_a_talk_is_stored_answered_replayed_edited_and_erased(
    window: Opener, server: TestServer, session: aiohttp.ClientSession, rasa: FakeUnderstander
) -> None:
    talk = await window(template="general", locale="en")
    first = await talk.line(lambda line: bool(line["buttons"]))
    for number in range(3):
        await talk.say(f"line {number}.", client_id=f"c{number}")
        await talk.line(answers_to(f"line {number}."))
    again = await talk.say("line 2.", client_id="c2")
    assert (await talk.frame("ack", client_id=again))["seq"] in talk.log
    await talk.send(type="press", seq=first["seq"], button=0)
    assert (await talk.frame("refused"))["reason"] == "stale_button"
    edit = await talk.send(type="answer", question="idea_what", text="bread and cakes")
    await talk.frame("ack", client_id=edit)
    plan = await talk.until(lambda window: _plan_with(window.frames, "bread and cakes"))
    assert plan["template"] == "general"
    await talk.send(type="language", locale="ar")
    await talk.frame("language", locale="ar", direction="rtl")
    await talk.send(type="code")
    code = (await talk.frame("code"))["code"]
    async with session.post(server.make_url("/codes/redeem"), json={"code": code}) as answer:
        token = (await answer.json())["token"]
    back = await window(token=token)
    await back.line(answers_to("line 2."))
    assert sorted(back.log) == [*range(1, len(back.log) + 1)]
    assert back.log.keys() >= talk.log.keys()
    rasa.script = erase
    await back.say("delete everything")
    await back.frame("deleted")
    assert await back.closed() == aiohttp.WSCloseCode.OK
    assert rasa.forgotten == [back.frames[0]["conversation"]]


async def erase(_request: TurnRequest) -> TurnResult:
    """Answer with the end of everything."""
    return TurnResult((), (Effect("delete_everything"),))


def _plan_with(frames: list[Frame], words: str) -> Frame | None:
    plans = (frame["plan"] for frame in frames if frame["type"] == "plan")
    return next((plan for plan in plans if words in str(plan)), None)


async def test_a_database_that_dropped_every_connection_is_not_noticed(
    window: Opener, server: TestServer, settings: Settings
) -> None:
    talk = await window()
    await talk.say("before.")
    await talk.line(answers_to("before."))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        connection.execute(text(f"{others} pg_backend_pid()"))
    engine.dispose()
    for number in range(8):
        await talk.say(f"after {number}.")
        await talk.line(answers_to(f"after {number}."))
    assert not talk.socket.closed
