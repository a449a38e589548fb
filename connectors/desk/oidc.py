"""Signing in through the organisation's own provider by OpenID Connect: code flow with PKCE, state and nonce.

Off until it is configured. The provider proves who somebody is, its second step included; which adviser that is, is
ours to say: by the address it has verified, and from then on also by its lasting ``sub`` for that person.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
from sqlalchemy.orm import Session

from connectors.desk import accounts
from connectors.desk.accounts import Proof
from connectors.desk.audit import Note, note_access
from connectors.settings import OidcSettings

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
SECONDS = aiohttp.ClientTimeout(total=8)
LARGEST_ANSWER = 256 * 1024
CLOCKS_DIFFER = 60
WELL_KNOWN = "/.well-known/openid-configuration"


class ProviderError(Exception):
    """The provider did not answer as it should, or its answer does not hold; nobody is let in."""


@dataclass(frozen=True)
class Identity:
    """Who the provider says it is."""

    issuer: str
    subject: str
    email: str


class Provider:
    """One OpenID provider, with its documents fetched when they are needed."""

    def __init__(self, settings: OidcSettings, public_url: str) -> None:
        self._settings = settings
        self._back = f"{public_url}/desk/oidc/back"

    async def begin(self) -> tuple[str, dict[str, str]]:
        """Give the address to send the browser to, and what must be remembered until it comes back."""
        from authlib.oauth2.client import OAuth2Client  # loaded only where a provider is configured

        known = await self._discover()
        attempt = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
        client = OAuth2Client(
            None,
            client_id=self._settings.client,
            redirect_uri=self._back,
            scope="openid email",
            code_challenge_method="S256",
        )
        address, _ = client.create_authorization_url(
            known["authorization_endpoint"],
            state=attempt["state"],
            code_verifier=attempt["verifier"],
            nonce=attempt["nonce"],
        )
        return address, attempt

    async def finish(self, query: Mapping[str, str], attempt: Mapping[str, str]) -> Identity:
        """Give who came back; raise ``ProviderError`` for a wrong state, code, signature or claim."""
        if not secrets.compare_digest(query.get("state", "").encode(), attempt["state"].encode()):
            raise ProviderError("state")
        if query.get("iss", self._settings.issuer).rstrip("/") != self._settings.issuer or not query.get("code"):
            raise ProviderError("answer")
        known = await self._discover()
        told = await self._ask(known["token_endpoint"], self._token_request(query["code"], attempt["verifier"]))
        keys = await self._ask(known["jwks_uri"])
        claims = self._check(told, keys, known["issuer"], attempt["nonce"])
        if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
            raise ProviderError("email")
        return Identity(self._settings.issuer, str(claims["sub"]), claims["email"])

    def _token_request(self, code: str, verifier: str) -> dict[str, str]:
        return {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": verifier,
        }

    def _check(self, told: Mapping[str, Any], keys: Mapping[str, Any], issuer: str, nonce: str) -> Mapping[str, Any]:
        """Check the signature and every claim of an identity token, and give its claims."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        client = self._settings.client
        wanted = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client}}
        try:
            token = jwt.decode(told["id_token"], KeySet.import_key_set({"keys": keys["keys"]}), algorithms=ALGORITHMS)
            params = {"nonce": nonce, "client_id": client, "access_token": told.get("access_token")}
            claims = CodeIDToken(token.claims, token.header, wanted, params)
            claims.validate(leeway=CLOCKS_DIFFER)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderError("token") from error
        return dict(claims)

    async def _discover(self) -> Mapping[str, Any]:
        known = await self._ask(self._settings.issuer + WELL_KNOWN)
        needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        if not all(isinstance(known.get(name), str) for name in needed):
            raise ProviderError("discovery")
        if known["issuer"].rstrip("/") != self._settings.issuer:
            raise ProviderError("issuer")
        own = urlsplit(self._settings.issuer).scheme
        if any(urlsplit(known[name]).scheme not in {"https", own} for name in needed):
            raise ProviderError("scheme")
        return known

    async def _ask(self, address: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """Fetch a JSON object, or post a form with our name and secret; redirects are not followed."""
        method, headers = "GET", {}
        if form is not None:
            proof = f"{quote(self._settings.client, safe='')}:{quote(self._settings.secret, safe='')}"
            method, headers = "POST", {"Authorization": f"Basic {base64.b64encode(proof.encode()).decode()}"}
        try:
            async with (
                aiohttp.ClientSession(timeout=SECONDS) as client,
                client.request(method, address, data=form, headers=headers, allow_redirects=False) as answer,
            ):
                if answer.status != 200 or (answer.content_length or 0) > LARGEST_ANSWER:
                    raise ProviderError(f"status {answer.status}")
                told = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ProviderError("no answer") from error
        if not isinstance(told, dict):
            raise ProviderError("no object")
        return told


def adviser_of(session: Session, identity: Identity, *, now: datetime) -> str | None:
    """Give the adviser an identity stands for; None for a stranger, a disabled one, or another person's address.

    The first time ties the provider's name for the person to the adviser: an address that later goes to somebody else
    at the organisation opens nothing.
    """
    account = accounts.find_account(session, identity.email, now=now)
    if account is None:
        return None
    tied = accounts.credentials(session, account.who.id, accounts.OIDC)
    named = {"issuer": identity.issuer, "subject": identity.subject}
    if not tied:
        accounts.add_credential(session, account.who.id, Proof(accounts.OIDC, named), now=now)
        note_access(session, account.who.id, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.OIDC)
        return account.who.id
    return account.who.id if any(one.data == named for one in tied) else None
