"""Asking for a human adviser: waiting, being called or mailed, help with the language, and how it was."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import advise
from bot.advice import handover_talk

Events = list[dict[str, Any]]


class ActionTalkToAdviser(Action):
    """Ask for a human."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_talk_to_adviser"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.talk_to_adviser``."""
        return advise(dispatcher, tracker, handover_talk.talk_to_adviser)


class ActionBookCall(Action):
    """Be called by a human."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_book_call"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.book_call``."""
        return advise(dispatcher, tracker, handover_talk.book_call)


class ActionLeaveQueue(Action):
    """Wait no longer."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_leave_queue"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.leave_queue``."""
        return advise(dispatcher, tracker, handover_talk.leave_queue)


class ActionLeaveContact(Action):
    """Leave a number or address."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_leave_contact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.leave_contact``."""
        return advise(dispatcher, tracker, handover_talk.leave_contact)


class ActionChooseHelp(Action):
    """Ask for an interpreter, or agree to translation help."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_choose_help"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.choose_help``."""
        return advise(dispatcher, tracker, handover_talk.choose_help)


class ActionRateHelp(Action):
    """Say how the help was."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_rate_help"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``handover_talk.rate_help``."""
        return advise(dispatcher, tracker, handover_talk.rate_help)
