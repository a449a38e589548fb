"""What the record knows of the desks at one moment, in the shapes that ``bot.advice.handover`` thinks in."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.advice.handover import WEEKS, Desk, Wait
from bot.advice.opening_hours import Opening
from bot.advice.routing import AdviserNow, Waiting
from connectors.record.handover.asking import IS_OPEN
from connectors.record.handover.marking import LONGEST_ABSENCE
from connectors.record.handover.shapes import HERE
from connectors.record.types import ADVISER
from connectors.store.desk import QueueEntry
from connectors.store.models import Conversation, table_of
from connectors.store.people import Adviser, Organisation, Presence, TeamMember

ENTRY, CONVERSATION = table_of(QueueEntry), table_of(Conversation)
ADVISERS, MEMBER = table_of(Adviser), table_of(TeamMember)
ORGANISATION, PRESENCE = table_of(Organisation), table_of(Presence)


def desk_now(session: Session, *, now: datetime) -> Desk:
    """Give opening hours, advisers, the queue and the last weeks' waits of all organisations."""
    return Desk(openings(session), advisers_now(session, now=now), queue(session), waits(session, now=now))


def openings(session: Session) -> list[Opening]:
    """Give when each organisation answers."""
    rows = session.execute(select(ORGANISATION).order_by(ORGANISATION.c.id))
    return [Opening(row.id, row.hours, row.open_on_holidays, row.uses_advisers) for row in rows]


def advisers_now(session: Session, *, now: datetime) -> list[AdviserNow]:
    """Give every adviser who may work, whether they are here, and how many conversations they answer."""
    here = set(
        session.scalars(
            select(PRESENCE.c.adviser).where(PRESENCE.c.state == HERE, PRESENCE.c.last_seen > now - LONGEST_ABSENCE)
        )
    )
    owned = (
        select(CONVERSATION.c.owner_id, func.count().label("open"))
        .where(CONVERSATION.c.owner_kind == ADVISER)
        .group_by(CONVERSATION.c.owner_id)
    )
    busy = {row.owner_id: row.open for row in session.execute(owned)}
    teams: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(select(MEMBER).order_by(MEMBER.c.team)):
        teams[row.adviser].append(row.team)
    rows = session.execute(select(ADVISERS).where(ADVISERS.c.disabled.is_(None)).order_by(ADVISERS.c.id))
    return [
        AdviserNow(
            id=row.id,
            organisation=row.organisation,
            languages=tuple(row.languages),
            municipalities=tuple(row.municipalities),
            trades=tuple(row.trades),
            teams=tuple(teams[row.id]),
            open=busy.get(row.id, 0),
            most=row.most,
            here=row.id in here,
        )
        for row in rows
    ]


def queue(session: Session) -> list[Waiting]:
    """Give all who wait, in the order of their turn."""
    rows = session.execute(select(ENTRY).where(IS_OPEN).order_by(ENTRY.c.urgent.desc(), ENTRY.c.asked, ENTRY.c.id))
    return [
        Waiting(
            conversation=row.conversation,
            language=row.locale,
            asked=row.asked,
            organisation=row.organisation,
            municipality=row.municipality,
            trade=row.trade,
            for_adviser=row.for_adviser,
            for_team=row.for_team,
            urgent=row.urgent,
        )
        for row in rows
    ]


def waits(session: Session, *, now: datetime, language: str | None = None) -> list[Wait]:
    """Give the last weeks' waits that ended with an adviser; those that went before others tell nothing of a queue."""
    ended = _ended(now)
    return _read_waits(session, ended if language is None else ended.where(ENTRY.c.locale == language))


def waits_of(session: Session, organisation: str, *, now: datetime) -> list[Wait]:
    """Give the last weeks' waits that ended with an adviser of one organisation, who may have left since."""
    ended = _ended(now).join_from(ENTRY, ADVISERS, ADVISERS.c.id == ENTRY.c.adviser)
    return _read_waits(session, ended.where(ADVISERS.c.organisation == organisation))


def _ended(now: datetime) -> Select[Any]:
    return select(ENTRY.c.locale, ENTRY.c.asked, ENTRY.c.taken).where(
        ENTRY.c.taken.is_not(None), ENTRY.c.asked >= now - WEEKS, ~ENTRY.c.urgent
    )


def _read_waits(session: Session, ended: Select[Any]) -> list[Wait]:
    return [Wait(row.locale, row.asked, row.taken) for row in session.execute(ended)]
