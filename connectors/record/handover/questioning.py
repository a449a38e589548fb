"""An adviser asks a question of the plan, and what the person writes next is read as its answer when that is clear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from connectors.record.handover.ground import Scene, begin, note_step
from connectors.record.handover.sending import send
from connectors.record.handover.shapes import Claim, NotOwner, Said
from connectors.record.plans import Revision, store_revision
from connectors.record.types import ADVISER, Stored, Tools
from connectors.store.models import Conversation, table_of
from connectors.store.plans import Plan

CONVERSATION, PLAN = table_of(Conversation), table_of(Plan)
ASKED, TIMES_ASKED = "asked_by_adviser", "interpreter_times_asked"
"""The keys in the conversation's state for what an adviser has asked; the bot's next turn leaves them out again."""

Read = Callable[[Session, str], Revision | None]
"""Reads the person's words as an answer to the question of that name; None when they are none."""


def ask_question(session: Session, claim: Claim, said: Said, *, question: str, tools: Tools) -> Stored | NotOwner:
    """Ask in the adviser's name, and remember that the answer is awaited."""
    stored = send(session, claim, said, tools=tools)
    if isinstance(stored, Stored) and stored.created:
        scene = begin(session, claim.conversation, tools)
        await_answer(scene, {ASKED: question})
        note_step(scene, "question_asked", actor=claim.adviser, details={"question": question})
    return stored


def take_answer(session: Session, conversation: str, *, seq: int, read: Read, tools: Tools) -> str | None:
    """Store what the person has just written as the answer an adviser asked for; give the question, or None."""
    scene = begin(session, conversation, tools)
    question = scene.seen.state.get(ASKED)
    if scene.seen.owner.kind != ADVISER or not question:
        return None
    revision = read(session, question)
    if revision is None:
        return None
    plan = session.execute(select(PLAN.c.id).where(PLAN.c.conversation == conversation)).scalar_one()
    store_revision(session, plan, revision, now=scene.now)
    session.execute(update(PLAN).where(PLAN.c.id == plan).values(changed=scene.now))
    await_answer(scene, {})
    note_step(scene, "asked_answered", actor=None, details={"question": question, "seq": seq})
    return str(question)


def await_answer(scene: Scene, asked: Mapping[str, Any]) -> None:
    """Remember what is asked now; whatever was asked before is no longer waited for."""
    kept = {name: value for name, value in scene.seen.state.items() if name not in (ASKED, TIMES_ASKED)}
    statement = update(CONVERSATION).where(CONVERSATION.c.id == scene.id)
    scene.session.execute(statement.values(state={**kept, **asked}))
