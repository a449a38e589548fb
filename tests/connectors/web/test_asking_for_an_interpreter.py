"""A person whose language nobody at the desk speaks: from the wish for an interpreter to the day it is booked for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.record.handover.interpreting import settle_wish
from connectors.record.handover.marking import set_presence
from connectors.record.handover.shapes import BOOKED, At
from connectors.store.desk import InterpreterWish
from connectors.web.fanout import Event, News
from connectors.web.service import SERVICE, Service
from tests.connectors.record.handover.desk import AMINA, staff
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.test_asking_for_a_human import ask_for_human, press, speaks

TIMES = "Mondays, after my course ends at three"


async def kept(service: Service) -> tuple[str, str]:
    """Give state and times of the one wish that is kept."""
    found = await service.database.read(lambda session: session.scalars(select(InterpreterWish)).one())
    return found.state, found.times


async def test_the_person_says_when_it_suits_and_reads_when_it_is(
    window: Opener, rasa: FakeUnderstander, server: TestServer
) -> None:
    rasa.become(None)  # the menu runs the same actions
    assert server.app is not None
    service = server.app[SERVICE]
    await service.database.write(staff)
    now = service.tools.clock()
    await service.database.write(partial(set_presence, adviser=AMINA, gateway="g", state="here", now=now))
    talk = await window(locale="en")
    await ask_for_human(talk)
    offered = await talk.line(speaks("No adviser who is here now speaks"))
    await press(talk, offered, "Ask for an interpreter")
    asked = await talk.line(speaks("When does it suit you to talk with an adviser and an interpreter?"))
    assert await kept(service) == ("wanted", "")
    assert [button["label"] for button in asked["buttons"]] == ["Skip"]
    await talk.say(TIMES)
    reach = await talk.line(speaks("you need an interpreter for", "English"))
    assert {"Leave a phone number", "Leave an e-mail address"} & {button["label"] for button in reach["buttons"]}
    assert await kept(service) == ("wanted", TIMES)

    conversation = str((await talk.frame("welcome"))["conversation"])
    meets = (now + timedelta(days=4)).replace(second=0, microsecond=0)
    settle = partial(settle_wish, state=BOOKED, meets=meets, tools=service.tools)
    await service.database.write(lambda session: settle(session, At(conversation, AMINA)))
    service.fanout.to_person(Event(News.GROWN, conversation))
    await talk.line(speaks("An interpreter for", "English", "is booked for"))


async def test_skipping_the_times_keeps_the_wish(window: Opener, rasa: FakeUnderstander, server: TestServer) -> None:
    rasa.become(None)
    assert server.app is not None
    service = server.app[SERVICE]
    await service.database.write(staff)
    now = service.tools.clock()
    await service.database.write(partial(set_presence, adviser=AMINA, gateway="g", state="here", now=now))
    talk = await window(locale="en")
    await ask_for_human(talk)
    await press(talk, await talk.line(speaks("No adviser who is here now speaks")), "Ask for an interpreter")
    await press(talk, await talk.line(speaks("When does it suit you to talk with an adviser and an")), "Skip")
    await talk.line(speaks("you need an interpreter for"))
    assert await kept(service) == ("wanted", "")
