"""What the gateway may ask of Rasa, read once at the border into known shapes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 2_000
LONGEST_BODY = 64_000
SLASHES = frozenset("/\N{FULLWIDTH SOLIDUS}\N{DIVISION SLASH}\N{FRACTION SLASH}\N{BIG SOLIDUS}")


class BadRequestError(ValueError):
    """The gateway asked for something malformed; the message names the key and never holds what a person wrote."""


@dataclass(frozen=True)
class Turn:
    """One turn to run: ``text`` from a person, or ``payload``, the ready parse of a pressed button."""

    turn: str
    sender: str
    text: str
    payload: dict[str, Any] | None
    metadata: dict[str, Any]

    @property
    def said(self) -> str:
        """Give what Rasa keeps as the message: the person's own words, untouched, or the button's intent."""
        return f"/{self.payload['intent']['name']}" if self.payload else self.text

    @property
    def harmless(self) -> str:
        """Give the text as Rasa may parse it: a slash at its beginning, however hidden, would be a command to Rasa."""
        return neutralised(self.text)


def neutralised(text: str) -> str:
    """Drop slashes from the beginning of a text, with the blanks and invisible signs round them."""
    return text[_beginning(text) :]


def _beginning(text: str) -> int:
    """Give how many slashes, blanks and invisible signs a text begins with."""
    start = 0
    while start < len(text) and (text[start] in SLASHES or _cannot_be_seen(text[start])):
        start += 1
    return start


def _is_slashed(text: str) -> bool:
    return any(sign in SLASHES for sign in text[: _beginning(text)])


def read_turn(body: bytes, intents: Collection[str]) -> Turn:
    """Read the body of ``/turn``; raise ``BadRequestError`` when anything is missing, of a wrong kind or too long."""
    data = _read_object(body)
    conversation, turn = _text(data, "conversation"), _text(data, "turn")
    generation = data.get("generation")
    if not isinstance(generation, int) or isinstance(generation, bool) or generation < 0:
        raise BadRequestError("generation: a whole number is needed")
    context = data.get("context")
    if not isinstance(context, dict):
        raise BadRequestError("context: an object is needed")
    if ("text" in data) == ("payload" in data):
        raise BadRequestError("either text or payload is needed")
    payload = _read_payload(data["payload"], intents) if "payload" in data else None
    text = "" if payload else _text(data, "text")
    return Turn(
        turn=turn,
        sender=f"{conversation}.{generation}",
        text=text,
        payload=payload,
        # What comes after the slash may read like a wish ("/skip"), and then it is still none.
        metadata={"turn": turn, "context": {**context, "slashed": _is_slashed(text)}},
    )


def read_conversation(body: bytes) -> str:
    """Read the body of ``/forget``."""
    return _text(_read_object(body), "conversation")


def _read_object(body: bytes) -> Mapping[str, Any]:
    if len(body) > LONGEST_BODY:
        raise BadRequestError(f"the body is longer than {LONGEST_BODY} bytes")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequestError("the body is not JSON") from None
    if not isinstance(data, dict):
        raise BadRequestError("the body is not an object")
    return data


def _read_payload(payload: object, intents: Collection[str]) -> dict[str, Any]:
    intent = payload.get("intent") if isinstance(payload, dict) else None
    if not isinstance(payload, dict) or not isinstance(intent, str) or intent not in intents:
        raise BadRequestError("payload: an intent of the domain is needed")
    entities = payload.get("entities") or {}
    if not isinstance(entities, dict):
        raise BadRequestError("payload: entities must be an object")
    named = {"name": intent, "confidence": 1.0}
    shown = [{"entity": name, "value": value} for name, value in entities.items()]
    return {"text": f"/{intent}", "intent": named, "entities": shown, "intent_ranking": [named]}


def _text(data: Mapping[str, Any], key: str) -> str:
    text = data.get(key)
    if not isinstance(text, str) or not text:
        raise BadRequestError(f"{key}: a text is needed")
    if len(text) > LONGEST_TEXT:
        raise BadRequestError(f"{key}: longer than {LONGEST_TEXT} characters")
    # A lone surrogate can be read from JSON but neither be encoded nor be sent on.
    return text.encode("utf-8", "replace").decode("utf-8")


def _cannot_be_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc", "Cs", "Mn"}
