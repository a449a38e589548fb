"""How long a proposal takes that the person accepts in the chat until the desk shows it, in two real browsers.

The gateway is the real one on SQLite, in this process; the clock runs from before the click on *yes* until the plan at
the desk shows the new answer. Beside it: until the desk's socket has the plan. ``python -m benchmarks.proposal``.
"""

from __future__ import annotations

import asyncio
import os
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.record.handover.asking import ask
from connectors.record.handover.shapes import Wish
from connectors.store.models import Conversation
from connectors.store.plans import Plan
from tests.browser.desk.test_real_gateway import open_page
from tests.browser.real_gateway import real_gateway
from tests.browser.steps import bots, say
from tests.connectors.desk.desktop import Desktop, open_desk
from tests.connectors.desk.visitor import service_of

ROUNDS = 15
QUESTION = "idea_what"
BROWSER = "/usr/bin/chromium"
Times = dict[str, list[float]]


async def measure() -> None:
    """Let one person say yes again and again, and print the times."""
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        async with (
            real_gateway(Path(folder)) as (server, url),
            aiohttp.ClientSession() as out,
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
            found = await go_through(browser, server, url, out)
            await browser.close()
    for name, seconds in found.items():
        print(f"{name}: {len(seconds)}, ms median {median(seconds) * 1e3:.0f}, longest {max(seconds) * 1e3:.0f}")
    print(f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after")


async def go_through(browser: Browser, server: TestServer, url: str, out: aiohttp.ClientSession) -> Times:
    """Bring the two together, and let the adviser propose and the person say yes."""
    person = await (await browser.new_context(locale="sv-SE", viewport={"width": 390, "height": 844})).new_page()
    await person.goto(url)
    await person.locator("#message").wait_for()
    await say(person, "Hej")
    await bots(person).last.wait_for()
    conversation = await service_of(server).database.read(
        lambda session: session.scalars(select(Conversation.id)).one()
    )
    await service_of(server).database.write(partial(wait_in_line, conversation=conversation, server=server))
    page = await open_page(browser, server, f"{url}/desk")
    await page.goto(f"{url}/desk")
    await page.locator(".row").first.click()
    await page.locator(".take").click()
    await page.locator("#tab-plan").click()
    owner = await service_of(server).database.read(lambda session: session.scalars(select(Conversation.owner_id)).one())
    desk = await open_desk(out, server, str(owner), origin=url)
    await desk.open(conversation)
    times: Times = {"yes until the desk's page shows it": [], "yes until the desk's socket has it": []}
    for number in range(ROUNDS):
        found = await accept(person, page, desk, conversation=conversation, text=f"Kaffe vid hamnen {number}.")
        for name, seconds in zip(times, found, strict=True):
            times[name].append(seconds)
    await desk.close()
    return times


def wait_in_line(session: Session, *, conversation: str, server: TestServer) -> None:
    """Let the person wait for an adviser, about their plan."""
    session.scalars(select(Plan)).one().template = "general"
    known = session.get_one(Conversation, conversation)
    known.state = {**known.state, "template": "general"}
    ask(session, conversation, Wish(about="Planen"), tools=service_of(server).tools)


async def accept(person: Page, page: Page, desk: Desktop, *, conversation: str, text: str) -> tuple[float, float]:
    """Propose an answer and say yes to it; give the seconds until page and socket have it."""
    await desk.act("propose", conversation, question=QUESTION, text=text)
    await person.locator(".line", has_text=text).last.wait_for()
    yes = person.locator(".choice", has_text="Ja").last
    await yes.wait_for()
    shown = page.locator(f'[data-question="{QUESTION}"] .answer-columns', has_text=text)
    begun = time.perf_counter()
    heard = asyncio.create_task(since(begun, desk, text))
    await yes.click()
    await shown.wait_for()
    return time.perf_counter() - begun, await heard


async def since(begun: float, desk: Desktop, text: str) -> float:
    """Give the seconds until a desk's socket has a plan with a text."""
    await desk.until(lambda one: any(text in str(frame) for frame in one.frames if frame["type"] == "plan"))
    return time.perf_counter() - begun


if __name__ == "__main__":
    asyncio.run(measure())
