"""Translators against stand-ins of their services: what is sent, what comes back, and every way it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.settings import SettingsError
from connectors.translate.configured import configured_translator
from connectors.translate.deepl import DeepL
from connectors.translate.libretranslate import LibreTranslate
from connectors.translate.shapes import TranslationError, Translator
from tests.connectors.desk.test_desk_socket import OpenDesk, desk, queue
from tests.connectors.web.conftest import Opener

__all__ = ["desk"]


@dataclass
class StandIn:
    """A translation service: ``answer`` is what it gives, ``asked`` what it was sent."""

    answer: Any = None
    status: int = 200
    url: str = ""
    asked: list[tuple[str, Any, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        """Note and answer."""
        self.asked.append((request.path, await request.json(), request.headers.get("Authorization", "")))
        if isinstance(self.answer, str):
            return web.Response(text=self.answer, status=self.status)
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """Run one."""
    made, app = StandIn(), web.Application()
    app.router.add_post("/{path:.*}", made.handle)
    async with TestServer(app) as server:
        made.url = str(server.make_url(""))
        yield made


def libre(url: str) -> Translator:
    """Give the one for LibreTranslate."""
    return LibreTranslate(url, "secret")


def deepl(url: str) -> Translator:
    """Give the one for DeepL."""
    return DeepL(url, "secret")


GOOD = {"libre": {"translatedText": "Hej"}, "deepl": {"translations": [{"text": "Hej"}]}}
EACH = pytest.mark.parametrize(("make", "name"), [(libre, "libre"), (deepl, "deepl")], ids=["libre", "deepl"])


@EACH
async def test_a_text_comes_back_in_swedish(stand_in: StandIn, make: Callable[[str], Translator], name: str) -> None:
    stand_in.answer = GOOD[name]
    translator = make(stand_in.url)
    sent: dict[str, Any]
    assert await translator.translate("مرحبا", source="ar", target="sv") == "Hej"
    await translator.close()
    path, body, header = stand_in.asked[0]
    if name == "libre":
        sent = {"q": "مرحبا", "source": "ar", "target": "sv", "format": "text", "api_key": "secret"}
        assert (path, body) == ("/translate", sent)
    else:
        sent = {"text": ["مرحبا"], "source_lang": "AR", "target_lang": "SV"}
        assert (path, body, header) == ("/v2/translate", sent, "DeepL-Auth-Key secret")


@EACH
@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (429, {}),
        (500, "no"),
        (200, "no JSON"),
        (200, {}),
        (200, []),
        (200, {"translatedText": " ", "translations": []}),
    ],
)
async def test_whatever_goes_wrong_is_one_error(
    stand_in: StandIn, make: Callable[[str], Translator], name: str, status: int, answer: Any
) -> None:
    stand_in.status, stand_in.answer = status, answer
    translator = make(stand_in.url)
    with pytest.raises(TranslationError) as raised:
        await translator.translate("مرحبا", source="ar", target="sv")
    assert "مرحبا" not in str(raised.value)
    await translator.close()


@pytest.mark.parametrize(
    "given",
    [{"": "babel", "_URL": "https://x"}, {"": "deepl", "_URL": "https://x"}, {"": "libretranslate", "_URL": "x"}],
)
def test_half_a_choice_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        configured_translator({f"STARTBRO_TRANSLATOR{name}": value for name, value in given.items()})


def test_without_a_choice_there_is_none() -> None:
    assert configured_translator({}) is None


@pytest.fixture
def chosen(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Let the operator choose the stand-in."""
    monkeypatch.setenv("STARTBRO_TRANSLATOR", "libretranslate")
    monkeypatch.setenv("STARTBRO_TRANSLATOR_URL", stand_in.url)
    return stand_in


async def test_the_desk_shows_it_marked_and_without_it_all_the_same(
    chosen: StandIn, server: TestServer, window: Opener, desk: OpenDesk
) -> None:
    chosen.answer = {"translatedText": "Jag vill öppna en butik"}
    amina, person = await desk(), await window(locale="ar")
    conversation = await queue(server, person)
    await amina.take(conversation)
    await person.say("رقمي 811218-9876")
    line = await amina.line(conversation, lambda line: "rendering" in line)
    assert line["rendering"]["machine"]
    assert "9876" not in str(chosen.asked)
    chosen.status = 500
    await person.say("شكرا")
    await amina.line(conversation, lambda line: line["text"] == "شكرا")
