"""What advisers have added to a conversation that is open: comments, proposals, labels, Swedish beside free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
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

    comments: Sequence[Mapping[str, Any]]
    proposals: Sequence[Mapping[str, Any]]
    renderings: Mapping[int, Mapping[str, Any]]

    def frame(self) -> dict[str, Any]:
        """Give what the frame ``remarks`` has beside the labels."""
        return {"comments": list(self.comments), "proposals": list(self.proposals)}


def remarks_of(session: Session, accessed: Accessed) -> Remarks:
    """Read the remarks on a conversation that an adviser has opened."""
    return read_remarks(session, accessed.id)


def read_remarks(session: Session, conversation: str) -> Remarks:
    """Read the remarks on a conversation for all desks on which it is open."""
    names = {row.id: row.name for row in session.execute(select(ADVISERS.c.id, ADVISERS.c.name))}
    comments = session.execute(
        select(COMMENT)
        .where(COMMENT.c.conversation == conversation, COMMENT.c.kind == REMARK, COMMENT.c.author == ADVISER)
        .order_by(COMMENT.c.id)
    )
    proposals = session.execute(
        select(PROPOSAL).where(PROPOSAL.c.conversation == conversation).order_by(PROPOSAL.c.created, PROPOSAL.c.id)
    )
    rendered = session.execute(select(RENDERING).where(RENDERING.c.conversation == conversation))
    return Remarks(
        comments=[
            {
                "question": row.question or "",
                "text": _plain(row.text),
                "name": names.get(row.adviser, ""),
                "created": row.created.isoformat(),
            }
            for row in comments
        ],
        proposals=[
            {
                "id": row.id,
                "question": row.question,
                "text": _plain(row.text),
                "name": names.get(row.by, ""),
                "state": row.state,
            }
            for row in proposals
        ],
        renderings={
            row.seq: {"text": _plain(row.text), "by": row.by, "machine": row.by == MACHINE} for row in rendered
        },
    )


MACHINE = "machine"
"""Stands in ``by`` of a rendering that a translation program made."""


def _plain(text: str) -> str:
    return masked(for_display(text))
