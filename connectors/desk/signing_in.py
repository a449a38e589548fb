"""The addresses by which advisers sign in with a password and a code, and out again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import hdrs, web

from bot.language.clean import for_display
from connectors.desk import accounts, cookies, passwords, sessions, signing
from connectors.desk.accounts import Account
from connectors.desk.allowances import Source, TooManyTriesError
from connectors.desk.audit import Note, note_access
from connectors.desk.door import DOOR, GUARD
from connectors.desk.policy import RefusedError, find_signed, signed
from connectors.desk.sessions import Signed, Step
from connectors.desk.signing import Given, Progress
from connectors.keys import new_id, read_code
from connectors.web.service import SERVICE
from connectors.web.visitors import visitor_key

LARGEST_BODY = 16_000
LONGEST_FIELD = 400
DEVICE_LASTS = timedelta(days=180)


async def sign_in(request: web.Request) -> web.Response:
    """Take ``{"email", "password", "totp"?, "new_password"?}``, or after a right password only the step asked for.

    Answer ``{"step"}``: ``password`` (choose your own), ``enrol`` (with ``secret`` and ``qr``), ``totp`` or ``done``;
    401 ``wrong``, 422 ``weak``, or 429 with ``retry_after``.
    """
    attempt = await _read_attempt(request)
    try:
        return await _try(request, attempt)
    except TooManyTriesError as error:
        return too_many(error)


@dataclass(frozen=True)
class _Attempt:
    """One try: its fields, the account it is for, where it comes from, and a session it goes on from, if any."""

    fields: Mapping[str, str] = field(repr=False)
    account: str
    source: Source
    half: Signed | None

    @property
    def by_password(self) -> bool:
        """Tell whether it brings a password, rather than going on from a session half-way."""
        return "password" in self.fields and "email" in self.fields


async def _read_attempt(request: web.Request) -> _Attempt:
    fields, half = await read_fields(request), await find_signed(request)
    if "password" in fields and "email" in fields:
        account = accounts.plain_email(fields["email"])
    elif half is not None and not half.done:
        account = half.adviser.email
    else:
        raise RefusedError(401, "wrong")
    return _Attempt(fields, account, source_of(request, account), half)


async def _try(request: web.Request, attempt: _Attempt) -> web.Response:
    allowances, name, source = request.app[DOOR].allowances, attempt.account, attempt.source
    allowances.begin(name, source)
    if attempt.half is not None and not attempt.by_password:
        account = await known_account(request, attempt.half)
    else:
        account = await _prove(request, attempt)
    if "totp" in attempt.fields:
        allowances.begin_code(name, source)
    try:
        given = await _given(request, attempt, account)
    except RefusedError:
        allowances.go_on(name, source)  # a weak choice is no wrong guess
        raise
    service = request.app[SERVICE]
    keys, now = service.tools.keys, service.tools.clock()
    progress = await service.database.write(
        lambda session: signing.proceed(session, account.who.id, given, keys, now=now)
    )
    if not progress.right:
        raise RefusedError(401, "wrong")
    if progress.step is not Step.DONE:
        allowances.go_on(name, source)
        return answer_step(request, progress)
    allowances.succeed(name, source)
    return welcome(request, progress.token, name, source)


async def _prove(request: web.Request, attempt: _Attempt) -> Account:
    """Check the password; an unknown account costs the same work. Refuse with ``wrong``, and note it."""
    service = request.app[SERVICE]
    now = service.tools.clock()
    account = await service.database.read(lambda session: accounts.find_account(session, attempt.account, now=now))
    stored, typed = account.hash if account else None, attempt.fields["password"]
    if account is not None and account.once:
        typed = read_code(typed) or typed
    async with request.app[DOOR].allowances.hashing(attempt.source):
        right = await asyncio.to_thread(passwords.is_right, stored, typed)
    if account is None or not right:
        actor = account.who.id if account else None
        await service.database.write(
            lambda session: note_access(session, actor, Note.SIGN_IN_FAILED, now=now, wrong="password")
        )
        raise RefusedError(401, "wrong")
    return account


async def known_account(request: web.Request, half: Signed) -> Account:
    """Give the account of a session, complete or half-way; refuse one that is disabled by now."""
    service = request.app[SERVICE]
    now = service.tools.clock()
    account = await service.database.read(lambda session: accounts.account_of(session, half.adviser.id, now=now))
    if account is None:
        raise RefusedError(401, "wrong")
    return account


async def _given(request: web.Request, attempt: _Attempt, account: Account) -> Given:
    """Judge and hash a newly chosen password where one is asked for."""
    code, chosen = attempt.fields.get("totp"), attempt.fields.get("new_password")
    earlier = attempt.half.hash if attempt.half else None
    hashed = None
    if account.once and chosen is not None:
        hashed = await hash_chosen(request, chosen, account, attempt.source)
    return Given(code, hashed, earlier)


async def hash_chosen(request: web.Request, chosen: str, account: Account, source: Source) -> bytes:
    """Hash a password somebody chose; refuse a weak one, and the code of the first sign-in."""
    if why := await asyncio.to_thread(passwords.weakness, chosen, (account.who.name, account.who.email)):
        raise RefusedError(422, "weak", why=why)
    async with request.app[DOOR].allowances.hashing(source):
        if await asyncio.to_thread(passwords.is_right, account.hash, read_code(chosen) or chosen):
            raise RefusedError(422, "weak", why="as_before")
        return await asyncio.to_thread(passwords.hash_password, chosen)


async def sign_out(request: web.Request) -> web.Response:
    """End this session."""
    return await _leave(request, everywhere=False)


async def sign_out_everywhere(request: web.Request) -> web.Response:
    """End every session of this adviser, on every device."""
    return await _leave(request, everywhere=True)


async def _leave(request: web.Request, *, everywhere: bool) -> web.Response:
    service, leaving = request.app[SERVICE], signed(request)
    now = service.tools.clock()

    def step(session: Any) -> None:
        if everywhere:
            sessions.end_all(session, leaving.adviser.id)
        else:
            sessions.end(session, leaving.hash)
        where = "everywhere" if everywhere else "here"
        note_access(session, leaving.adviser.id, Note.SIGNED_OUT, now=now, where=where)

    await service.database.write(step)
    await request.app[GUARD].look()
    response = web.json_response({"step": "out"})
    cookies.drop_cookie(request, response, cookies.SESSION)
    return response


async def change_password(request: web.Request) -> web.Response:
    """Take ``{"new_password"}``; every other session of the adviser ends."""
    fields = await read_fields(request)
    if "new_password" not in fields:
        raise RefusedError(400, "malformed")
    service, mine = request.app[SERVICE], signed(request)
    account = await known_account(request, mine)
    source = source_of(request, mine.adviser.email)
    try:
        hashed = await hash_chosen(request, fields["new_password"], account, source)
    except TooManyTriesError as error:
        return too_many(error)
    now = service.tools.clock()

    def step(session: Any) -> str:
        accounts.set_password(session, mine.adviser.id, hashed, now=now)
        sessions.end_all(session, mine.adviser.id)
        note_access(session, mine.adviser.id, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.PASSWORD)
        return sessions.begin(session, mine.adviser.id, Step.DONE, now=now)

    # The guard ends the other sockets when it looks next: by then this browser's windows have the new cookie.
    return answer_step(request, Progress(Step.DONE, await service.database.write(step)))


async def tell_who(request: web.Request) -> web.Response:
    """Tell the adviser who is signed in about themselves."""
    mine = signed(request)
    who = mine.adviser
    name = for_display(who.name)
    told = {"id": who.id, "name": name, "email": who.email, "role": who.role, "locale": who.locale}
    recent = mine.is_recent(request.app[SERVICE].tools.clock())
    return web.json_response({"adviser": told, "organisation": who.organisation, "recent": recent})


async def read_object(request: web.Request, largest: int = LARGEST_BODY) -> Mapping[str, Any]:
    """Read a JSON object of at most so many bytes; refuse anything else."""
    if (request.content_length or 0) > largest or len(await request.read()) > largest:
        raise RefusedError(400, "malformed")
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        raise RefusedError(400, "malformed") from None
    if not isinstance(body, dict):
        raise RefusedError(400, "malformed")
    return body


async def read_fields(request: web.Request) -> dict[str, str]:
    """Read the fields of signing in; empty ones count as not given, and odd ones are refused."""
    body = await read_object(request)
    fields: dict[str, str] = {}
    for name in ("email", "password", "totp", "new_password"):
        value = body.get(name)
        if value in (None, ""):
            continue
        if not isinstance(value, str) or len(value) > LONGEST_FIELD or not _is_text(value):
            raise RefusedError(400, "malformed")
        fields[name] = value
    return fields


def source_of(request: web.Request, account: str) -> Source:
    """Tell where a try comes from; a device counts as known only for the account that signed in on it."""
    service = request.app[SERVICE]
    value = cookies.read_cookie(request, cookies.DEVICE)
    known = cookies.unseal(service.tools.keys, cookies.DEVICE, value, now=service.tools.clock())
    device = known["device"] if known and known["account"] == account else None
    return Source(visitor_key(request), device)


def welcome(request: web.Request, token: str, account: str, source: Source) -> web.Response:
    """Let somebody in: the session's cookie, and one by which this device is known next time."""
    response = web.json_response({"step": Step.DONE.value})
    _remember(request, response, token, account, source)
    return response


def _remember(request: web.Request, response: web.StreamResponse, token: str, account: str, source: Source) -> None:
    service = request.app[SERVICE]
    cookies.set_cookie(request, response, cookies.SESSION, token)
    device = {"device": source.device or new_id("d"), "account": account}
    sealed = cookies.seal(service.tools.keys, cookies.DEVICE, device, until=service.tools.clock() + DEVICE_LASTS)
    cookies.set_cookie(request, response, cookies.DEVICE, sealed, lasts=DEVICE_LASTS)


def answer_step(request: web.Request, progress: Progress) -> web.Response:
    """Answer with the next step and the cookie of its session."""
    told = {"step": progress.step.value}
    if progress.enrolment is not None:
        shown = progress.enrolment
        told |= {"secret": shown.secret, "address": shown.address, "qr": shown.picture}
    response = web.json_response(told)
    cookies.set_cookie(request, response, cookies.SESSION, progress.token)
    return response


def too_many(error: TooManyTriesError) -> web.Response:
    """Ask somebody to wait."""
    told = {"error": "too_many", "retry_after": error.retry_after}
    return web.json_response(told, status=429, headers={hdrs.RETRY_AFTER: str(error.retry_after)})


def _is_text(value: str) -> bool:
    """Tell whether a string is whole text: half characters and NUL cannot be stored or hashed."""
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
