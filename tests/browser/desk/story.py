"""The two browsers of the story: a phone and a desk on the running whole, and a clock between them."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyotp
from playwright.async_api import Browser, Locator, Page, ViewportSize
from sqlalchemy import delete
from sqlalchemy.orm import Session

from connectors.desk import passwords
from connectors.desk.administration import create_adviser, create_organisation
from connectors.keys import new_code
from connectors.store.database import Database
from connectors.store.desk import QueueEntry
from connectors.store.people import Organisation
from tests.browser.conftest import watch
from tests.dialogues.stack import Stack

EMAIL = "sara@example.org"
NAME = "Sara Lindqvist"
PASSWORD = "nio gröna kanoter vid bryggan"
PHONE = ViewportSize(width=390, height=844)
MILLISECONDS = 20_000


@dataclass
class Story:
    """The person's page, the adviser's, and how long what one sent took to be seen by the other, in seconds."""

    person: Page
    desk: Page
    waits: dict[str, float] = field(default_factory=dict)

    async def seen(self, what: str, sending: Awaitable[object], where: Locator) -> None:
        """Send, and wait until it stands on the other screen; the clock runs from before the key is pressed."""
        begun = time.perf_counter()
        await sending
        await where.wait_for(timeout=MILLISECONDS)
        self.waits[what] = time.perf_counter() - begun


@asynccontextmanager
async def employed(stack: Stack) -> AsyncIterator[str]:
    """Have an organisation, with one adviser; give the code of their first sign-in."""
    database = Database(f"sqlite:///{stack.database}")
    code, now = new_code(), datetime.now(UTC)
    hashed = passwords.hash_password(code)

    def hire(session: Session) -> str:
        (made,) = create_organisation(session, "Nyföretagarna", now=now)
        given = Namespace(email=EMAIL, name=NAME, organisation=made, languages="sv,ar", role="adviser")
        create_adviser(session, given, hashed, now=now)
        return made

    def dismiss(session: Session) -> None:
        """Leave nobody at the desk for the tests that come after."""
        session.execute(delete(QueueEntry))
        session.execute(delete(Organisation).where(Organisation.id == made))

    made = await database.write(hire)
    try:
        yield code
    finally:
        await database.write(dismiss)
        await database.close()


async def open_phone(browser: Browser, stack: Stack, faults: list[str]) -> Page:
    """Open the chat on a phone, as somebody new."""
    context = await browser.new_context(viewport=PHONE, locale="ar")
    page = await context.new_page()
    page.set_default_timeout(MILLISECONDS)
    watch(page, faults)
    await page.goto(stack.origin)
    await page.locator("#message").wait_for()
    return page


async def open_desk(browser: Browser, stack: Stack, code: str, faults: list[str]) -> Page:
    """Sign in for the first time: the code, a password of one's own, the app; then put the tour aside."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE")
    page = await context.new_page()
    page.set_default_timeout(MILLISECONDS)
    watch(page, faults)
    await page.goto(f"{stack.origin}/desk")
    await page.fill("#email", EMAIL)
    await page.fill("#password", code)
    await page.press("#password", "Enter")
    await page.fill("#new_password", PASSWORD)
    await page.press("#new_password", "Enter")
    secret = await page.locator(".secret").inner_text()
    await page.fill("#totp", pyotp.TOTP(secret).now())
    await page.press("#totp", "Enter")
    await page.locator("dialog .small").click()
    await page.locator(".views").wait_for()
    return page
