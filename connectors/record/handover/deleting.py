"""The person wants everything deleted while an adviser has the conversation, and so the bot is silent.

They are asked once, with the bot's own question, and only a yes to that question deletes: its button, or the word as
the very next thing that anybody says.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.beginning import YES_NO
from bot.advice.turn import Reply
from connectors.record.erase import delete_everything
from connectors.record.handover.ground import Scene, begin, note_step, tell
from connectors.record.messages import line_before
from connectors.record.types import ADVISER, Tools
from connectors.store.models import Message, table_of

MESSAGE = table_of(Message)
QUESTION, KEPT = "utter_confirm_delete", "utter_nothing_changed"
WISH, YES, NO = "delete_my_data", "affirm", "deny"


class Heeded(StrEnum):
    """What came of the words or the button."""

    ASKED = "asked"
    KEPT = "kept"
    ERASED = "erased"


def heed_words(session: Session, conversation: str, *, seq: int, meaning: str | None, tools: Tools) -> Heeded | None:
    """Heed the line ``seq`` of the person, which means ``WISH``, ``YES``, ``NO`` or something else.

    None when it is nothing to heed, or no adviser has the conversation: then the bot answers. Raises
    ``UnknownConversationError``.
    """
    scene = begin(session, conversation, tools)
    if scene.seen.owner.kind != ADVISER:
        return None
    if meaning == WISH:
        tell(scene, "", reply=Reply(QUESTION, {}, YES_NO))
        note_step(scene, "deletion_asked", actor=None)
        return Heeded.ASKED
    if meaning not in (YES, NO):
        return None
    before = line_before(session, conversation, seq)
    if before is None or before.name != QUESTION:
        return None
    return _settle(scene, meaning)


def heed_button(session: Session, conversation: str, *, seq: int, intent: str, tools: Tools) -> Heeded | None:
    """Heed a button of the line ``seq``; None when that is not the question, or when the bot will answer."""
    scene = begin(session, conversation, tools)
    asked = select(MESSAGE.c.name).where(MESSAGE.c.conversation == conversation, MESSAGE.c.seq == seq)
    if scene.seen.owner.kind != ADVISER or intent not in (YES, NO) or session.scalar(asked) != QUESTION:
        return None
    return _settle(scene, intent)


def _settle(scene: Scene, meaning: str) -> Heeded:
    if meaning == YES:
        delete_everything(scene.session, scene.id, now=scene.now)
        return Heeded.ERASED
    tell(scene, KEPT)
    return Heeded.KEPT
