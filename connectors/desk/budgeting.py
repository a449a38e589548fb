"""The frames about budgets: showing them, what another figure would change, and a remark on what stands there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.advice.answers import Misread, read_answer
from bot.advice.facts import Facts
from bot.advice.library import Library
from bot.advice.templates import Template
from bot.advice.turn import Reply
from connectors.desk.acting import text_of
from connectors.desk.budget import CASES, Looked, budget_frame, known_of
from connectors.desk.budget_cells import Value, references
from connectors.desk.budget_seeing import see_budgets
from connectors.desk.budget_trying import tried_frame
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, word_of
from connectors.desk.working import LONGEST_REMARK, facts_of, question_of
from connectors.record.handover.commenting import comment_to_person
from connectors.record.handover.shapes import Remark
from connectors.web.connection import Frame


async def show(visit: DeskVisit, frame: Frame) -> None:
    """Show the budgets of a conversation as they are now, in one of the two cases."""
    conversation, case = conversation_of(frame), _case(frame)
    library, facts = await visit.service.loaded(), await _see(visit, frame)
    looked = Looked(_template(library, library.template(facts)), facts, case, visit.desk.locale)
    visit.desk.put(await asyncio.to_thread(budget_frame, looked, conversation))


async def try_figure(visit: DeskVisit, frame: Frame) -> None:
    """Say what another answer would change, or, in the words of the interview, why it is none."""
    conversation, case, text = conversation_of(frame), _case(frame), text_of(frame)
    question, library = await question_of(visit, frame), await visit.service.loaded()
    facts = await _see(visit, frame)
    looked = Looked(_template(library, library.template(facts)), facts, case, visit.desk.locale)
    read = read_answer(question, text, replace(facts, locale=visit.desk.locale), library.labels(question))
    told = {"type": "budget_tried", "conversation": conversation, "case": case, "question": question.id, "text": text}
    if isinstance(read, Misread):
        problem = looked.say(Reply(f"utter_answer_{read.reason}", read.values))
        visit.desk.put({**told, "problem": problem})
    else:
        visit.desk.put({**told, "problem": "", **await asyncio.to_thread(tried_frame, looked, question.id, read.value)})


async def comment(visit: DeskVisit, frame: Frame) -> None:
    """Keep a remark on a question, a row or a cell, and tell the person; the same one sent again is the same one."""
    claim, text, about = visit.claim(frame), text_of(frame, longest=LONGEST_REMARK), word_of(frame, "about")
    library, facts = await visit.service.loaded(), await facts_of(visit, frame)
    looked = Looked(_template(library, library.template(facts)), facts, _case(frame), visit.desk.locale)
    label = _label(looked, about)
    if about is None or label is None:
        raise RefusedFrameError("not_possible")
    remark, tools = Remark(about, label, text), visit.service.service.tools
    told = await visit.write(frame, lambda session, _: comment_to_person(session, claim, remark, tools=tools))
    visit.owned(told)
    visit.acknowledge(frame)
    visit.service.changed(claim.conversation)


async def _see(visit: DeskVisit, frame: Frame) -> Facts:
    service = visit.service.service
    return await see_budgets(service.database, visit.desk.who, conversation_of(frame), now=service.tools.clock())


def _label(looked: Looked, about: str | None) -> Value | None:
    """Give the typed value that names a question, a row or a cell; None when there is none of that reference."""
    if about in looked.template.ids:
        return {"type": "message", "name": looked.template.question(about).names["text"], "values": {}}
    known = known_of(looked)
    return None if isinstance(known, Reply) or about is None else dict(references(known.budgets)).get(about)


def _case(frame: Frame) -> str:
    case = frame.get("case")
    if case not in CASES:
        raise RefusedFrameError("not_possible")
    return str(case)


def _template(library: Library, chosen: Template | None) -> Template:
    """Give the plan's template; before one is chosen the general one, in which nothing is answered either."""
    return chosen or library.templates["general"]


LOOKS: Mapping[str, Act] = {"budget": show, "budget_try": try_figure}
WRITES: Mapping[str, Act] = {"budget_comment": comment}
