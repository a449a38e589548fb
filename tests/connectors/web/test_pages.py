"""Our own page, the words of the chat window, and the plan as a file."""

from __future__ import annotations

import re

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.language.locales import offered
from connectors.documents import export
from connectors.documents.shapes import DocumentError
from connectors.record.types import PlanSnapshot
from connectors.web import downloads
from connectors.web.limits import Buckets
from connectors.web.service import SERVICE
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


@pytest.mark.parametrize("path", ["plan.pdf", "plan.docx", "plan.xlsx", "packet.pdf", "packet.docx"])
async def test_a_plan_is_given_to_the_one_who_holds_its_token(
    server: TestServer, session: aiohttp.ClientSession, window: Opener, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    named = path.replace("plan", "startbro").replace("packet", "startbro-packet")
    asked: list[tuple[str | None, str, list[str], bool]] = []

    async def build(snapshot: PlanSnapshot, *, format: str, locales: list[str], packet: bool) -> bytes:
        asked.append((snapshot.template, format, locales, packet))
        return b"the file"

    monkeypatch.setattr(export, "build_document", build)
    talk = await window(template="general")
    await talk.frame("plan")
    url = server.make_url(f"/{path}?locales=ar,sv")
    async with session.get(url, headers={"Authorization": f"Bearer {talk.token}"}) as answer:
        assert (answer.status, await answer.read()) == (200, b"the file")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{named}"'
    assert asked == [("general", path.partition(".")[2], ["ar", "sv"], path.startswith("packet"))]


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
    headers = {"Authorization": "Bearer x", "Accept-Language": "so"}
    async with session.get(server.make_url(f"/plan.pdf{query}"), headers=headers) as answer:
        assert answer.status == 400
        body = await answer.json()
    assert (body["error"], body["language"]) == ("locales", "so")
    assert body["text"]


@pytest.mark.parametrize("why", ["cannot be made", "too many at once"])
async def test_a_file_that_cannot_be_made_is_refused_kindly_in_the_persons_language(
    server: TestServer, session: aiohttp.ClientSession, window: Opener, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    async def fail(_snapshot: PlanSnapshot, **_: object) -> bytes:
        raise DocumentError("it took too long")

    monkeypatch.setattr(export, "build_document", fail)
    talk = await window(locale="ar")
    app = server.app
    assert app is not None
    app[SERVICE].documents_under_way = downloads.MOST_UNDER_WAY if why == "too many at once" else 0
    before = app[SERVICE].documents_under_way
    headers = {"Authorization": f"Bearer {talk.token}", "Accept-Language": "sv"}
    async with session.get(server.make_url("/plan.pdf?locales=sv"), headers=headers) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"]
        body = await answer.json()
    assert (body["error"], body["language"]) == ("document", "ar")
    assert body["text"]
    assert app[SERVICE].documents_under_way == before


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kind", ["pdf", "docx"])
async def test_a_plan_with_every_answer_as_long_as_may_be_is_made(
    server: TestServer, session: aiohttp.ClientSession, window: Opener, kind: str
) -> None:
    app = server.app
    assert app is not None
    app[SERVICE].limits.messages = Buckets(1_000, 1)
    talk = await window(template="general", locale="so")
    plan = (await talk.frame("plan"))["plan"]
    text = ("Waxaan rabaa inaan furo makhaayad yar oo cunto diiran leh. " * 70)[:4_000]
    for question in [row["question"] for section in plan["sections"] for row in section["questions"]]:
        client_id = await talk.send(type="answer", question=question, text=text)
        await talk.frame("ack", client_id=client_id)
    headers = {"Authorization": f"Bearer {talk.token}"}
    async with session.get(server.make_url(f"/plan.{kind}?locales=so,sv"), headers=headers) as answer:
        assert answer.status == 200
        assert len(await answer.read()) > 30_000


async def test_the_page_has_words_for_a_browser_in_which_the_window_never_opens(
    server: TestServer, session: aiohttp.ClientSession
) -> None:
    async with session.get(server.make_url("/?lang=en")) as answer:
        assert re.search(
            r"<startbro-chat [^>]*><p>The chat has not started\.[^<]+</p></startbro-chat>", await answer.text()
        )
