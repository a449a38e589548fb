"""Actions that a test scripts, and a served model to ask."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

SECRET = "a secret of the tests"

Script = Callable[[dict[str, Any]], web.Response]


def says(*customs: dict[str, Any], events: tuple[dict[str, Any], ...] = ()) -> Script:
    """Make an action that says these custom messages."""
    body = {"events": list(events), "responses": [{"custom": custom} for custom in customs]}
    return lambda call: web.json_response(body)


BEGIN_SESSION = says(
    events=(
        {"event": "session_started"},
        {"event": "active_loop", "name": "interview_form"},
        {"event": "slot", "name": "requested_slot", "value": "answer"},
        {"event": "action", "name": "action_listen"},
    )
)


ANSWERS = {"give_answer", "ask_which_meant", "affirm", "deny", "nlu_fallback"}


def take_answer(call: dict[str, Any]) -> web.Response:
    """Validate as our form does: an answer empties the slot again, anything else is left to the rules."""
    answered = call["tracker"]["latest_message"]["intent"]["name"] in ANSWERS
    return says(events=({"event": "slot", "name": "answer", "value": None},) if answered else ())(call)


class Actions:
    """The actions Rasa calls: by name what the test scripted, otherwise their own name as the reply."""

    def __init__(self) -> None:
        """Begin with nothing scripted."""
        self.script: dict[str, Script] = {}
        self.calls: list[dict[str, Any]] = []

    def reset(self) -> None:
        """Forget scripts and calls of another test."""
        self.script = {"action_session_start": BEGIN_SESSION, "validate_interview_form": take_answer}
        self.calls = []

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call."""
        call = await request.json()
        self.calls.append(call)
        name = call["next_action"]
        return self.script.get(name, says({"reply": name, "values": {}, "buttons": []}))(call)


class Rasa:
    """A served model: ask it, and read what its process has written."""

    def __init__(self, url: str, session: aiohttp.ClientSession, actions: Actions, log: Path) -> None:
        """Keep what tests use."""
        self.url, self.session, self.actions, self._log = url, session, actions, log
        self._turns = 0

    @property
    def log(self) -> str:
        """Give all output so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    async def turn(self, text: str | None = None, **changes: Any) -> tuple[int, dict[str, Any]]:
        """Send one turn; each is a conversation of its own unless ``conversation`` is given. Give status and body."""
        self._turns += 1
        said = {} if text is None else {"text": text}
        body = {"conversation": f"c_{self._turns}", "generation": 0, "turn": f"t_{self._turns}", "context": {}}
        async with self.session.post(f"{self.url}/turn", json={**body, **said, **changes}) as response:
            return response.status, await response.json()


def free_port() -> int:
    """Give a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
