"""No password, code, token, secret or address of an adviser in any log, whatever goes well or wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.desk.audit import Note, UnfitDetailsError, lines, note_access
from connectors.keys import format_code
from connectors.logs import QuietFormatter
from connectors.store.database import Database
from connectors.store.models import AuditEntry
from tests.connectors.databases import START
from tests.connectors.desk.visitor import Browser, Clock, Person, enrol, hire, service_of

CANARY = "kanariefageln sjunger inte har"


async def test_nothing_secret_reaches_a_log(
    server: TestServer,
    clock: Clock,
    browse: Callable[..., Browser],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = browse()
    person, code = await hire(server, "kanarie.adviser@radgivning.example")
    person.password = CANARY
    await enrol(browser, clock, person, code)
    secrets = [CANARY, person.email, "kanarie", code, format_code(code), person.secret or "", person.code(clock)]
    secrets += [browser.cookie() or "", browser.cookie("startbro_desk_device") or ""]
    await browser.sign_in(person.email, f"{CANARY} fel")
    await browser.sign_in(person.email, CANARY, totp="123 456")
    await browser.call("POST", "/desk/password", {"new_password": "kanarie"})
    await browser.call("POST", "/desk/passkey/finish", {"id": CANARY})

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(f"{CANARY} {person.email}")

    monkeypatch.setattr("connectors.desk.signing.proceed", break_down)
    assert (await browser.sign_in(person.email, CANARY)).status == 500
    shown = "\n".join(QuietFormatter().format(record) for record in caplog.records)
    rows = await service_of(server).database.read(lambda session: session.scalars(select(AuditEntry)).all())
    kept = "\n".join(f"{row.kind} {row.actor} {row.details}" for row in rows)
    assert "RuntimeError" in shown
    assert Note.SIGN_IN_FAILED in kept
    assert [secret for secret in secrets if secret in shown or secret in kept] == []


@pytest.mark.parametrize("details", [{"text": "hej på dig"}, {"email": "a@b.example"}, {"x": "y" * 81}, {"x": ""}])
async def test_the_audit_log_takes_no_words_of_people(database: Database, details: dict[str, str]) -> None:
    with pytest.raises(UnfitDetailsError):
        await database.write(lambda session: note_access(session, "a_1", Note.EXPORTED, "c_1", now=START, **details))
    assert await database.read(lambda session: [*lines(session, since=START)]) == []


async def test_the_audit_log_tells_who_did_what_when(database: Database) -> None:
    def step(session) -> None:  # type: ignore[no-untyped-def]
        note_access(session, "a_1", Note.EXPORTED, "c_1", now=START, format="pdf", pages=3)
        note_access(session, "a_2", Note.SIGNED_OUT, now=START, where="here")

    await database.write(step)
    told = await database.read(lambda session: [*lines(session, since=START)])
    assert told == [
        "2026-03-01 12:00:00 desk_exported a_1 c_1 format=pdf pages=3",
        "2026-03-01 12:00:00 desk_signed_out a_2 - where=here",
    ]
    assert await database.read(lambda session: [*lines(session, since=START, adviser="a_2")]) == told[1:]
    assert await database.read(lambda session: [*lines(session, since=START, conversation="c_1")]) == told[:1]


async def test_what_happens_at_the_door_is_noted(
    server: TestServer, clock: Clock, browser: Browser, amina: Person
) -> None:
    await browser.sign_in(amina.email, "fel", totp="1")
    await browser.sign_in(amina.email, amina.password, totp="000000")
    await browser.sign_in(amina.email, amina.password, totp=amina.code(clock))
    await browser.call("DELETE", "/desk/session")
    told = await service_of(server).database.read(lambda session: [*lines(session, since=clock.now, adviser=amina.id)])
    assert [" ".join(line.split()[2:]) for line in told] == [
        f"desk_sign_in_failed {amina.id} - wrong=password",
        f"desk_sign_in_failed {amina.id} - wrong=code",
        f"desk_signed_in {amina.id} - way=totp",
        f"desk_signed_out {amina.id} - where=here",
    ]
