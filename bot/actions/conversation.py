"""What is said around the interview."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import advise
from bot.advice import conversation

Events = list[dict[str, Any]]


class ActionStartPlan(Action):
    """Begin the plan."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_start_plan"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.start_plan``."""
        return advise(dispatcher, tracker, conversation.start_plan)


class ActionChooseTemplate(Action):
    """Use the template that was picked."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_choose_template"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.choose_template``."""
        return advise(dispatcher, tracker, conversation.choose_template)


class ActionGreet(Action):
    """Greet back."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.greet``."""
        return advise(dispatcher, tracker, conversation.greet)


class ActionSayGoodbye(Action):
    """Say goodbye, with a way to come back."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_say_goodbye"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.say_goodbye``."""
        return advise(dispatcher, tracker, conversation.say_goodbye)


class ActionChangeLanguage(Action):
    """Change the language, or show which there are."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.change_language``."""
        return advise(dispatcher, tracker, conversation.change_language)


class ActionExplainTerm(Action):
    """Explain a Swedish business word."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_explain_term"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.explain_term``."""
        return advise(dispatcher, tracker, conversation.explain_term)


class ActionAskQuestion(Action):
    """A question nobody has an answer to yet."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_ask_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.ask_question``."""
        return advise(dispatcher, tracker, conversation.ask_question)


class ActionDeleteMyData(Action):
    """Erase everything, after a yes."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_delete_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.delete_my_data``."""
        return advise(dispatcher, tracker, conversation.delete_my_data)


class ActionDownloadPlan(Action):
    """Where the plan can be fetched."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_download_plan"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.download_plan``."""
        return advise(dispatcher, tracker, conversation.download_plan)


class ActionGiveFeedback(Action):
    """Keep what the person thinks of us."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_give_feedback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``conversation.give_feedback``."""
        return advise(dispatcher, tracker, conversation.give_feedback)
