"""Earlier answers: what was said before, and taking it back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.advising import heard_in, library, say
from bot.actions.turns import turn_of
from bot.advice.history import tell_history

Events = list[dict[str, Any]]


class ActionTellHistory(Action):
    """What a person answered before, with the days; read from the record only for this."""

    def name(self) -> str:
        """Give the name the rules use."""
        return "action_tell_history"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Look back, and ask ``history.tell_history``."""
        turn = turn_of(tracker)
        earlier = await turn.look_back()
        say(turn, dispatcher, tell_history(library(), turn.facts, heard_in(turn, tracker), earlier))
        return []
