"""The desk's page: in whose language, with which words, and what it really lets a browser do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Page, async_playwright, expect

from connectors.app import build_app
from connectors.desk.pages import BUILT
from connectors.settings import Settings
from connectors.store.migrate import migrate
from connectors.web.service import SERVICE
from tests.connectors.desk.visitor import PASSWORD, Browser, Clock, hire
from tests.connectors.web.conftest import FakeUnderstander


@pytest.mark.parametrize(("wanted", "got"), [("", "sv"), ("ar,en;q=0.5", "en"), ("sv", "sv"), ("so", "sv")])
async def test_the_page_is_swedish_or_english(browser: Browser, wanted: str, got: str) -> None:
    url = browser.server.make_url("/desk")
    async with browser.client.get(url, headers={"Accept-Language": wanted}) as answer:
        text = await answer.text()
        assert answer.status == 200
    assert f'<html lang="{got}"' in text
    assert f'<startbro-desk locale="{got}">' in text
    assert "<script>" not in text
    assert "style=" not in text


@pytest.mark.parametrize(
    ("locale", "status", "word"),
    [("sv", 200, "Logga in"), ("en", 200, "Sign in"), ("ar", 404, None), ("xx", 404, None)],
)
async def test_its_words_come_in_its_own_languages(
    browser: Browser, locale: str, status: int, word: str | None
) -> None:
    answer = await browser.call("GET", f"/desk/texts/{locale}.json")
    assert answer.status == status
    assert answer.told.get("desk_sign_in") == word


@pytest.fixture
async def named(settings: Settings) -> AsyncIterator[TestServer]:
    """Run a gateway that browsers reach under a name, so that passkeys work."""
    port = unused_port()
    served = replace(settings, public_url=f"http://localhost:{port}", port=port)
    await asyncio.to_thread(migrate, served.database_url)
    running = TestServer(build_app(served, FakeUnderstander()), host="localhost", port=port)
    async with running:
        yield running


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """Open a page in Chromium."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield await chromium.new_page(locale="sv-SE")
        await chromium.close()


async def _sign_in(page: Page, email: str, password: str) -> None:
    await page.get_by_label("E-post").fill(email)
    await page.get_by_label("Lösenord eller engångskod", exact=True).fill(password)
    await page.keyboard.press("Enter")


@pytest.mark.browser
async def test_a_first_sign_in_and_a_passkey_in_a_real_browser(named: TestServer, page: Page) -> None:
    assert (BUILT / "desk.js").exists(), "the desk is not built: run make install"
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    person, code = await hire(named, "amina@radgivning.example")
    await page.goto(str(named.make_url("/desk")))
    await _sign_in(page, person.email, code)
    await page.locator("#new_password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    person.secret = await page.locator(".secret").inner_text()
    assert await page.locator(".qr").evaluate("picture => picture.naturalWidth") > 0
    clock = Clock(named.app[SERVICE].tools.clock()) if named.app else None
    assert clock
    await page.locator("#totp").fill(person.code(clock))
    await page.keyboard.press("Enter")
    await expect(page.locator("main.door")).to_have_count(0)
    assert await page.evaluate("document.cookie") == ""  # no script sees the session
    await _add_passkey(page)
    await page.context.clear_cookies()
    await page.reload()
    await page.locator("main.door button", has_text="nyckel").click()
    await expect(page.locator("main.door")).to_have_count(0)
    assert faults == []


ADD = """async () => {
  const post = async (path, body) => (await fetch(`/desk/passkey/add/${path}`, {
    method: "POST", headers: {"Content-Type": "application/json", "X-Startbro-Desk": "1"}, body: JSON.stringify(body),
  })).json();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post("begin", {}));
  const made = await navigator.credentials.create({ publicKey });
  return post("finish", made.toJSON());
}"""


async def _add_passkey(page: Page) -> None:
    """Plug in a virtual security key and make a passkey on it."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    assert await page.evaluate(ADD) == {"step": "done"}
