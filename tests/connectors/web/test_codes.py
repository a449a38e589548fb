"""Return codes: guessing is hopeless and slow, and keeps no honest person out, not even behind the same address."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median, quantiles

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, event

from connectors.keys import format_code, new_code
from connectors.web.guessing import FORGIVEN, LANE, LONGEST_QUEUE, Guesses, TooManyGuessesError
from connectors.web.service import SERVICE
from tests.connectors.web.conftest import Opener

FULL = os.environ.get("STARTBRO_FULL") == "1"
GUESSES = 10_000 if FULL else 1_500
GUESSERS = 50


async def redeem(session: aiohttp.ClientSession, server: TestServer, code: str) -> int:
    """Try a code; give the status."""
    async with session.post(server.make_url("/codes/redeem"), json={"code": code}) as answer:
        await answer.read()
        return answer.status


async def code_of_somebody(window: Opener) -> str:
    """Give the return code of somebody honest."""
    talk = await window()
    await talk.send(type="code")
    return str((await talk.frame("code"))["code"])


@asynccontextmanager
async def guessing(session: aiohttp.ClientSession, server: TestServer) -> AsyncIterator[Counter[int]]:
    """Guess well-formed codes as fast as they are answered while the context lasts and until all are tried."""
    seen: Counter[int] = Counter()

    async def guess(times: int) -> None:
        for _ in range(times):
            seen[await redeem(session, server, format_code(new_code()))] += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(GUESSERS):
            group.create_task(guess(GUESSES // GUESSERS))
        yield seen


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("honest", "seconds"),
    [pytest.param("127.0.0.2", 0.1, id="another address"), pytest.param("127.0.0.1", 2.0, id="the same address")],
)
async def test_guessers_hit_nothing_and_keep_nobody_out(
    window: Opener, server: TestServer, session: aiohttp.ClientSession, honest: str, seconds: float
) -> None:
    code = await code_of_somebody(window)
    took: list[float] = []
    connector = aiohttp.TCPConnector(local_addr=(honest, 0))
    async with aiohttp.ClientSession(connector=connector) as own, guessing(session, server) as seen:
        while seen.total() < GUESSES // 2:
            begun = time.monotonic()
            assert await redeem(own, server, code) == 200
            took.append(time.monotonic() - begun)
            await asyncio.sleep(0.02)
    assert seen.total() == GUESSES
    assert seen.keys() <= {404, 429}
    longest = 1000 * quantiles(took, n=100, method="inclusive")[-1]
    print(f"{len(took)} honest: {1000 * median(took):.0f} ms (median), {longest:.0f} ms (99 of 100); {dict(seen)}")
    assert median(took) <= seconds  # the median, since guessers, gateway and this test share one event loop


async def test_somebody_who_mistypes_a_few_times_never_waits() -> None:
    guesses = Guesses(lambda: 0.0)
    for _ in range(FORGIVEN):
        await asyncio.wait_for(guesses.charge("here"), 0.05)
    assert not guesses.is_suspect("here")


async def test_waits_grow_to_a_second_and_are_forgotten_in_time() -> None:
    now = 0.0
    guesses = Guesses(lambda: now)
    waits = []
    for _ in range(30):
        guesses._wrong.take("here")
        waits.append(guesses.wait("here"))
    assert waits[:FORGIVEN] == [0.0] * FORGIVEN
    assert waits[FORGIVEN : FORGIVEN + 5] == [0.1, 0.2, 0.4, 0.8, 1.0]
    assert set(waits[FORGIVEN + 5 :]) == {1.0}
    assert guesses.wait("elsewhere") == 0.0
    now = 600.0
    assert guesses.wait("here") == 0.0


async def test_suspects_are_looked_up_a_few_at_a_time_and_others_at_once() -> None:
    guesses = Guesses(lambda: 0.0)
    for _ in range(FORGIVEN + 1):
        guesses._wrong.take("suspect")
    inside, leave = 0, asyncio.Event()

    async def look_up(address: str) -> None:
        nonlocal inside
        async with guesses.looking_up(address):
            inside += 1
            await leave.wait()

    tasks = [asyncio.create_task(look_up("suspect")) for _ in range(LONGEST_QUEUE)]
    await asyncio.sleep(0.01)
    assert inside == LANE
    with pytest.raises(TooManyGuessesError):
        async with guesses.looking_up("suspect"):
            pass
    tasks.append(asyncio.create_task(look_up("honest")))
    await asyncio.sleep(0.01)
    assert inside == LANE + 1
    leave.set()
    await asyncio.gather(*tasks)
    assert inside == LONGEST_QUEUE + 1


@pytest.mark.parametrize("kind", ["right", "wrong", "impossible", "long"])
async def test_every_code_costs_one_lookup_by_index(
    window: Opener, server: TestServer, session: aiohttp.ClientSession, kind: str
) -> None:
    right = await code_of_somebody(window)
    codes = {"right": right, "wrong": format_code(new_code()), "impossible": "hello", "long": "A" * 900}
    found: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if "return_code" in statement and statement.startswith("SELECT"):
            found.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert await redeem(session, server, codes[kind]) == (200 if kind == "right" else 404)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(found) == (2 if kind == "right" else 1)  # a right one is looked up again where its token is made
    app = server.app
    assert app is not None
    statement, values = found[0]
    plan = await app[SERVICE].database.read(
        lambda session: session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]
    )
    assert "USING INDEX" in str(plan)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"[]", 400, id="a list"),
        pytest.param(b'{"code": 7}', 400, id="a number"),
        pytest.param(b'{"code": "\\ud800"}', 404, id="half a character"),
        pytest.param(b'{"code": "hello"}', 404, id="not a code"),
        pytest.param(b'{"code": "' + b"A" * 5_000 + b'"}', 400, id="very long"),
        pytest.param(b"\xff\xfe", 400, id="not text"),
    ],
)
async def test_odd_codes_are_refused(
    server: TestServer, session: aiohttp.ClientSession, body: bytes, status: int
) -> None:
    async with session.post(server.make_url("/codes/redeem"), data=body) as answer:
        assert answer.status == status
