"""The one door to conversations: whatever id the desk is asked for, it gets a conversation from here or not at all.

An adviser reaches what ``visible_to`` gives: the conversations of their own organisation, those that wait in the queue
open to it, and those of people whom it is to call back. Any other id is the same as none: one statement looks, and one
error answers. A test sees to it that no module goes around.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.identity_numbers import mask
from connectors.desk.sessions import Who
from connectors.record.conversations import find_view
from connectors.record.handover.seeing import visible_to
from connectors.record.types import ConversationView
from connectors.store.models import Conversation

__all__ = ["Accessed", "NotFoundError", "access_conversation", "masked", "visible_among", "visible_to"]


class NotFoundError(LookupError):
    """There is no such conversation for this adviser: unknown, erased, or somebody else's; which is not told."""


@dataclass(frozen=True)
class Accessed:
    """A conversation that this adviser may see; only ``access_conversation`` makes one."""

    adviser: Who
    conversation: ConversationView

    @property
    def id(self) -> str:
        """Give the conversation's id."""
        return self.conversation.id


def access_conversation(session: Session, adviser: Who, conversation: str) -> Accessed:
    """Give a conversation this adviser may see; raise ``NotFoundError`` for any other, with the same work done."""
    found = find_view(session, conversation, visible_to(adviser.organisation))
    if found is None:
        raise NotFoundError
    return Accessed(adviser, found)


def visible_among(session: Session, adviser: Who, conversations: Sequence[str]) -> set[str]:
    """Give those of some ids that are conversations this adviser may see."""
    wanted = select(Conversation.id).where(Conversation.id.in_(conversations), visible_to(adviser.organisation))
    return set(session.scalars(wanted))


def masked(text: str) -> str:
    """Give a text as the desk shows it: the digits of personal identity numbers overwritten."""
    return mask(text)
