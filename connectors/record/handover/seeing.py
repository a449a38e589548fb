"""Which conversations an organisation may see: the one rule that lists, opening and every step of an adviser go by.

They are its own; those that wait in the queue open to it; and those of people whom it is to call or mail back, which is
any organisation as long as nobody has taken the call and the conversation is nobody else's.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_

from connectors.record.handover.shapes import NOT_REACHED, OPEN
from connectors.record.types import QUEUE
from connectors.store.desk import CallBack, Case, QueueEntry
from connectors.store.models import Conversation

STANDING = (OPEN, NOT_REACHED)
"""States of a call back that is still to be made."""


def visible_to(organisation: str) -> ColumnElement[bool]:
    """Give the condition on ``Conversation`` that every list and every step of the desk must hold."""
    case = exists().where(Case.conversation == Conversation.id)
    waits = exists().where(
        QueueEntry.conversation == Conversation.id,
        QueueEntry.taken.is_(None),
        QueueEntry.left_at.is_(None),
        QueueEntry.closed.is_(None),
        or_(QueueEntry.organisation.is_(None), QueueEntry.organisation == organisation),
    )
    called = exists().where(CallBack.conversation == Conversation.id, CallBack.state.in_(STANDING))
    return or_(
        case.where(Case.organisation == organisation),
        and_(Conversation.owner_kind == QUEUE, waits),
        called.where(CallBack.organisation == organisation),
        and_(called.where(CallBack.organisation.is_(None)), ~case.where(Case.organisation.is_not(None))),
    )
