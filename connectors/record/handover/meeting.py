"""What somebody who asks for a human would meet now, for the facts of their turn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.facts import Handover
from bot.advice.handover import situation
from bot.advice.routing import Waiting
from connectors.record.handover.waiting import desk_now
from connectors.store.desk import Case
from connectors.store.models import table_of

CASE = table_of(Case)


def what_meets(session: Session, conversation: str, locale: str, *, now: datetime) -> Handover:
    """Give the situation of somebody who speaks ``locale``, and whether they wait already."""
    desk = desk_now(session, now=now, language=locale)
    waiting = next((one for one in desk.queue if one.conversation == conversation), None)
    person = waiting or Waiting(conversation, locale, now, organisation=_organisation(session, conversation))
    return Handover(situation(desk, person, now), waiting=waiting is not None)


def _organisation(session: Session, conversation: str) -> str | None:
    found: str | None = session.scalar(select(CASE.c.organisation).where(CASE.c.conversation == conversation))
    return found
