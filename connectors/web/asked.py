"""Reads what the person has just written as the answer to what an adviser asked: a question of the plan, or times."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.advice.answers import Misread, read_answer
from bot.advice.facts import Facts
from bot.advice.library import Library
from bot.language.identity_numbers import mask
from connectors.record.conversations import view
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.handover.asking_times import take_times
from connectors.record.handover.questioning import ASKED, TIMES_ASKED, take_answer
from connectors.record.plans import Revision
from connectors.web.fanout import Event, News
from connectors.web.service import Service


async def take_as_answer(service: Service, conversation: str, *, seq: int, text: str) -> None:
    """Store the answer when an adviser has asked and the words are one; else they are only a message."""
    state = await service.database.read(lambda session: view(session, conversation).state)
    if state.get(TIMES_ASKED):
        await _take_times(service, conversation, text)
    if not state.get(ASKED):
        return
    library, tools = (await service.shelf.get()).library, service.tools

    day = day_in_stockholm(tools.clock())

    def read(session: Session, question: str) -> Revision | None:
        return _read(load_facts(session, conversation, day), question, text, library)

    stored = await service.database.write(
        lambda session: take_answer(session, conversation, seq=seq, read=read, tools=tools)
    )
    if stored is not None:
        service.fanout.to_desks(Event(News.PLAN, conversation))
        service.fanout.to_person(Event(News.PLAN, conversation))


async def _take_times(service: Service, conversation: str, text: str) -> None:
    tools = service.tools
    if await service.database.write(lambda session: take_times(session, conversation, text=mask(text), tools=tools)):
        service.fanout.to_desks(Event(News.GROWN, conversation))


def _read(facts: Facts, name: str, text: str, library: Library) -> Revision | None:
    template = library.template(facts)
    if template is None or name not in template.ids:
        return None
    question = template.question(name)
    read = read_answer(question, text, facts, library.labels(question))
    if isinstance(read, Misread):
        return None
    return Revision(name, read.value, text, language=library.language_of(text, facts.locale))
