"""Who may call which address of the desk. Each is added with a policy; the build fails for one that is not.

Whatever changes something, and every socket, must come from a page of ours: own Origin, and for requests a header that
no other site can send. Then the cookie is looked at, and the role.
"""

from __future__ import annotations

from enum import Enum

from aiohttp import hdrs, web

from connectors.desk import sessions
from connectors.desk.access import NotFoundError
from connectors.desk.cookies import SESSION, read_cookie
from connectors.desk.door import DOOR
from connectors.desk.sessions import Signed
from connectors.store.errors import StoreBusyError
from connectors.web import security
from connectors.web.security import Handler, Policy
from connectors.web.service import SERVICE

SAFE = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})
OUR_HEADER = "X-Startbro-Desk"
PREFIX = "/desk"


class Access(Enum):
    """Who may call: anybody, whoever is signed in, lead advisers, or whoever proved of late who they are."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    LEAD = "lead"
    RECENT = "recent"


ACCESS = web.AppKey("ACCESS", dict[tuple[str, str], Access])
SIGNED = web.RequestKey("SIGNED", Signed)


class RefusedError(Exception):
    """The request is refused, with this status and this short word; ``why`` is another that says more of it."""

    def __init__(self, status: int, error: str, *, why: str | None = None) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.why = why


def add_desk_route(
    app: web.Application, route: tuple[str, str], handler: Handler, access: Access, headers: Policy = Policy.PRIVATE
) -> None:
    """Add a route (method and path) with who may call it and the headers of its answers."""
    method, path = route

    async def checked(request: web.Request) -> web.StreamResponse:
        try:
            _refuse_strangers(request)
            if access is not Access.PUBLIC:
                request[SIGNED] = await _admit(request, access)
            return await handler(request)
        except RefusedError as refused:
            return refusal(request, refused)
        except NotFoundError:
            return web.json_response({"error": "not_found"}, status=404)
        except StoreBusyError:
            return web.json_response({"error": "busy"}, status=503, headers={hdrs.RETRY_AFTER: "2"})

    security.add_route(app, method, path, checked, headers)
    app[ACCESS][method, path] = access
    if method == hdrs.METH_GET:
        app[ACCESS][hdrs.METH_HEAD, path] = access


def signed(request: web.Request) -> Signed:
    """Give the session of a request to a route that is not public."""
    return request[SIGNED]


async def find_signed(request: web.Request) -> Signed | None:
    """Find the living session of a request's cookie, complete or half-way."""
    token = read_cookie(request, SESSION)
    if token is None:
        return None
    service = request.app[SERVICE]
    now = service.tools.clock()
    return await service.database.read(lambda session: sessions.find(session, token, now=now))


def refusal(request: web.Request, refused: RefusedError) -> web.Response:
    """Answer a refusal; whoever is not signed in learns by which ways they could."""
    told: dict[str, object] = {"error": refused.error}
    if refused.why is not None:
        told["why"] = refused.why
    if refused.status == 401:
        told |= request.app[DOOR].ways_in
    return web.json_response(told, status=refused.status)


def _refuse_strangers(request: web.Request) -> None:
    if request.method not in SAFE:
        if request.headers.get(OUR_HEADER) != "1" or not security.is_own_origin(request):
            raise RefusedError(403, "origin")
    elif request.headers.get(hdrs.UPGRADE) and not security.is_own_origin(request):
        raise RefusedError(403, "origin")


async def _admit(request: web.Request, access: Access) -> Signed:
    found = await find_signed(request)
    if found is None or not found.done:
        raise RefusedError(401, "signed_out")
    service = request.app[SERVICE]
    now = service.tools.clock()
    if access is Access.LEAD and not found.adviser.leads:
        raise RefusedError(403, "lead")
    if access is Access.RECENT and not found.is_recent(now):
        raise RefusedError(403, "confirm")
    if found.wants_touch(now):
        await service.database.write(lambda session: sessions.touch(session, found.hash, now=now))
    return found
