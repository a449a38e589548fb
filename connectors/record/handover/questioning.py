"""An adviser asks a question of the plan, and what the person writes next is read as its answer when that is clear."""

from __future__ import annotations

from collections.abc import Callable
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
ASKED = "asked_by_adviser"
"""The key in the conversation's state under which the question stands; the bot's next turn leaves it out again."""

Read = Callable[[Session, str], Revision | None]
"""Reads the person's words as an answer to the question of that name; None when they are none."""


def ask_question(session: Session, claim: Claim, said: Said, *, question: str, tools: Tools) -> Stored | NotOwner:
    """Ask in the adviser's name, and remember that the answer is awaited."""
    stored = send(session, claim, said, tools=tools)
    if isinstance(stored, Stored) and stored.created:
        scene = begin(session, claim.conversation, tools)
        _set_state(scene, {**scene.seen.state, ASKED: question})
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
    _set_state(scene, {name: value for name, value in scene.seen.state.items() if name != ASKED})
    note_step(scene, "asked_answered", actor=None, details={"question": question, "seq": seq})
    return str(question)


def _set_state(scene: Scene, state: dict[str, Any]) -> None:
    scene.session.execute(update(CONVERSATION).where(CONVERSATION.c.id == scene.id).values(state=state))
