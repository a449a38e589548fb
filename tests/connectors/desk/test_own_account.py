"""An adviser's own account: what it shows, what it wants to be shown first, and what nobody can do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer

from connectors.desk.audit import lines
from connectors.settings import Settings
from tests.connectors.desk.authenticator import Authenticator
from tests.connectors.desk.visitor import PASSWORD, Browser, Clock, Person, become, service_of

PAGE = "http://localhost:8080"
CONFIRM = (403, {"error": "confirm"})
CHANGES = [
    ("POST", "/desk/password", {"new_password": "sju kanelbullar under granit"}),
    ("POST", "/desk/totp/begin", {}),
    ("POST", "/desk/totp/finish", {"totp": "123456"}),
    ("POST", "/desk/passkey/add/begin", {}),
    ("DELETE", "/desk/passkeys/cr_x", None),
    ("DELETE", "/desk/sessions/x", None),
]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Have a name, as passkeys need one."""
    return replace(settings, public_url=PAGE)


@pytest.fixture
async def here(clock: Clock, browser: Browser, amina: Person) -> Browser:
    """Give the browser on which Amina has just signed in."""
    assert (await browser.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).told == {"step": "done"}
    clock.go(minutes=1)
    return browser


async def add_passkey(browser: Browser) -> Authenticator:
    """Give a device with a new passkey."""
    made = Authenticator(PAGE, "localhost")
    options = (await browser.call("POST", "/desk/passkey/add/begin")).told
    assert (await browser.call("POST", "/desk/passkey/add/finish", made.make(options))).told == {"step": "done"}
    return made


async def noted(server: TestServer, person: Person) -> list[str]:
    """Give what the audit log has of somebody: kind and details of each entry."""
    since = service_of(server).tools.clock().replace(year=2000)
    found = await service_of(server).database.read(lambda session: [*lines(session, since=since, adviser=person.id)])
    return [line.split(" ", 2)[2].replace(f" {person.id} -", "") for line in found]


async def test_the_account_tells_how_and_where_somebody_signs_in_and_no_secret(
    clock: Clock, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    elsewhere = browse()
    await elsewhere.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    answer = await here.call("GET", "/desk/account")
    told = answer.told
    assert told["password"] is told["recent"] is told["passkey_possible"] is True
    assert told["totp"].startswith("2026-03-02")
    assert told["passkeys"] == []
    assert [one["here"] for one in told["sessions"]].count(True) == 1
    assert len(told["sessions"]) == 3  # the browser on which she enrolled is signed in too
    tokens = [here.cookie(), elsewhere.cookie(), amina.secret, amina.email]
    assert not [one for one in tokens if one and one in str(told)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]} {change[1]}")
async def test_after_five_minutes_a_change_wants_to_be_shown_who_it_is(
    clock: Clock, here: Browser, amina: Person, change: tuple[str, str, object]
) -> None:
    method, path, body = change
    clock.go(minutes=5)
    answer = await here.call(method, path, body)
    assert (answer.status, answer.told) == CONFIRM
    given = {"password": PASSWORD, "totp": amina.code(clock)}
    assert (await here.call("POST", "/desk/confirm", given)).told == {"step": "done"}
    assert (await here.call(method, path, body)).status != 403
    clock.go(minutes=5, seconds=1)
    again = await here.call(method, path, body)
    assert again.status in (401, 403), "a change may have ended the session, but never lets it through"


async def test_to_confirm_takes_both_and_a_used_code_is_none(
    server: TestServer, clock: Clock, here: Browser, amina: Person
) -> None:
    clock.go(minutes=6)
    code = amina.code(clock)
    for wrong in (
        {"password": "something else", "totp": code},
        {"password": PASSWORD},
        {"password": PASSWORD, "totp": "000000" if code != "000000" else "111111"},
    ):
        assert (await here.call("POST", "/desk/confirm", wrong)).status == 422, wrong
        assert (await here.call("POST", "/desk/totp/begin")).status == 403
    assert (await here.call("POST", "/desk/confirm", {"totp": code})).status == 400
    assert (await here.call("POST", "/desk/confirm", {"password": PASSWORD, "totp": code})).status == 200
    assert (await here.call("POST", "/desk/confirm", {"password": PASSWORD, "totp": code})).status == 422
    entries = await noted(server, amina)
    assert "desk_confirmed way=totp" in entries
    assert [one for one in entries if "wrong=code" in one]
    assert [one for one in entries if "wrong=password" in one]


async def test_guessing_at_an_unattended_desk_is_slowed_down(clock: Clock, here: Browser, amina: Person) -> None:
    clock.go(minutes=6)
    answers = [await here.call("POST", "/desk/confirm", {"password": f"guess {at}"}) for at in range(9)]
    assert answers[0].status == 422
    assert answers[-1].status == 429
    assert answers[-1].told["retry_after"] > 0
    right = {"password": PASSWORD, "totp": amina.code(clock)}
    assert (await here.call("POST", "/desk/confirm", right)).status == 429
    clock.go(minutes=6)
    right = {"password": PASSWORD, "totp": amina.code(clock)}
    assert (await here.call("POST", "/desk/confirm", right)).status == 200


async def test_somebody_elses_password_confirms_nothing(
    server: TestServer, clock: Clock, browser: Browser, amina: Person
) -> None:
    await become(server, clock, browser, "adviser")
    clock.go(minutes=6)
    given = {"email": amina.email, "password": PASSWORD, "totp": amina.code(clock)}
    assert (await browser.call("POST", "/desk/confirm", given)).status == 422


async def test_another_app_takes_the_place_of_the_first_when_its_code_was_right(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    elsewhere, old = browse(), replace(amina)
    await elsewhere.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    begun = await here.call("POST", "/desk/totp/begin")
    assert begun.told["qr"].startswith("<svg")
    clock.go(minutes=1)
    assert (await here.call("POST", "/desk/totp/finish", {"totp": amina.code(clock)})).status == 422
    assert (await browse().sign_in(amina.email, PASSWORD, totp=amina.code(clock))).status == 200
    clock.go(minutes=1)
    amina.secret = begun.told["secret"]
    thief = here.cookie()
    assert (await here.call("POST", "/desk/totp/finish", {"totp": amina.code(clock)})).told == {"step": "done"}
    assert here.cookie() != thief, "whoever has the old cookie is out"
    assert [(await one.call("GET", "/desk/me")).status for one in (here, elsewhere)] == [200, 401]
    clock.go(minutes=1)
    assert (await elsewhere.sign_in(amina.email, PASSWORD, totp=old.code(clock))).status == 401
    assert (await elsewhere.sign_in(amina.email, PASSWORD, totp=amina.code(clock))).status == 200
    assert "desk_credential_changed credential=totp" in await noted(server, amina)


async def test_a_secret_that_was_shown_to_somebody_else_is_not_taken(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    other = browse("127.0.0.5")
    await become(server, clock, other, "adviser")
    begun = (await other.call("POST", "/desk/totp/begin")).told
    carried = other.cookie("startbro_desk_attempt")
    assert carried
    here.carry("startbro_desk_attempt", carried)
    code = Person("x", "x", "x", secret=begun["secret"]).code(clock)
    assert (await here.call("POST", "/desk/totp/finish", {"totp": code})).status == 422


async def test_a_passkey_is_removed_and_then_opens_nothing(
    server: TestServer, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    device, other = await add_passkey(here), browse("127.0.0.6")
    kept = (await here.call("GET", "/desk/account")).told["passkeys"]
    assert [one["used"] for one in kept] == [None]
    assert (await here.call("DELETE", f"/desk/passkeys/{kept[0]['id']}")).status == 200
    assert (await here.call("DELETE", f"/desk/passkeys/{kept[0]['id']}")).status == 404
    options = (await other.call("POST", "/desk/passkey/begin")).told
    assert (await other.call("POST", "/desk/passkey/finish", device.sign(options))).status == 401
    assert "desk_credential_changed credential=passkey gone=1" in await noted(server, amina)


async def test_a_passkey_confirms_its_own_adviser_only(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    device, other = await add_passkey(here), browse("127.0.0.7")
    await become(server, clock, other, "adviser")
    clock.go(minutes=6)
    for one, status in ((other, 422), (here, 200)):
        options = (await one.call("POST", "/desk/passkey/begin")).told
        assert (await one.call("POST", "/desk/confirm/passkey", device.sign(options))).status == status
        assert (await one.call("POST", "/desk/totp/begin")).status == (200 if status == 200 else 403)
    assert "desk_confirmed way=passkey" in await noted(server, amina)


async def test_the_only_way_in_is_not_removed(server: TestServer, clock: Clock, browser: Browser) -> None:
    await become(server, clock, browser, "adviser")
    await add_passkey(browser)
    only = (await browser.call("GET", "/desk/account")).told["passkeys"][0]["id"]
    answer = await browser.call("DELETE", f"/desk/passkeys/{only}")
    assert (answer.status, answer.told) == (409, {"error": "last_way"})
    await add_passkey(browser)
    assert (await browser.call("DELETE", f"/desk/passkeys/{only}")).status == 200


async def test_one_session_is_ended_and_nobody_elses(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], here: Browser, amina: Person
) -> None:
    lost, stranger = browse(), browse("127.0.0.8")
    await lost.sign_in(amina.email, PASSWORD, totp=amina.code(clock))
    await become(server, clock, stranger, "adviser")
    known = {one["id"] for one in (await lost.call("GET", "/desk/account")).told["sessions"] if one["here"]}
    theirs = (await stranger.call("GET", "/desk/account")).told["sessions"][0]["id"]
    assert (await here.call("DELETE", f"/desk/sessions/{theirs}")).status == 404
    assert (await here.call("DELETE", f"/desk/sessions/{known.pop()}")).status == 200
    assert [(await one.call("GET", "/desk/me")).status for one in (here, lost, stranger)] == [200, 401, 200]
    assert "desk_signed_out where=elsewhere" in await noted(server, amina)
