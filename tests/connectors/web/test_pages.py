"""Our own page, the words of the chat window, and the plan as a file."""

from __future__ import annotations

import re

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.language.locales import offered
from connectors.documents import export
from connectors.record.types import PlanSnapshot
from tests.connectors.web.conftest import FakeUnderstander, Opener


@pytest.mark.parametrize(
    ("query", "header", "shown"),
    [
        ("", "", ("sv", "ltr")),
        ("", "ar-SY,ar;q=0.9,en;q=0.5", ("ar", "rtl")),
        ("", "fi,so;q=0.8", ("so", "ltr")),
        ("?lang=en", "ar", ("en", "ltr")),
        ("?lang=tlh", "ar", ("ar", "rtl")),
        ("?lang=%3Cscript%3E", "", ("sv", "ltr")),
    ],
)
async def test_the_page_speaks_the_readers_language(
    server: TestServer, session: aiohttp.ClientSession, query: str, header: str, shown: tuple[str, str]
) -> None:
    lang, direction = shown
    async with session.get(server.make_url(f"/{query}"), headers={"Accept-Language": header}) as answer:
        html = await answer.text()
        assert answer.headers["Content-Language"] == lang
    assert f'<html lang="{lang}" dir="{direction}">' in html
    assert "<noscript>" in html
    assert "$" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("locale", offered())
async def test_every_offered_language_has_the_windows_words(
    server: TestServer, session: aiohttp.ClientSession, locale: str
) -> None:
    async with session.get(server.make_url(f"/widget/{locale}.json")) as answer:
        texts = await answer.json()
    assert len(texts) > 50
    assert all(isinstance(text, str) and text for text in texts.values())
    async with session.get(server.make_url("/widget/languages.json")) as answer:
        assert locale in [row["locale"] for row in await answer.json()]


async def test_an_unchanged_file_is_not_sent_again(server: TestServer, session: aiohttp.ClientSession) -> None:
    async with session.get(server.make_url("/page.css")) as answer:
        assert answer.status == 200
        etag = answer.headers["ETag"]
    async with session.get(server.make_url("/page.css"), headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304


async def test_readiness_says_what_is_away(
    server: TestServer, session: aiohttp.ClientSession, rasa: FakeUnderstander, window: Opener
) -> None:
    await (await window()).frame("plan")
    async with session.get(server.make_url("/ready")) as answer:
        assert (answer.status, await answer.json()) == (200, {"bot": True, "actions": True})
    rasa.become(None)
    async with session.get(server.make_url("/ready")) as answer:
        assert (answer.status, await answer.json()) == (503, {"bot": False, "actions": True})
    async with session.get(server.make_url("/health")) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("kind", ["pdf", "docx"])
async def test_a_plan_is_given_to_the_one_who_holds_its_token(
    server: TestServer, session: aiohttp.ClientSession, window: Opener, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked: list[tuple[PlanSnapshot, str, list[str]]] = []

    async def build(snapshot: PlanSnapshot, *, format: str, locales: list[str]) -> bytes:
        asked.append((snapshot, format, locales))
        return b"the file"

    monkeypatch.setattr(export, "build_document", build)
    talk = await window(template="general")
    await talk.frame("plan")
    url = server.make_url(f"/plan.{kind}?locales=ar,sv")
    async with session.get(url, headers={"Authorization": f"Bearer {talk.token}"}) as answer:
        assert (answer.status, await answer.read()) == (200, b"the file")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="startbro.{kind}"'
    snapshot, asked_format, locales = asked[0]
    assert (snapshot.template, asked_format, locales) == ("general", kind, ["ar", "sv"])


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic abc", "Bearer \u00e5"])
async def test_without_the_token_there_is_no_plan(
    server: TestServer, session: aiohttp.ClientSession, header: str
) -> None:
    headers = {"Authorization": header} if header else {}
    async with session.get(server.make_url("/plan.pdf?locales=sv"), headers=headers) as answer:
        assert answer.status == 401


@pytest.mark.parametrize("query", ["", "?locales=", "?locales=tlh", "?locales=sv,en,ar", "?locales=../etc"])
async def test_a_plan_is_made_in_one_or_two_offered_languages(
    server: TestServer, session: aiohttp.ClientSession, query: str
) -> None:
    async with session.get(server.make_url(f"/plan.pdf{query}"), headers={"Authorization": "Bearer x"}) as answer:
        assert answer.status == 400
