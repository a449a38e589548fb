"""The exact headers of every route, method and error; a route without a policy of its own fails here."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
import pytest
from aiohttp import hdrs, web
from aiohttp.test_utils import TestClient, TestServer, unused_port

from connectors.app import build_app
from connectors.settings import Settings
from connectors.web import pages
from connectors.web.security import COMMON, POLICIES, Policy
from tests.connectors.web.conftest import FakeUnderstander

NO_SCRIPT = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
EVERY_ANSWER = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
BY_POLICY: Mapping[Policy, Mapping[str, str]] = {
    Policy.PAGE: {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types lit-html"
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    },
    Policy.DESK: {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types lit-html"
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    },
    Policy.ASSET: {
        "Content-Security-Policy": NO_SCRIPT,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    },
    Policy.EMBEDDED: {
        "Content-Security-Policy": NO_SCRIPT,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "no-cache",
    },
    Policy.SHARED: {
        "Content-Security-Policy": NO_SCRIPT,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "no-store",
    },
    Policy.PRIVATE: {
        "Content-Security-Policy": NO_SCRIPT,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    },
}
ROUTES: Mapping[str, tuple[Policy, frozenset[str]]] = {
    "/": (Policy.PAGE, frozenset({"GET"})),
    "/page.css": (Policy.ASSET, frozenset({"GET"})),
    "/widget.js": (Policy.EMBEDDED, frozenset({"GET"})),
    "/widget/later.js": (Policy.EMBEDDED, frozenset({"GET"})),
    "/widget/languages.json": (Policy.EMBEDDED, frozenset({"GET"})),
    "/widget/{locale}.json": (Policy.EMBEDDED, frozenset({"GET"})),
    "/plan.pdf": (Policy.SHARED, frozenset({"GET"})),
    "/plan.docx": (Policy.SHARED, frozenset({"GET"})),
    "/plan.xlsx": (Policy.SHARED, frozenset({"GET"})),
    "/packet.pdf": (Policy.SHARED, frozenset({"GET"})),
    "/packet.docx": (Policy.SHARED, frozenset({"GET"})),
    "/pictures.json": (Policy.SHARED, frozenset({"GET"})),
    "/codes/redeem": (Policy.SHARED, frozenset({"POST"})),
    "/socket": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk": (Policy.DESK, frozenset({"GET"})),
    "/desk/desk.js": (Policy.ASSET, frozenset({"GET"})),
    "/desk/page.css": (Policy.ASSET, frozenset({"GET"})),
    "/desk/texts/{locale}.json": (Policy.ASSET, frozenset({"GET"})),
    "/desk/session": (Policy.PRIVATE, frozenset({"POST", "DELETE"})),
    "/desk/sessions": (Policy.PRIVATE, frozenset({"DELETE"})),
    "/desk/socket": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk/me": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk/password": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/account": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk/confirm": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/confirm/passkey": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/passkeys/{passkey}": (Policy.PRIVATE, frozenset({"DELETE"})),
    "/desk/sessions/{session}": (Policy.PRIVATE, frozenset({"DELETE"})),
    "/desk/totp/begin": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/totp/finish": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/answers": (Policy.PRIVATE, frozenset({"GET", "POST"})),
    "/desk/answers/preview": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/answers/{answer}": (Policy.PRIVATE, frozenset({"DELETE"})),
    "/desk/unmask": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/budget/{conversation}/{picture}": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk/passkey/begin": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/passkey/finish": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/passkey/add/begin": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/passkey/add/finish": (Policy.PRIVATE, frozenset({"POST"})),
    "/desk/oidc": (Policy.PRIVATE, frozenset({"GET"})),
    "/desk/oidc/back": (Policy.PRIVATE, frozenset({"GET"})),
    "/health": (Policy.PRIVATE, frozenset({"GET"})),
    "/ready": (Policy.PRIVATE, frozenset({"GET"})),
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
WATCHED = {*EVERY_ANSWER, "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control"}
CROSS_SITE = frozenset({Policy.EMBEDDED, Policy.SHARED})
FRIEND, STRANGER = "https://embedding.example", "https://evil.example"


@pytest.fixture
async def client(server: TestServer) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Give a client of the gateway."""
    async with TestClient(server, auto_decompress=False) as opened:
        yield opened


def headers_of(answer: aiohttp.ClientResponse) -> dict[str, str]:
    """Give the headers that are promised exactly."""
    assert "Server" not in answer.headers
    assert all(len(answer.headers.getall(name)) == 1 for name in WATCHED)
    return {name: answer.headers[name] for name in WATCHED}


def filled(path: str) -> str:
    """Give an address that a route answers; "so" is good for a language, and nobody's anything else."""
    return re.sub(r"\{\w+\}", "so", path)


def methods_at(path: str) -> frozenset[str]:
    """Give the methods at an address, also those of a route with a name in it that this address happens to fit."""
    patterns = {other: re.sub(r"\{\w+\}", "[^/]+", other) for other in ROUTES}
    fitting = [ROUTES[other][1] for other, pattern in patterns.items() if re.fullmatch(pattern, filled(path))]
    return frozenset().union(*fitting)


def test_the_route_table_is_the_one_written_here(tmp_path: Path) -> None:
    app = build_app(Settings(state=tmp_path), FakeUnderstander())
    known = {(method, path) for path, (_, methods) in ROUTES.items() for method in methods}
    found = {(route.method, route.resource.canonical) for route in app.router.routes() if route.resource}
    real = {(method, path) for method, path in found if method not in ("HEAD", "OPTIONS")}
    assert real == known


def undeclared(app: web.Application) -> list[tuple[str, str]]:
    """Give the routes that nobody has thought about."""
    routes = [(route.method, route.resource.canonical) for route in app.router.routes() if route.resource]
    return [route for route in routes if route not in app[POLICIES]]


def test_every_route_declares_a_policy(tmp_path: Path) -> None:
    app = build_app(Settings(state=tmp_path), FakeUnderstander())
    assert undeclared(app) == []
    app.router.add_post("/forgotten", pages.show_page)
    assert undeclared(app) == [("POST", "/forgotten")]


@pytest.mark.parametrize("path", ROUTES)
async def test_headers_are_exact_on_every_route_and_method(
    client: TestClient[web.Request, web.Application], path: str
) -> None:
    policy, methods = ROUTES[path][0], methods_at(path)
    for method in METHODS:
        handled = method in methods or (method == "HEAD" and "GET" in methods)
        handled = handled or (method == "OPTIONS" and policy in CROSS_SITE)
        async with client.request(method, filled(path)) as answer:
            expected = {**EVERY_ANSWER, **BY_POLICY[policy if handled else Policy.PRIVATE]}
            assert headers_of(answer) == expected, method
            assert (answer.status == 405) is not handled, method


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/nothing", id="no such address"),
        pytest.param("GET", "/../../etc/passwd", id="climbing"),
        pytest.param("GET", "/widget/tlh.json", id="no such language"),
        pytest.param("POST", "/codes/redeem", id="no body"),
        pytest.param("GET", "/plan.pdf?locales=sv", id="no token"),
        pytest.param("GET", "/pictures.json", id="no token for pictures"),
        pytest.param("GET", "/socket", id="no origin"),
    ],
)
async def test_errors_have_the_headers_too(
    client: TestClient[web.Request, web.Application], method: str, path: str
) -> None:
    async with client.request(method, path) as answer:
        assert 400 <= answer.status < 500
        found = headers_of(answer)
        assert {name: found[name] for name in EVERY_ANSWER} == EVERY_ANSWER
        assert found["Content-Security-Policy"] == NO_SCRIPT


async def test_an_unforeseen_error_has_the_headers_and_tells_nothing(
    client: TestClient[web.Request, web.Application], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("canary-words")

    monkeypatch.setattr("connectors.web.pages.negotiate", break_down)
    async with client.get("/") as answer:
        assert answer.status == 500
        assert headers_of(answer) == {**EVERY_ANSWER, **BY_POLICY[Policy.PAGE]}
        assert "canary" not in await answer.text()
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("path", [path for path, (policy, _) in ROUTES.items() if policy in CROSS_SITE])
@pytest.mark.parametrize(("origin", "allowed"), [(FRIEND, FRIEND), (STRANGER, None), ("null", None)])
async def test_only_allowed_sites_may_read_answers(
    client: TestClient[web.Request, web.Application], path: str, origin: str, allowed: str | None
) -> None:
    for method in ("OPTIONS", "GET"):
        async with client.request(method, filled(path), headers={"Origin": origin}) as answer:
            handled = method == "OPTIONS" or "GET" in ROUTES[path][1]
            assert answer.headers.get("Access-Control-Allow-Origin") == (allowed if handled else None)
            assert ("Origin" in answer.headers.get("Vary", "")) is handled
            assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", [path for path, (policy, _) in ROUTES.items() if policy not in CROSS_SITE])
async def test_what_is_ours_alone_is_shared_with_nobody(
    client: TestClient[web.Request, web.Application], path: str
) -> None:
    async with client.get(path, headers={"Origin": FRIEND}) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_https_is_insisted_on_when_that_is_our_address(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, action_port=unused_port(), public_url="https://startbro.example")
    app = build_app(settings, FakeUnderstander())
    app.cleanup_ctx.clear()
    app.on_shutdown.clear()
    async with TestClient(TestServer(app)) as client, client.get("/health") as answer:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_policy_is_weaker_than_it_looks() -> None:
    assert all("unsafe" not in policy.value[0] and "*" not in policy.value[0] for policy in Policy)
    assert COMMON == EVERY_ANSWER
    assert hdrs.SERVER not in COMMON
