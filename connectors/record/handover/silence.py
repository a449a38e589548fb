"""Conversations with an adviser that have fallen silent, and the line that tells both sides so, once each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.handover.ground import begin, find_adviser, name_of, tell
from connectors.record.types import ADVISER, NOTE, PERSON, Tools
from connectors.store.models import Conversation, Message, table_of

CONVERSATION, MESSAGE = table_of(Conversation), table_of(Message)
LINES: Mapping[str, str] = {PERSON: "system_idle_person", ADVISER: "system_idle_adviser"}
"""The line for each who may be silent."""


@dataclass(frozen=True)
class Patience:
    """How long the person and the adviser may be silent."""

    person: timedelta
    adviser: timedelta


@dataclass(frozen=True)
class Silence:
    """That ``who`` (``person`` or ``adviser``) has not answered the line ``seq``."""

    conversation: str
    fence: int
    who: str
    seq: int


def silences(session: Session, patience: Patience, *, now: datetime) -> list[Silence]:
    """Give the conversations of advisers in which the last line is older than patience, and no reminder."""
    later = MESSAGE.alias("later")
    newest = (
        select(later.c.seq)
        .where(later.c.conversation == CONVERSATION.c.id, later.c.kind != NOTE)
        .order_by(later.c.seq.desc())
        .limit(1)
        .correlate(CONVERSATION)
        .scalar_subquery()
    )
    soonest = now - min(patience.person, patience.adviser)
    rows = session.execute(
        select(CONVERSATION.c.id, CONVERSATION.c.fence, MESSAGE.c.seq, MESSAGE.c.author, MESSAGE.c.created)
        .join_from(CONVERSATION, MESSAGE, MESSAGE.c.conversation == CONVERSATION.c.id)
        .where(
            CONVERSATION.c.owner_kind == ADVISER,
            MESSAGE.c.seq == newest,
            MESSAGE.c.author.in_((PERSON, ADVISER)),
            MESSAGE.c.created <= soonest,
        )
    )
    found = []
    for conversation, fence, seq, author, created in rows:
        who, limit = (ADVISER, patience.adviser) if author == PERSON else (PERSON, patience.person)
        if created <= now - limit:
            found.append(Silence(conversation, fence, who, seq))
    return found


def break_silence(session: Session, silence: Silence, *, tools: Tools) -> bool:
    """Tell both sides, unless something has happened meanwhile."""
    scene = begin(session, silence.conversation, tools)
    owner = scene.seen.owner
    after = select(MESSAGE.c.seq).where(
        MESSAGE.c.conversation == scene.id, MESSAGE.c.seq > silence.seq, MESSAGE.c.kind != NOTE
    )
    if owner.kind != ADVISER or owner.fence != silence.fence or session.scalar(after.limit(1)) is not None:
        return False
    name = name_of(find_adviser(session, owner.id or ""))
    tell(scene, "", reply=Reply(LINES[silence.who], {"adviser": name}))
    return True
