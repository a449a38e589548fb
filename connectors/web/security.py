"""Who may embed and call us, and the exact headers of every answer, errors included.

Every route is added with a policy. A route without one, or an answer to no route at all, gets the strictest headers.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from enum import Enum
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from connectors.logs import describe

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
NO_SCRIPT = f"{NOTHING}; require-trusted-types-for 'script'; trusted-types 'none'"
OWN_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
COMMON = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

log = logging.getLogger("startbro.web")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Policy(Enum):
    """What a route gives and to whom: content policy, who may load it, how long it may be kept."""

    PAGE = (OWN_PAGE, "same-origin", "no-cache")
    DESK = (OWN_PAGE, "same-origin", "no-store")
    ASSET = (NO_SCRIPT, "same-origin", "no-cache")
    EMBEDDED = (NO_SCRIPT, "cross-origin", "no-cache")
    SHARED = (NO_SCRIPT, "cross-origin", "no-store")
    PRIVATE = (NO_SCRIPT, "same-origin", "no-store")


WITH_CORS = frozenset({Policy.EMBEDDED, Policy.SHARED})
POLICIES = web.AppKey("POLICIES", dict[tuple[str, str], Policy])
ALLOWED_ORIGINS = web.AppKey("ALLOWED_ORIGINS", frozenset[str])
OWN_ORIGINS = web.AppKey("OWN_ORIGINS", frozenset[str])
HTTPS_ONLY = web.AppKey("HTTPS_ONLY", bool)


def set_up(app: web.Application, public_url: str, origins: Iterable[str]) -> None:
    """Prepare an application for ``add_route``; every answer it gives gets its headers."""
    app[POLICIES] = {}
    app[OWN_ORIGINS] = own_origins(public_url)
    app[ALLOWED_ORIGINS] = app[OWN_ORIGINS].union(origins)
    app[HTTPS_ONLY] = public_url.startswith("https://")
    app.on_response_prepare.append(set_headers)
    app.middlewares.append(answer_every_error)


def own_origins(public_url: str) -> frozenset[str]:
    """Give our own origin, under every name of this machine when that is where we are."""
    parts = urlsplit(public_url)
    shown = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if shown not in LOOPBACK:
        return frozenset({public_url})
    port = f":{parts.port}" if parts.port else ""
    return frozenset(f"{parts.scheme}://{name}{port}" for name in LOOPBACK)


def add_route(app: web.Application, method: str, path: str, handler: Handler, policy: Policy) -> None:
    """Add a route with its policy; other sites get an answer to their browser's question before the real call."""
    app.router.add_route(method, path, handler)
    app[POLICIES][method, path] = policy
    if policy in WITH_CORS and (hdrs.METH_OPTIONS, path) not in app[POLICIES]:
        app.router.add_route(hdrs.METH_OPTIONS, path, answer_preflight)
        app[POLICIES][hdrs.METH_OPTIONS, path] = policy
    if method == hdrs.METH_GET:
        app.router.add_route(hdrs.METH_HEAD, path, handler)
        app[POLICIES][hdrs.METH_HEAD, path] = policy


def is_allowed_origin(request: web.Request) -> bool:
    """Tell whether a browser on an allowed site sent this; a call without an origin is no browser's socket."""
    return request.headers.get(hdrs.ORIGIN, "") in request.app[ALLOWED_ORIGINS]


def is_own_origin(request: web.Request) -> bool:
    """Tell whether a page of ours sent this; sites that may embed the chat have no business at the desk."""
    return request.headers.get(hdrs.ORIGIN, "") in request.app[OWN_ORIGINS]


async def answer_preflight(request: web.Request) -> web.Response:
    """Answer a browser that asks whether another site may call; ``set_headers`` adds the answer."""
    return web.Response(status=204)


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Set the exact headers of an answer by its route's policy."""
    policy = policy_of(request)
    content, sharing, caching = policy.value
    response.headers.update(COMMON)
    response.headers["Content-Security-Policy"] = content
    response.headers["Cross-Origin-Resource-Policy"] = sharing
    response.headers[hdrs.CACHE_CONTROL] = caching
    response.headers.popall(hdrs.SERVER, None)
    if request.app[HTTPS_ONLY]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if policy in WITH_CORS:
        response.headers.update(_cors(request))


def policy_of(request: web.Request) -> Policy:
    """Give the policy of the route a request met; no route means the strictest."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource else ""
    return request.app[POLICIES].get((request.method, path), Policy.PRIVATE)


def _cors(request: web.Request) -> Mapping[str, str]:
    headers: dict[str, str] = {hdrs.VARY: "Origin"}
    if is_allowed_origin(request):
        headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = request.headers[hdrs.ORIGIN]
        if request.method == hdrs.METH_OPTIONS:
            headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS] = "GET, POST"
            headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = "Authorization, Content-Type"
            headers[hdrs.ACCESS_CONTROL_MAX_AGE] = "600"
    return headers


@web.middleware
async def answer_every_error(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer an unforeseen error with 500, and log where it rose but never its words, which may be a person's."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except ConnectionError as error:  # they left before we had read it all
        raise web.HTTPBadRequest from error
    except Exception as error:
        log.error("request failed: %s", describe(error))
        return web.json_response({"error": "internal"}, status=500)
