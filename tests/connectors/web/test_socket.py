"""What a visitor sees at the socket: welcome, ticks, answers, several tabs, and kind refusals."""

from __future__ import annotations

import json

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from connectors.web.visit import Visit
from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import ORIGIN, answers_to


def buttons(line: object) -> bool:
    """Match a line with buttons."""
    return isinstance(line, dict) and bool(line["buttons"])


async def test_somebody_new_is_welcomed_and_gets_a_token(window: Opener) -> None:
    talk = await window()
    assert talk.token
    line = await talk.line(buttons)
    assert line["author"] == "bot"
    assert sorted(talk.log) == [1, 2]


async def test_a_message_is_stored_acknowledged_and_answered(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window()
    client_id = await talk.say("I want to bake bread")
    ack = await talk.frame("ack", client_id=client_id)
    own = await talk.line(lambda line: line.get("client_id") == client_id)
    assert own["seq"] == ack["seq"]
    await talk.line(answers_to("I want to bake bread"))
    assert [request.text for request in rasa.requests] == ["I want to bake bread"]


async def test_the_same_message_sent_twice_is_one_message(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window()
    for _ in range(3):
        await talk.say("once", client_id="same")
    await talk.line(answers_to("once"))
    acks = await talk.until(lambda w: acks if len(acks := [f for f in w.frames if f["type"] == "ack"]) == 3 else None)
    assert len({ack["seq"] for ack in acks}) == 1
    assert [line["text"] for line in talk.log.values()].count("once") == 1
    assert len(rasa.requests) == 1


async def test_coming_back_gives_the_identical_log_from_where_one_was(window: Opener) -> None:
    first = await window()
    await first.say("one")
    await first.line(answers_to("one"))
    again = await window(token=first.token)
    await again.until(lambda w: len(w.log) == len(first.log))
    assert again.log == first.log
    later = await window(token=first.token, last_seq=3)
    await later.until(lambda w: w.log)
    await first.until(lambda w: max(w.log) >= max(later.log))
    await later.until(lambda w: max(w.log) >= max(first.log))
    assert later.log == {seq: line for seq, line in first.log.items() if seq > 3}


async def test_every_tab_gets_everything_live(window: Opener) -> None:
    first = await window()
    second = await window(token=first.token)
    await first.say("from the first")
    await second.line(answers_to("from the first"))
    await second.say("from the second")
    await first.line(answers_to("from the second"))
    await second.until(lambda w: len(w.log) == len(first.log))
    assert first.log == second.log


async def test_a_pressed_button_is_a_message_and_then_stale(window: Opener, rasa: FakeUnderstander) -> None:
    talk = await window()
    line = await talk.line(buttons)
    pressed = await talk.send(type="press", seq=line["seq"], button=0)
    own = await talk.line(lambda said: said.get("client_id") == pressed)
    assert own["text"] == line["buttons"][0]["label"]
    await talk.until(lambda _: rasa.requests)
    assert (rasa.requests[0].payload or {})["intent"] == "choose_template"
    again = await talk.send(type="press", seq=line["seq"], button=0)
    refused = await talk.frame("refused", client_id=again)
    assert refused["reason"] == "stale_button"
    assert refused["text"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" \n\t ", "empty", id="spaces"),
        pytest.param("\u200b\u2066\u2069", "empty", id="invisible"),
        pytest.param("\x00\x01", "empty", id="control characters"),
        pytest.param("a" * 4_001, "too_long", id="4,001 characters"),
        pytest.param("a" * 10_000, "too_long", id="10,000 characters"),
        pytest.param(17, "empty", id="a number"),
        pytest.param(None, "empty", id="nothing"),
    ],
)
async def test_what_cannot_be_stored_is_refused_in_the_persons_language(
    window: Opener, text: object, reason: str
) -> None:
    talk = await window(locale="sv")
    client_id = await talk.send(type="say", text=text)
    refused = await talk.frame("refused", client_id=client_id)
    assert refused["reason"] == reason
    assert refused["text"]
    await talk.say("still here")
    await talk.line(answers_to("still here"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("👍🏽", "👍🏽", id="only emoji"),
        pytest.param("a\x00b\x1b[0m", "ab[0m", id="control characters"),
        pytest.param("\u202egnp.exe\u202c", "gnp.exe", id="bidi override"),
        pytest.param("/restart", "/restart", id="slash command"),
        pytest.param("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", id="HTML"),
        pytest.param("a" + "\u0301" * 500, "a" + "\u0301" * 8, id="piled marks"),
        pytest.param("b" * 4_000, "b" * 4_000, id="4,000 characters"),
        pytest.param("\ud800x", "\ufffdx", id="half a character"),
    ],
)
async def test_odd_texts_are_stored_as_text_and_shown_harmless(window: Opener, text: str, shown: str) -> None:
    talk = await window()
    client_id = await talk.say(text)
    await talk.frame("ack", client_id=client_id)
    own = await talk.line(lambda line: line.get("client_id") == client_id)
    assert (own["kind"], own["text"], own["parts"]) == ("text", shown, [shown])


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("not json", id="not JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"type": 7}', id="type is a number"),
        pytest.param('{"type": "say", "text": "no id"}', id="no client id"),
        pytest.param('{"type": "say", "client_id": "", "text": "x"}', id="empty client id"),
        pytest.param(json.dumps({"type": "say", "client_id": "x" * 65, "text": "x"}), id="long client id"),
        pytest.param('{"type": "become_admin", "client_id": "1"}', id="unknown type"),
        pytest.param("[" * 9_000, id="deep nesting"),
    ],
)
async def test_frames_that_no_window_sends_end_the_socket(window: Opener, frame: str) -> None:
    talk = await window()
    await talk.socket.send_str(frame)
    assert await talk.closed() == aiohttp.WSCloseCode.POLICY_VIOLATION


@pytest.mark.parametrize("number", [-1, 99, 2**40, 2**70, True, "0", None, 1.5])
async def test_a_button_that_does_not_exist_is_refused_whatever_its_number(window: Opener, number: object) -> None:
    talk = await window()
    line = await talk.line(buttons)
    for frame in ({"seq": line["seq"], "button": number}, {"seq": number, "button": 0}):
        client_id = await talk.send(type="press", **frame)
        if number is not True:
            assert (await talk.frame("refused", client_id=client_id))["reason"] in ("stale_button", "not_understood")
    assert not talk.socket.closed


@pytest.mark.parametrize("letter", ["ش", "ஐ", "𐍈"], ids=["two bytes", "three bytes", "four bytes"])
async def test_4000_characters_of_any_script_fit_into_a_frame_as_browsers_write_it(window: Opener, letter: str) -> None:
    talk = await window()
    frame = {"type": "say", "client_id": "c" * 64, "text": letter * 4_000}
    await talk.socket.send_str(json.dumps(frame, ensure_ascii=False))
    await talk.frame("ack", client_id="c" * 64)


async def test_a_frame_over_16_kilobytes_ends_the_socket(window: Opener) -> None:
    talk = await window()
    await talk.socket.send_str("x" * 17_000)
    assert await talk.closed() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_an_unknown_token_opens_nothing(server: TestServer, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(server.make_url("/socket"), headers={"Origin": ORIGIN}) as socket:
        await socket.send_json({"type": "hello", "token": "not-a-token"})
        assert await socket.receive_json() == {"type": "closed", "reason": "unknown_token"}
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


@pytest.mark.parametrize("first", ['{"type": "say", "client_id": "1", "text": "x"}', "{}", "…"])
async def test_the_first_frame_must_be_hello(server: TestServer, session: aiohttp.ClientSession, first: str) -> None:
    async with session.ws_connect(server.make_url("/socket"), headers={"Origin": ORIGIN}) as socket:
        await socket.send_str(first)
        closed = await socket.receive()
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.POLICY_VIOLATION)


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://127.0.0.1:9999"])
async def test_other_sites_cannot_open_a_socket(
    server: TestServer, session: aiohttp.ClientSession, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await session.ws_connect(server.make_url("/socket"), headers=headers)
    assert refused.value.status == 403


async def test_an_allowed_site_can_open_a_socket(server: TestServer, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(
        server.make_url("/socket"), headers={"Origin": "https://embedding.example"}, protocols=("startbro.1",)
    ) as socket:
        assert socket.protocol == "startbro.1"
        await socket.send_json({"type": "hello", "token": None})
        assert (await socket.receive_json())["type"] == "welcome"


async def test_two_visitors_never_see_each_other(window: Opener) -> None:
    first, second = await window(), await window()
    await first.say("my secret")
    await first.line(answers_to("my secret"))
    await second.say("hello")
    await second.line(answers_to("hello"))
    assert not any("my secret" in str(frame) for frame in second.frames)


async def test_a_change_of_language_shows_the_whole_log_again(window: Opener) -> None:
    talk = await window(locale="en")
    before = await talk.line(buttons)
    client_id = await talk.send(type="language", locale="ar")
    await talk.frame("ack", client_id=client_id)
    frame = await talk.frame("language")
    assert (frame["locale"], frame["direction"]) == ("ar", "rtl")
    logs = await talk.until(lambda w: [f for f in w.frames if f["type"] == "log"][1:])
    assert [line["seq"] for line in logs[-1]["messages"]] == [1, 2]
    assert before["seq"] == 2
    again = await window(token=talk.token)
    assert again.frames[0]["locale"] == "ar"


async def test_a_language_we_do_not_offer_is_refused(window: Opener) -> None:
    talk = await window()
    client_id = await talk.send(type="language", locale="tlh")
    assert (await talk.frame("refused", client_id=client_id))["reason"] == "unknown_language"


async def test_a_term_card_comes_in_the_persons_language(window: Opener) -> None:
    talk = await window()
    await talk.send(type="term", term="moms")
    card = (await talk.frame("term"))["card"]
    assert card["word"] == "moms"
    assert all(card[key] for key in ("meaning", "example", "say", "language"))


async def test_a_code_is_shown_once_and_opens_the_conversation(
    window: Opener, server: TestServer, session: aiohttp.ClientSession
) -> None:
    talk = await window()
    await talk.say("keep this")
    await talk.line(answers_to("keep this"))
    await talk.send(type="code")
    code = (await talk.frame("code"))["code"]
    assert code not in str(talk.log)
    async with session.post(server.make_url("/codes/redeem"), json={"code": code.lower().replace("-", " ")}) as answer:
        token = (await answer.json())["token"]
    back = await window(token=token)
    await back.line(answers_to("keep this"))
    assert back.frames[0]["conversation"] == talk.frames[0]["conversation"]


async def test_an_unforeseen_error_closes_the_socket_and_logs_no_word(
    window: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_self: Visit, _frame: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr(Visit, "_show_term", fail)
    talk = await window()
    await talk.send(type="term", term="moms")
    assert await talk.closed() == aiohttp.WSCloseCode.INTERNAL_ERROR
    assert "RuntimeError at test_socket.py" in caplog.text
    assert "what somebody wrote" not in caplog.text


@pytest.mark.parametrize("seq", [True, 1.5, "3", -1, 2**31, None])
async def test_a_number_that_is_none_is_passed_over(window: Opener, seq: object) -> None:
    talk = await window()
    await talk.send(type="seen", seq=seq)
    client_id = await talk.say("still here.")
    await talk.frame("ack", client_id=client_id)
