"""An adviser's account, the organisation's own answers and a deletion, in a real browser on the real gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pyotp
import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect
from sqlalchemy import update

from connectors.store.people import DeskSession
from tests.browser.conftest import watch
from tests.browser.desk.steps_desk import send
from tests.browser.real_gateway import real_gateway
from tests.browser.test_accessibility import violations
from tests.connectors.desk.test_deleting import asks
from tests.connectors.desk.test_desk_socket import queue
from tests.connectors.desk.visitor import PASSWORD, Answer, Browser, Clock, Person, enrol, hire, service_of
from tests.connectors.web.window import Window, open_window

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Visitor(Browser):
    """Another browser of hers, which calls from the page's own address."""

    async def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send a request as our page does."""
        own = f"http://localhost:{self.server.port}"
        return await super().call(method, path, body, **{"Origin": own, **headers})


@dataclass
class Place:
    """A gateway with a name, a lead adviser at its desk, another browser of hers, and a person in Arabic."""

    server: TestServer
    page: Page
    lead: Person
    elsewhere: Visitor
    person: Window

    async def let_time_pass(self) -> None:
        """Let every session have been confirmed ten minutes ago."""
        long_ago = datetime.now(UTC) - timedelta(minutes=10)
        await service_of(self.server).database.write(
            lambda session: session.execute(update(DeskSession).values(confirmed=long_ago))
        )

    def code(self, secret: str | None = None) -> str:
        """Read the app; the code of the next half minute, as that of this one has been used."""
        return pyotp.TOTP(secret or self.lead.secret or "").at(datetime.now(UTC) + timedelta(seconds=30))


@pytest.fixture
async def place(browser: Chromium, tmp_path: Path) -> AsyncIterator[Place]:
    """Run everything; a script error or a breach of the security policy fails the test."""
    faults: list[str] = []
    async with real_gateway(tmp_path, host="localhost") as (server, url), aiohttp.ClientSession() as out:
        lead, code = await hire(server, "amina@radgivning.example", role="lead")
        here, elsewhere, now = Visitor(server), Visitor(server), Clock(datetime.now(UTC))
        await enrol(here, now, lead, code)
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        cookie = {"name": "startbro_desk", "value": here.cookie() or "", "domain": "localhost", "path": "/desk"}
        await context.add_cookies([cookie])  # type: ignore[list-item]
        await context.add_init_script(f"localStorage.setItem('startbro.desk.tour.{lead.id}', 'done')")
        page = await context.new_page()
        page.set_default_timeout(8000)
        watch(page, faults)
        await page.goto(f"{url}/desk")
        await expect(page.locator(".views")).to_be_visible()
        person = await open_window(out, server, locale="ar", template="general")
        yield Place(server, page, lead, elsewhere, person)
        for one in (context, person, here.client, elsewhere.client):
            await one.close()
    assert not faults, faults


async def confirm(place: Place) -> None:
    """Show that it is the adviser, when that is asked."""
    page = place.page
    await expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    await expect(page.locator("#password")).to_be_focused()
    await page.fill("#password", PASSWORD)
    await page.fill("#totp", place.code())
    await page.get_by_role("button", name="Continue").click()


async def test_a_passkey_is_added_and_removed_after_showing_who_it_is(place: Place) -> None:
    page = place.page
    devices = await page.context.new_cdp_session(page)
    await devices.send("WebAuthn.enable")
    await devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    await place.let_time_pass()
    await page.get_by_role("button", name="My account").click()
    await expect(page.locator(".account")).to_contain_text("You have no passkey yet.")
    assert await violations(page) == []
    await page.get_by_role("button", name="Add a passkey").click()
    await confirm(place)
    await expect(page.locator(".account")).to_contain_text("The passkey is added.")
    await page.get_by_role("button", name="Remove the passkey made").click()
    await expect(page.locator(".account")).to_contain_text("The passkey is removed.")
    await expect(page.locator(".account")).to_contain_text("You have no passkey yet.")


async def test_a_wrong_code_is_told_and_what_was_wanted_is_not_done(place: Place) -> None:
    page = place.page
    await place.let_time_pass()
    await page.get_by_role("button", name="My account").click()
    await page.get_by_role("button", name="Connect another code app").click()
    await page.fill("#password", "not this one")
    await page.fill("#totp", "123 456")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("alert")).to_contain_text("That did not fit.")
    await expect(page.locator(".secret")).to_have_count(0)
    await confirm(place)
    await expect(page.locator(".secret")).to_be_visible()
    secret = await page.locator(".secret").inner_text()
    await page.fill("#totp", place.code(secret))
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator(".account")).to_contain_text("The new code app is connected.")


async def test_a_new_password_signs_out_elsewhere_and_this_desk_goes_on(place: Place) -> None:
    page = place.page
    conversation = await queue(place.server, place.person, about="Momsen")
    await place.elsewhere.sign_in(place.lead.email, PASSWORD, totp=place.code())
    await page.get_by_role("button", name="My account").click()
    await expect(page.locator(".account .plain li", has_text="Signed in")).to_have_count(2)
    await page.get_by_role("button", name="Change the password").click()
    await page.fill("#new_password", "sju kanelbullar under granit")
    # The old session's socket is closed by the guard; the desk comes back by itself, without a door in between.
    async with page.expect_websocket(timeout=15_000):
        await page.get_by_role("button", name="Continue").click()
    await expect(page.locator(".account")).to_contain_text("The password is changed.")
    await expect(page.locator(".account .plain li", has_text="Signed in")).to_have_count(1)
    assert (await place.elsewhere.call("GET", "/desk/me")).status == 401
    await page.get_by_role("button", name="OK").click()
    await page.locator(".row").click()
    await page.locator(".take").click()
    await expect(page.locator("#message")).to_be_visible()
    await place.person.frame("adviser", state="here")
    assert conversation


async def test_an_own_answer_is_written_shown_and_sent(place: Place) -> None:
    page, person = place.page, place.person
    await page.get_by_role("button", name="Our own ready answers").click()
    await expect(page.locator(".own")).to_contain_text("Your organisation has not written any yet.")
    await page.get_by_role("button", name="Write a new one").click()
    await expect(page.locator("#own-name")).to_be_focused()
    await page.fill("#own-name", "Papperen")
    await page.fill("#own-sv", "Ta med {kvitto}")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("The desk does not know the value")
    await page.fill("#own-sv", "Ta med kvittot. /")
    await page.get_by_role("button", name="Your own name").click()
    await expect(page.locator("#own-sv")).to_have_value("Ta med kvittot. /{adviser}")
    await expect(page.locator(".own .preview")).to_contain_text("Amina Nilsson")
    assert await violations(page) == []
    await page.locator("summary", has_text="Arabic").click()
    await page.fill("#own-ar", "أحضر الإيصال. /{adviser}")
    await expect(page.locator(".own .preview")).to_have_attribute("aria-live", "polite")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".own")).to_contain_text("The answer is saved.")
    await expect(page.locator(".own .chip", has_text="Arabic")).to_contain_text("Written")
    await expect(page.locator(".own .chip", has_text="Somali")).to_contain_text("Missing")
    await page.get_by_role("button", name="OK").click()
    await queue(place.server, person)
    await page.locator(".row").click()
    await page.locator(".take").click()
    await page.fill("#message", "/papperen")
    await page.locator(".answer", has_text="Ta med kvittot").click()
    await expect(page.locator(".chosen .preview")).to_contain_text("أحضر الإيصال")
    await page.locator(".chosen .strong").click()
    heard = await person.line(lambda line: line["author"] == "adviser")
    assert heard["text"].startswith("أحضر الإيصال. /")
    await page.get_by_role("button", name="Our own ready answers").click()
    await page.get_by_role("button", name="Change: ").click()
    await page.get_by_role("button", name="Take away").click()
    await page.get_by_role("button", name="Take away").click()
    await expect(page.locator(".own")).to_contain_text("The answer is taken away.")


async def test_a_deleted_conversation_closes_with_all_that_was_begun_in_it(place: Place) -> None:
    page, person = place.page, place.person
    await queue(place.server, person, about="Hemligheten")
    await page.locator(".row").click()
    await page.locator(".take").click()
    await send(page, "Hej")
    await page.fill("#message", "Halvskriven hemlighet")
    await page.get_by_role("button", name="Give back to the bot").click()
    await person.say("احذف كل شي عني")
    question = await person.line(asks)
    await person.send(type="press", seq=question["seq"], button=0)
    await person.frame("deleted")
    await expect(page.locator(".status.warn")).to_contain_text(["", "The person has deleted everything"])
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(page.locator(".talk-title")).to_have_count(0)
    await expect(page.locator(".row")).to_have_count(0)
    kept = await page.evaluate(
        "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.body.innerText"
    )
    assert "hemlighet" not in kept.casefold()
