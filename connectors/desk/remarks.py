"""What advisers have added to a conversation that is open: comments, proposals, labels, Swedish beside free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from bot.language.clean import for_display
from connectors.desk.access import Accessed, masked
from connectors.desk.roster import ADVISERS
from connectors.record.types import ADVISER
from connectors.store import desk, plans
from connectors.store.models import table_of

COMMENT, PROPOSAL, RENDERING = table_of(plans.Comment), table_of(desk.Proposal), table_of(desk.Rendering)
REMARK = "remark"


@dataclass(frozen=True)
class Remarks:
    """Everything at once; ``renderings`` is by line, with who wrote it and whether a machine did."""

    comments: list[Mapping[str, Any]]
    proposals: list[Mapping[str, Any]]
    renderings: dict[int, Mapping[str, Any]]

    def frame(self) -> dict[str, Any]:
        """Give what the frame ``remarks`` has beside the labels."""
        return {"comments": list(self.comments), "proposals": list(self.proposals)}


def remarks_of(session: Session, accessed: Accessed) -> Remarks:
    """Read the remarks on a conversation that an adviser has opened."""
    return read_remarks(session, [accessed.id])[accessed.id]


def read_remarks(session: Session, conversations: Sequence[str]) -> dict[str, Remarks]:
    """Read the remarks on conversations for all desks on which they are open."""
    if not conversations:
        return {}
    names = {row.id: for_display(row.name) for row in session.execute(select(ADVISERS.c.id, ADVISERS.c.name))}
    found = {one: Remarks([], [], {}) for one in conversations}
    comments = select(COMMENT).where(COMMENT.c.conversation.in_(conversations))
    for row in session.execute(comments.where(COMMENT.c.kind == REMARK, COMMENT.c.author == ADVISER).order_by("id")):
        found[row.conversation].comments.append(_comment(row, names))
    proposals = select(PROPOSAL).where(PROPOSAL.c.conversation.in_(conversations))
    for row in session.execute(proposals.order_by(PROPOSAL.c.created, PROPOSAL.c.id)):
        found[row.conversation].proposals.append(_proposal(row, names))
    for row in session.execute(select(RENDERING).where(RENDERING.c.conversation.in_(conversations))):
        rendering = {"text": _plain(row.text), "by": row.by, "machine": row.by == MACHINE}
        found[row.conversation].renderings[row.seq] = rendering
    return found


def _comment(row: Row[Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "question": row.question or "",
        "text": _plain(row.text),
        "name": names.get(row.adviser, ""),
        "created": row.created.isoformat(),
    }


def _proposal(row: Row[Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "question": row.question,
        "text": _plain(row.text),
        "name": names.get(row.by, ""),
        "state": row.state,
    }


MACHINE = "machine"
"""Stands in ``by`` of a rendering that a translation program made."""


def _plain(text: str) -> str:
    return masked(for_display(text))
