"""Earlier answers reach the turn that asks for them, with Rasa or without, and cost no other turn a question."""

from __future__ import annotations

from typing import Any

import pytest

from bot.advice.facts import Earlier
from bot.advice.turn import Effect
from connectors.record import attempts
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.web.conftest import FakeUnderstander, Opener, echo
from tests.connectors.web.window import answers_to


def rent(value: str) -> Effect:
    """Make an answer."""
    return Effect("store_answer", {"question": "place_rent", "value": value, "text": value, "language": "en"})


async def test_a_turn_that_asks_sees_what_was_said_before(window: Opener, rasa: FakeUnderstander) -> None:
    seen: list[Earlier] = []

    async def script(request: TurnRequest) -> TurnResult:
        if request.text == "before":
            seen.extend(await request.look_back())
            return echo(request)
        return TurnResult(echo(request).replies, (rent(request.text),))

    rasa.script = script
    talk = await window(template="general")
    for text in ("9000", "4500", "before"):
        await talk.say(text)
        await talk.line(answers_to(text))
    assert [(one.answer.value, one.current) for one in seen] == [("9000", False), ("4500", True)]


async def test_an_ordinary_turn_reads_no_history(
    window: Opener, rasa: FakeUnderstander, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: Any, **__: Any) -> None:
        raise AssertionError("nobody asked")

    monkeypatch.setattr(attempts, "earlier_answers", read)
    talk = await window(template="general")
    await talk.say("hello.")
    await talk.line(answers_to("hello."))


async def test_without_rasa_a_short_word_is_enough(window: Opener, rasa: FakeUnderstander) -> None:
    async def script(request: TurnRequest) -> TurnResult:
        return TurnResult(echo(request).replies, (rent(request.text),))

    rasa.script = script
    talk = await window(template="general")
    for text in ("9000", "4500"):
        await talk.say(text)
        await talk.line(answers_to(text))
    rasa.become(None)
    await talk.frame("status", state="away")
    await talk.say("history")
    which = await talk.line(lambda line: line["author"] == "bot" and "rent" in str(line["buttons"]))
    await talk.send(type="press", seq=which["seq"], button=0)
    told = await talk.line(lambda line: line["author"] == "bot" and "9,000" in str(line["buttons"]))
    assert "4,500" in told["text"]
    assert "4,500" not in str(told["buttons"])
