"""Advisers' sessions: a 256-bit token in a cookie, of which only the hash is stored, and a new one at each step.

A session ends after half an hour without use, twelve hours after signing in, when the adviser is disabled, and when
somebody says so. Signing in half-way makes one that opens nothing but the next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from connectors.keys import new_token, token_hash
from connectors.store.models import table_of
from connectors.store.people import Adviser, DeskSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
HALF_WAY = timedelta(minutes=10)
RECENT = timedelta(minutes=5)
TOUCHED_EVERY = timedelta(minutes=1)
LEAD = "lead"

ADVISER, SESSION = table_of(Adviser), table_of(DeskSession)


class Step(StrEnum):
    """How far signing in has come; each but ``DONE`` names what is asked for next."""

    PASSWORD = "password"  # noqa: S105  the name of the step
    ENROL = "enrol"
    TOTP = "totp"
    DONE = "done"


@dataclass(frozen=True)
class Who:
    """The adviser whose session it is."""

    id: str
    organisation: str
    name: str
    email: str
    role: str
    locale: str

    @property
    def leads(self) -> bool:
        """Tell whether they are a lead adviser."""
        return self.role == LEAD


@dataclass(frozen=True)
class Signed:
    """A living session."""

    adviser: Who
    step: Step
    hash: bytes
    last_seen: datetime
    confirmed: datetime | None

    @property
    def done(self) -> bool:
        """Tell whether signing in is complete."""
        return self.step is Step.DONE

    def is_recent(self, now: datetime) -> bool:
        """Tell whether the adviser has proved within the last minutes who they are."""
        return self.confirmed is not None and now - self.confirmed <= RECENT

    def wants_touch(self, now: datetime) -> bool:
        """Tell whether its use should be written down; not at each request, as a write waits for the disk."""
        return now - self.last_seen >= TOUCHED_EVERY


LIVING = (
    select(SESSION, *(ADVISER.c[name].label(f"who_{name}") for name in Who.__dataclass_fields__))
    .join_from(SESSION, ADVISER)
    .where(SESSION.c.expires > bindparam("now"), SESSION.c.last_seen > bindparam("idle"), ADVISER.c.disabled.is_(None))
)
BY_HASH = LIVING.where(SESSION.c.hash == bindparam("hash"))
STILL = LIVING.with_only_columns(SESSION.c.hash).where(
    SESSION.c.step == Step.DONE.value, SESSION.c.hash.in_(bindparam("hashes", expanding=True))
)


def begin(session: Session, adviser: str, step: Step, *, now: datetime, instead_of: bytes | None = None) -> str:
    """Begin a session and give its token, which is kept nowhere; the one it takes the place of ends."""
    if instead_of is not None:
        end(session, instead_of)
    session.execute(
        delete(SESSION).where(
            SESSION.c.adviser == adviser, or_(SESSION.c.expires <= now, SESSION.c.last_seen <= now - IDLE)
        )
    )
    token, done = new_token(), step is Step.DONE
    session.add(
        DeskSession(
            hash=token_hash(token),
            adviser=adviser,
            step=step.value,
            created=now,
            last_seen=now,
            confirmed=now if done else None,
            expires=now + (LONGEST if done else HALF_WAY),
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, *, now: datetime) -> Signed | None:
    """Find the living session of a token; None for an unknown, ended or disabled adviser's one."""
    row = session.execute(BY_HASH, {"hash": token_hash(token), **_times(now)}).one_or_none()
    if row is None:
        return None
    found = row._mapping
    who = Who(**{name: found[f"who_{name}"] for name in Who.__dataclass_fields__})
    return Signed(who, Step(row.step), row.hash, row.last_seen, row.confirmed)


def touch(session: Session, hashed: bytes, *, now: datetime) -> None:
    """Write down that a session is in use."""
    session.execute(update(SESSION).where(SESSION.c.hash == hashed).values(last_seen=now))


def confirm(session: Session, hashed: bytes, *, now: datetime) -> None:
    """Write down that whoever has a session has just shown again who they are."""
    session.execute(update(SESSION).where(SESSION.c.hash == hashed).values(confirmed=now, last_seen=now))


def living_of(session: Session, adviser: str, *, now: datetime) -> list[DeskSession]:
    """List an adviser's sessions that are signed in and alive, the one used last first."""
    living = select(DeskSession).where(
        DeskSession.adviser == adviser,
        DeskSession.step == Step.DONE.value,
        DeskSession.expires > now,
        DeskSession.last_seen > now - IDLE,
    )
    return list(session.scalars(living.order_by(DeskSession.last_seen.desc(), DeskSession.created.desc())))


def still_living(session: Session, hashes: list[bytes], *, now: datetime) -> set[bytes]:
    """Tell which of these sessions are signed in and alive."""
    return set(session.scalars(STILL, {"hashes": hashes, **_times(now)}))


def end(session: Session, hashed: bytes) -> None:
    """End one session."""
    session.execute(delete(SESSION).where(SESSION.c.hash == hashed))


def end_all(session: Session, adviser: str) -> None:
    """End every session of an adviser, on every device."""
    session.execute(delete(SESSION).where(SESSION.c.adviser == adviser))


def _times(now: datetime) -> dict[str, datetime]:
    return {"now": now, "idle": now - IDLE}
