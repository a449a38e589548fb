"""An adviser's credentials: database steps behind signing in, in which nothing hashes a password or asks the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from connectors.desk.sessions import Who
from connectors.keys import new_id
from connectors.store.people import Adviser, Credential

PASSWORD, TOTP, PASSKEY, OIDC = "password", "totp", "passkey", "oidc"
FIRST_CODE_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Account:
    """An adviser who may sign in, with the password's hash; ``once``: it is the code of their first sign-in."""

    who: Who
    hash: bytes | None
    once: bool


@dataclass(frozen=True)
class Proof:
    """A new credential. ``secret`` is a hash, a sealed secret or a public key, never anything in clear text."""

    kind: str
    data: Mapping[str, Any]
    secret: bytes | None = field(default=None, repr=False)


def plain_email(email: str) -> str:
    """Write an address in the one form under which it is stored and looked up."""
    return email.strip().casefold()


def find_account(session: Session, email: str, *, now: datetime) -> Account | None:
    """Find an adviser by address; None for an unknown or disabled one."""
    adviser = session.scalar(select(Adviser).where(Adviser.email == plain_email(email), Adviser.disabled.is_(None)))
    return _account(session, adviser, now) if adviser else None


def account_of(session: Session, adviser: str, *, now: datetime) -> Account | None:
    """Find an adviser by id; None for an unknown or disabled one."""
    found = session.get(Adviser, adviser)
    return _account(session, found, now) if found and found.disabled is None else None


def credentials(session: Session, adviser: str, kind: str) -> list[Credential]:
    """List an adviser's credentials of one kind, oldest first, and keep other writers off them until the end."""
    wanted = select(Credential).where(Credential.adviser == adviser, Credential.kind == kind)
    return list(session.scalars(wanted.order_by(Credential.created).with_for_update()))


def add_credential(session: Session, adviser: str, proof: Proof, *, now: datetime) -> None:
    """Add one way of proving who they are."""
    data = dict(proof.data)
    session.add(
        Credential(id=new_id("cr"), adviser=adviser, kind=proof.kind, data=data, secret=proof.secret, created=now)
    )
    session.flush()


def set_password(session: Session, adviser: str, hashed: bytes, *, now: datetime, once: bool = False) -> None:
    """Give an adviser a new password in place of the old one; ``once`` for the code of a first sign-in."""
    session.execute(delete(Credential).where(Credential.adviser == adviser, Credential.kind == PASSWORD))
    data = {"once_until": (now + FIRST_CODE_LASTS).isoformat()} if once else {}
    add_credential(session, adviser, Proof(PASSWORD, data, hashed), now=now)


def forget_credentials(session: Session, adviser: str) -> None:
    """Take away every way of signing in."""
    session.execute(delete(Credential).where(Credential.adviser == adviser))


def _account(session: Session, adviser: Adviser, now: datetime) -> Account:
    who = Who(**{name: getattr(adviser, name) for name in Who.__dataclass_fields__})
    stored = session.scalar(
        select(Credential).where(Credential.adviser == adviser.id, Credential.kind == PASSWORD).limit(1)
    )
    if stored is None:
        return Account(who, None, once=False)
    until = (stored.data or {}).get("once_until")
    if until is not None and datetime.fromisoformat(until) <= now:
        return Account(who, None, once=False)
    return Account(who, stored.secret, once=until is not None)
