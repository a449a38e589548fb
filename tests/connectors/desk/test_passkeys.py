"""Passkeys: one sign-in for one touch, and none for an answer that is old, foreign, unverified or another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import update

from connectors.settings import Settings
from connectors.store.people import Adviser
from tests.connectors.desk.authenticator import Authenticator, encode
from tests.connectors.desk.visitor import PASSWORD, Answer, Browser, Clock, Person, service_of

SITE, PAGE = "localhost", "http://localhost:8080"
Change = Callable[[Authenticator], None]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Have a name, as passkeys need one."""
    return replace(settings, public_url=PAGE)


@pytest.fixture
async def device(browse: Callable[..., Browser], clock: Clock, amina: Person) -> Authenticator:
    """Give a device with a passkey of Amina's."""
    browser, made = browse(), Authenticator(PAGE, SITE)
    await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    options = (await browser.call("POST", "/desk/passkey/add/begin")).told
    assert (await browser.call("POST", "/desk/passkey/add/finish", made.make(options))).told == {"step": "done"}
    clock.go(minutes=1)
    return made


async def enter(browser: Browser, device: Authenticator) -> Answer:
    """Sign in with a device."""
    options = (await browser.call("POST", "/desk/passkey/begin")).told
    assert "allowCredentials" not in options or options["allowCredentials"] == []
    return await browser.call("POST", "/desk/passkey/finish", device.sign(options))


async def test_a_passkey_signs_in_by_itself(browser: Browser, device: Authenticator) -> None:
    assert (await enter(browser, device)).told == {"step": "done"}
    told = (await browser.call("GET", "/desk/me")).told
    assert told["adviser"]["email"] == "amina@radgivning.example"
    assert told["recent"] is True
    assert (await enter(browser, device)).told == {"step": "done"}


def _other_site(device: Authenticator) -> None:
    device.site = "evil.example"


def _other_page(device: Authenticator) -> None:
    device.origin = "https://evil.example"


def _embedding(device: Authenticator) -> None:
    device.origin = "https://embedding.example"


def _unverified(device: Authenticator) -> None:
    device.verified = False


def _other_key(device: Authenticator) -> None:
    device.key = Authenticator(PAGE, SITE).key


def _other_id(device: Authenticator) -> None:
    device.id = b"unknown"


def _other_adviser(device: Authenticator) -> None:
    device.handle = b"a_somebody_else"


def _no_adviser(device: Authenticator) -> None:
    device.handle = b"\xff\xfe"


def _copied(device: Authenticator) -> None:
    device.counts = False


@pytest.mark.parametrize(
    "change",
    [
        _other_site,
        _other_page,
        _embedding,
        _unverified,
        _other_key,
        _other_id,
        _other_adviser,
        _no_adviser,
        _copied,
    ],
)
async def test_an_answer_that_does_not_hold_lets_nobody_in(
    browser: Browser, device: Authenticator, change: Change
) -> None:
    assert (await enter(browser, device)).status == 200
    browser.client.cookie_jar.clear()
    change(device)
    assert (await enter(browser, device)).status == 401
    assert (await browser.call("GET", "/desk/me")).status == 401


async def test_an_answer_works_once_and_for_its_own_challenge(
    clock: Clock, browser: Browser, device: Authenticator
) -> None:
    device.counts = False
    options = (await browser.call("POST", "/desk/passkey/begin")).told
    ticket = browser.cookie("startbro_desk_attempt")
    assert ticket
    answer = device.sign(options)
    assert (await browser.call("POST", "/desk/passkey/finish", answer)).status == 200
    browser.client.cookie_jar.clear()
    browser.carry("startbro_desk_attempt", ticket)
    assert (await browser.call("POST", "/desk/passkey/finish", answer)).status == 401
    fresh = (await browser.call("POST", "/desk/passkey/begin")).told
    assert (await browser.call("POST", "/desk/passkey/finish", answer)).status == 401
    clock.go(minutes=6)
    assert (await browser.call("POST", "/desk/passkey/finish", device.sign(fresh))).status == 401


async def test_a_disabled_advisers_passkey_opens_nothing(
    server: TestServer, clock: Clock, browser: Browser, device: Authenticator, amina: Person
) -> None:
    await service_of(server).database.write(
        lambda session: session.execute(update(Adviser).where(Adviser.id == amina.id).values(disabled=clock.now))
    )
    assert (await enter(browser, device)).status == 401


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param({"id": 7, "response": {"userHandle": 7}}, id="numbers"),
        pytest.param({"id": "x", "response": {"userHandle": "\u0130"}}, id="no base64"),
    ],
)
async def test_odd_answers_are_refused(browser: Browser, device: Authenticator, body: Any) -> None:
    await browser.call("POST", "/desk/passkey/begin")
    assert (await browser.call("POST", "/desk/passkey/finish", body)).status in (400, 401)
    half_made = {"id": encode(device.id), "response": {"userHandle": encode(device.handle), "signature": "AA"}}
    assert (await browser.call("POST", "/desk/passkey/finish", half_made)).status == 401
