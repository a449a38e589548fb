"""A return code that somebody writes in the talk, or says that they have: it leads to the door and leaves no trace."""

from __future__ import annotations

import logging
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from connectors.keys import format_code, new_code, read_code
from connectors.web.coming_back import find_code, has_code_in_words, wants_earlier_plan
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import Window, answers_to

CODE = "7YYO-TA8O-JGWA-JQM6"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CODE, id="as it was shown"),
        pytest.param("7yyo ta8o jgwa jqm6", id="small letters and spaces"),
        pytest.param("7yyota8ojgwajqm6", id="in one"),
        pytest.param("7 y y o t a 8 o j g w a j q m 6", id="spelled out"),
        pytest.param("٧yyo ta٨o jgwa jqm٦", id="Arabic digits"),
        pytest.param("عندي رمز 7yyo-ta8o-jgwa-jqm6", id="after Arabic words"),
        pytest.param("kods 7yyo ta8o jgwa jqm6 tack", id="among words of four letters"),
        pytest.param("7yyo.\nta8o.\njgwa.\njqm6", id="in lines"),
    ],
)
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    assert read_code(find_code(text) or "") == read_code(CODE) is not None


@pytest.mark.parametrize(
    "text",
    ["7yyo ta8o jgwa jqm7", "7yy0ta8ojgwajqm5", "kod: 7yyo-ta8o-jgwa-jgm6"],
    ids=["last", "in one", "among words"],
)
def test_a_code_with_a_wrong_character_is_found_too(text: str) -> None:
    found = find_code(text)
    assert found is not None
    assert read_code(found) is None


def test_every_code_that_we_make_is_found() -> None:
    codes = [new_code() for _ in range(2_000)]
    written = [spelled for code in codes for spelled in (code, format_code(code).lower().replace("-", " "))]
    assert [text for text in written if find_code(text) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("jag tjanar 20000 kr", id="sixteen characters with an amount"),
        pytest.param("mina barn vill leka", id="four words of four letters"),
        pytest.param("4000 3500 1200 9900", id="amounts"),
        pytest.param("SE45 5000 0000 0583 9825 7466", id="an account"),
        pytest.param("https://example.com/a1b2c3d4e5f6g7h8", id="an address"),
        pytest.param("19900101-1234 ar mitt", id="an identity number"),
        pytest.param("", id="nothing"),
    ],
)
def test_ordinary_text_is_no_code(text: str) -> None:
    assert find_code(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "عندي رمز، بدي كمل خطتي القديمة",
        "معي كود من تلفوني القديم بس ما بعرف وين حطه",
        "I have a code, I want to go on with my old plan",
        "where do I put the code?",
        "Jag har en kod, var skriver jag den?",
        "jag fick en kod förra gången",
        "Kood ayaan haystaa, qorshahayga ayaan sii wadi rabaa",
        "xaggee koodka geliyaa?",
        "code",
    ],
)
def test_having_a_code_is_understood_in_words(text: str) -> None:
    assert has_code_in_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "ما عندي رمز",
        "بدي رمز",
        "I want a code to come back with",
        "I write code for companies",
        "my customers get a code by SMS and have to open the door with it",
        "Jag har ingen kod",
        "jag har tappat min kod",
        "vad menar de med SNI-kod",
        "kood ma hayo",
        "Jag vill sälja kläder",
    ],
)
def test_other_wishes_and_answers_are_not(text: str) -> None:
    assert not has_code_in_words(text)


@pytest.mark.parametrize(
    "text", ["بدي ارجع لخطتي القديمة وكمل الخطة", "jag vill fortsätta med min gamla plan", "open my old plan"]
)
def test_a_plan_of_before_is_asked_for_without_a_code(text: str) -> None:
    assert wants_earlier_plan(text)


def written_anywhere(folder: Path, code: str) -> list[Path]:
    """Name the files below a folder in which a code stands, whatever kind they are."""
    spelled = [
        one.encode() for one in (code, code.lower(), format_code(code), format_code(code).lower().replace("-", " "))
    ]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(one in path.read_bytes() for one in spelled)]


async def written_code(window: Opener) -> tuple[str, Window, str]:
    """Let one person get a code and another write it; give it, the other window, and the id of what was written."""
    first = await window()
    await first.send(type="code")
    code = str((await first.frame("code"))["code"])
    other = await window()
    return code.replace("-", ""), other, await other.say(code.lower().replace("-", " "))


@pytest.mark.parametrize("boot", ["boot-1", None], ids=["bot here", "bot away"])
async def test_a_written_code_reaches_neither_bot_nor_record_nor_log(
    window: Opener, rasa: FakeUnderstander, boot: str | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rasa.become(boot)
    code, other, client_id = await written_code(window)
    refused = await other.frame("refused", client_id=client_id)
    assert (refused["reason"], refused["code"]) == ("code", code)
    assert not rasa.requests
    assert not [line for line in other.log.values() if line["author"] == "person"]
    assert written_anywhere(tmp_path, code) == []
    assert code not in caplog.text.upper().replace("-", "").replace(" ", "")


async def test_the_door_takes_what_was_written(
    window: Opener, server: TestServer, session: aiohttp.ClientSession
) -> None:
    _, other, client_id = await written_code(window)
    refused = await other.frame("refused", client_id=client_id)
    async with session.post(server.make_url("/codes/redeem"), json={"code": refused["code"]}) as answer:
        assert answer.status == 200


async def test_a_code_is_kept_out_of_the_plan_too(window: Opener) -> None:
    talk = await window()
    client_id = await talk.send(type="answer", question="idea_what", text=f"my code is {CODE}")
    assert (await talk.frame("refused", client_id=client_id))["reason"] == "code"


async def refused_words(talk: Window, text: str) -> str:
    """Say something that is not stored; give why."""
    client_id = await talk.say(text)
    return str((await talk.frame("refused", client_id=client_id))["reason"])


async def test_words_open_the_door_once_and_are_a_message_the_second_time(
    window: Opener, rasa: FakeUnderstander
) -> None:
    talk = await window(locale="ar")
    words = "عندي رمز، بدي كمل خطتي القديمة"
    assert await refused_words(talk, words) == "has_code"
    assert not rasa.requests
    await talk.say(words)
    await talk.line(answers_to(words))


async def test_a_plan_of_before_is_offered_only_to_somebody_without_a_plan(window: Opener) -> None:
    talk = await window(locale="en")
    assert await refused_words(talk, "I want to open my old plan") == "has_code"
