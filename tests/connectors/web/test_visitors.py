"""Whose address limits count: the peer's, or behind a proxy of ours the visitor's; strangers' claims are nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from connectors.app import build_app
from connectors.settings import Settings
from connectors.store.migrate import migrate
from connectors.web.guessing import FORGIVEN
from connectors.web.service import SERVICE
from connectors.web.visitors import address_key, find_visitor, read_address
from tests.connectors.web.conftest import FakeUnderstander

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:4711 ", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ('"[2001:db8:1:2::9]:4711"', "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("[", "unknown"),
    ],
)
def test_an_ipv6_household_counts_as_one_address(written: str, key: str) -> None:
    assert address_key(read_address(written)) == key


@pytest.mark.parametrize(
    ("remote", "forwarded", "visitor"),
    [
        pytest.param("192.0.2.7", "", "192.0.2.7", id="no proxy"),
        pytest.param("192.0.2.7", "198.51.100.1", "192.0.2.7", id="a stranger forwards"),
        pytest.param("192.0.2.7", "198.51.100.1, 10.0.0.1", "192.0.2.7", id="a stranger names our proxy"),
        pytest.param("10.0.0.1", "192.0.2.7", "192.0.2.7", id="one proxy"),
        pytest.param("::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7", id="proxy's address inside IPv6"),
        pytest.param("10.0.0.1", "198.51.100.1, 192.0.2.7", "192.0.2.7", id="the visitor made up the first"),
        pytest.param("10.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.7", id="two proxies"),
        pytest.param("10.0.0.1", "10.9.9.9, 192.0.2.7, 10.0.0.2", "192.0.2.7", id="the visitor names a proxy"),
        pytest.param("2001:db8:ffff::1", "2001:db8:1::9", "2001:db8:1::9", id="IPv6"),
        pytest.param("10.0.0.1", "", "10.0.0.1", id="a proxy that forwards nothing"),
        pytest.param("10.0.0.1", "192.0.2.7, nonsense", "10.0.0.1", id="what cannot be read is not believed"),
        pytest.param("10.0.0.1", "192.0.2.7, unknown, 10.0.0.2", "10.0.0.2", id="nor what stands before it"),
        pytest.param("10.0.0.1", "," * 50_000 + "192.0.2.7", "192.0.2.7", id="very long"),
        pytest.param("10.0.0.1", "192.0.2.7" + ", 10.0.0.2" * 50_000, "10.0.0.2", id="a very long chain"),
    ],
)
def test_only_what_our_own_proxies_added_is_believed(remote: str, forwarded: str, visitor: str) -> None:
    assert str(find_visitor(remote, forwarded, PROXIES)) == visitor


@pytest.fixture(params=["trusted", "untrusted"])
async def proxied(
    request: pytest.FixtureRequest, settings: Settings, rasa: FakeUnderstander
) -> AsyncIterator[TestServer]:
    """Run a gateway that is called from 127.0.0.1, which is a proxy of ours or is not."""
    proxies = (ip_network("127.0.0.0/8"),) if request.param == "trusted" else PROXIES
    migrate(settings.database_url)
    running = TestServer(build_app(replace(settings, proxies=proxies), rasa))
    async with running:
        yield running


async def test_wrong_codes_are_charged_to_the_visitor_behind_our_proxy_only(
    proxied: TestServer, session: aiohttp.ClientSession
) -> None:
    headers = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    for _ in range(FORGIVEN + 1):
        async with session.post(proxied.make_url("/codes/redeem"), json={"code": "wrong"}, headers=headers) as answer:
            assert answer.status == 404
    app = proxied.app
    assert app is not None
    service = app[SERVICE]
    trusted = service.settings.proxies != PROXIES
    suspects = [key for key in ("127.0.0.1", "192.0.2.7", "198.51.100.1") if service.guesses.is_suspect(key)]
    assert suspects == (["192.0.2.7"] if trusted else ["127.0.0.1"])
