"""Moving about in the interview."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import advise
from bot.advice import navigation

Events = list[dict[str, Any]]


class ActionExplainQuestion(Action):
    """Why the question is asked, or what the bot can do."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_explain_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.explain_question``."""
        return advise(dispatcher, tracker, navigation.explain_question)


class ActionGiveExample(Action):
    """Examples of an answer."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_give_example"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.give_example``."""
        return advise(dispatcher, tracker, navigation.give_example)


class ActionRepeatQuestion(Action):
    """The same question once more."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_repeat_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.repeat_question``."""
        return advise(dispatcher, tracker, navigation.repeat_question)


class ActionGoBack(Action):
    """The question before this one."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_go_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.go_back``."""
        return advise(dispatcher, tracker, navigation.go_back)


class ActionSkipQuestion(Action):
    """Leave the question for later."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_skip_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.skip_question``."""
        return advise(dispatcher, tracker, navigation.skip_question)


class ActionShowProgress(Action):
    """How much is done."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_show_progress"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.show_progress``."""
        return advise(dispatcher, tracker, navigation.show_progress)


class ActionCheckAnswers(Action):
    """All answers, each with a way to change it."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_check_answers"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.check_answers``."""
        return advise(dispatcher, tracker, navigation.check_answers)


class ActionChangeAnswer(Action):
    """Another answer to an earlier question."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_change_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.change_answer``."""
        return advise(dispatcher, tracker, navigation.change_answer)


class ActionGoToSection(Action):
    """Another section of the plan."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_go_to_section"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.go_to_section``."""
        return advise(dispatcher, tracker, navigation.go_to_section)


class ActionPauseTalk(Action):
    """Stop for today."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_pause_talk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.pause_talk``."""
        return advise(dispatcher, tracker, navigation.pause_talk)


class ActionContinuePlan(Action):
    """Go on where the talk stopped."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_continue_plan"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.continue_plan``."""
        return advise(dispatcher, tracker, navigation.continue_plan)


class ActionStartOver(Action):
    """Set the answers aside, after a yes."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``navigation.start_over``."""
        return advise(dispatcher, tracker, navigation.start_over)
