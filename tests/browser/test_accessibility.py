"""axe finds no violation in the main states, in any of the four languages, in the light or in the dark."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import UI, Opener
from tests.browser.fake_gateway import FakeGateway
from tests.browser.steps import bots, start

AXE = (UI / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await axe.run(document, {runOnly: rules});
    return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`);
}"""


async def violations(page: Page) -> list[str]:
    """Run axe in the page; it is put there by the debugger, so the page's policy stays as strict as it is."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found: list[str] = await page.evaluate(RUN)
    return found


@pytest.mark.parametrize("locale", ["sv", "en", "ar", "so"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(open_page: Opener, gateway: FakeGateway, locale: str, scheme: str) -> None:
    small = {"width": 800, "height": 800}
    page = await open_page(path=f"?lang={locale}", locale=locale, color_scheme=scheme, viewport=small)
    assert await violations(page) == [], "first screen"
    await start(page, locale)
    await page.locator(".choice").first.click()
    await expect(bots(page)).to_have_count(2)
    await gateway.tell({"type": "status", "state": "away"})
    assert await violations(page) == [], "chatting"
    await page.locator(".menu-language").click()
    assert await violations(page) == [], "menu"
    await page.keyboard.press("Escape")
    await page.locator(".term").last.click()
    await expect(page.locator("dialog.sheet-term")).to_be_visible()
    assert await violations(page) == [], "term card"
    await page.keyboard.press("Escape")
    await page.locator(".progress button").click()
    await page.locator('[data-change="what"]').click()
    assert await violations(page) == [], "plan"


async def test_axe_finds_nothing_with_the_plan_at_the_side(open_page: Opener) -> None:
    page = await open_page()
    await start(page)
    await expect(page.get_by_role("complementary")).to_be_visible()
    assert await violations(page) == []


async def test_axe_can_find_something(open_page: Opener) -> None:
    page = await open_page()
    await page.locator("#message").evaluate("box => box.getRootNode().querySelector('label[for=message]').remove()")
    await page.locator("#message").evaluate("box => box.removeAttribute('placeholder')")
    assert any(found.startswith("label") for found in await violations(page))
