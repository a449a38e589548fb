"""What lead advisers see of their organisation's desk at one moment: who waits, how long waits have been, who is on.

Read in a fixed handful of questions for a whole organisation; times are told as moments, so that a frame changes only
when something has happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.advice.waits import Now, Week, by_week, mondays, now_waiting
from connectors.desk import lists
from connectors.desk.frames import about_of, place_of, title_of
from connectors.desk.roster import GONE, PRESENCE, Colleague, Roster, read_roster
from connectors.desk.rows import CONVERSATION, PERSONS, Base, load_bases
from connectors.desk.sessions import SESSION, Who
from connectors.record.handover.shapes import ASKED, CLOSED
from connectors.record.handover.transfers import TRANSFER
from connectors.record.handover.waiting import waits_of
from connectors.record.types import ADVISER, BOT
from connectors.web.connection import Frame

MOST_SHOWN = 100
"""Rows of those who wait, and of those who are helped; the lists have them all."""


@dataclass(frozen=True)
class Overview:
    """Everything an overview shows. ``waiting`` are rows in turn, ``moving`` to whom the person is asked to go."""

    roster: Roster
    languages: Sequence[Now]
    waiting: Sequence[Base]
    moving: Mapping[str, str]
    total: int
    helped: Sequence[Base]
    owners: Mapping[str, int]
    active: Mapping[str, datetime]
    weeks: Mapping[str, Sequence[Week | None]]


def read_overview(session: Session, who: Who, *, now: datetime) -> Overview:
    """Read the overview of an adviser's organisation; who may see it has been asked before."""
    roster = read_roster(session, now=now)
    asked, turns = _waiting(session, who)
    helped, owners = _owned(session, who)
    bases = load_bases(session, [*turns[:MOST_SHOWN], *helped[:MOST_SHOWN]])
    return Overview(
        roster=roster,
        languages=now_waiting(asked),
        waiting=[bases[one] for one in turns[:MOST_SHOWN]],
        moving=_moving(session, turns[:MOST_SHOWN], roster),
        total=len(turns),
        helped=[bases[one] for one in helped[:MOST_SHOWN]],
        owners=owners,
        active=_active(session, roster),
        weeks=by_week(waits_of(session, who.organisation, now=now), now),
    )


def frame(seen: Overview, organisation: str, *, now: datetime) -> Frame:
    """Give the frame of ``docs/architecture.md``; it reads the same in every language."""
    return {
        "type": "overview",
        "owners": {"queue": seen.total, **{kind: seen.owners.get(kind, 0) for kind in (ADVISER, BOT)}},
        "waiting": [
            {
                "language": one.language,
                "count": one.count,
                "oldest": one.oldest.isoformat(),
                "middle": one.middle.isoformat(),
            }
            for one in seen.languages
        ],
        "queue": [_waiting_row(base, seen) for base in seen.waiting],
        "weeks": [monday.isoformat() for monday in mondays(now)],
        "waits": [{"language": one, "weeks": [_week(week) for week in weeks]} for one, weeks in seen.weeks.items()],
        "advisers": [_adviser(one, seen) for one in seen.roster.colleagues(organisation)],
    }


def _waiting(session: Session, who: Who) -> tuple[dict[str, list[datetime]], list[str]]:
    """Give since when people wait by language, and their ids in turn."""
    urgent, asked_at = lists.ORDER["waiting"][0]
    rows = session.execute(
        lists.SOURCES["waiting"](who)
        .join(PERSONS, PERSONS.c.id == CONVERSATION.c.person)
        .with_only_columns(CONVERSATION.c.id, PERSONS.c.language, asked_at)
        .order_by(urgent, asked_at, CONVERSATION.c.id)
    )
    asked: defaultdict[str, list[datetime]] = defaultdict(list)
    turns = []
    for conversation, language, since in rows:
        asked[language].append(since)
        turns.append(conversation)
    return asked, turns


def _owned(session: Session, who: Who) -> tuple[list[str], dict[str, int]]:
    """Give the ids of those whom advisers help, latest first, and how many conversations each kind of owner has."""
    own = lists.own(who).where(CONVERSATION.c.status != CLOSED)
    helped = own.where(CONVERSATION.c.owner_kind == ADVISER).order_by(CONVERSATION.c.last_activity.desc())
    counted = own.with_only_columns(CONVERSATION.c.owner_kind, func.count()).group_by(CONVERSATION.c.owner_kind)
    owners = {kind: int(count) for kind, count in session.execute(counted)}
    return [*session.scalars(helped.limit(MOST_SHOWN))], owners


def _moving(session: Session, conversations: Sequence[str], roster: Roster) -> dict[str, str]:
    """Name the organisation about which people who wait have been asked and have not answered yet."""
    asked = select(TRANSFER.c.conversation, TRANSFER.c.to_organisation).where(
        TRANSFER.c.conversation.in_(conversations), TRANSFER.c.state == ASKED, TRANSFER.c.to_organisation.is_not(None)
    )
    return {one: roster.organisations.get(to, "") for one, to in session.execute(asked)}


def _active(session: Session, roster: Roster) -> dict[str, datetime]:
    """Tell when each adviser last did something; for those who have gone, when they were last heard of."""
    used = select(SESSION.c.adviser, func.max(SESSION.c.last_seen)).group_by(SESSION.c.adviser)
    heard = select(PRESENCE.c.adviser, func.max(PRESENCE.c.last_seen)).group_by(PRESENCE.c.adviser)
    active: dict[str, datetime] = {row[0]: row[1] for row in session.execute(used)}
    for adviser, when in session.execute(heard):
        known = roster.advisers.get(adviser)
        if adviser not in active or (known is not None and known.presence == GONE):
            active[adviser] = max(when, active.get(adviser, when))
    return active


def _waiting_row(base: Base, seen: Overview) -> Frame:
    given = seen.roster.name(base.for_adviser) or next(
        (name for team, name, _ in seen.roster.teams if team == base.for_team), ""
    )
    return {
        "conversation": base.id,
        "language": base.language,
        "asked": base.asked.isoformat() if base.asked else None,
        "urgent": base.urgent,
        "title": about_of(base) or title_of(base),
        "municipality": place_of(base),
        "given": given,
        "moving": seen.moving.get(base.id, ""),
    }


def _adviser(one: Colleague, seen: Overview) -> Frame:
    active = seen.active.get(one.id)
    talks = [base for base in seen.helped if base.owner_id == one.id]
    return {
        **one.frame(),
        "active": active.isoformat() if active else None,
        "talks": [
            {"conversation": base.id, "language": base.language, "title": title_of(base) or about_of(base)}
            for base in talks
        ],
    }


def _week(week: Week | None) -> Frame | None:
    if week is None:
        return None
    return {"count": week.count, "middle": round(week.middle), "longest": round(week.longest)}
