"""The words of a button typed are the button pressed, also when other things have been said since."""

from __future__ import annotations

from bot.advice.turn import Button, Reply
from connectors.record.understander import TurnRequest, TurnResult
from tests.connectors.web.conftest import FakeUnderstander, Opener, echo
from tests.connectors.web.window import answers_to

FIGURES = Button("button_budget_borrow", "show_budget", {"about": "borrow"})
TOLD = {"need": {"type": "money", "value": "60000", "currency": "SEK"}, "n": {"type": "count", "value": 3}}


async def offer_once(request: TurnRequest) -> TurnResult:
    """Offer buttons and tell an amount in the first turn, and echo after that."""
    if request.text != "how much":
        return echo(request)
    return TurnResult((Reply("utter_budget_borrow_nothing", TOLD, (FIGURES, Button("button_yes", "affirm"))),), ())


async def test_the_words_of_a_button_are_the_button(window: Opener, rasa: FakeUnderstander) -> None:
    rasa.script = offer_once
    talk = await window(template="general")
    await talk.say("how much")
    offered = await talk.line(lambda line: len(line["buttons"]) == 2)
    label = offered["buttons"][0]["label"]
    await talk.say("well then")
    await talk.line(answers_to("well then"))
    await talk.say(f" {label.upper()} ")
    await talk.line(lambda line: line["author"] == "bot" and line["seq"] > offered["seq"] + 3)
    request = rasa.requests[-1]
    assert (request.payload, request.text) == ({"intent": "show_budget", "entities": {"about": "borrow"}}, "")


async def test_a_yes_belongs_to_its_own_question(window: Opener, rasa: FakeUnderstander) -> None:
    rasa.script = offer_once
    talk = await window(template="general")
    await talk.say("how much")
    await talk.line(lambda line: len(line["buttons"]) == 2)
    await talk.say("well then")
    await talk.line(answers_to("well then"))
    await talk.say("Yes")
    await talk.line(answers_to("Yes"))
    assert rasa.requests[-1].payload is None


async def test_a_turn_knows_the_amounts_told_last(window: Opener, rasa: FakeUnderstander) -> None:
    rasa.script = offer_once
    talk = await window(template="general")
    await talk.say("how much")
    await talk.line(lambda line: len(line["buttons"]) == 2)
    await talk.say("why this number?")
    await talk.line(answers_to("why this number?"))
    assert [request.facts.told for request in rasa.requests] == [(), ("60000",)]
