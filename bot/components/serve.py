"""Serves one trained model on the loopback: ``.venv-rasa/bin/python -m bot.components.serve MODEL``.

Rasa's own ``rasa run`` is not used: it starts with an empty agent when a model cannot be loaded, imports TensorFlow,
writes texts into its log and opens routes that nobody needs.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.components.lazily import postpone_tensorflow
from bot.components.quiet_log import configure_log

postpone_tensorflow()

import aiohttp  # noqa: E402 - what is imported from here on would load TensorFlow
from rasa.core.agent import Agent  # noqa: E402
from rasa.utils.endpoints import ClientResponseError, EndpointConfig  # noqa: E402
from sanic import Sanic  # noqa: E402

from bot.components import patches  # noqa: E402
from bot.components.channel import Channel  # noqa: E402
from bot.components.nlg import ReplyNames  # noqa: E402
from bot.components.readiness import Readiness  # noqa: E402
from bot.components.requests import LONGEST_BODY  # noqa: E402
from bot.components.tracker_store import LiveTrackerStore  # noqa: E402

ROOT = Path(__file__).parents[2]
ACTION_SECONDS = 5.0
GRACE_SECONDS = 5.0

log = logging.getLogger("startbro.serve")


class ActionEndpoint(EndpointConfig):
    """Where actions are called, over connections that are kept. Only what happened since the person spoke is sent."""

    _session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", *arguments: Any, **named: Any) -> Any | None:
        """Call an action with ``json`` and give its answer; raise what Rasa expects of an endpoint."""
        body = dict(named["json"])
        body["tracker"] = {**body["tracker"], "events": _latest(body["tracker"].get("events") or [])}
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACTION_SECONDS))
        async with self._session.request(method, self.url, json=body) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.text())
            return await response.json()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def _latest(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    for index in range(len(events) - 1, -1, -1):
        if events[index]["event"] == "user":
            return list(events[index:])
    return list(events)


def build_app(model: Path, *, secret: str, action_url: str) -> Sanic:
    """Load a model and give the application; raise when the model cannot be loaded or Rasa is not as expected."""
    patches.install()
    store = LiveTrackerStore()
    endpoint = ActionEndpoint(action_url, enable_selective_domain=True)
    agent = Agent(generator=ReplyNames(), tracker_store=store, action_endpoint=endpoint)
    agent.load_model(model)
    patches.watch(agent.processor)
    app = Sanic("startbro", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LONGEST_BODY
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = GRACE_SECONDS
    app.blueprint(Channel(agent.processor, store, Readiness.read(ROOT), secret).blueprint())

    async def close(*_: Any) -> None:
        await endpoint.close()

    app.register_listener(close, "after_server_stop")
    return app


def main(arguments: Sequence[str]) -> int:
    """Serve ``arguments[0]``; settings come from the environment that ``startbro run`` prepares."""
    configure_log()
    port = int(os.environ.get("STARTBRO_RASA_PORT") or 5005)
    action_port = int(os.environ.get("STARTBRO_ACTION_PORT") or 8081)
    secret = os.environ["STARTBRO_RASA_SECRET"]
    app = build_app(Path(arguments[0]), secret=secret, action_url=f"http://127.0.0.1:{action_port}/webhook")
    log.info("model loaded")
    app.run(host="127.0.0.1", port=port, access_log=False, debug=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
