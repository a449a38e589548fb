"""An adviser's browser without the browser: keeps cookies, sends what our page sends, and has an authenticator app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pyotp
from aiohttp.test_utils import TestServer
from sqlalchemy import update
from sqlalchemy.orm import Session

from connectors.desk import accounts, passwords
from connectors.desk.sessions import Step, begin
from connectors.keys import new_code, new_id
from connectors.store.people import Adviser, Organisation
from connectors.web.service import SERVICE, Service
from tests.connectors.web.window import ORIGIN

PASSWORD = "granit moln sju kanelbullar"
NOBODY, HALF, ADVISER, LEAD, STALE, DISABLED = "nobody", "half-way", "adviser", "lead", "not recent", "disabled"
OURS = {"Origin": ORIGIN, "X-Startbro-Desk": "1"}


@dataclass(frozen=True)
class Answer:
    """What came back: status and JSON."""

    status: int
    told: Mapping[str, Any]


@dataclass
class Browser:
    """One browser at the desk. ``address`` is where it calls from."""

    server: TestServer
    address: str = "127.0.0.1"
    client: aiohttp.ClientSession = field(init=False)

    def __post_init__(self) -> None:
        connector = aiohttp.TCPConnector(local_addr=(self.address, 0))
        self.client = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send a request as our page does, and give what came back."""
        url = self.server.make_url(path)
        async with self.client.request(
            method, url, json=body, headers={**OURS, **headers}, allow_redirects=False
        ) as answer:
            told = await answer.json() if answer.content_type == "application/json" and method != "HEAD" else {}
            return Answer(answer.status, told)

    async def sign_in(self, email: str, password: str, **more: str) -> Answer:
        """Post what the sign-in page posts."""
        return await self.call("POST", "/desk/session", {"email": email, "password": password, **more})

    def cookie(self, name: str = "startbro_desk") -> str | None:
        """Give the value of a cookie."""
        found = self.client.cookie_jar.filter_cookies(self.server.make_url("/desk")).get(name)
        return found.value if found else None

    def carry(self, name: str, value: str) -> None:
        """Put a cookie in, as a thief would."""
        self.client.cookie_jar.update_cookies({name: value}, self.server.make_url("/desk"))


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def go(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@dataclass
class Person:
    """An adviser with what they know and have."""

    id: str
    organisation: str
    email: str
    password: str = PASSWORD
    secret: str | None = None

    def code(self, clock: Clock) -> str:
        """Read the app."""
        assert self.secret
        return pyotp.TOTP(self.secret).at(clock.now)


def service_of(server: TestServer) -> Service:
    """Give the parts of the gateway."""
    assert server.app is not None
    return server.app[SERVICE]


async def hire(
    server: TestServer, email: str, *, role: str = "adviser", organisation: str | None = None
) -> tuple[Person, str]:
    """Make an adviser as the command line does; give them and their first code."""
    service = service_of(server)
    now, code = service.tools.clock(), new_code()
    person = Person(new_id("a"), organisation or new_id("o"), email)

    def step(session: Any) -> None:
        if session.get(Organisation, person.organisation) is None:
            session.add(Organisation(id=person.organisation, name=person.organisation, created=now))
            session.flush()
        session.add(
            Adviser(
                id=person.id,
                organisation=person.organisation,
                name="Amina Nilsson",
                email=email,
                role=role,
                languages=["sv"],
                created=now,
            )
        )
        session.flush()
        accounts.set_password(session, person.id, passwords.hash_password(code), now=now, once=True)

    await service.database.write(step)
    return person, code


async def enrol(browser: Browser, clock: Clock, person: Person, code: str) -> Answer:
    """Go through a first sign-in."""
    answer = await browser.sign_in(person.email, code, new_password=person.password)
    assert answer.told["step"] == "enrol", answer
    person.secret = answer.told["secret"]
    return await browser.sign_in(person.email, person.password, totp=person.code(clock))


async def become(server: TestServer, clock: Clock, browser: Browser, role: str) -> None:
    """Sign in as somebody of that role, by the back door, since enrolling takes time."""
    person, _ = await hire_quickly(server, role)
    step = Step.TOTP if role == HALF else Step.DONE
    begun = clock.now
    token = await service_of(server).database.write(lambda session: begin(session, person, step, now=begun))
    browser.carry("startbro_desk", token)
    if role == DISABLED:
        await service_of(server).database.write(
            lambda session: session.execute(update(Adviser).where(Adviser.id == person).values(disabled=begun))
        )
    if role == STALE:
        clock.go(minutes=11)


async def hire_quickly(server: TestServer, role: str) -> tuple[str, str]:
    """Make an adviser without a password; give their id and organisation."""
    ids, now = (new_id("a"), new_id("o")), service_of(server).tools.clock()

    def step(session: Session) -> None:
        session.add(Organisation(id=ids[1], name="x", created=now))
        session.flush()
        kind = "lead" if role == LEAD else "adviser"
        session.add(
            Adviser(id=ids[0], organisation=ids[1], name="x", email=f"{ids[0]}@x", role=kind, languages=[], created=now)
        )

    await service_of(server).database.write(step)
    return ids
