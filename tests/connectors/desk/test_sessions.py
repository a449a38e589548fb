"""Cookies as browsers get them, and steps of signing in that happen at the same time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http.cookies import Morsel, SimpleCookie

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy.orm import Session

from connectors.desk import accounts, totp
from connectors.desk.accounts import Proof
from connectors.desk.sessions import Step, Who, begin, find
from connectors.desk.signing import Given, Progress, proceed
from connectors.keys import Keys, SealError
from connectors.settings import Settings
from connectors.store.database import Database
from connectors.store.people import Adviser, Organisation
from tests.connectors.databases import START
from tests.connectors.desk.visitor import OURS, PASSWORD, Browser, Clock, Person, hire

KEYS = Keys(b"k" * 32)
HTTPS = "https://desk.example"


@pytest.fixture
def public_url() -> str:
    """Give our own address."""
    return OURS["Origin"]


@pytest.fixture
def settings(settings: Settings, public_url: str) -> Settings:
    """Be at that address."""
    return replace(settings, public_url=public_url)


async def cookies_of_signing_in(browser: Browser, person: Person, clock: Clock, origin: str) -> dict[str, Morsel[str]]:
    """Sign in and give the cookies exactly as they were set."""
    body = {"email": person.email, "password": PASSWORD, "totp": person.code(clock)}
    url, headers = browser.server.make_url("/desk/session"), {**OURS, "Origin": origin}
    async with browser.client.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200
        return {name: one for line in answer.headers.getall("Set-Cookie") for name, one in SimpleCookie(line).items()}


async def test_over_plain_http_the_cookie_is_strict_and_the_desks_own(
    clock: Clock, browser: Browser, amina: Person
) -> None:
    set_ = await cookies_of_signing_in(browser, amina, clock, OURS["Origin"])
    assert set_.keys() == {"startbro_desk", "startbro_desk_device"}
    for cookie in set_.values():
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/desk", "Strict", True)
        assert (cookie["secure"], cookie["domain"]) == ("", "")
    assert set_["startbro_desk"]["max-age"] == ""


@pytest.mark.parametrize("public_url", [HTTPS])
async def test_over_https_the_cookie_has_the_prefix_that_no_other_host_can_set(
    server: TestServer, clock: Clock, browser: Browser
) -> None:
    person, code = await hire(server, "amina@radgivning.example")
    body = {"email": person.email, "password": code, "new_password": PASSWORD}
    headers = {**OURS, "Origin": HTTPS}
    async with browser.client.post(server.make_url("/desk/session"), json=body, headers=headers) as answer:
        person.secret = (await answer.json())["secret"]
    set_ = await cookies_of_signing_in(browser, person, clock, HTTPS)
    assert set_.keys() == {"__Host-startbro_desk", "__Host-startbro_desk_device"}
    for cookie in set_.values():
        assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Strict", True)
        assert (cookie["secure"], cookie["domain"]) == (True, "")


async def enrolled(database: Database) -> str:
    """Make an adviser with a password and an app; give the app's secret."""
    secret = totp.new_secret()

    def step(session: Session) -> None:
        session.add(Organisation(id="o_1", name="x", created=START))
        session.flush()
        session.add(Adviser(id="a_1", organisation="o_1", name="x", email="a@x", languages=[], created=START))
        session.flush()
        accounts.set_password(session, "a_1", b"a hash", now=START)
        proof = Proof(accounts.TOTP, {"on": True, "used": 0}, totp.seal(secret, "a_1", KEYS))
        accounts.add_credential(session, "a_1", proof, now=START)

    await database.write(step)
    return secret


async def test_of_ten_who_use_a_code_at_once_one_gets_in(database: Database) -> None:
    code = pyotp.TOTP(await enrolled(database)).at(START)

    async def enter() -> Progress:
        return await database.write(lambda session: proceed(session, "a_1", Given(code), KEYS, now=START))

    answers = await asyncio.gather(*(enter() for _ in range(10)))
    assert sum(answer.right for answer in answers) == 1
    token = next(answer.token for answer in answers if answer.right)
    found = await database.read(lambda session: find(session, token, now=START))
    assert found
    assert found.adviser == Who("a_1", "o_1", "x", "a@x", "adviser", "sv")


async def test_a_step_ends_the_session_it_goes_on_from(database: Database) -> None:
    secret = await enrolled(database)
    half = await database.write(lambda session: begin(session, "a_1", Step.TOTP, now=START))
    before = await database.read(lambda session: find(session, half, now=START))
    assert before
    given = Given(pyotp.TOTP(secret).at(START), None, before.hash)
    await database.write(lambda session: proceed(session, "a_1", given, KEYS, now=START))
    assert await database.read(lambda session: find(session, half, now=START)) is None


def test_what_is_sealed_opens_for_its_purpose_and_key_only() -> None:
    sealed = KEYS.seal(b"secret", purpose="totp:a_1")
    assert KEYS.unseal(sealed, purpose="totp:a_1") == b"secret"
    assert KEYS.seal(b"secret", purpose="totp:a_1") != sealed
    assert b"secret" not in sealed
    for keys, what, purpose in (
        (KEYS, sealed, "totp:a_2"),
        (Keys(b"o" * 32), sealed, "totp:a_1"),
        (KEYS, sealed[:-1] + bytes([sealed[-1] ^ 1]), "totp:a_1"),
        (KEYS, b"", "totp:a_1"),
        (KEYS, b"short", "totp:a_1"),
    ):
        with pytest.raises(SealError):
            keys.unseal(what, purpose=purpose)
