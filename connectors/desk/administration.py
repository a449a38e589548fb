"""``startbro organisation``, ``startbro adviser`` and ``startbro audit``: the desk seen from the command line.

A new adviser gets a code on the terminal instead of a link in a mail: it is worth something for 24 hours, once, with
the address it was made for, and only to choose a password and enrol an app. It is hashed like a password.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.advice.approval import ChoiceError
from bot.advice.opening_hours import HoursError, read_hours
from bot.language.locales import load_locales
from connectors.desk import accounts, passwords, sessions
from connectors.desk import audit as records
from connectors.desk.audit import Note, note_access
from connectors.keys import format_code, new_code, new_id
from connectors.record.approval import approval
from connectors.settings import Settings
from connectors.store.database import Database
from connectors.store.people import Adviser, Organisation
from connectors.store.schema import is_current

T = TypeVar("T")
ROLES = ("adviser", "lead")
LONGEST_EMAIL = 254


class AdministrationError(Exception):
    """What was asked for cannot be done; the message says why and what to write instead."""


def organisation(arguments: Sequence[str]) -> int:
    """Create and list organisations, set when they are open and what their advisers read first."""
    parser = argparse.ArgumentParser(prog="startbro organisation", description="Adviser organisations.")
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="add one and print its id")
    create.add_argument("--name", required=True)
    hours = actions.add_parser("hours", help="set when one is open; without --hours: whenever somebody is signed in")
    hours.add_argument("--organisation", required=True, help="id or name")
    hours.add_argument("--open-on-holidays", action="store_true", help="open on Swedish holidays too")
    for action in (create, hours):
        action.add_argument("--hours", nargs="*", default=[], metavar="SPAN", help='such as "mon-fri 09:00-16:00"')
    approve = actions.add_parser("approve", help="set which answers its advisers read before people get them")
    approve.add_argument("organisation", help="id or name")
    approve.add_argument("--topics", default="", help="such as tax,permits; without it no answer waits")
    approve.add_argument("--minutes", type=int, help="how long an answer waits at most (default 5)")
    actions.add_parser("list", help="print id and name of each")
    given = parser.parse_args(arguments)
    if given.action == "create":
        return _run(lambda session, now: create_organisation(session, given.name, now=now, hours=given.hours))
    if given.action == "hours":
        return _run(lambda session, now: set_hours(session, given.organisation, given.hours, given.open_on_holidays))
    if given.action == "approve":
        topics = [topic.strip() for topic in given.topics.split(",") if topic.strip()]
        return _run(lambda session, now: set_approval(session, given.organisation, topics, given.minutes))
    return _run(lambda session, now: list_organisations(session))


def adviser(arguments: Sequence[str]) -> int:
    """Create, list, disable, enable and reset advisers."""
    given = _adviser_parser().parse_args(arguments)
    if given.action == "list":
        return _run(lambda session, now: list_advisers(session))
    if given.action in ("disable", "enable"):
        off = given.action == "disable"
        return _run(lambda session, now: set_disabled(session, given.email, off, now=now))
    code = new_code()
    hashed = passwords.hash_password(code)
    if given.action == "reset":
        return _run(lambda session, now: [reset_adviser(session, given.email, hashed, now=now), *_welcome(code)])
    return _run(lambda session, now: [create_adviser(session, given, hashed, now=now), *_welcome(code)])


def audit(arguments: Sequence[str]) -> int:
    """Print the desk's audit log."""
    parser = argparse.ArgumentParser(prog="startbro audit", description="Who did what at the desk, oldest first.")
    parser.add_argument("--days", type=int, default=7, help="how far back (default 7)")
    parser.add_argument("--adviser", metavar="ID", help="only what this adviser did")
    parser.add_argument("--conversation", metavar="ID", help="only what was done to this conversation")
    given = parser.parse_args(arguments)

    def step(session: Session, now: datetime) -> list[str]:
        since = now - timedelta(days=given.days)
        return [*records.lines(session, since=since, adviser=given.adviser, conversation=given.conversation)]

    return _run(step)


def create_organisation(session: Session, name: str, *, now: datetime, hours: Sequence[str] = ()) -> list[str]:
    """Add an organisation and give its id; without ``hours`` it is open whenever somebody is signed in."""
    if session.scalar(select(Organisation.id).where(Organisation.name == name)):
        raise AdministrationError(f"There is an organisation called {name} already.")
    made = Organisation(id=new_id("o"), name=name, hours=_hours(hours), created=now)
    session.add(made)
    return [made.id]


def set_hours(session: Session, named: str, hours: Sequence[str], open_on_holidays: bool) -> list[str]:
    """Set when an organisation is open; none means whenever somebody is signed in."""
    found = session.get_one(Organisation, _find_organisation(session, named))
    found.hours, found.open_on_holidays = _hours(hours), open_on_holidays
    return [f"{found.id} {' · '.join(hours) or 'no fixed hours'}"]


def set_approval(session: Session, named: str, topics: Sequence[str], minutes: int | None) -> list[str]:
    """Set on which topics an organisation reads the bot's answers first, and for how long they may wait."""
    found = session.get_one(Organisation, _find_organisation(session, named))
    try:
        found.approval = approval().choose(topics, minutes)
    except ChoiceError as error:
        raise AdministrationError(f"{error}.") from error
    if not found.approval:
        return [f"{found.id} no answer waits"]
    return [f"{found.id} {', '.join(found.approval['topics'])} · {found.approval['minutes']} minutes"]


def list_organisations(session: Session) -> list[str]:
    """Give a line for each organisation."""
    return [f"{one.id} {one.name}" for one in session.scalars(select(Organisation).order_by(Organisation.name))]


def create_adviser(session: Session, given: argparse.Namespace, hashed: bytes, *, now: datetime) -> str:
    """Add an adviser whose first password is a code; give the id."""
    email = accounts.plain_email(given.email)
    if email.count("@") != 1 or email.startswith("@") or email.endswith("@") or len(email) > LONGEST_EMAIL:
        raise AdministrationError("--email: write an address like name@example.org.")
    if session.scalar(select(Adviser.id).where(Adviser.email == email)):
        raise AdministrationError("There is an adviser with that address already; see startbro adviser list.")
    languages = [part.strip() for part in given.languages.split(",") if part.strip()]
    unknown = sorted(set(languages) - load_locales().keys())
    if unknown or not languages:
        raise AdministrationError(f"--languages: unknown {', '.join(unknown) or 'nothing'}; codes are in locales.yml.")
    made = Adviser(
        id=new_id("a"),
        organisation=_find_organisation(session, given.organisation),
        name=given.name,
        email=email,
        role=given.role,
        languages=languages,
        created=now,
    )
    session.add(made)
    session.flush()
    accounts.set_password(session, made.id, hashed, now=now, once=True)
    note_access(session, made.id, Note.ADVISER_CHANGED, now=now, change="created")
    return made.id


def list_advisers(session: Session) -> list[str]:
    """Give a line for each adviser."""
    rows = session.execute(
        select(Adviser, Organisation.name).join(Organisation, Adviser.organisation == Organisation.id)
    ).all()
    return [
        f"{one.id} {one.email} {one.role} {','.join(one.languages)} {name} {'disabled' if one.disabled else 'active'}"
        for one, name in sorted(rows, key=lambda row: (row[1], row[0].email))
    ]


def set_disabled(session: Session, email: str, disabled: bool, *, now: datetime) -> list[str]:
    """Shut an adviser out at once, or let them in again; their sessions end and their sockets within seconds."""
    found = _find_adviser(session, email)
    found.disabled = now if disabled else None
    sessions.end_all(session, found.id)
    change = "disabled" if disabled else "enabled"
    note_access(session, found.id, Note.ADVISER_CHANGED, now=now, change=change)
    return [f"{found.id} {change}"]


def reset_adviser(session: Session, email: str, hashed: bytes, *, now: datetime) -> str:
    """Take away password, app and passkeys, end every session, and begin again with a code; give the id."""
    found = _find_adviser(session, email)
    accounts.forget_credentials(session, found.id)
    sessions.end_all(session, found.id)
    accounts.set_password(session, found.id, hashed, now=now, once=True)
    note_access(session, found.id, Note.ADVISER_CHANGED, now=now, change="reset")
    return found.id


def _adviser_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="startbro adviser", description="The people who answer at the desk.")
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="add one and print a code for their first sign-in")
    create.add_argument("--email", required=True)
    create.add_argument("--name", required=True)
    create.add_argument("--organisation", required=True, help="id or name")
    create.add_argument("--languages", default="sv", help="codes with commas, such as sv,en,so")
    create.add_argument("--role", choices=ROLES, default="adviser")
    actions.add_parser("list", help="print everybody")
    for action, told in (
        ("disable", "shut somebody out at once"),
        ("enable", "let somebody in again"),
        ("reset", "forget password, app and passkeys and print a new code"),
    ):
        actions.add_parser(action, help=told).add_argument("--email", required=True)
    return parser


def _welcome(code: str) -> list[str]:
    return [
        f"Code for the first sign-in, good once and for 24 hours: {format_code(code)}",
        "Give it to them by phone or in person. They write it as the password and then choose one of their own.",
    ]


def _hours(spans: Sequence[str]) -> dict[str, list[list[str]]]:
    try:
        return read_hours(spans)
    except HoursError as error:
        raise AdministrationError(f"--hours: {error}") from error


def _find_organisation(session: Session, named: str) -> str:
    found = session.scalars(
        select(Organisation.id).where(or_(Organisation.id == named, Organisation.name == named))
    ).all()
    if len(found) != 1:
        raise AdministrationError(f"--organisation: there is none called {named}; see startbro organisation list.")
    return found[0]


def _find_adviser(session: Session, email: str) -> Adviser:
    found = session.scalar(select(Adviser).where(Adviser.email == accounts.plain_email(email)))
    if found is None:
        raise AdministrationError("There is no adviser with that address; see startbro adviser list.")
    return found


def _run(step: Callable[[Session, datetime], Sequence[str]]) -> int:
    """Do one step in the configured database and print its lines."""
    settings = Settings.from_environment()
    settings.state.mkdir(parents=True, exist_ok=True)
    if not is_current(settings.database_url):
        from connectors.store.migrate import migrate

        migrate(settings.database_url)
    try:
        lines = asyncio.run(_write(settings.database_url, step))
    except AdministrationError as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0


async def _write(url: str, step: Callable[[Session, datetime], T]) -> T:
    database = Database(url)
    try:
        return await database.write(lambda session: step(session, datetime.now(UTC)))
    finally:
        await database.close()
