"""What all steps of the hand-over stand on: who may see what, who owns it, lines in the log, and the audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.turn import Reply, Values
from connectors.keys import new_id
from connectors.record.conversations import compare_and_set_owner, view
from connectors.record.handover.seeing import visible_to
from connectors.record.handover.shapes import At, Claim, NotOwner
from connectors.record.messages import MESSAGE, WAITING, append_rows
from connectors.record.replies import deliver, reply_row
from connectors.record.types import (
    ADVISER,
    SYSTEM,
    ConversationView,
    LogEntry,
    Owner,
    Tools,
    UnknownConversationError,
)
from connectors.store.database import lock_conversation
from connectors.store.desk import Case
from connectors.store.models import AuditEntry, Conversation, table_of
from connectors.store.people import Adviser

CASE, ADVISERS = table_of(Case), table_of(Adviser)
AUDIT = table_of(AuditEntry)


@dataclass(frozen=True)
class Scene:
    """A conversation that is locked for one step, the time of the step, and the tools it needs."""

    session: Session
    seen: ConversationView
    tools: Tools
    now: datetime

    @property
    def id(self) -> str:
        """Give the conversation's id."""
        return self.seen.id


def begin(session: Session, conversation: str, tools: Tools) -> Scene:
    """Lock a conversation for a step; raise ``UnknownConversationError`` when there is none."""
    lock_conversation(session, conversation)
    return Scene(session, view(session, conversation), tools, tools.clock())


def begin_as(session: Session, at: At, tools: Tools) -> tuple[Scene, Row[Any]]:
    """Lock a conversation for a step of an adviser who may see it; give the adviser's row too."""
    scene = begin(session, at.conversation, tools)
    return scene, check_may_see(session, at)


def begin_as_owner(session: Session, claim: Claim, tools: Tools) -> tuple[Scene, Row[Any]] | NotOwner:
    """Lock a conversation for a step that only its owner may take."""
    scene, adviser = begin_as(session, claim, tools)
    owner = scene.seen.owner
    if owner != Owner(ADVISER, claim.adviser, claim.fence):
        return NotOwner(owner.id if owner.kind == ADVISER and owner.id != claim.adviser else None, owner)
    return scene, adviser


def check_may_see(session: Session, at: At) -> Row[Any]:
    """Give the row of an adviser who may see the conversation; raise ``UnknownConversationError`` for another."""
    known = find_adviser(session, at.adviser)
    if known is None or not may_see(session, at.conversation, known.organisation):
        raise UnknownConversationError(at.conversation)
    return known


def find_adviser(session: Session, adviser: str) -> Row[Any] | None:
    """Give an adviser who may work; None for an unknown or disabled one."""
    return session.execute(
        select(ADVISERS).where(ADVISERS.c.id == adviser, ADVISERS.c.disabled.is_(None))
    ).one_or_none()


def may_see(session: Session, conversation: str, organisation: str) -> bool:
    """Tell whether an organisation may see a conversation; nobody may see one that is not there."""
    found = select(Conversation.id).where(Conversation.id == conversation, visible_to(organisation))
    return session.scalar(found) is not None


def find_case(scene: Scene) -> Row[Any] | None:
    """Give what the desk knows of the conversation; None when nobody has asked for a human."""
    return scene.session.execute(select(CASE).where(CASE.c.conversation == scene.id)).one_or_none()


def change_case(scene: Scene, **changes: Any) -> None:
    """Change what the desk knows of the conversation; its row is made when there is none."""
    changes["changed"] = scene.now
    changed = scene.session.execute(
        update(CASE).where(CASE.c.conversation == scene.id).values(**changes).returning(CASE.c.conversation)
    ).scalar()
    if changed is None:
        row = {"conversation": scene.id, "created": scene.now, **changes}
        scene.session.execute(insert(CASE).values(row))


def adopt(scene: Scene, organisation: str) -> None:
    """Let a conversation that is nobody's be an organisation's; what is another's stays theirs."""
    case = find_case(scene)
    change_case(scene, organisation=(case.organisation if case else None) or organisation)


def give_to(scene: Scene, kind: str, owner_id: str | None = None) -> Owner:
    """Make somebody else the owner; the conversation is locked, so its fence is still the one seen."""
    fence = scene.seen.owner.fence
    owner = compare_and_set_owner(scene.session, scene.id, fence=fence, kind=kind, owner_id=owner_id)
    if owner is None:
        raise AssertionError("a locked conversation changed hands")
    return owner


def tell(scene: Scene, name: str, values: Values | None = None, reply: Reply | None = None) -> LogEntry:
    """Add a system line to the log, in each reader's language; ``reply`` is one with buttons.

    Lines with buttons get a turn of their own: buttons live and die with their turn.
    """
    shown = reply or Reply(name, values or {})
    turn = new_id("s") if shown.buttons else None
    row = {**reply_row(shown, turn=turn, channel="web"), "author": SYSTEM}
    entries = append_rows(scene.session, scene.id, [row], now=scene.now).entries
    deliver(scene.session, entries, locale=scene.seen.locale, tools=scene.tools, now=scene.now)
    return entries[0]


def note_step(scene: Scene, kind: str, *, actor: str | None, details: Mapping[str, Any] | None = None) -> None:
    """Keep in the audit log that a step was taken; ``details`` hold no words of anybody."""
    row = {
        "kind": kind,
        "conversation": scene.id,
        "actor": actor,
        "details": dict(details or {}),
        "created": scene.now,
    }
    scene.session.execute(insert(AUDIT), [row])


def settle_messages(scene: Scene, by: str, *, seq: int | None = None) -> None:
    """Mark what the person wrote (one line, or all that waits) as answered ``by`` somebody other than the bot."""
    waiting = update(MESSAGE).where(MESSAGE.c.conversation == scene.id, WAITING)
    if seq is not None:
        waiting = waiting.where(MESSAGE.c.seq == seq)
    scene.session.execute(waiting.values(answered=by))


def set_status(scene: Scene, status: str) -> None:
    """Set whether the conversation is open or closed."""
    table = table_of(Conversation)
    scene.session.execute(update(table).where(table.c.id == scene.id).values(status=status))


def name_of(adviser: Row[Any] | None) -> dict[str, Any]:
    """Give an adviser's name as a value of a text."""
    return {"type": "name", "value": adviser.name if adviser else ""}
