"""The addresses of an adviser's own account: how they sign in and where they are signed in, and changing either.

Whatever changes how somebody signs in wants them to have shown of late that it is them (``Access.RECENT``); ``confirm``
is how they show it without signing in anew.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from connectors.desk import accounts, cookies, passwords, sessions, signing, totp
from connectors.desk.accounts import Account, Proof
from connectors.desk.allowances import Source, TooManyTriesError
from connectors.desk.audit import Note, note_access
from connectors.desk.door import DOOR, GUARD
from connectors.desk.other_ways import SIGN_IN, recall, remember
from connectors.desk.passkeys import BadPasskeyError
from connectors.desk.policy import RefusedError, signed
from connectors.desk.sessions import Signed, Step
from connectors.desk.signing import Progress
from connectors.desk.signing_in import answer_step, known_account, read_fields, read_object, source_of, too_many
from connectors.keys import Keys
from connectors.web.service import SERVICE

NEW_APP = "totp-new"


async def tell_account(request: web.Request) -> web.Response:
    """Tell the adviser how they sign in, and where they are signed in; no secret is among it."""
    service, mine = request.app[SERVICE], signed(request)
    now = service.tools.clock()
    told = await service.database.read(lambda session: describe(session, mine, now=now))
    possible = request.app[DOOR].passkeys.possible
    return web.json_response({**told, "passkey_possible": possible, "recent": mine.is_recent(now)})


def describe(session: Session, mine: Signed, *, now: datetime) -> dict[str, Any]:
    """Give what the account page shows: ``password``, ``totp``, ``passkeys`` and ``sessions``."""
    account = accounts.account_of(session, mine.adviser.id, now=now)
    apps = [one for one in accounts.credentials(session, mine.adviser.id, accounts.TOTP) if signing.is_on(one)]
    passkeys = accounts.credentials(session, mine.adviser.id, accounts.PASSKEY)
    return {
        "password": account is not None and account.hash is not None,
        "totp": apps[0].created.isoformat() if apps else None,
        "passkeys": [
            {"id": one.id, "created": one.created.isoformat(), "used": one.last_used and one.last_used.isoformat()}
            for one in passkeys
        ],
        "sessions": [
            {
                "id": _name_of(one.hash),
                "created": one.created.isoformat(),
                "used": one.last_seen.isoformat(),
                "here": one.hash == mine.hash,
            }
            for one in sessions.living_of(session, mine.adviser.id, now=now)
        ],
    }


async def confirm(request: web.Request) -> web.Response:
    """Take ``{"password", "totp"}`` of whoever is signed in; 422 ``wrong``, or 429 with ``retry_after``."""
    fields, mine = await read_fields(request), signed(request)
    if "password" not in fields:
        raise RefusedError(400, "malformed")
    source = source_of(request, mine.adviser.email)
    try:
        await _prove_again(request, mine, fields, source)
    except TooManyTriesError as error:
        return too_many(error)
    request.app[DOOR].allowances.succeed(mine.adviser.email, source)
    return web.json_response({"step": "done"})


async def _prove_again(request: web.Request, mine: Signed, fields: Mapping[str, str], source: Source) -> None:
    service, allowances = request.app[SERVICE], request.app[DOOR].allowances
    allowances.begin(mine.adviser.email, source)
    account = await known_account(request, mine)
    async with allowances.hashing(source):
        right = await asyncio.to_thread(passwords.is_right, account.hash, fields["password"])
    if right:
        allowances.begin_code(mine.adviser.email, source)
    keys, now, code = service.tools.keys, service.tools.clock(), fields.get("totp", "")

    def step(session: Session) -> bool:
        if not right or not _is_code_right(session, account, code, keys, now=now):
            wrong = "code" if right else "password"
            note_access(session, mine.adviser.id, Note.SIGN_IN_FAILED, now=now, wrong=wrong)
            return False
        _note_confirmed(session, mine, accounts.TOTP, now=now)
        return True

    if not await service.database.write(step):
        raise RefusedError(422, "wrong")


def _is_code_right(session: Session, account: Account, code: str, keys: Keys, *, now: datetime) -> bool:
    """Tell whether the code is right; who has no app yet needs none."""
    apps = [one for one in accounts.credentials(session, account.who.id, accounts.TOTP) if signing.is_on(one)]
    return not apps or signing.accept_code(session, apps[0], code, keys, now=now)


def _note_confirmed(session: Session, mine: Signed, way: str, *, now: datetime) -> None:
    sessions.confirm(session, mine.hash, now=now)
    note_access(session, mine.adviser.id, Note.CONFIRMED, now=now, way=way)


async def confirm_by_passkey(request: web.Request) -> web.Response:
    """Take a passkey's answer to ``/desk/passkey/begin`` from whoever is signed in; 422 ``wrong``."""
    door, service, mine = request.app[DOOR], request.app[SERVICE], signed(request)
    credential = await read_object(request)
    attempt = recall(request, SIGN_IN)
    now = service.tools.clock()

    def step(session: Session) -> None:
        if door.passkeys.check(session, attempt["challenge"], credential, now=now) != mine.adviser.id:
            raise BadPasskeyError
        _note_confirmed(session, mine, accounts.PASSKEY, now=now)

    try:
        await service.database.write(step)
    except BadPasskeyError:
        raise RefusedError(422, "wrong") from None
    response = web.json_response({"step": "done"})
    cookies.drop_cookie(request, response, cookies.ATTEMPT)
    return response


async def remove_passkey(request: web.Request) -> web.Response:
    """Take a passkey away; 409 ``last_way`` for the only way in that somebody has."""
    service, mine, which = request.app[SERVICE], signed(request), request.match_info["passkey"]
    now, others = service.tools.clock(), request.app[DOOR].provider is not None

    def step(session: Session) -> None:
        passkeys = accounts.credentials(session, mine.adviser.id, accounts.PASSKEY)
        found = next((one for one in passkeys if one.id == which), None)
        if found is None:
            raise RefusedError(404, "not_found")
        account = accounts.account_of(session, mine.adviser.id, now=now)
        if len(passkeys) == 1 and not others and (account is None or account.hash is None):
            raise RefusedError(409, "last_way")
        session.delete(found)
        note_access(session, mine.adviser.id, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.PASSKEY, gone=1)

    await service.database.write(step)
    return web.json_response({"step": "done"})


async def end_session(request: web.Request) -> web.Response:
    """Sign the adviser out somewhere else; 404 for what is no session of theirs, or is over."""
    service, mine, which = request.app[SERVICE], signed(request), request.match_info["session"]
    now = service.tools.clock()

    def step(session: Session) -> None:
        living = sessions.living_of(session, mine.adviser.id, now=now)
        found = next((one for one in living if _name_of(one.hash) == which), None)
        if found is None:
            raise RefusedError(404, "not_found")
        sessions.end(session, found.hash)
        note_access(session, mine.adviser.id, Note.SIGNED_OUT, now=now, where="elsewhere")

    await service.database.write(step)
    await request.app[GUARD].look()
    return web.json_response({"step": "done"})


async def begin_app(request: web.Request) -> web.Response:
    """Give the secret of another code app; nothing changes before a code of it has come back."""
    mine, secret = signed(request), totp.new_secret()
    shown = totp.enrolment(secret, mine.adviser.email)
    response = web.json_response({"step": "enrol", "secret": shown.secret, "qr": shown.picture})
    remember(request, response, NEW_APP, {"secret": secret, "adviser": mine.adviser.id})
    return response


async def finish_app(request: web.Request) -> web.Response:
    """Take ``{"totp"}`` of the new app, which then takes the place of the old one; 422 ``wrong``.

    Every other session ends.
    """
    service, mine, fields = request.app[SERVICE], signed(request), await read_fields(request)
    attempt, now = recall(request, NEW_APP), service.tools.clock()
    used = totp.matching_step(attempt["secret"], fields.get("totp", ""), now=now, used=0)
    if used is None or attempt["adviser"] != mine.adviser.id:
        raise RefusedError(422, "wrong")
    sealed = totp.seal(attempt["secret"], mine.adviser.id, service.tools.keys)

    def step(session: Session) -> str:
        for old in accounts.credentials(session, mine.adviser.id, accounts.TOTP):
            session.delete(old)
        proof = Proof(accounts.TOTP, {"on": True, "used": used}, sealed)
        accounts.add_credential(session, mine.adviser.id, proof, now=now)
        sessions.end_all(session, mine.adviser.id)
        note_access(session, mine.adviser.id, Note.CREDENTIAL_CHANGED, now=now, credential=accounts.TOTP)
        return sessions.begin(session, mine.adviser.id, Step.DONE, now=now)

    response = answer_step(request, Progress(Step.DONE, await service.database.write(step)))
    cookies.drop_cookie(request, response, cookies.ATTEMPT)
    return response


def _name_of(hashed: bytes) -> str:
    """Name a session for its adviser: not by the hash itself, which is what the database finds it by."""
    return hashlib.sha256(b"session " + hashed).hexdigest()[:24]
