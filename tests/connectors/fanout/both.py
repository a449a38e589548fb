"""A lead adviser at one gateway, an adviser at the other, and a person who may be at either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.advice.turn import Effect, Reply
from connectors.desk import service
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.desk.desktop import Desktop, Frame
from tests.connectors.fanout.conftest import Gateway, Pair
from tests.connectors.web.window import Window

LONG = 3_600.0
QUEUE = Effect("ask_for_adviser", {"waits": True, "about": "money", "language": "en"})


@pytest.fixture
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no gateway look at the clock for its desks, so that whatever they learn has come over the line."""
    monkeypatch.setattr(service, "SECONDS_BETWEEN_LOOKS", LONG)


@dataclass
class Both:
    """Who is where: Lisa leads at one gateway, Amina helps at the other."""

    pair: Pair
    lead: Desktop
    amina: Desktop

    async def overview(self, wanted: Callable[[Frame], object] = bool, seconds: float = 10.0) -> Frame:
        """Wait until the lead's overview is as wanted, and give it."""
        return await look(self.lead, wanted, seconds)


async def sit_down(pair: Pair) -> Both:
    """Open both desks; the lead follows the overview, and both of them all lists."""
    lead = await pair.a.desk(await pair.a.employ("Lisa", role="lead"))
    await lead.send(type="overview", follow=True)
    amina = await pair.b.desk(await pair.b.employ("Amina"))
    both = Both(pair, lead, amina)
    await both.overview(lambda seen: person(seen, amina.adviser)["presence"] == "here")
    return both


async def look(one: Desktop, wanted: Callable[[Frame], object] = bool, seconds: float = 10.0) -> Frame:
    """Wait until the newest overview of a desk is as wanted, and give it."""

    def newest(desk: Desktop) -> Frame | None:
        told = [frame for frame in desk.frames if frame["type"] == "overview"]
        return told[-1] if told and wanted(told[-1]) else None

    return await one.until(newest, seconds)


def person(overview: Frame, adviser: str) -> Frame:
    """Give an adviser of the overview; nothing is known of one who is not in it."""
    return next((one for one in overview["advisers"] if one["id"] == adviser), {"presence": None, "talks": []})


def turns(overview: Frame) -> list[str]:
    """Give those who wait, in turn."""
    return [turn["conversation"] for turn in overview["queue"]]


async def arrive(gateway: Gateway, **hello: str) -> tuple[Window, str]:
    """Let a person open a chat and read the welcome."""
    window = await gateway.window(template="general", **hello)
    await window.line(lambda line: bool(line["buttons"]))
    return window, str(window.frames[0]["conversation"])


async def cause(gateway: Gateway, window: Window, *effects: Effect) -> None:
    """Let what a person says at a gateway have these effects."""

    async def script(_request: TurnRequest) -> TurnResult:
        return TurnResult((Reply("utter_nothing_to_skip"),), effects, "any", 1.0)

    gateway.rasa.script = script
    try:
        seq = max(window.log)
        await window.say("please")
        await window.line(lambda line: line["author"] == "bot" and line["seq"] > seq)
    finally:
        gateway.rasa.script = None


async def wait_in_line(gateway: Gateway, **hello: str) -> tuple[Window, str]:
    """Let a new person ask for a human."""
    window, conversation = await arrive(gateway, **hello)
    await cause(gateway, window, QUEUE)
    return window, conversation
