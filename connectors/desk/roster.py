"""Who works at the desks: advisers with what they speak and how busy they are, teams, organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.advice.routing import AdviserNow
from bot.language.clean import for_display
from connectors.record.handover.marking import LONGEST_ABSENCE
from connectors.record.handover.shapes import AWAY, HERE, LEAD
from connectors.record.types import ADVISER
from connectors.store.models import Conversation, table_of
from connectors.store.people import Adviser, Organisation, Presence, Team, TeamMember

ADVISERS, PRESENCE, CONVERSATION = table_of(Adviser), table_of(Presence), table_of(Conversation)
TEAM, MEMBER, ORGANISATION = table_of(Team), table_of(TeamMember), table_of(Organisation)
GONE = "gone"


@dataclass(frozen=True)
class Colleague:
    """One adviser as colleagues see them."""

    id: str
    organisation: str
    name: str
    languages: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    presence: str = GONE
    open: int = 0
    most: int = 3
    leads: bool = False

    def frame(self) -> dict[str, Any]:
        """Give the ``A`` of ``docs/architecture.md``."""
        return {
            "id": self.id,
            "name": self.name,
            "languages": list(self.languages),
            "presence": self.presence,
            "open": self.open,
            "most": self.most,
        }

    def now(self) -> AdviserNow:
        """Give what routing goes by."""
        return AdviserNow(
            id=self.id,
            organisation=self.organisation,
            languages=self.languages,
            municipalities=self.municipalities,
            trades=self.trades,
            teams=self.teams,
            open=self.open,
            most=self.most,
            here=self.presence == HERE,
        )


@dataclass(frozen=True)
class Roster:
    """Everybody at one moment, by id; those who have left too, as their names stand in old logs."""

    advisers: Mapping[str, Colleague] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    teams: Sequence[tuple[str, str, str]] = ()
    organisations: Mapping[str, str] = field(default_factory=dict)

    def name(self, adviser: object) -> str:
        """Give a name; empty for somebody who was never here."""
        known = self.advisers.get(str(adviser))
        return known.name if known else self.left.get(str(adviser), "")

    def frame(self, adviser: str | None) -> dict[str, Any] | None:
        """Give the ``A`` of an adviser, None for nobody."""
        known = self.advisers.get(adviser or "")
        return known.frame() if known else None

    def colleagues(self, organisation: str) -> list[Colleague]:
        """Give the advisers of an organisation by name."""
        theirs = [one for one in self.advisers.values() if one.organisation == organisation]
        return sorted(theirs, key=lambda one: (one.name.casefold(), one.id))


def read_roster(session: Session, *, now: datetime) -> Roster:
    """Read everybody: a handful of small tables, and the conversations that advisers own."""
    presence = _presence(session, now)
    owned = select(CONVERSATION.c.owner_id, func.count()).where(CONVERSATION.c.owner_kind == ADVISER)
    busy = {row[0]: int(row[1]) for row in session.execute(owned.group_by(CONVERSATION.c.owner_id))}
    teams = session.execute(select(TEAM.c.id, TEAM.c.name, TEAM.c.organisation).order_by(TEAM.c.name)).all()
    member_of: dict[str, list[str]] = {}
    for team, adviser in session.execute(select(MEMBER.c.team, MEMBER.c.adviser)):
        member_of.setdefault(adviser, []).append(team)
    rows = session.execute(select(ADVISERS)).all()
    organisations = select(ORGANISATION.c.id, ORGANISATION.c.name)
    return Roster(
        advisers={
            row.id: Colleague(
                id=row.id,
                organisation=row.organisation,
                name=for_display(row.name),
                languages=tuple(row.languages or ()),
                municipalities=tuple(row.municipalities or ()),
                trades=tuple(row.trades or ()),
                teams=tuple(member_of.get(row.id, ())),
                presence=presence.get(row.id, GONE),
                open=busy.get(row.id, 0),
                most=row.most,
                leads=row.role == LEAD,
            )
            for row in rows
            if row.disabled is None
        },
        left={row.id: for_display(row.name) for row in rows if row.disabled is not None},
        teams=[(row.id, for_display(row.name), row.organisation) for row in teams],
        organisations={row.id: for_display(row.name) for row in session.execute(organisations)},
    )


def _presence(session: Session, now: datetime) -> dict[str, str]:
    """Tell who is here at any gateway, else away at any; others are gone."""
    heard = select(PRESENCE.c.adviser, PRESENCE.c.state).where(PRESENCE.c.last_seen > now - LONGEST_ABSENCE)
    found: dict[str, str] = {}
    for adviser, state in session.execute(heard):
        if found.get(adviser) != HERE:
            found[adviser] = state if state in (HERE, AWAY) else AWAY
    return found
