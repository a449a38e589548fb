"""The frames by which an adviser works in the plan: Swedish beside words, remarks, proposals, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.answers import Misread, display, read_answer
from bot.advice.facts import Facts
from bot.advice.library import Library
from bot.advice.templates import Question
from connectors.desk.access import Accessed
from connectors.desk.acting import text_of
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, word_of
from connectors.desk.remarks import remarks_of
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.handover import proposing, questioning
from connectors.record.handover.shapes import At, Proposed, Said
from connectors.web.connection import Frame
from connectors.web.fanout import Event, News

LONGEST_REMARK = 2_000


async def render(visit: DeskVisit, frame: Frame) -> None:
    """Keep the adviser's Swedish beside a line or an answer."""
    at, text, tools = _at(visit, frame), text_of(frame), visit.service.service.tools
    seq, question = frame.get("seq"), word_of(frame, "question")
    if isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq < 2**31:
        await visit.write(
            frame, lambda session, _: proposing.render_message(session, at, seq=seq, text=text, tools=tools)
        )
        visit.acknowledge(frame)
        visit.service.service.fanout.to_desks(Event(News.LINE, at.conversation, seq))
    elif question is not None:
        await visit.write(
            frame, lambda session, _: proposing.render_answer(session, at, question=question, text=text, tools=tools)
        )
        visit.acknowledge(frame)
        visit.service.changed(at.conversation, News.PLAN, person=False)
    else:
        raise RefusedFrameError("not_possible")


async def comment(visit: DeskVisit, frame: Frame) -> None:
    """Keep a remark on an answer; the same one sent again is the same one."""
    at, text = _at(visit, frame), text_of(frame, longest=LONGEST_REMARK)
    question, tools = (await question_of(visit, frame)).id, visit.service.service.tools

    def step(session: Session, accessed: Accessed) -> None:
        told = {"question": question, "text": text, "name": visit.desk.who.name}
        if not any(told.items() <= one.items() for one in remarks_of(session, accessed).comments):
            proposing.comment(session, at, question=question, text=text, tools=tools)

    await visit.write(frame, step)
    visit.acknowledge(frame)
    visit.service.changed(at.conversation, News.REMARKS, person=False)


async def propose(visit: DeskVisit, frame: Frame) -> None:
    """Propose an answer, which the person takes or not; the same one sent again is the same one."""
    claim, text, tools = visit.claim(frame), text_of(frame), visit.service.service.tools
    question, library = await question_of(visit, frame), await visit.service.loaded()
    facts = replace(await facts_of(visit, frame), locale=visit.desk.locale)
    read = read_answer(question, text, facts, library.labels(question))
    if isinstance(read, Misread):
        raise RefusedFrameError("not_readable")
    label = {"type": "message", "name": question.names["text"]}
    proposed = Proposed(question.id, label, text, read.value, visit.desk.locale, partial(display, question))

    def step(session: Session, accessed: Accessed) -> Any:
        told = {"question": question.id, "text": text, "name": visit.desk.who.name, "state": "open"}
        if any(told.items() <= one.items() for one in remarks_of(session, accessed).proposals):
            return None
        return proposing.propose(session, claim, proposed, tools=tools)

    visit.owned(await visit.write(frame, step))
    visit.acknowledge(frame)
    visit.service.changed(claim.conversation)


async def ask(visit: DeskVisit, frame: Frame) -> None:
    """Ask the person a question of the plan, in their language; what they write next is read as its answer."""
    claim, tools = visit.claim(frame), visit.service.service.tools
    question = await question_of(visit, frame)
    said = Said(frame["client_id"], name=question.names["text"])
    stored = await visit.write(
        frame, lambda session, _: questioning.ask_question(session, claim, said, question=question.id, tools=tools)
    )
    visit.acknowledge(frame, visit.owned(stored).seq)
    visit.service.changed(claim.conversation)


async def question_of(visit: DeskVisit, frame: Frame) -> Question:
    """Give the question a frame names; refuse one that the person's plan does not have."""
    library: Library = await visit.service.loaded()
    template = library.template(await facts_of(visit, frame))
    name = word_of(frame, "question")
    if template is None or name not in template.ids:
        raise RefusedFrameError("not_possible")
    return template.question(name)


async def facts_of(visit: DeskVisit, frame: Frame) -> Facts:
    """Give what is known of the conversation a frame names."""
    day = day_in_stockholm(visit.service.service.tools.clock())
    return await visit.read(frame, lambda session, accessed: load_facts(session, accessed.id, day))


def _at(visit: DeskVisit, frame: Frame) -> At:
    return At(conversation_of(frame), visit.desk.who.id)


WRITES: Mapping[str, Act] = {"rendering": render, "comment": comment, "propose": propose, "ask": ask}
