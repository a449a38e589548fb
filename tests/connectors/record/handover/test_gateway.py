"""A running gateway while a human helps: every message is kept and acknowledged, and the bot is silent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from aiohttp.test_utils import TestServer
from sqlalchemy.orm import Session

from connectors.record.conversations import view
from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Claim, Done, Taken, Wish
from connectors.record.handover.taking import give_back, take
from connectors.web.service import SERVICE, Service
from tests.connectors.record.handover.desk import AMINA, staff
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Window, answers_to

T = TypeVar("T")


class Human:
    """An adviser at the conversation of one window."""

    def __init__(self, service: Service, talk: Window) -> None:
        self.service = service
        self.conversation = next(str(frame["conversation"]) for frame in talk.frames if frame["type"] == "welcome")

    async def do(self, step: Callable[[Session], T]) -> T:
        """Take a step, and tell the gateway as the desk would."""
        result = await self.service.database.write(step)
        self.service.hub.stir(self.conversation)
        self.service.engine.wake(self.conversation)
        return result

    async def queue(self) -> None:
        """Let the person wait."""
        await self.service.database.write(staff)
        await self.do(partial(ask, conversation=self.conversation, wish=Wish(), tools=self.service.tools))

    async def take(self) -> Claim:
        """Take over."""
        fence = await self.fence()
        taken = await self.do(
            partial(take, claim=Claim(self.conversation, AMINA, fence), tools=self.service.tools),
        )
        assert isinstance(taken, Taken)
        return Claim(self.conversation, AMINA, taken.fence)

    async def fence(self) -> int:
        """Give the fence as committed."""
        seen = await self.service.database.read(partial(view, conversation=self.conversation))
        return seen.owner.fence

    async def give_back(self, claim: Claim) -> None:
        """Give the talk back to the bot."""
        assert isinstance(await self.do(partial(give_back, claim=claim, tools=self.service.tools)), Done)


async def test_the_bot_answers_who_waits_is_silent_for_an_adviser_and_comes_back(
    window: Opener, rasa: FakeUnderstander, server: TestServer
) -> None:
    talk = await window()
    human = Human(server.app[SERVICE], talk)
    await human.queue()
    await talk.say("while I wait")
    await talk.line(answers_to("while I wait"))
    claim = await human.take()
    client_id = await talk.say("for the adviser")
    await talk.frame("ack", client_id=client_id)
    await human.give_back(claim)
    await talk.say("for the bot")
    await talk.line(answers_to("for the bot"))
    assert [request.text for request in rasa.requests] == ["while I wait", "for the bot"]


async def test_another_language_works_while_an_adviser_helps_and_the_bot_says_nothing(
    window: Opener, server: TestServer
) -> None:
    talk = await window(locale="sv")
    human = Human(server.app[SERVICE], talk)
    await human.queue()
    await human.take()
    taken = await talk.line(lambda line: line["author"] == "system" and "Amina" in line["text"])
    await talk.send(type="language", locale="en")
    await talk.frame("language", locale="en")
    await talk.line(lambda line: line["seq"] == taken["seq"] and line["language"] == "en")
    assert max(talk.log) == taken["seq"]
