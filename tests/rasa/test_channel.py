"""The channel on a real Rasa: honest codes, replies as actions said them, and no command from a person's text."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.rasa.scripted import Rasa, Script, says

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

OUTSIDE = {"stage": "welcome", "type": None, "expecting": None, "locale": "sv"}
INTERVIEW = {"stage": "interview", "type": "text", "expecting": None, "locale": "sv"}


async def test_the_model_is_ready_and_says_which_boot_it_is(rasa: Rasa) -> None:
    async with rasa.session.get(f"{rasa.url}/ready") as response:
        answer = await response.json()
    assert (response.status, answer["ready"], answer["problems"]) == (200, True, [])
    assert answer["boot"]


@pytest.mark.parametrize(("method", "route"), [("POST", "turn"), ("POST", "forget"), ("GET", "ready")])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no secret"),
        pytest.param({"X-Startbro-Secret": "a secret of the test"}, id="almost right"),
        pytest.param({"X-Startbro-Secret": "hemlig å"}, id="not ASCII"),
    ],
)
async def test_a_stranger_gets_401(rasa: Rasa, method: str, route: str, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as stranger:
        async with stranger.request(method, f"{rasa.url}/{route}", headers=headers, data=b"{}") as response:
            assert response.status == 401
    assert rasa.actions.calls == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="neither text nor payload"),
        pytest.param({"text": ""}, id="empty text"),
        pytest.param({"text": None}, id="null text"),
        pytest.param({"text": 5}, id="text is a number"),
        pytest.param({"text": "a" * 2001}, id="too long"),
        pytest.param({"text": "hej", "payload": {"intent": "greet"}}, id="both"),
        pytest.param({"payload": {"intent": "restart"}}, id="intent outside the domain"),
        pytest.param({"payload": {"intent": ["greet"]}}, id="intent is a list"),
        pytest.param({"payload": {"intent": "greet", "entities": [1]}}, id="entities are a list"),
        pytest.param({"text": "hej", "context": None}, id="no context"),
        pytest.param({"text": "hej", "generation": "1"}, id="generation is a text"),
        pytest.param({"text": "hej", "generation": True}, id="generation is a boolean"),
        pytest.param({"text": "hej", "conversation": ""}, id="no conversation"),
    ],
)
async def test_a_malformed_turn_gets_400_and_runs_nothing(rasa: Rasa, changes: dict[str, Any]) -> None:
    status, _ = await rasa.turn(**changes)
    assert status == 400
    assert rasa.actions.calls == []


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe", b"[" * 60_000], ids=["empty", "list", "not UTF-8", "deep"])
async def test_a_body_that_is_no_object_gets_400(rasa: Rasa, body: bytes) -> None:
    async with rasa.session.post(f"{rasa.url}/turn", data=body) as response:
        assert response.status == 400


async def test_replies_come_back_in_order_and_exactly_as_they_were_said(rasa: Rasa) -> None:
    said: list[dict[str, Any]] = [
        {"reply": "utter_one", "values": {"n": {"type": "count", "value": 0}, "none": None}, "buttons": []},
        {"effect": "expect", "values": {"kind": "value", "values": {"text": "٥٠ ألف \u202b«أهلا»"}}},
        {"reply": "utter_two", "values": {}, "buttons": [{"name": "b", "intent": "affirm", "entities": {}}]},
    ]
    rasa.actions.script["action_greet"] = says(*said)
    status, answer = await rasa.turn("hej på dig", context=OUTSIDE)
    assert status == 200
    assert answer["messages"][:3] == said


async def test_the_turn_and_its_context_reach_the_actions(rasa: Rasa) -> None:
    await rasa.turn("hej", turn="t_mine", context=OUTSIDE)
    start, *later = rasa.actions.calls
    assert start["tracker"]["slots"]["session_started_metadata"]["turn"] == "t_mine"
    assert later
    assert all(call["tracker"]["latest_message"]["metadata"]["turn"] == "t_mine" for call in later)


async def test_a_button_is_an_intent_and_its_entities(rasa: Rasa) -> None:
    payload = {"intent": "explain_term", "entities": {"term": "moms"}}
    status, answer = await rasa.turn(payload=payload, context=INTERVIEW)
    assert status == 200
    assert answer["parse"] == {
        "intent": "explain_term",
        "confidence": 1.0,
        "entities": [{"entity": "term", "value": "moms"}],
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/session_start", id="command of Rasa"),
        pytest.param('/find_funding{"term": "moms"}', id="our own intent with entities"),
        pytest.param("  \u200b/back", id="after invisible signs"),
        pytest.param("\u202e//session_start", id="after a bidi override, twice"),
        pytest.param("\uff0fsession_start", id="full-width"),
        pytest.param("\ufeff\uff0f/session_start", id="mixed"),
        pytest.param("/skip", id="a wish of ours"),
        pytest.param("/", id="slash alone"),
    ],
)
async def test_a_slash_from_a_person_is_no_command(rasa: Rasa, text: str) -> None:
    status, answer = await rasa.turn(text, context=INTERVIEW)
    assert status == 200
    assert answer["parse"]["intent"] == "give_answer"
    assert rasa.actions.calls[0]["next_action"] == "action_session_start"


async def test_the_words_after_a_slash_are_kept_as_they_were_written(rasa: Rasa) -> None:
    await rasa.turn("/ 3 kr per styck", context=INTERVIEW)
    assert rasa.actions.calls[-1]["tracker"]["latest_message"]["text"] == "/ 3 kr per styck"


def plain(body: Any, status: int = 200) -> Script:
    """Make an action that answers this JSON."""
    return lambda call: web.json_response(body, status=status)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(plain({"error": "secret canary"}, 500), id="500"),
        pytest.param(plain({"error": "secret canary"}, 404), id="404"),
        pytest.param(plain(None), id="null"),
        pytest.param(plain(5), id="a number"),
        pytest.param(plain({"events": "x", "responses": []}), id="events are a text"),
        pytest.param(plain({"events": [], "responses": [5]}), id="a response is a number"),
        pytest.param(plain({"events": [{"event": "nothing_known"}], "responses": []}), id="unknown event"),
        pytest.param(plain({"events": [], "responses": [{"text": "plain words"}]}), id="words instead of a name"),
        pytest.param(lambda call: web.Response(text="not JSON"), id="not JSON"),
    ],
)
async def test_a_failed_action_is_502_and_never_silence(rasa: Rasa, answer: Script) -> None:
    rasa.actions.script["action_greet"] = answer
    status, body = await rasa.turn("hej", context=OUTSIDE, turn="t_failed")
    assert status == 502
    assert body["turn"] == "t_failed"
    assert "canary" not in str(body)


async def test_a_failed_session_start_is_502(rasa: Rasa) -> None:
    rasa.actions.script["action_session_start"] = plain({}, 500)
    status, _ = await rasa.turn("hej", context=OUTSIDE)
    assert status == 502


async def test_a_turn_in_which_nothing_is_said_is_502(rasa: Rasa) -> None:
    for name in ("action_greet", "action_ask_answer", "validate_interview_form"):
        rasa.actions.script[name] = says()
    status, body = await rasa.turn("hej", context=OUTSIDE)
    assert (status, body["error"]) == (502, "nothing was said")


async def test_after_a_failure_the_conversation_is_begun_anew(rasa: Rasa) -> None:
    rasa.actions.script["action_greet"] = plain({}, 500)
    await rasa.turn("hej", context=OUTSIDE, conversation="c_again")
    rasa.actions.reset()
    status, _ = await rasa.turn("hej", context=OUTSIDE, conversation="c_again")
    assert status == 200
    assert rasa.actions.calls[0]["next_action"] == "action_session_start"


async def test_a_second_turn_of_the_same_conversation_at_once_is_refused(rasa: Rasa) -> None:
    both = await asyncio.gather(*(rasa.turn("hej", context=OUTSIDE, conversation="c_twice") for _ in range(2)))
    assert sorted(status for status, _ in both) == [200, 503]


async def test_forgetting_reaches_every_generation_and_no_other_conversation(rasa: Rasa) -> None:
    for conversation, generation in (("c_gone", 0), ("c_gone", 1), ("c_gone.1", 0)):
        await rasa.turn("hej", context=OUTSIDE, conversation=conversation, generation=generation)
    async with rasa.session.post(f"{rasa.url}/forget", json={"conversation": "c_gone"}) as response:
        assert (response.status, await response.json()) == (200, {"forgotten": 2})
    rasa.actions.reset()
    await rasa.turn("hej", context=OUTSIDE, conversation="c_gone.1", generation=0)
    assert "action_session_start" not in [call["next_action"] for call in rasa.actions.calls]


async def test_no_word_number_or_code_of_a_person_is_ever_logged(rasa: Rasa) -> None:
    canaries = ("kanariefågel", "198112189876", "7K3M-9QXD")
    text = " ".join(canaries)
    failing = plain({"error": text, "action_name": text}, 500)
    rejecting = plain({"error": text, "action_name": text}, 400)
    for script in (None, failing, rejecting, plain({"events": [text], "responses": []})):
        rasa.actions.reset()
        for action in ("action_greet", "action_ask_answer", "validate_interview_form", "action_default_fallback"):
            if script:
                rasa.actions.script[action] = script
        for context in (OUTSIDE, INTERVIEW):
            await rasa.turn(text, context=context)
            await rasa.turn("hej " + text, context=context, conversation=f"c_{canaries[2]}")
            await rasa.turn(payload={"intent": "explain_term", "entities": {"term": text}}, context=context)
    assert "turn failed" in rasa.log
    assert [canary for canary in canaries if canary in rasa.log] == []
