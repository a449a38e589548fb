"""Return codes: written down by a person, exchanged for a new token, and worth nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from connectors.keys import Keys, format_code, new_code, new_token, read_code, token_hash
from connectors.store.people import AccessToken, ReturnCode

LIFETIME = timedelta(days=180)
NO_CODE = ""


def issue_code(session: Session, conversation: str, keys: Keys, *, now: datetime) -> str:
    """Make a code as people see it (``XXXX-XXXX-XXXX-XXXX``); older codes of the conversation stop working."""
    revoke_codes(session, conversation, now=now)
    code = new_code()
    session.add(ReturnCode(hash=keys.code_hash(code), conversation=conversation, created=now, expires=now + LIFETIME))
    session.flush()
    return format_code(code)


def revoke_codes(session: Session, conversation: str, *, now: datetime) -> None:
    """Stop every code of a conversation from working."""
    session.execute(
        update(ReturnCode)
        .where(ReturnCode.conversation == conversation, ReturnCode.revoked.is_(None))
        .values(revoked=now)
    )


def find_code(session: Session, typed: str, keys: Keys, *, now: datetime) -> str | None:
    """Give the conversation of a typed code, or None when it is wrong, expired or revoked.

    A code that cannot be one costs the same lookup as a real one, so the time taken tells nothing.
    """
    hashed = keys.code_hash(read_code(typed) or NO_CODE)
    return session.scalar(
        select(ReturnCode.conversation).where(
            ReturnCode.hash == hashed, ReturnCode.revoked.is_(None), ReturnCode.expires > now
        )
    )


def redeem_code(session: Session, typed: str, keys: Keys, *, now: datetime) -> str | None:
    """Exchange a typed code for a new token; None when ``find_code`` finds nothing. The code goes on working."""
    conversation = find_code(session, typed, keys, now=now)
    if conversation is None:
        return None
    token = new_token()
    session.add(AccessToken(hash=token_hash(token), conversation=conversation, created=now))
    return token
