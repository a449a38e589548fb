"""Guessing passwords slows the guesser, and shuts nobody out: counted in tries and waits of a clock of ours."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from statistics import median

import pytest
from aiohttp.test_utils import TestServer

from connectors.desk.allowances import LONGEST_WAIT, Allowance, Allowances, Source, TooManyTriesError
from connectors.desk.door import DOOR
from tests.connectors.desk.visitor import PASSWORD, Browser, Clock, Person

GUESSES = 40
SIGN_INS = 5


async def guess(browser: Browser, email: str) -> int:
    """Guess once; give the status."""
    return (await browser.sign_in(email, "fel losenord igen och igen")).status


async def tries_until_in(browser: Browser, clock: Clock, person: Person, *, patience: int) -> int:
    """Sign in, waiting as long as one is asked to; give how many tries that took."""
    for number in range(1, patience + 1):
        clock.go(seconds=31)
        answer = await browser.sign_in(person.email, PASSWORD, totp=person.code(clock))
        if answer.told == {"step": "done"}:
            return number
        assert answer.status == 429
        clock.go(seconds=answer.told["retry_after"])
    raise AssertionError("shut out")


@pytest.mark.parametrize(
    ("attacker", "known"),
    [
        pytest.param("127.0.0.7", False, id="from another address"),
        pytest.param("127.0.0.1", True, id="from the same address, on a known device"),
    ],
)
async def test_an_attack_costs_the_honest_one_nothing(
    clock: Clock, browse: Callable[..., Browser], amina: Person, attacker: str, known: bool
) -> None:
    honest, guesser = browse(), browse(attacker)
    if known:
        await honest.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    seen: Counter[int] = Counter()
    took = []
    for _ in range(SIGN_INS):
        for _ in range(GUESSES // SIGN_INS):
            seen[await guess(guesser, amina.email)] += 1
        took.append(await tries_until_in(honest, clock, amina, patience=1))
        if not known:
            honest.client.cookie_jar.clear()
    assert median(took) == max(took) == 1
    assert seen.keys() == {401, 429}
    assert seen[401] < GUESSES / 3


async def test_a_new_device_behind_a_guessers_address_waits_there_and_nowhere_else(
    clock: Clock, browse: Callable[..., Browser], amina: Person
) -> None:
    here, elsewhere, guesser = browse(), browse("127.0.0.2"), browse()
    for _ in range(GUESSES):
        await guess(guesser, amina.email)
    assert (await here.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).status == 429
    assert await tries_until_in(elsewhere, clock, amina, patience=1) == 1
    await guess(guesser, amina.email)
    assert await tries_until_in(here, clock, amina, patience=2) <= 2  # as soon as the guesser pauses


async def test_many_guesses_at_once_gain_nothing(clock: Clock, browser: Browser, amina: Person) -> None:
    statuses = Counter(await asyncio.gather(*(guess(browser, amina.email) for _ in range(30))))
    assert statuses == {401: 5, 429: 25}


async def test_unknown_accounts_are_slowed_like_known_ones(clock: Clock, browser: Browser) -> None:
    statuses = [await guess(browser, "nobody@x.example") for _ in range(8)]
    assert statuses == [401] * 5 + [429] * 3


async def test_one_password_for_many_accounts_is_slowed_by_address(clock: Clock, browser: Browser) -> None:
    statuses = Counter([await guess(browser, f"nobody{number}@x.example") for number in range(60)])
    assert statuses == {401: 50, 429: 10}


async def test_a_guesser_who_knows_the_password_gets_few_codes_from_anywhere(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], amina: Person
) -> None:
    owner = browse()
    await owner.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    clock.go(minutes=1)
    right = amina.code(clock)
    wrong = "000000" if right != "000000" else "000001"
    statuses = []
    for number in range(15):
        guesser = browse(f"127.0.1.{number + 1}")
        statuses.append((await guesser.sign_in(amina.email, PASSWORD, totp=wrong)).status)
        assert (await guesser.sign_in(amina.email, PASSWORD)).status == 200  # which gives no codes back
    assert statuses == [401] * 10 + [429] * 5
    assert (await owner.sign_in(amina.email, PASSWORD, totp=right)).told == {"step": "done"}
    assert server.app is not None
    assert server.app[DOOR].allowances.codes.free == 10


async def test_a_device_is_known_to_one_account_only(clock: Clock, browser: Browser, amina: Person) -> None:
    await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    for _ in range(5):
        await guess(browser, "other@x.example")
    assert await guess(browser, "other@x.example") == 429
    browser.client.cookie_jar.clear()
    assert await guess(browser, "other@x.example") == 429  # counted by address all the while


def test_waits_double_to_five_minutes_and_are_forgotten_in_time() -> None:
    now = 0.0
    allowance = Allowance(5, lambda: now)
    waits = []
    for _ in range(20):
        try:
            allowance.take("here")
            waits.append(0)
        except TooManyTriesError as error:
            waits.append(error.retry_after)
            now += error.retry_after
    assert waits[:5] == [0] * 5
    slow = [wait for wait in waits if wait]
    assert slow == sorted(slow)
    assert slow[:3] == [2, 4, 8]
    assert slow[-1] <= LONGEST_WAIT
    now += 3_600
    for _ in range(5):
        allowance.take("here")


async def test_strangers_cannot_fill_the_lane_of_known_devices() -> None:
    allowances = Allowances(lambda: 0.0)
    stranger, known = Source("1.2.3.4"), Source("1.2.3.4", "d_1")
    full, leave = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with allowances.hashing(stranger):
            full.set()
            await leave.wait()

    tasks = [asyncio.create_task(hold()) for _ in range(20)]
    await full.wait()
    with pytest.raises(TooManyTriesError):
        async with allowances.hashing(stranger):
            pass
    async with allowances.hashing(known):
        pass
    leave.set()
    await asyncio.gather(*tasks)
