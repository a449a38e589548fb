"""Signing in: what is asked for, in which order, what wrong answers get, and when a session is over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.keys import format_code
from connectors.store.people import Adviser, Credential, DeskSession
from tests.connectors.desk.visitor import OURS, PASSWORD, Browser, Clock, Person, hire, service_of

WEAK = [
    ("kort", "too_short"),
    ("amina nilsson radgivning", "guessable"),
    ("startbro startbro", "guessable"),
    ("aaaaaaaaaaaaaaaaaaaa", "guessable"),
    ("x" * 300, "too_long"),
]


async def test_a_first_sign_in_leads_from_the_code_to_the_desk(
    server: TestServer, clock: Clock, browser: Browser
) -> None:
    person, code = await hire(server, "amina@radgivning.example")
    assert (await browser.sign_in(" Amina@Radgivning.example", format_code(code).lower())).told == {"step": "password"}
    enrolling = await browser.call("POST", "/desk/session", {"new_password": PASSWORD})
    assert enrolling.told["step"] == "enrol"
    assert enrolling.told["qr"].startswith("<svg")
    assert enrolling.told["address"].startswith("otpauth://totp/Startbro:amina")
    person.secret = enrolling.told["secret"]
    assert (await browser.call("GET", "/desk/me")).status == 401
    assert (await browser.call("POST", "/desk/session", {"totp": person.code(clock)})).told == {"step": "done"}
    told = (await browser.call("GET", "/desk/me")).told
    assert told["adviser"]["name"] == "Amina Nilsson"
    assert told["recent"] is True


async def test_the_page_may_send_everything_again_at_each_step(server: TestServer, clock: Clock, amina: Person) -> None:
    browser = Browser(server)
    assert (await browser.sign_in(amina.email, PASSWORD)).told == {"step": "totp"}
    assert (await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).told == {"step": "done"}
    await browser.client.close()


async def test_a_secret_is_never_shown_again_once_it_works(server: TestServer, browser: Browser, amina: Person) -> None:
    answer = await browser.sign_in(amina.email, PASSWORD)
    assert answer.told == {"step": "totp"}
    stored = await service_of(server).database.read(lambda session: session.scalars(select(Credential)).all())
    assert amina.secret
    assert all(amina.secret.encode() not in (one.secret or b"") for one in stored)
    assert amina.secret not in str([one.data for one in stored])


async def test_the_first_code_is_good_once_and_for_a_day(server: TestServer, clock: Clock, browser: Browser) -> None:
    person, code = await hire(server, "amina@radgivning.example")
    await browser.sign_in(person.email, code, new_password=PASSWORD)
    assert (await browser.sign_in(person.email, code)).status == 401
    late, old = await hire(server, "sen@radgivning.example")
    clock.go(hours=24)
    assert (await browser.sign_in(late.email, old)).status == 401


@pytest.mark.parametrize(("chosen", "why"), WEAK, ids=[f"{chosen[:12]} {why}" for chosen, why in WEAK])
async def test_a_password_that_somebody_could_guess_is_not_taken_and_why_is_told(
    server: TestServer, clock: Clock, browser: Browser, *, chosen: str, why: str
) -> None:
    person, code = await hire(server, "amina@radgivning.example")
    for _ in range(8):  # choosing badly is no guessing
        answer = await browser.sign_in(person.email, code, new_password=chosen)
        assert (answer.status, answer.told) == (422, {"error": "weak", "why": why})
    same = await browser.sign_in(person.email, code, new_password=format_code(code))
    assert (same.status, same.told["error"]) == (422, "weak")


async def test_unknown_disabled_and_wrong_look_the_same(
    server: TestServer, clock: Clock, browser: Browser, amina: Person
) -> None:
    off, code = await hire(server, "off@radgivning.example")

    def disable(session) -> None:  # type: ignore[no-untyped-def]
        session.get(Adviser, off.id).disabled = clock.now

    await service_of(server).database.write(disable)
    for email, password in ((amina.email, "wrong"), ("nobody@x.example", PASSWORD), (off.email, code)):
        answer = await browser.sign_in(email, password)
        assert (answer.status, answer.told["error"]) == (401, "wrong")
        assert browser.cookie() is None


async def test_a_code_works_once_and_a_step_early_or_late(clock: Clock, browser: Browser, amina: Person) -> None:
    early = amina.code(Clock(clock.now.replace(second=clock.now.second + 30)))
    assert (await browser.sign_in(amina.email, PASSWORD, totp=early)).told == {"step": "done"}
    assert (await browser.sign_in(amina.email, PASSWORD, totp=early)).status == 401
    assert (await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).status == 401  # older than the used
    clock.go(minutes=2)
    assert (await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).told == {"step": "done"}
    clock.go(minutes=2)
    old = amina.code(clock)
    clock.go(seconds=90)
    assert (await browser.sign_in(amina.email, PASSWORD, totp=old)).status == 401


async def test_every_step_has_a_token_of_its_own_and_half_of_one_opens_nothing(
    clock: Clock, browse: Callable[..., Browser], amina: Person
) -> None:
    browser, thief = browse(), browse()
    await browser.sign_in(amina.email, PASSWORD)
    half = browser.cookie()
    assert half
    thief.carry("startbro_desk", half)
    assert (await thief.call("GET", "/desk/me")).status == 401
    await browser.call("POST", "/desk/session", {"totp": amina.code(clock)})
    assert browser.cookie() not in (None, half)
    assert (await thief.call("POST", "/desk/session", {"totp": amina.code(clock)})).status == 401
    assert (await browser.call("GET", "/desk/me")).status == 200


async def test_only_hashes_of_tokens_are_stored(
    server: TestServer, clock: Clock, browser: Browser, amina: Person
) -> None:
    await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    token = browser.cookie()
    assert token
    assert len(token) == 43
    rows = await service_of(server).database.read(lambda session: session.scalars(select(DeskSession)).all())
    assert token.encode() not in b"".join(row.hash for row in rows)
    path = service_of(server).settings.state / "startbro.db"
    assert token.encode() not in path.read_bytes() + path.with_name("startbro.db-wal").read_bytes()


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        pytest.param([29, 29, 29], 200, id="in use"),
        pytest.param([31], 401, id="idle for half an hour"),
        pytest.param([29] * 25, 401, id="twelve hours on end"),
    ],
)
async def test_sessions_end_by_themselves(
    clock: Clock, browser: Browser, amina: Person, steps: list[int], status: int
) -> None:
    await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    answer = None
    for minutes in steps:
        clock.go(minutes=minutes)
        answer = await browser.call("GET", "/desk/me")
    assert answer
    assert answer.status == status


async def test_signing_out_ends_one_session_or_all(clock: Clock, browse: Callable[..., Browser], amina: Person) -> None:
    browsers = [browse() for _ in range(3)]
    for one in browsers:
        await one.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
        clock.go(minutes=1)
    kept = browsers[0].cookie()
    await browsers[0].call("DELETE", "/desk/session")
    assert kept
    browsers[0].carry("startbro_desk", kept)
    assert [(await one.call("GET", "/desk/me")).status for one in browsers] == [401, 200, 200]
    await browsers[1].call("DELETE", "/desk/sessions")
    assert [(await one.call("GET", "/desk/me")).status for one in browsers] == [401, 401, 401]


async def test_a_new_password_ends_every_other_session(
    clock: Clock, browse: Callable[..., Browser], amina: Person
) -> None:
    here, elsewhere = browse(), browse()
    for one in (elsewhere, here):
        await one.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
        clock.go(minutes=1)
    new = "sju kanelbullar under granit"
    assert (await here.call("POST", "/desk/password", {"new_password": new})).told == {"step": "done"}
    assert [(await one.call("GET", "/desk/me")).status for one in (here, elsewhere)] == [200, 401]
    assert (await elsewhere.sign_in(amina.email, PASSWORD)).status == 401
    assert (await elsewhere.sign_in(amina.email, new)).told == {"step": "totp"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([], id="a list"),
        pytest.param({"email": 7, "password": "x"}, id="a number"),
        pytest.param({"email": "a@b.example", "password": "x" * 500}, id="very long"),
        pytest.param({"email": "a@b.example", "password": "\x00"}, id="NUL"),
        pytest.param({"email": "a\ud800@b.example", "password": "x"}, id="half a character"),
    ],
)
async def test_odd_requests_are_refused(clock: Clock, browser: Browser, body: object) -> None:
    assert (await browser.call("POST", "/desk/session", body)).status == 400


async def test_a_body_that_does_not_say_how_long_it_is_has_the_same_limit(server: TestServer, browser: Browser) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"email": "nobody@radgivning.example",' + b" " * 20_000
        yield b'"password": "wrong and long enough"}'

    headers = {**OURS, "Content-Type": "application/json"}
    async with browser.client.post(server.make_url("/desk/session"), data=pieces(), headers=headers) as answer:
        assert answer.status == 400
        assert await answer.json() == {"error": "malformed"}
