"""The frames by which an adviser acts: taking a conversation, writing, notes, giving back, handing on, closing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.clean import LONGEST_TEXT, clean, is_visible
from connectors.desk import ready_answers
from connectors.desk.access import Accessed
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, target_of, word_of
from connectors.desk.rows import CALL_BACK
from connectors.keys import new_id
from connectors.record.handover import calling, marking, sending, taking, transferring
from connectors.record.handover.rating import ask_rating
from connectors.record.handover.shapes import At, Done, NotOwner, Said
from connectors.web import composing
from connectors.web.connection import Frame
from connectors.web.fanout import News

MOST_LABELS = 20
LONGEST_NOTE = 2_000


def text_of(frame: Frame, *, longest: int = LONGEST_TEXT) -> str:
    """Give what the adviser wrote, cleaned; refuse nothing at all and too much."""
    typed = frame.get("text")
    text = clean(typed) if isinstance(typed, str) else ""
    if not is_visible(text):
        raise RefusedFrameError("empty")
    if len(text) > longest:
        raise RefusedFrameError("too_long")
    return text


async def take(visit: DeskVisit, frame: Frame) -> None:
    """Take a conversation over."""
    claim, tools = visit.claim(frame), visit.service.service.tools
    taken = await visit.write(frame, lambda session, _accessed: taking.take(session, claim, tools=tools))
    try:
        visit.owned(taken)
    finally:
        # Whoever was too late learns whose it is now, and with which fence.
        visit.service.changed(claim.conversation, News.GROWN, News.OWNER)


async def send(visit: DeskVisit, frame: Frame) -> None:
    """Write to the person in the adviser's own words."""
    await _say(visit, frame, Said(frame["client_id"], text=text_of(frame), language=visit.desk.locale))


async def send_ready(visit: DeskVisit, frame: Frame) -> None:
    """Send a ready answer; each reader gets it in their own language."""
    said = await ready_answers.said(visit, frame)
    await _say(visit, frame, said)


async def _say(visit: DeskVisit, frame: Frame, said: Said) -> None:
    claim, tools = visit.claim(frame), visit.service.service.tools
    stored = await visit.write(frame, lambda session, _accessed: sending.send(session, claim, said, tools=tools))
    visit.acknowledge(frame, visit.owned(stored).seq)
    visit.service.changed(claim.conversation)


async def note(visit: DeskVisit, frame: Frame) -> None:
    """Write something that only colleagues see."""
    said = Said(frame["client_id"], text=text_of(frame), language=visit.desk.locale)
    at, mentions = _at(visit, frame), _mentions(visit, frame)
    tools = visit.service.service.tools
    stored = await visit.write(
        frame, lambda session, _accessed: sending.note(session, at, said, mentions=mentions, tools=tools)
    )
    visit.acknowledge(frame, stored.seq)
    visit.service.changed(at.conversation, News.GROWN, person=False)


def _mentions(visit: DeskVisit, frame: Frame) -> list[str]:
    """Give the colleagues whom a note names; whoever works elsewhere, or nowhere, is left out."""
    named, who = frame.get("mentions"), visit.desk.who
    others = [one.id for one in visit.service.roster.colleagues(who.organisation) if one.id != who.id]
    return [one for one in others if one in named] if isinstance(named, list) else []


async def give_back(visit: DeskVisit, frame: Frame) -> None:
    """Let the bot go on, and ask the question where it does."""
    claim, tools = visit.claim(frame), visit.service.service.tools
    question, remark = word_of(frame, "question"), word_of(frame, "note", longest=LONGEST_NOTE)
    done = await visit.write(
        frame,
        lambda session, _accessed: taking.give_back(
            session, claim, question=question, note=clean(remark) if remark else None, tools=tools
        ),
    )
    visit.owned(done)
    web = visit.service.service
    library = (await web.shelf.get()).library
    await web.engine.say(claim.conversation, composing.going_on(library), turn=new_id("t"))
    visit.service.changed(claim.conversation, News.GROWN, News.OWNER)


async def transfer(visit: DeskVisit, frame: Frame) -> None:
    """Ask the person whether somebody else may help."""
    claim, tools = visit.claim(frame), visit.service.service.tools
    to = target_of(frame)
    remark = word_of(frame, "note", longest=LONGEST_NOTE)
    done = await visit.write(
        frame,
        lambda session, _accessed: transferring.transfer(
            session, claim, to, note=clean(remark) if remark else None, tools=tools
        ),
    )
    visit.owned(done)
    visit.service.changed(claim.conversation)


async def close(visit: DeskVisit, frame: Frame) -> None:
    """End the help, with how it ended."""
    claim, tools, outcome = visit.claim(frame), visit.service.service.tools, frame.get("outcome")
    if outcome not in visit.service.outcomes:
        raise RefusedFrameError("not_possible")

    def step(session: Session, accessed: Accessed) -> Done | NotOwner:
        done = taking.close(session, claim, outcome=str(outcome), tools=tools)
        if isinstance(done, Done):
            ask_rating(session, accessed.id, tools=tools)
        return done

    visit.owned(await visit.write(frame, step))
    visit.service.changed(claim.conversation, News.GROWN, News.OWNER)


async def label(visit: DeskVisit, frame: Frame) -> None:
    """Put labels on a conversation."""
    at, labels = _at(visit, frame), frame.get("labels")
    known = set(visit.service.labels)
    if not isinstance(labels, list) or len(labels) > MOST_LABELS or not all(one in known for one in labels):
        raise RefusedFrameError("not_possible")
    tools = visit.service.service.tools
    await visit.write(frame, lambda session, _accessed: marking.label(session, at, labels, tools=tools))
    visit.service.changed(at.conversation, News.REMARKS, person=False)


async def assign(visit: DeskVisit, frame: Frame) -> None:
    """Say which colleague should see to a conversation."""
    at, to, tools = _at(visit, frame), word_of(frame, "adviser"), visit.service.service.tools
    await visit.write(frame, lambda session, _accessed: marking.assign(session, at, to=to, tools=tools))
    visit.service.changed(at.conversation, News.GROWN)
    if to is not None:
        visit.service.tell_assigned(at.conversation, to, by=at.adviser)


async def call_back(visit: DeskVisit, frame: Frame) -> None:
    """Keep how calling somebody back went."""
    number = word_of(frame, "call_back")
    if number is None or not number.isdecimal() or len(number) > 9:
        raise RefusedFrameError("unknown")
    service, adviser = visit.service.service, visit.desk.who.id
    outcome = str(frame.get("outcome"))

    def step(session: Session) -> str:
        calling.call_back(session, int(number), adviser, outcome=outcome, tools=service.tools)
        return str(session.scalar(select(CALL_BACK.c.conversation).where(CALL_BACK.c.id == int(number))))

    conversation = await service.database.write(step)
    visit.service.changed(conversation)


def _at(visit: DeskVisit, frame: Frame) -> At:
    return At(conversation_of(frame), visit.desk.who.id)


ACTS: Mapping[str, Act] = {
    "take": take,
    "give_back": give_back,
    "transfer": transfer,
    "close": close,
    "labels": label,
    "assign": assign,
    "call_back": call_back,
}
WRITES: Mapping[str, Act] = {"send": send, "ready": send_ready, "note": note}
