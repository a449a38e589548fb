"""What a person does in the chat window, in a few words."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


def own(page: Page) -> Locator:
    """Find the person's own lines in the log."""
    return page.locator(".line.person .text")


def bots(page: Page) -> Locator:
    """Find the bot's lines in the log."""
    return page.locator(".line.bot .text")


async def start(page: Page, locale: str = "en") -> None:
    """Choose a language on the first screen and wait for the greeting."""
    await page.locator(f'.language[lang="{locale}"]').click()
    await expect(bots(page)).to_have_count(1)


async def say(page: Page, text: str) -> None:
    """Write a message and send it by Enter."""
    await page.fill("#message", text)
    await page.press("#message", "Enter")


async def stored(page: Page, number: int) -> None:
    """Wait until exactly that many own messages stand in the log and all have their tick."""
    await expect(own(page)).to_have_count(number)
    await expect(page.locator(".line.person .tick", has_text="Saved")).to_have_count(number)


async def focused(page: Page) -> str:
    """Give what has the focus: its id, class or text."""
    script = """() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at.id || at.dataset.change || at.className || at.textContent.trim();
    }"""
    return str(await page.evaluate(script))
