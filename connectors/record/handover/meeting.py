"""What somebody who asks for a human would meet now, for the facts of their turn.

Every turn reads this where there are advisers, so the last weeks' waits, which are many and hardly change, are read
only when all are busy, and at most once a minute for each language.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.facts import Handover
from bot.advice.handover import Desk, Kind, Situation, Wait, estimate, situation
from bot.advice.routing import Waiting
from connectors.record.handover.waiting import advisers_now, openings, queue, waits
from connectors.store.desk import Case
from connectors.store.models import table_of

CASE = table_of(Case)
KEPT = timedelta(minutes=1)
_KNOWN: dict[tuple[str, str], tuple[datetime, Sequence[Wait]]] = {}


def what_meets(session: Session, conversation: str, locale: str, *, now: datetime) -> Handover:
    """Give the situation of somebody who speaks ``locale``, and whether they wait already."""
    desk = Desk(openings(session), advisers_now(session, now=now), queue(session))
    waiting = next((one for one in desk.queue if one.conversation == conversation), None)
    person = waiting or Waiting(conversation, locale, now, organisation=_organisation(session, conversation))
    return Handover(_with_wait(session, situation(desk, person, now), locale, now=now), waiting=waiting is not None)


def places(session: Session, conversations: Collection[str], *, now: datetime) -> dict[str, Situation]:
    """Give what those of some conversations who wait meet now."""
    waiting = queue(session)
    asked = [one for one in waiting if one.conversation in conversations]
    if not asked:
        return {}
    known = [wait for locale in {one.language for one in asked} for wait in _waits(session, locale, now=now)]
    desk = Desk(openings(session), advisers_now(session, now=now), waiting, known)
    return {one.conversation: situation(desk, one, now) for one in asked}


def _with_wait(session: Session, found: Situation, locale: str, *, now: datetime) -> Situation:
    """Add the honest estimate where it is told."""
    if found.kind is not Kind.ALL_BUSY:
        return found
    return replace(found, minutes=estimate(_waits(session, locale, now=now), locale, now))


def _waits(session: Session, locale: str, *, now: datetime) -> Sequence[Wait]:
    key = (str(session.connection().engine.url), locale)
    read, known = _KNOWN.get(key, (None, ()))
    if read is None or not timedelta(0) <= now - read < KEPT:
        known = waits(session, now=now, language=locale)
        _KNOWN[key] = (now, known)
    return known


def _organisation(session: Session, conversation: str) -> str | None:
    found: str | None = session.scalar(select(CASE.c.organisation).where(CASE.c.conversation == conversation))
    return found
