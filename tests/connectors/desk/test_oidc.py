"""Signing in through another provider: who it vouches for gets in; no forged, old or foreign answer does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from joserfc.jwk import RSAKey
from yarl import URL

from connectors.settings import OidcSettings, Settings
from tests.connectors.desk.provider import CLIENT, SECRET, FakeProvider
from tests.connectors.desk.visitor import Browser, Clock, Person, hire


@pytest.fixture
async def provider() -> AsyncIterator[FakeProvider]:
    """Run the provider."""
    made = FakeProvider()
    async with TestServer(made.app()) as running:
        made.issuer = str(running.make_url("")).rstrip("/")
        yield made


@pytest.fixture
def settings(settings: Settings, provider: FakeProvider) -> Settings:
    """Have it configured."""
    return replace(settings, oidc=OidcSettings(provider.issuer, CLIENT, SECRET))


@pytest.fixture
async def member(server: TestServer, clock: Clock) -> Person:
    """Give an adviser who has never signed in here."""
    return (await hire(server, "amina@radgivning.example"))[0]


async def go(browser: Browser) -> str:
    """Ask to sign in; give the provider's address."""
    url = browser.server.make_url("/desk/oidc")
    async with browser.client.get(url, allow_redirects=False) as answer:
        assert answer.status == 302
        assert "SameSite=Lax" in answer.headers.getall("Set-Cookie")[0]
        return answer.headers["Location"]


async def come_back(browser: Browser, **query: str) -> str:
    """Come back from the provider; give where we are sent."""
    url = browser.server.make_url("/desk/oidc/back").with_query(query)
    async with browser.client.get(url, allow_redirects=False) as answer:
        assert answer.status == 302
        return answer.headers["Location"]


async def enter(browser: Browser, provider: FakeProvider) -> str:
    """Go all the way."""
    address = await go(browser)
    return await come_back(browser, code=provider.approve(address), state=URL(address).query["state"])


async def test_whom_the_provider_vouches_for_gets_in(browser: Browser, provider: FakeProvider, member: Person) -> None:
    told = (await browser.call("GET", "/desk/me")).told
    assert told == {"error": "signed_out", "passkey": False, "oidc": True}
    assert await enter(browser, provider) == "/desk"
    assert (await browser.call("GET", "/desk/me")).told["adviser"]["id"] == member.id
    assert await enter(browser, provider) == "/desk"


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"email_verified": False}, id="an address nobody checked"),
        pytest.param({"email_verified": None}, id="nothing said of the address"),
        pytest.param({"email": "stranger@x.example"}, id="a stranger"),
        pytest.param({"email": None}, id="no address"),
        pytest.param({"aud": "other-client"}, id="for another client"),
        pytest.param({"aud": [CLIENT, "other"], "azp": "other"}, id="for another party"),
        pytest.param({"iss": "https://evil.example"}, id="by another issuer"),
        pytest.param({"nonce": "old"}, id="another nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"exp": 1_000_000_000}, id="expired"),
        pytest.param({"iat": None}, id="no time"),
    ],
)
async def test_no_other_answer_lets_anybody_in(
    browser: Browser, provider: FakeProvider, member: Person, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert await enter(browser, provider) == "/desk#refused"
    assert (await browser.call("GET", "/desk/me")).status == 401


async def test_a_forged_signature_lets_nobody_in(browser: Browser, provider: FakeProvider, member: Person) -> None:
    provider.shown_key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
    assert await enter(browser, provider) == "/desk#refused"


@pytest.mark.parametrize("query", [{"state": "wrong"}, {"state": ""}, {"iss": "https://evil.example"}, {"code": "x"}])
async def test_what_comes_back_must_be_what_was_sent(
    browser: Browser, provider: FakeProvider, member: Person, query: dict[str, str]
) -> None:
    address = await go(browser)
    right = {"code": provider.approve(address), "state": URL(address).query["state"]}
    assert await come_back(browser, **{**right, **query}) == "/desk#refused"
    browser.client.cookie_jar.clear()
    assert await come_back(browser, **right) == "/desk#refused"  # another browser, such as a victim's


async def test_an_address_that_went_to_somebody_else_opens_nothing(
    browser: Browser, provider: FakeProvider, member: Person
) -> None:
    assert await enter(browser, provider) == "/desk"
    browser.client.cookie_jar.clear()
    provider.subject = "sub-2"
    assert await enter(browser, provider) == "/desk#refused"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"issuer": "https://evil.example"}, id="another issuer"),
        pytest.param({"token_endpoint": "ftp://evil.example/"}, id="no web address"),
        pytest.param({"jwks_uri": None}, id="no keys"),
    ],
)
async def test_a_provider_that_describes_itself_wrongly_is_not_used(
    browser: Browser, provider: FakeProvider, member: Person, document: dict[str, Any]
) -> None:
    provider.document = document
    assert (await browser.call("GET", "/desk/oidc")).status == 502
