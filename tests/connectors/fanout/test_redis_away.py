"""Redis may vanish, freeze or drop connections: nothing is lost, news comes late, and then at once again."""

from __future__ import annotations

import asyncio
import logging
import signal

import pytest
from redis.asyncio import Redis

from bot.advice.turn import Effect
from connectors.fanout import line, links
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.fanout.conftest import Pair, until, until_heard
from tests.connectors.fanout.redis_server import RedisServer
from tests.connectors.web.window import Window, answers_to

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look and try again ten times as often, so that tests do not take minutes."""
    monkeypatch.setattr(links, "SECONDS_BETWEEN_LOOKS", links.SECONDS_BETWEEN_LOOKS / 10)
    monkeypatch.setattr(line, "LONGEST_PAUSE", line.LONGEST_PAUSE / 10)


async def both_sides(pair: Pair) -> tuple[Window, Window]:
    """Open the same conversation at both gateways."""
    first = await pair.a.window()
    return first, await pair.b.window(token=first.token)


async def exchange(first: Window, second: Window, word: str) -> None:
    """Write at both and see it at the other."""
    for here, there, text in ((first, second, f"{word} here."), (second, first, f"{word} there.")):
        await here.say(text)
        await here.line(answers_to(text))
        await there.line(answers_to(text))


async def test_without_redis_windows_and_desks_still_hear_of_all(
    pair: Pair, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = await both_sides(pair)
    conversation = str(first.frames[0]["conversation"])
    desk = await pair.b.desk(await pair.b.employ("Amina"), "waiting")
    await redis.kill()
    await until_heard(pair.a, 0)
    with caplog.at_level(logging.WARNING):
        await exchange(first, second, "alone")
        await exchange(first, second, "still alone")
    told = [record.message for record in caplog.records if "redis is away" in record.message]
    assert len(told) == 2, "each gateway says it once"
    pair.a.rasa.script = ask_for_adviser
    await first.say("a human, please")
    await desk.until(lambda desk: conversation in desk.rows["waiting"])
    await desk.take(conversation)
    await first.frame("adviser", state="here", name="Amina")
    await first.send(type="language", locale="ar")
    await second.frame("language", locale="ar")
    pair.a.rasa.script = None
    await redis.start()
    await pair.connected()
    await desk.act("send", conversation, text="Back again.")
    for window in (first, second):
        await window.line(lambda line: line["text"] == "Back again.")
        assert sorted(window.log) == [*range(1, len(window.log) + 1)]


async def ask_for_adviser(_request: TurnRequest) -> TurnResult:
    """Queue the person."""
    return TurnResult((), (Effect("ask_for_adviser", {"waits": True}),))


async def test_a_frozen_redis_is_left_alone_and_taken_up_again(pair: Pair, redis: RedisServer) -> None:
    first, second = await both_sides(pair)
    redis.send(signal.SIGSTOP)
    try:
        await exchange(first, second, "frozen")
    finally:
        redis.send(signal.SIGCONT)
    await pair.connected()
    await exchange(first, second, "thawed")


async def test_dropped_connections_cost_a_moment(
    pair: Pair, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = await both_sides(pair)
    with caplog.at_level(logging.INFO, "startbro.fanout"):
        async with Redis.from_url(redis.url) as client:
            for kind in ("pubsub", "normal"):
                await client.client_kill_filter(_type=kind, skipme=True)
        await first.say("in the gap.")
        await second.line(answers_to("in the gap."))
        await until(lambda: sum("redis is there" in record.message for record in caplog.records) >= 2)
    assert sum("redis is away" in record.message for record in caplog.records) == 2
    await exchange(first, second, "after")


async def test_what_is_erased_while_redis_is_away_is_gone_everywhere(pair: Pair, redis: RedisServer) -> None:
    first, second = await both_sides(pair)
    await second.say("remember me.")
    await second.line(answers_to("remember me."))
    await redis.kill()
    await until_heard(pair.a, 0)

    async def erase(_request: TurnRequest) -> TurnResult:
        return TurnResult((), (Effect("delete_everything"),))

    pair.a.rasa.script = erase
    await first.say("delete everything")
    await second.frame("deleted")
    await redis.start()
    # to forget a second time does no harm, so how often it is told does not matter
    await until(lambda: set(pair.b.rasa.forgotten) == {first.frames[0]["conversation"]}, 20)


async def test_redis_hears_and_keeps_no_word_of_anybody(pair: Pair, redis: RedisServer) -> None:
    canary = "canary-5b1e"
    heard: list[str] = []
    async with Redis.from_url(redis.url) as client, client.monitor() as monitor:

        async def listen() -> None:
            async for command in monitor.listen():
                heard.append(command["command"])

        listening = asyncio.create_task(listen())
        first, second = await both_sides(pair)
        await exchange(first, second, canary)
        await first.send(type="answer", question="idea_what", text=canary)
        await first.send(type="code")
        code = (await second.frame("code"))["code"]
        await until(lambda: any('"news":"code"' in command.replace("\\", "") for command in heard))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        kept = [await client.dump(key) for key in await client.keys("*")]
    traffic = " ".join(heard)
    assert "publish" in traffic.lower()
    for secret in (canary, code, code.replace("-", ""), "127.0.0.1:" + str(pair.a.server.port), str(first.token)):
        assert secret not in traffic
        assert not any(secret.encode() in bytes(value or b"") for value in kept)
