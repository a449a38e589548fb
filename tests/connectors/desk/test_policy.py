"""Every address of the desk by every role: who is let in, who is not, and what other sites can do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.app import build_app
from connectors.desk.policy import ACCESS, PREFIX, Access, add_desk_route
from connectors.desk.routes import add_desk_routes
from connectors.settings import Settings
from tests.connectors.desk.visitor import (
    ADVISER,
    DISABLED,
    HALF,
    LEAD,
    NOBODY,
    STALE,
    Browser,
    Clock,
    become,
)
from tests.connectors.web.conftest import FakeUnderstander

IN = "in"
MAY: Mapping[Access, Mapping[str, str | int]] = {
    Access.PUBLIC: {NOBODY: IN, HALF: IN, ADVISER: IN, LEAD: IN, STALE: IN, DISABLED: IN},
    Access.SIGNED_IN: {NOBODY: 401, HALF: 401, ADVISER: IN, LEAD: IN, STALE: IN, DISABLED: 401},
    Access.LEAD: {NOBODY: 401, HALF: 401, ADVISER: 403, LEAD: IN, STALE: 403, DISABLED: 401},
    Access.RECENT: {NOBODY: 401, HALF: 401, ADVISER: IN, LEAD: IN, STALE: 403, DISABLED: 401},
}
APP = build_app(Settings(), FakeUnderstander())
ROUTES = sorted(APP[ACCESS].items(), key=str)
SAMPLES = [(("GET", f"/desk/sample/{one.value}"), one) for one in Access]


def address_of(path: str) -> str:
    """Give an address that a route is asked by: any name stands for what its path leaves open."""
    return re.sub(r"\{\w+\}", "x", path.replace("{locale}", "sv"))


def undeclared(app: web.Application) -> list[tuple[str, str]]:
    """Give the addresses of the desk that anybody may call because nobody has thought about it."""
    known = [(route.method, route.resource.canonical) for route in app.router.routes() if route.resource]
    return [(method, path) for method, path in known if path.startswith(PREFIX) and (method, path) not in app[ACCESS]]


def test_every_address_of_the_desk_says_who_may_call_it() -> None:
    assert len(ROUTES) > 15
    assert undeclared(APP) == []
    app = build_app(Settings(), FakeUnderstander())
    app.router.add_get("/desk/forgotten", _sample)
    assert sorted(undeclared(app)) == [("GET", "/desk/forgotten"), ("HEAD", "/desk/forgotten")]


async def _sample(request: web.Request) -> web.Response:
    return web.json_response({"sample": True})


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Have one more route for each policy, so that policies which no address uses yet are tried too."""

    def with_samples(app: web.Application, given: Settings) -> None:
        add_desk_routes(app, given)
        for route, policy in SAMPLES:
            add_desk_route(app, route, _sample, policy)

    monkeypatch.setattr("connectors.app.add_desk_routes", with_samples)
    return settings


@pytest.mark.parametrize("role", MAY[Access.PUBLIC])
async def test_every_route_lets_in_whom_it_says(
    server: TestServer, clock: Clock, browse: Callable[..., Browser], role: str
) -> None:
    for (method, path), policy in [*ROUTES, *SAMPLES]:
        if "session" in path and method == "DELETE":
            continue  # would end the session that is being tried; they are the same policy as the sample
        browser = browse("127.0.0.3")
        if role != NOBODY:
            await become(server, clock, browser, role)
        answer = await browser.call(method, address_of(path))
        refused = answer.told.get("error") in ("signed_out", "lead", "confirm")
        refused = answer.status in (401, 403) if method == "HEAD" else refused
        expected = MAY[policy][role]
        assert refused is (expected != IN), (method, path, answer)
        assert expected in (IN, answer.status), (method, path, answer)
        assert not refused or set(answer.told) <= {"error", "passkey", "oidc"}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Startbro-Desk": ""}, id="without our header"),
        pytest.param({"Origin": "https://embedding.example"}, id="a site that may embed the chat"),
        pytest.param({"Origin": "null"}, id="no site"),
    ],
)
async def test_other_sites_change_nothing(
    server: TestServer, clock: Clock, browser: Browser, headers: dict[str, str]
) -> None:
    await become(server, clock, browser, LEAD)
    for method, path in (key for key, _ in ROUTES if key[0] not in ("GET", "HEAD")):
        answer = await browser.call(method, address_of(path), {}, **headers)
        assert (answer.status, answer.told) == (403, {"error": "origin"})
    assert (await browser.call("GET", "/desk/me")).status == 200


@pytest.mark.parametrize("origin", ["https://embedding.example", "null", "http://127.0.0.1:8081"])
async def test_other_sites_open_no_socket(server: TestServer, clock: Clock, browser: Browser, origin: str) -> None:
    await become(server, clock, browser, LEAD)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    answer = await browser.call("GET", "/desk/sample/signed_in", Origin=origin, **upgrade)
    assert (answer.status, answer.told) == (403, {"error": "origin"})
    assert (await browser.call("GET", "/desk/sample/signed_in", **upgrade)).status == 200
