"""The addresses of signing in by passkey or through the organisation's own provider, and of adding a passkey."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aiohttp import web

from connectors.desk import accounts, cookies, oidc, signing
from connectors.desk.allowances import TooManyTriesError
from connectors.desk.door import DOOR
from connectors.desk.oidc import Provider, ProviderError
from connectors.desk.passkeys import BadPasskeyError
from connectors.desk.policy import RefusedError, find_signed, signed
from connectors.desk.signing_in import read_object, source_of, too_many, welcome
from connectors.web.service import SERVICE

ATTEMPT_LASTS = timedelta(minutes=5)
SIGN_IN, ADD, PROVIDER = "passkey", "passkey-add", "oidc"


async def begin_passkey(request: web.Request) -> web.Response:
    """Give the options of a sign-in by passkey; what was asked is remembered in a sealed cookie."""
    door = request.app[DOOR]
    if not door.passkeys.possible:
        raise RefusedError(404, "not_offered")
    options = door.passkeys.begin_sign_in()
    response = web.json_response(options)
    remember(request, response, SIGN_IN, {"challenge": options["challenge"]})
    return response


async def finish_passkey(request: web.Request) -> web.Response:
    """Let in whose passkey signed; take the browser's credential as it is."""
    door, service = request.app[DOOR], request.app[SERVICE]
    credential = await read_object(request)
    source = source_of(request, "")
    try:
        door.allowances.begin(SIGN_IN, source)
    except TooManyTriesError as error:
        return too_many(error)
    attempt = recall(request, SIGN_IN)
    replaced = await find_signed(request)
    now = service.tools.clock()

    def step(session: Any) -> tuple[str, str]:
        adviser = door.passkeys.check(session, attempt["challenge"], credential, now=now)
        account = accounts.account_of(session, adviser, now=now)
        token = signing.let_in(
            session, adviser, SIGN_IN, now=now, instead_of=replaced.hash if replaced is not None else None
        )
        return token, account.who.email if account else ""

    try:
        token, email = await service.database.write(step)
    except BadPasskeyError:
        raise RefusedError(401, "wrong") from None
    door.allowances.go_on(SIGN_IN, source)
    response = welcome(request, token, email, source_of(request, email))
    cookies.drop_cookie(request, response, cookies.ATTEMPT)
    return response


async def begin_adding(request: web.Request) -> web.Response:
    """Give the options for making a passkey for the adviser who is signed in."""
    door, service, mine = request.app[DOOR], request.app[SERVICE], signed(request)
    if not door.passkeys.possible:
        raise RefusedError(404, "not_offered")
    options = await service.database.read(lambda session: door.passkeys.begin_adding(session, mine.adviser))
    response = web.json_response(options)
    remember(request, response, ADD, {"challenge": options["challenge"], "adviser": mine.adviser.id})
    return response


async def finish_adding(request: web.Request) -> web.Response:
    """Keep the passkey that the browser made."""
    door, service, mine = request.app[DOOR], request.app[SERVICE], signed(request)
    credential = await read_object(request)
    attempt = recall(request, ADD)
    now = service.tools.clock()
    if attempt["adviser"] != mine.adviser.id:
        raise RefusedError(401, "wrong")
    try:
        await service.database.write(
            lambda session: door.passkeys.add(session, mine.adviser, attempt["challenge"], credential, now=now)
        )
    except BadPasskeyError:
        raise RefusedError(422, "wrong") from None
    response = web.json_response({"step": "done"})
    cookies.drop_cookie(request, response, cookies.ATTEMPT)
    return response


async def go_to_provider(request: web.Request) -> web.Response:
    """Send the browser to the organisation's own provider."""
    try:
        address, attempt = await _provider(request).begin()
    except ProviderError:
        raise RefusedError(502, "provider") from None
    response = web.Response(status=302, headers={"Location": address})
    remember(request, response, PROVIDER, attempt)
    return response


async def come_back(request: web.Request) -> web.Response:
    """Let in whom the provider vouches for, if they are an adviser of ours; go to the desk in any case."""
    service, provider = request.app[SERVICE], _provider(request)
    response = web.Response(status=302, headers={"Location": "/desk"})
    try:
        identity = await provider.finish(request.query, recall(request, PROVIDER))
    except (ProviderError, RefusedError):
        response.headers["Location"] = "/desk#refused"
        return response
    now = service.tools.clock()

    def step(session: Any) -> str | None:
        adviser = oidc.adviser_of(session, identity, now=now)
        return signing.let_in(session, adviser, PROVIDER, now=now) if adviser else None

    token = await service.database.write(step)
    if token is None:
        response.headers["Location"] = "/desk#refused"
        return response
    cookies.drop_cookie(request, response, cookies.RETURN)
    cookies.set_cookie(request, response, cookies.SESSION, token)
    return response


def _provider(request: web.Request) -> Provider:
    provider = request.app[DOOR].provider
    if provider is None:
        raise RefusedError(404, "not_offered")
    return provider


def remember(request: web.Request, response: web.StreamResponse, purpose: str, content: dict[str, str]) -> None:
    """Keep in a sealed cookie what an attempt needs to go on, for five minutes."""
    service = request.app[SERVICE]
    sealed = cookies.seal(service.tools.keys, purpose, content, until=service.tools.clock() + ATTEMPT_LASTS)
    cookies.set_cookie(request, response, _cookie(purpose), sealed, lasts=ATTEMPT_LASTS)


def recall(request: web.Request, purpose: str) -> dict[str, str]:
    """Read what was remembered for this purpose; refuse when there is nothing or its time is over."""
    service = request.app[SERVICE]
    value = cookies.read_cookie(request, _cookie(purpose))
    content = cookies.unseal(service.tools.keys, purpose, value, now=service.tools.clock())
    if content is None:
        raise RefusedError(401, "wrong")
    return dict(content)


def _cookie(purpose: str) -> str:
    return cookies.RETURN if purpose == PROVIDER else cookies.ATTEMPT
