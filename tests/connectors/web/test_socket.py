"""What a visitor sees at the socket."""

from __future__ import annotations

from tests.connectors.web.conftest import FakeUnderstander, Opener
from tests.connectors.web.window import answers_to


async def test_somebody_new_is_welcomed_and_gets_a_token(window: Opener) -> None:
    talk = await window()
    assert talk.token
    line = await talk.line(lambda line: bool(line["buttons"]))
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
