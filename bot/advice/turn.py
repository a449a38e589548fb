"""The shapes a turn is made of: what is said back (replies with buttons) and what should happen (effects).

A turn is a pure function ``(facts, message) -> (replies, effects)``; nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
"""JSON values; typed ones are objects with a ``type`` (see ``bot/language/rendering.py``)."""


@dataclass(frozen=True)
class Button:
    """A choice the server issues with a reply: a label by name, and the intent it stands for when pressed."""

    name: str
    intent: str
    entities: Values = field(default_factory=dict)
    values: Values = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the shape stored in the record and sent through Rasa."""
        return {"name": self.name, "intent": self.intent, "entities": dict(self.entities), "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Button:
        """Read what ``to_json`` gave; raise ``KeyError`` when name or intent is missing."""
        return cls(data["name"], data["intent"], data.get("entities") or {}, data.get("values") or {})


@dataclass(frozen=True)
class Reply:
    """One message from the bot: a name with values, never a text."""

    name: str
    values: Values = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the shape ``{"reply": name, "values": {...}, "buttons": [...]}``."""
        return {"reply": self.name, "values": dict(self.values), "buttons": [b.to_json() for b in self.buttons]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reply:
        """Read what ``to_json`` gave; raise ``KeyError`` when the reply has no name."""
        buttons = tuple(Button.from_json(button) for button in data.get("buttons") or ())
        return cls(data["reply"], data.get("values") or {}, buttons)


@dataclass(frozen=True)
class Effect:
    """Something that should happen when the turn is committed. ``docs/architecture.md`` lists the names."""

    name: str
    values: Values = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the shape ``{"effect": name, "values": {...}}``."""
        return {"effect": self.name, "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Effect:
        """Read what ``to_json`` gave; raise ``KeyError`` when the effect has no name."""
        return cls(data["effect"], data.get("values") or {})


Outcome = tuple[Reply | Effect, ...]
"""What a turn comes to, in order."""
