"""The steps of signing in, each one transaction: what is asked for next, and the session that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from connectors.desk import accounts, totp
from connectors.desk.accounts import Proof
from connectors.desk.audit import Note, note_access
from connectors.desk.sessions import Step, Who, begin
from connectors.desk.totp import Enrolment
from connectors.keys import Keys, SealError
from connectors.store.people import Credential


@dataclass(frozen=True)
class Given:
    """What came with a password that has been proved: a code, the hash of a password they chose, an earlier session."""

    code: str | None = field(default=None, repr=False)
    new_hash: bytes | None = field(default=None, repr=False)
    instead_of: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Progress:
    """How far signing in has come: the next step and the token of its session. ``right`` is false for a wrong code."""

    step: Step
    token: str = field(repr=False)
    enrolment: Enrolment | None = field(default=None, repr=False)
    right: bool = True


WRONG = Progress(Step.TOTP, "", right=False)


def proceed(session: Session, adviser: str, given: Given, keys: Keys, *, now: datetime) -> Progress:
    """Go on after a right password: choose one's own, enrol an app, ask for its code, or let the adviser in."""
    account = accounts.account_of(session, adviser, now=now)
    if account is None or account.hash is None:
        return WRONG
    if account.once:
        if given.new_hash is None:
            return Progress(Step.PASSWORD, begin(session, adviser, Step.PASSWORD, now=now, instead_of=given.instead_of))
        accounts.set_password(session, adviser, given.new_hash, now=now)
        note_access(session, adviser, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.PASSWORD)
    app = next(iter(accounts.credentials(session, adviser, accounts.TOTP)), None)
    if given.code is not None:
        if app is None or not accept_code(session, app, given.code, keys, now=now):
            note_access(session, adviser, Note.SIGN_IN_FAILED, now=now, wrong="code")
            return WRONG
        return Progress(Step.DONE, let_in(session, adviser, accounts.TOTP, now=now, instead_of=given.instead_of))
    if app is not None and is_on(app):
        return Progress(Step.TOTP, begin(session, adviser, Step.TOTP, now=now, instead_of=given.instead_of))
    shown = _make_secret(session, account.who, keys, now=now)
    return Progress(Step.ENROL, begin(session, adviser, Step.ENROL, now=now, instead_of=given.instead_of), shown)


def let_in(session: Session, adviser: str, way: str, *, now: datetime, instead_of: bytes | None = None) -> str:
    """Begin a full session for somebody who has proved who they are; give its token."""
    note_access(session, adviser, Note.SIGNED_IN, now=now, way=way)
    return begin(session, adviser, Step.DONE, now=now, instead_of=instead_of)


def _make_secret(session: Session, who: Who, keys: Keys, *, now: datetime) -> Enrolment:
    """Give an adviser without an app a secret; another each time, until a code of one has come back."""
    session.execute(delete(Credential).where(Credential.adviser == who.id, Credential.kind == accounts.TOTP))
    secret = totp.new_secret()
    proof = Proof(accounts.TOTP, {"on": False, "used": 0}, totp.seal(secret, who.id, keys))
    accounts.add_credential(session, who.id, proof, now=now)
    return totp.enrolment(secret, who.email)


def accept_code(session: Session, app: Credential, code: str, keys: Keys, *, now: datetime) -> bool:
    """Tell whether a code is right and unused, and use it up."""
    data = app.data or {}
    try:
        secret = totp.unseal(app.secret or b"", app.adviser, keys)
    except SealError:
        return False
    step = totp.matching_step(secret, code, now=now, used=data["used"])
    if step is None:
        return False
    if not data["on"]:
        note_access(session, app.adviser, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.TOTP)
    app.data = {"on": True, "used": step}
    app.last_used = now
    session.flush()
    return True


def is_on(app: Credential) -> bool:
    """Tell whether an app has given a right code once; until then it is only being enrolled."""
    return bool((app.data or {}).get("on"))
