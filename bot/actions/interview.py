"""The one form that runs every template: how a conversation is taken up again, what an answer does, what is asked."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import heard_in, library, say
from bot.actions.turns import turn_of
from bot.advice.conversation import offer_language
from bot.advice.facts import Expecting
from bot.advice.interview import ask
from bot.advice.receiving import receive
from bot.advice.turn import Effect

Events = list[dict[str, Any]]

FORM = "interview_form"
ANSWER = "answer"
ANSWERING = frozenset({"give_answer", "ask_which_meant", "affirm", "deny", "nlu_fallback"})
"""Intents whose message fills the slot ``answer`` (``bot/domain/interview.yml``); the rules deal with the others."""


class ActionSessionStart(Action):
    """Takes up a conversation in a new generation: the form is always on, and the facts say where it stands."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start the session with the form waiting for an answer."""
        return [
            SessionStarted(),
            ActiveLoop(FORM),
            SlotSet("requested_slot", ANSWER),
            ActionExecuted("action_listen"),
        ]


class ValidateInterviewForm(Action):
    """Reads the answer. The slot is emptied again at once, because answers live in the record."""

    def name(self) -> str:
        """Give the name Rasa's form calls."""
        return "validate_interview_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Take an answer; leave every wish to the rules."""
        turn = turn_of(tracker)
        heard = heard_in(turn, tracker)
        if heard.intent not in ANSWERING:
            # Rasa rejects the form now and drops whatever is said here.
            return []
        say(turn, dispatcher, receive(library(), turn.facts, heard))
        say(turn, dispatcher, offer_language(library(), turn.facts, heard))
        return [SlotSet(ANSWER, None)]


class ActionAskAnswer(Action):
    """Asks whatever is to be asked now."""

    def name(self) -> str:
        """Give the name Rasa's form calls."""
        return "action_ask_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask the current question, what is expected, or for a template."""
        turn = turn_of(tracker)
        if _is_past(turn.facts.expecting, heard_in(turn, tracker).intent):
            turn.effect(dispatcher, Effect("expect_nothing"))
        say(turn, dispatcher, ask(library(), turn.facts))
        return []


def _is_past(expecting: Expecting | None, intent: str) -> bool:
    """Tell whether what was expected has been settled by a wish.

    A message that may be an answer waits until the very wish it was taken for is granted; nothing said is dropped.
    """
    if expecting is None:
        return False
    if expecting.kind == "which":
        return intent == expecting.values["intent"]
    return expecting.kind == "language" and intent not in ANSWERING
