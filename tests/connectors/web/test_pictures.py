"""Pictures of a budget over HTTP: for whoever holds the token, in their language, each with its table."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.advice.turn import Effect
from bot.language.locales import direction
from connectors.documents import working
from connectors.documents.shapes import DocumentError
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Window

HOSTILE = "<script>alert(1)</script>"
SALON: dict[str, Any] = {
    "timeplan_start": "2026-06-01",
    "products_first": HOSTILE,
    "products_price": "450",
    "customers_per_month": 100,
    "place_kind": "shared",
    "place_rent": "4500",
    "budget_housing": "7800",
    "money_own": "5000",
}


async def fill(rasa: FakeUnderstander, talk: Window, given: dict[str, Any]) -> None:
    """Let the next message bring these answers."""
    effects = tuple(
        Effect("store_answer", {"question": question, "value": value, "text": str(value), "language": "en"})
        for question, value in given.items()
    )

    async def script(request: TurnRequest) -> TurnResult:
        return TurnResult((), effects)

    rasa.script = script
    await talk.say("my numbers")
    await talk.until(lambda window: any(f["type"] == "plan" and f["plan"]["budget"] for f in window.frames))


async def fetch(session: aiohttp.ClientSession, server: TestServer, token: str | None) -> tuple[int, dict[str, Any]]:
    """Ask for the pictures."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with session.get(server.make_url("/pictures.json"), headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("locale", ["ar", "so", "sv"])
async def test_pictures_come_in_the_readers_language_with_tables_that_say_the_same(
    window: Opener, rasa: FakeUnderstander, server: TestServer, session: aiohttp.ClientSession, locale: str
) -> None:
    talk = await window(locale=locale, template="personal_service")
    await fill(rasa, talk, SALON)
    status, shown = await fetch(session, server, talk.token)
    assert status == 200
    assert (shown["language"], shown["direction"]) == (locale, direction(locale))
    assert len(shown["pictures"]) == 5
    for picture in shown["pictures"]:
        drawn = ET.fromstring(picture["svg"])  # noqa: S314 - our own
        assert drawn.get("aria-label") == picture["title"]
        assert picture["rows"]
        assert all(len(row) == len(picture["head"]) for row in picture["rows"])
        assert "<script" not in picture["svg"]
    assert [file["address"] for file in shown["papers"]["files"]] == [
        f"{name}?locales={'sv' if locale == 'sv' else f'{locale},sv'}"
        for name in ("packet.pdf", "packet.docx", "plan.xlsx")
    ]
    assert len(shown["papers"]["check"]) > 2


async def test_only_the_tokens_own_conversation_is_drawn(
    window: Opener, rasa: FakeUnderstander, server: TestServer, session: aiohttp.ClientSession
) -> None:
    talk = await window(template="personal_service")
    await fill(rasa, talk, SALON)
    other = await window(template="personal_service")
    status, shown = await fetch(session, server, other.token)
    assert (status, shown["pictures"]) == (200, [])
    assert shown["note"]
    for token in (None, "", "x" * 43, (talk.token or "")[:-1]):
        status, refused = await fetch(session, server, token)
        assert (status, refused["error"]) == (401, "no_plan")
        assert refused["text"]


async def test_before_a_template_is_chosen_there_are_no_papers(
    window: Opener, server: TestServer, session: aiohttp.ClientSession
) -> None:
    talk = await window()
    status, shown = await fetch(session, server, talk.token)
    assert (status, shown["pictures"], shown["papers"]) == (200, [], None)


async def test_without_the_drawing_program_the_tables_stand_alone(
    window: Opener,
    rasa: FakeUnderstander,
    server: TestServer,
    session: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(text: str, kind: str) -> bytes:
        raise DocumentError("broken")

    monkeypatch.setattr(working, "run_worker", broken)
    talk = await window(template="personal_service")
    await fill(rasa, talk, SALON)
    status, shown = await fetch(session, server, talk.token)
    assert status == 200
    assert {picture["svg"] for picture in shown["pictures"]} == {""}
    assert all(picture["rows"] for picture in shown["pictures"])


async def test_who_asks_for_too_many_is_told_to_wait(
    window: Opener, server: TestServer, session: aiohttp.ClientSession
) -> None:
    talk = await window()
    answers = [await fetch(session, server, talk.token) for _ in range(45)]
    refused = [body for status, body in answers if status == 429]
    assert refused
    assert refused[0]["text"]
