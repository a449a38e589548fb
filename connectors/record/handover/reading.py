"""What the person says to advisers who want to read an answer first: without a yes nobody at a desk sees the talk.

They say it by a button at any time, or in words as the very next thing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from bot.advice.approval import OFFER, safe, waits
from connectors.record.approval import DECLINED, HELD, OFFERED, ORGANISATION, WAITING
from connectors.record.handover.ground import Scene, adopt, begin, note_step, tell
from connectors.record.messages import line_before
from connectors.record.types import Tools


def let_read(session: Session, conversation: str, which: str, *, tools: Tools) -> bool:
    """Let advisers read the answer and with it the talk; it waits from now on. False when that was settled before."""
    scene = begin(session, conversation, tools)
    held = _settle(scene, int(which), WAITING)
    if held is None:
        return False
    wait = held.until - held.created
    session.execute(update(HELD).where(HELD.c.id == held.id).values(until=scene.now + wait))
    adopt(scene, held.organisation)
    name = session.scalar(select(ORGANISATION.c.name).where(ORGANISATION.c.id == held.organisation))
    told = waits(name or "", round(wait.total_seconds() / 60))
    tell(scene, told.name, told.values)
    note_step(scene, "answer_waiting", actor=None, details={"held": held.id, "topic": held.topic})
    return True


def keep_out(session: Session, conversation: str, which: str, *, tools: Tools) -> bool:
    """Say who else knows, as the answer is neither read nor sent. False when that was settled before."""
    scene = begin(session, conversation, tools)
    held = _settle(scene, int(which), DECLINED)
    if held is None:
        return False
    told = safe(held.topic)
    tell(scene, told.name, reply=told)
    note_step(scene, "answer_declined", actor=None, details={"held": held.id, "topic": held.topic})
    return True


def may_be_answered(session: Session, which: str) -> bool:
    """Tell whether the person has still to say if advisers may read an answer."""
    return session.scalar(select(HELD.c.id).where(HELD.c.id == int(which), HELD.c.state == OFFERED)) is not None


def offered_before(session: Session, conversation: str, *, seq: int | None = None) -> str | None:
    """Name the answer that the person was asked about right before the line ``seq``, or in the newest line of all.

    None when that was another line.
    """
    before = line_before(session, conversation, seq)
    if before is None or before.name != OFFER:
        return None
    return str(before.buttons[0]["entities"]["held"])


def _settle(scene: Scene, held: int, state: str) -> Row[Any] | None:
    offered = update(HELD).where(HELD.c.id == held, HELD.c.conversation == scene.id, HELD.c.state == OFFERED)
    return scene.session.execute(offered.values(state=state).returning(HELD)).one_or_none()
