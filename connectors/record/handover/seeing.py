"""Which conversations an organisation may see: the one rule that lists, opening and every step of an adviser go by.

They are its own; those that wait in the queue open to it; and those of people whom it is to call or mail back, or for
whom it is to book an interpreter: any organisation, as long as nobody has taken that on and the conversation is nobody
else's.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_

from connectors.record.handover.shapes import BOOKED, NOT_REACHED, OPEN, WANTED
from connectors.record.types import QUEUE
from connectors.store.desk import CallBack, Case, InterpreterWish, QueueEntry
from connectors.store.models import Conversation

STANDING = (OPEN, NOT_REACHED)
"""States of a call back that is still to be made."""
STANDING_WISHES = (WANTED, BOOKED)
"""States of a wish for an interpreter that is still to be seen to."""


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
    wished = exists().where(InterpreterWish.conversation == Conversation.id, InterpreterWish.state.in_(STANDING_WISHES))
    free = or_(called.where(CallBack.organisation.is_(None)), wished.where(InterpreterWish.organisation.is_(None)))
    return or_(
        case.where(Case.organisation == organisation),
        and_(Conversation.owner_kind == QUEUE, waits),
        called.where(CallBack.organisation == organisation),
        wished.where(InterpreterWish.organisation == organisation),
        and_(free, ~case.where(Case.organisation.is_not(None))),
    )
