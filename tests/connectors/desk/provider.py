"""A small OpenID provider: discovery, keys, code flow with PKCE and nonce, and every way to answer wrongly."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from yarl import URL

CLIENT, SECRET = "startbro", "made-up secret/with signs"


@dataclass
class FakeProvider:
    """The provider; ``claims`` and ``document`` overwrite what it tells, ``key`` signs what it vouches for."""

    issuer: str = ""
    subject: str = "sub-1"
    email: str = "amina@radgivning.example"
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"}))
    shown_key: RSAKey | None = None
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def app(self) -> web.Application:
        """Make the application."""
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self.describe)
        app.router.add_get("/keys", self.give_keys)
        app.router.add_post("/token", self.give_token)
        return app

    def approve(self, address: str) -> str:
        """Do what the person does at the provider: say yes; give the code."""
        asked = URL(address).query
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(asked)
        return code

    async def describe(self, request: web.Request) -> web.Response:
        """Tell where everything is."""
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return web.json_response({**told, **self.document})

    async def give_keys(self, request: web.Request) -> web.Response:
        """Give the public keys."""
        return web.json_response(KeySet([self.shown_key or self.key]).as_dict(private=False))

    async def give_token(self, request: web.Request) -> web.Response:
        """Exchange a code once for who holds the verifier and our client's secret."""
        form = await request.post()
        asked = self.codes.pop(str(form["code"]), None)
        proof = base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = asked is not None and asked["code_challenge"] == challenge
        right = right and asked is not None and asked["redirect_uri"] == form["redirect_uri"]
        if not right or asked is None or proof != f"{CLIENT}:made-up%20secret%2Fwith%20signs":
            return web.json_response({"error": "invalid_grant"}, status=400)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, kept, self.key)
        return web.json_response({"access_token": "at", "token_type": "Bearer", "id_token": token})
