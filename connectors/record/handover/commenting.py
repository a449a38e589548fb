"""A remark on the budgets that the person is told: kept with its reference, and said in the log."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.record.handover.ground import begin_as_owner, name_of, tell
from connectors.record.handover.proposing import COMMENT, comment
from connectors.record.handover.shapes import Claim, NotOwner, Remark
from connectors.record.types import LogEntry, Tools


def comment_to_person(session: Session, claim: Claim, remark: Remark, *, tools: Tools) -> LogEntry | NotOwner | None:
    """Keep a remark and tell the person of it, as the owner only; None when the very same one was told before."""
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    same = {"conversation": scene.id, "question": remark.about, "adviser": claim.adviser, "text": remark.text}
    if session.execute(select(COMMENT.c.id).filter_by(**same)).first():
        return None
    comment(session, claim, question=remark.about, text=remark.text, tools=tools)
    text = {"type": "name", "value": remark.text}
    return tell(scene, "system_commented", {"cell": dict(remark.label), "adviser": name_of(adviser), "text": text})
