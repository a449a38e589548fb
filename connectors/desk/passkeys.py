"""Passkeys: a key in the adviser's device or security key that asks for a finger, a face or a PIN before it signs.

That is two factors in one, so a passkey signs in by itself. It answers a challenge that we sealed into a cookie; the
challenge used last is kept with the key, so that an answer works once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from connectors.desk import accounts
from connectors.desk.accounts import Proof
from connectors.desk.audit import Note, note_access
from connectors.desk.sessions import Who
from connectors.store.people import Credential
from connectors.web.security import own_origins

if TYPE_CHECKING:  # a tenth of a second that a start can do without
    from connectors.desk.ceremonies import Options, Site

MOST_PASSKEYS = 10


class BadPasskeyError(Exception):
    """The browser's answer does not hold: malformed, another challenge, another site, unknown or used before."""


class Passkeys:
    """Passkeys for the site at ``public_url``; a bare IP address can have none, which ``possible`` tells."""

    def __init__(self, public_url: str) -> None:
        self._host = urlsplit(public_url).hostname or ""
        self._origins = tuple(sorted(own_origins(public_url)))
        self.possible = not _is_address(self._host)

    def begin_sign_in(self) -> Options:
        """Give the options for the browser."""
        from connectors.desk import ceremonies

        return ceremonies.options_to_sign_in(self._site())

    def begin_adding(self, session: Session, who: Who) -> Options:
        """Give the options for making a passkey."""
        from connectors.desk import ceremonies

        known = [_id_of(passkey) for passkey in accounts.credentials(session, who.id, accounts.PASSKEY)]
        return ceremonies.options_to_add(self._site(), who, known)

    def add(self, session: Session, who: Who, challenge: str, credential: Mapping[str, Any], *, now: datetime) -> None:
        """Keep a new passkey; raise ``BadPasskeyError`` when the answer does not hold."""
        from connectors.desk import ceremonies

        if len(accounts.credentials(session, who.id, accounts.PASSKEY)) >= MOST_PASSKEYS:
            raise BadPasskeyError
        try:
            made = ceremonies.check_new(self._site(), challenge, credential)
        except ceremonies.DOES_NOT_HOLD:
            raise BadPasskeyError from None
        data = {"id": made.id, "count": made.count, "used": _short(challenge)}
        accounts.add_credential(session, who.id, Proof(accounts.PASSKEY, data, made.key), now=now)
        note_access(session, who.id, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.PASSKEY)

    def check(self, session: Session, challenge: str, credential: Mapping[str, Any], *, now: datetime) -> str:
        """Give the adviser whose passkey signed the challenge; raise ``BadPasskeyError`` if the answer is no good."""
        from connectors.desk import ceremonies

        passkey = _find(session, credential)
        data = passkey.data or {}
        if data["used"] == _short(challenge) or accounts.account_of(session, passkey.adviser, now=now) is None:
            raise BadPasskeyError
        key = ceremonies.PublicKey(data["id"], passkey.secret or b"", data["count"])
        try:
            count = ceremonies.check_signature(self._site(), challenge, credential, key)
        except ceremonies.DOES_NOT_HOLD:
            raise BadPasskeyError from None
        passkey.data = {**data, "count": count, "used": _short(challenge)}
        passkey.last_used = now
        session.flush()
        return passkey.adviser

    def _site(self) -> Site:
        from connectors.desk import ceremonies

        return ceremonies.Site(self._host, self._origins)


def _find(session: Session, credential: Mapping[str, Any]) -> Credential:
    """Find the passkey that the browser names; the handle it gives is the adviser's id, as we told it."""
    from connectors.desk import ceremonies

    response = credential.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    if not isinstance(handle, str):
        raise BadPasskeyError
    try:
        adviser = ceremonies.read_handle(handle)
    except ceremonies.DOES_NOT_HOLD:
        raise BadPasskeyError from None
    for passkey in accounts.credentials(session, adviser, accounts.PASSKEY):
        if _id_of(passkey) == credential.get("id"):
            return passkey
    raise BadPasskeyError


def _id_of(passkey: Credential) -> str:
    return str((passkey.data or {})["id"])


def _short(challenge: str) -> str:
    return hashlib.sha256(challenge.encode()).hexdigest()[:32]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
