"""Where Rasa reaches the actions: rasa-sdk's executor behind one loopback route of aiohttp.

Every ``Action`` class in ``bot/actions/`` is registered. Errors answer as rasa-sdk documents them, and logs name
the action and the kind of error, never what was said.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import pkgutil
from typing import Any

from aiohttp import web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionMissingDomainException, ActionNotFoundException

import bot.actions

LARGEST_CALL = 4 * 1024 * 1024
SECONDS_PER_ACTION = 2.0
EXECUTOR = web.AppKey("EXECUTOR", ActionExecutor)

log = logging.getLogger("startbro.actions")


def build_executor() -> ActionExecutor:
    """Register every action found in the modules of ``bot/actions/``."""
    executor = ActionExecutor()
    for module in pkgutil.iter_modules(bot.actions.__path__, prefix="bot.actions."):
        importlib.import_module(module.name)
    for action in _actions_below(Action):
        executor.register_action(action)
    return executor


def build_app(executor: ActionExecutor) -> web.Application:
    """Build the internal application; bind it to 127.0.0.1 only."""
    app = web.Application(client_max_size=LARGEST_CALL)
    app[EXECUTOR] = executor
    app.router.add_post("/webhook", run_action)
    return app


async def run_action(request: web.Request) -> web.Response:
    """Run one action within two seconds and answer with its events and messages."""
    call = await _read_call(request)
    if call is None:
        return web.json_response({"error": "Invalid body request"}, status=400)
    name = str(call.get("next_action"))
    # Rasa leaves the domain out (enable_selective_domain) and does not know the SDK's request to send it after all.
    call.setdefault("domain", {})
    try:
        async with asyncio.timeout(SECONDS_PER_ACTION):
            result = await request.app[EXECUTOR].run(call)
    except ActionExecutionRejection as error:
        return _refuse(error.message, name, 400)
    except ActionNotFoundException as error:
        return _refuse(error.message, name, 404)
    except ActionMissingDomainException as error:
        return _refuse(error.message, name, 449)
    except Exception as error:  # whatever an action raises is a failed action, and Rasa must hear of it
        log.error("action failed", extra={"action": name, "kind": type(error).__name__})
        return _refuse(type(error).__name__, name, 500)
    return web.json_response(result.model_dump() if result else None)


def _refuse(message: str, name: str, status: int) -> web.Response:
    return web.json_response({"error": message, "action_name": name}, status=status)


async def _read_call(request: web.Request) -> dict[str, Any] | None:
    try:
        call = await request.json()
    except ValueError:
        return None
    return call if isinstance(call, dict) else None


def _actions_below(parent: type[Action]) -> list[type[Action]]:
    found: list[type[Action]] = []
    for child in parent.__subclasses__():
        if child.__module__.startswith("bot.actions."):
            found.append(child)
        found.extend(_actions_below(child))
    return found
