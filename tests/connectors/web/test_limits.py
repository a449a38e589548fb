"""Who is slowed down and who is not: floods, and a class behind one address."""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

import pytest

from connectors.web import visit
from connectors.web.limits import Buckets
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import answers_to


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now


def test_a_burst_is_given_once_and_then_a_steady_rate() -> None:
    clock = Clock()
    buckets = Buckets(10, 1, clock=clock)
    assert [buckets.take("a") for _ in range(12)] == [True] * 10 + [False] * 2
    clock.now = 3.0
    assert [buckets.take("a") for _ in range(4)] == [True] * 3 + [False]
    clock.now = 10_000.0
    assert [buckets.take("a") for _ in range(11)] == [True] * 10 + [False]


def test_one_key_never_uses_up_anothers() -> None:
    buckets = Buckets(1, 0, clock=Clock())
    assert [buckets.take(key) for key in ("a", "b", "a", "b")] == [True, True, False, False]


def test_a_clock_that_goes_backwards_gives_and_takes_nothing() -> None:
    clock = Clock()
    clock.now = 100.0
    buckets = Buckets(2, 1, clock=clock)
    assert buckets.take("a")
    clock.now = 50.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]


def test_a_notice_is_due_once_in_each_dry_spell() -> None:
    clock = Clock()
    buckets = Buckets(1, 1, clock=clock)
    buckets.take("a")
    assert [buckets.should_notice("a") for _ in range(3)] == [True, False, False]
    clock.now = 2.0
    buckets.take("a")
    assert buckets.should_notice("a")


async def test_ten_messages_at_once_are_all_taken(window: Opener) -> None:
    talk = await window()
    for number in range(10):
        await talk.say(f"line {number}.")
    for number in range(10):
        await talk.line(answers_to(f"line {number}."))
    assert not [frame for frame in talk.frames if frame["type"] == "refused"]


async def test_what_was_written_offline_is_slowed_down_rather_than_refused(window: Opener) -> None:
    talk = await window()
    ids = [await talk.say(f"offline {number}.") for number in range(13)]
    for client_id in ids:
        await talk.frame("ack", client_id=client_id)
    assert not [frame for frame in talk.frames if frame["type"] == "refused"]


async def test_a_flood_gets_one_notice_and_disturbs_nobody(
    window: Opener, monkeypatch: pytest.MonkeyPatch, rasa: FakeUnderstander
) -> None:
    monkeypatch.setattr(visit, "SECONDS_PER_PACE", 0.01)
    flooder, honest = await window(), await window()
    flood = asyncio.create_task(_flood(flooder.say, 1_500))
    waits: list[float] = []
    for number in range(8):
        started = time.monotonic()
        client_id = await honest.say(f"honest {number}.")
        await honest.frame("ack", client_id=client_id)
        waits.append(time.monotonic() - started)
        await asyncio.sleep(0.02)
    await flood
    refused = await flooder.until(
        lambda w: refused if len(refused := [f for f in w.frames if f["type"] == "refused"]) > 1_400 else None, 30
    )
    assert sum(1 for frame in refused if frame["text"]) == 1
    assert len(flooder.log) < 100
    assert quantiles(waits, n=10, method="inclusive")[-1] < 1.0


async def _flood(say: object, times: int) -> None:
    assert callable(say)
    for number in range(times):
        await say(f"flood {number}")


async def test_two_hundred_visitors_behind_one_address_are_all_served(window: Opener) -> None:
    talks = [await window() for _ in range(200)]
    for number, talk in enumerate(talks):
        await talk.say(f"student {number}.")
    for number, talk in enumerate(talks):
        await talk.line(answers_to(f"student {number}."), 60)
