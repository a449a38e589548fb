"""The record of hostile texts on a real gateway, and a browser that opens it for a person, an adviser, or a lead."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, ViewportSize
from sqlalchemy import update

from connectors.desk.sessions import Step, begin
from connectors.record.handover.marking import CASE
from connectors.store.database import Database
from tests.browser.hostile_desk_record import TEXTS
from tests.browser.hostile_record import Filled, fill, shown
from tests.browser.hostile_watch import CANARY, Watched
from tests.browser.real_gateway import real_gateway
from tests.connectors.desk.visitor import service_of

LAPTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
SHOWN = [shown(text) for text in TEXTS]
WAIT = 15_000


@dataclass
class Stage:
    """A gateway whose record is full of hostile texts, and a browser."""

    browser: Browser
    server: TestServer
    url: str
    filled: Filled

    async def person(self, size: ViewportSize) -> Watched:
        """Open the person's chat."""
        remember = f"localStorage.setItem('startbro.token', '{self.filled.token}')"
        return await self._open(size, "/", remember)

    async def stranger(self) -> Watched:
        """Open the chat as somebody new."""
        return await self._open(LAPTOP, "/", "")

    async def adviser(self, size: ViewportSize) -> Watched:
        """Open the desk of the adviser who has the conversation."""
        return await self._desk(size, self.filled.claim.adviser)

    async def lead(self, size: ViewportSize) -> Watched:
        """Open the desk of the lead adviser."""
        return await self._desk(size, self.filled.lead)

    async def _desk(self, size: ViewportSize, who: str) -> Watched:
        service = service_of(self.server)
        now = service.tools.clock()
        token = await service.database.write(lambda session: begin(session, who, Step.DONE, now=now))
        cookie = {"name": "startbro_desk", "value": token, "url": self.url}
        return await self._open(size, "/desk", f"localStorage.setItem('startbro.desk.tour.{who}', 'done')", cookie)

    async def _open(self, size: ViewportSize, path: str, script: str, cookie: dict[str, str] | None = None) -> Watched:
        context = await self.browser.new_context(viewport=size, locale="sv-SE")
        if cookie:
            await context.add_cookies([cookie])  # type: ignore[list-item]
        await context.add_init_script(CANARY + script)
        page = await context.new_page()
        page.set_default_timeout(WAIT)
        watched = Watched(page, self.url)
        await page.goto(self.url + path)
        return watched


RECORDS: dict[Path, Filled] = {}
"""The record that was filled for all of these tests, since filling takes longer than showing."""


@pytest.fixture
async def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the record, filled once."""
    if not RECORDS:
        folder = tmp_path_factory.mktemp("record")
        async with real_gateway(folder) as (server, _):
            service = service_of(server)
            library = (await service.shelf.get()).library
            RECORDS[folder] = await service.database.write(lambda session: fill(session, library, service.tools))
    return next(iter(RECORDS))


@pytest.fixture
async def stage(browser: Browser, record: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """Run the gateway on a copy of the record."""
    shutil.copytree(record, tmp_path, dirs_exist_ok=True)
    await _take_now(tmp_path, RECORDS[record])
    async with real_gateway(tmp_path) as (server, url):
        yield Stage(browser, server, url, RECORDS[record])


async def _take_now(folder: Path, filled: Filled) -> None:
    """Let the adviser have come this moment: whoever is not at the desk loses a conversation two minutes later."""
    database = Database(f"sqlite:///{folder}/startbro.db")
    case = update(CASE).where(CASE.c.conversation == filled.claim.conversation)
    await database.write(lambda session: session.execute(case.values(changed=datetime.now(UTC))))
    await database.close()
