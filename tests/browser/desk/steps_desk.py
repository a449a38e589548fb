"""What an adviser does at the desk, in a few words."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


def row(page: Page, title: str) -> Locator:
    """Find a row of the list by its title."""
    return page.locator(".row", has_text=title)


def lines(page: Page, author: str) -> Locator:
    """Find the lines of one author in the log."""
    return page.locator(f".line.{author} .bubble > .text")


async def open_talk(page: Page, title: str) -> None:
    """Open a conversation from the list, or from that of those who wait."""
    if not await row(page, title).count():
        await page.locator(".view").first.click()
    await row(page, title).click()
    await expect(page.locator(".talk-title")).to_contain_text(title)


async def take(page: Page, title: str) -> None:
    """Open a conversation and take it over."""
    await open_talk(page, title)
    await page.locator(".take").click()
    await expect(page.locator("#message")).to_be_visible()


async def send(page: Page, text: str) -> None:
    """Write and send by Enter."""
    await page.fill("#message", text)
    await page.press("#message", "Enter")
