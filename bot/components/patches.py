"""The two places where Rasa 3.6.21 itself is changed, each pinned to the source it was written against.

One makes answers of actions cheap to check, the other makes a failed action end the turn instead of being swallowed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.processor import MessageProcessor

PINNED = {
    "RemoteAction._validate_action_result": "f8cdb4be68123961",
    "RemoteAction.action_response_format_spec": "091b74aa3738d126",
    "MessageProcessor._run_action": "6d383d0179ef1187",
    "MessageProcessor._run_prediction_loop": "cb30a0cbb690c571",
}
"""The first 16 hexadecimal digits of the SHA-256 of each function's source that the changes below rely on."""


class ActionFailedError(BaseException):
    """An action failed or ran in circles. Holds no text of the person or of the action.

    Not an ``Exception``: Rasa catches those in ``_run_action`` and goes on as if nothing had happened.
    """


class RasaChangedError(RuntimeError):
    """Rasa is not the version this was written for; names the function to look at."""


class _Watched:
    """An action as Rasa sees it, whose failure cannot be swallowed."""

    def __init__(self, action: Any) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *arguments: Any, **named: Any) -> Any:
        try:
            return await self._action.run(*arguments, **named)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise ActionFailedError(f"{self._action.name()}: {type(error).__name__}") from None


_original_run_action = MessageProcessor._run_action


async def _run_action(self: MessageProcessor, action: Any, *arguments: Any, **named: Any) -> bool:
    watched: bool = await _original_run_action(self, _Watched(action), *arguments, **named)
    return watched


def _stop_circling(*_: Any) -> None:
    raise ActionFailedError("too many actions in one turn")


def _compiled_check() -> Callable[[RemoteAction, dict[str, Any]], bool]:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        for _ in validator.iter_errors(result):
            # The validator's own message would quote what the action said.
            raise ValidationError("the answer of an action has the wrong shape")
        return True

    return check


def source_digest(name: str) -> str:
    """Give the pinned form of one function named in ``PINNED``."""
    owner, method = name.split(".")
    function = _original_run_action if method == "_run_action" else getattr(_OWNERS[owner], method)
    try:
        source = inspect.getsource(function)
    except OSError:
        return "no source"
    return sha256(source.encode()).hexdigest()[:16]


_OWNERS = {"RemoteAction": RemoteAction, "MessageProcessor": MessageProcessor}


def install() -> None:
    """Put the changes in place, once; raise ``RasaChangedError`` when Rasa is not what they were written against."""
    if MessageProcessor._run_action is _run_action:
        return
    for name, digest in PINNED.items():
        if source_digest(name) != digest:
            raise RasaChangedError(f"Rasa's {name} has changed: read it, adapt bot/components/patches.py, pin it anew")
    RemoteAction._validate_action_result = _compiled_check()
    MessageProcessor._run_action = _run_action


def watch(processor: MessageProcessor) -> None:
    """Make a turn that runs in circles fail."""
    processor.on_circuit_break = _stop_circling
