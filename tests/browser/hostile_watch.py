"""Watches a page that shows hostile texts: what ran, what was fetched, what became more than text, what ran over."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

from playwright.async_api import Dialog, Page, WebSocket

from tests.browser.conftest import watch

LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").rstrip().rstrip(";")
CANARY = """
window.__hits = [];
window.print = () => undefined;
window.__hit = (number) => window.__hits.push(number);
document.addEventListener("securitypolicyviolation", (event) => window.__hits.push(event.blockedURI));
"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOOKED_FOR = {"ran", "grew", "wide", "loose", "turned"}


class Watched:
    """A page with all that has gone wrong on it. ``home`` is the only place anything may be fetched from."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self.sockets: list[WebSocket] = []
        watch(page, self.faults)
        page.on("dialog", self._asked)
        page.on("popup", lambda _: self.faults.append("another window"))
        page.on("websocket", lambda socket: self.sockets.append(socket))
        page.on("request", lambda request: self._fetched(request.url, home))

    async def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        await dialog.dismiss()  # it holds up the page

    def _fetched(self, url: str, home: str) -> None:
        if not url.startswith((home, home.replace("http", "ws", 1), "data:", "blob:")):
            self.faults.append(f"fetched {url}")

    async def afresh(self) -> None:
        """Load the page anew, as if nothing had gone wrong on it."""
        await self.page.reload()
        self.faults.clear()

    async def heard(self, kind: str, doing: Awaitable[object]) -> None:
        """Do something and wait for the frame that answers it."""
        async with self.sockets[-1].expect_event("framereceived", lambda frame: f'"type":"{kind}"' in str(frame)):
            await doing

    async def check(self, what: str) -> None:
        """Fail unless all is well once the page is drawn; ``what`` names the place that is shown."""
        await self.page.evaluate(DRAWN)
        seen = await self.page.evaluate(LOOK)
        wrong = {kind: found[:5] for kind, found in {**seen, "faults": self.faults}.items() if found}
        assert seen.keys() == LOOKED_FOR
        assert wrong == {}, f"{what}: {wrong}"

    async def texts(self, selector: str) -> list[str]:
        """Give the texts of all elements of a kind, with every space in them."""
        found = await self.page.locator(selector).evaluate_all("all => all.map((one) => one.textContent)")
        return [str(text) for text in found]
