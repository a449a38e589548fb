"""Budgets in the conversation: begin, price, show, why, what if, where a figure comes from, and papers for a loan."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import advise
from bot.advice import packet_talk
from bot.advice.budget import talking, what_if

Events = list[dict[str, Any]]


class ActionMakeBudget(Action):
    """Begin the budgets, or show them when all is answered."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_make_budget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``talking.make_budget``."""
        return advise(dispatcher, tracker, talking.make_budget)


class ActionCalculatePrice(Action):
    """Find out what an hour must cost."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_calculate_price"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``talking.calculate_price``."""
        return advise(dispatcher, tracker, talking.calculate_price)


class ActionShowBudget(Action):
    """Show the budget or the one thing asked about."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_show_budget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``talking.show_budget``."""
        return advise(dispatcher, tracker, talking.show_budget)


class ActionExplainAmount(Action):
    """How an amount came about."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_explain_amount"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``talking.explain_amount``."""
        return advise(dispatcher, tracker, talking.explain_amount)


class ActionTryWhatIf(Action):
    """What changes if one thing is otherwise."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_try_what_if"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``what_if.try_what_if``."""
        return advise(dispatcher, tracker, what_if.try_what_if)


class ActionExplainSource(Action):
    """Where the figures of the law come from."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_explain_source"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``talking.explain_source``."""
        return advise(dispatcher, tracker, talking.explain_source)


class ActionCheckPacket(Action):
    """What a lender still wants to see."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_check_packet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask ``packet_talk.tell_packet``."""
        return advise(dispatcher, tracker, packet_talk.tell_packet)
