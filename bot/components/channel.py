"""The one way into Rasa: a turn comes in with a shared secret, and leaves as named replies or as an honest error.

Shapes and codes stand in ``docs/architecture.md`` ("Gateway → Rasa"). Nothing a person wrote is ever logged here, and
nothing they wrote can act as a command: only a ``payload`` from the gateway becomes an intent.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_hex
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.components.encoder import shared_encoder
from bot.components.patches import ActionFailedError
from bot.components.readiness import Readiness
from bot.components.requests import BadRequestError, Turn, read_conversation, read_turn
from bot.components.tracker_store import LiveTrackerStore

NAME = "startbro"
SECRET_HEADER = "X-Startbro-Secret"  # noqa: S105 - the name of a header
SHOWN_RANKING = 5

log = logging.getLogger("startbro.channel")


class NothingSaidError(RuntimeError):
    """A turn ended without a word, or with words instead of a reply's name."""


class NamedReplies(OutputChannel):
    """Collects what actions say, in order and as they said it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Give the channel's name."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message; raise ``NothingSaidError`` for plain words, which nobody could translate."""
        if not message.get("custom"):
            raise NothingSaidError("a message without a reply's name")
        self.said.append(message["custom"])


@dataclass
class Channel:
    """Answers the gateway's turns with one processor and its tracker store."""

    processor: MessageProcessor
    store: LiveTrackerStore
    readiness: Readiness
    secret: str = field(repr=False)
    boot: str = field(default_factory=lambda: token_hex(8))
    busy: set[str] = field(default_factory=set)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="encoder"))

    @cached_property
    def intents(self) -> frozenset[str]:
        """What a button may stand for: the intents of our domain, not those that steer Rasa itself."""
        return frozenset(self.processor.domain.intents) - frozenset(DEFAULT_INTENTS)

    def blueprint(self) -> Blueprint:
        """Give the routes under ``/webhooks/startbro``; without the secret each answers 401."""
        blueprint = Blueprint("startbro", url_prefix=f"/webhooks/{NAME}")

        # Sanic 21.12 notes things on its handlers, which a method does not allow; functions do.
        @blueprint.middleware("request")
        async def refuse_strangers(request: Request) -> HTTPResponse | None:
            return self.refuse_strangers(request)

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self.answer_turn(request)

        @blueprint.post("/forget")
        async def forget(request: Request) -> HTTPResponse:
            return self.answer_forget(request)

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            return await self.answer_ready()

        return blueprint

    def refuse_strangers(self, request: Request) -> HTTPResponse | None:
        """Answer 401 unless the secret is right; compared in constant time."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if hmac.compare_digest(given, self.secret.encode()):
            return None
        return json({"error": "wrong secret"}, status=401)

    async def answer_ready(self) -> HTTPResponse:
        """Answer 200 when known sentences of every trained language were understood after loading, else 503."""
        problems = await self.readiness.problems(self.processor)
        # The gateway learns from ``boot`` that this is another process, which remembers nothing of before.
        body = {"ready": not problems, "problems": problems, "boot": self.boot}
        return json(body, status=503 if problems else 200)

    def answer_forget(self, request: Request) -> HTTPResponse:
        """Forget every generation of a conversation: ``{"conversation": …}`` to ``{"forgotten": n}``."""
        try:
            return json({"forgotten": self.store.forget_conversation(read_conversation(request.body))})
        except BadRequestError as error:
            return json({"error": str(error)}, status=400)

    async def answer_turn(self, request: Request) -> HTTPResponse:
        """Run one turn and say honestly how it went."""
        try:
            turn = read_turn(request.body, self.intents)
        except BadRequestError as error:
            return json({"error": str(error)}, status=400)
        if turn.sender in self.busy:
            return json({"error": "a turn of this conversation is under way"}, status=503)
        self.busy.add(turn.sender)
        try:
            return json(await self.run(turn))
        except (ActionFailedError, NothingSaidError) as error:
            return self._failed(turn, error, 502)
        except Exception as error:
            return self._failed(turn, error, 503)
        except BaseException:
            # The gateway hung up: this turn will be run again, in a new generation.
            self.store.forget(turn.sender)
            raise
        finally:
            self.busy.discard(turn.sender)

    async def run(self, turn: Turn) -> dict[str, Any]:
        """Run one turn and give the body of the answer; raise ``NothingSaidError`` when there is none."""
        replies = NamedReplies()
        parse = await self._parse(turn)
        message = UserMessage(
            turn.said,
            output_channel=replies,
            sender_id=turn.sender,
            parse_data=parse,
            input_channel=NAME,
            metadata=turn.metadata,
        )
        await self.processor.handle_message(message)
        if not replies.said:
            raise NothingSaidError("nothing was said")
        return {"turn": turn.turn, "messages": replies.said, "parse": _shown(parse)}

    async def _parse(self, turn: Turn) -> dict[str, Any]:
        if turn.payload is not None:
            return turn.payload
        # The encoder lets go of the interpreter while it computes; here others' turns go on meanwhile, and the graph
        # below then finds the embedding in the encoder's cache.
        await asyncio.get_running_loop().run_in_executor(self.pool, shared_encoder().encode, turn.harmless)
        message = UserMessage(turn.harmless, sender_id=turn.sender, input_channel=NAME, metadata=turn.metadata)
        parse: dict[str, Any] = await self.processor.parse_message(message)
        parse["text"] = turn.text
        # All of it would travel to every action of every later turn.
        parse[INTENT_RANKING_KEY] = parse.get(INTENT_RANKING_KEY, [])[:SHOWN_RANKING]
        return parse

    def _failed(self, turn: Turn, error: BaseException, status: int) -> HTTPResponse:
        self.store.forget(turn.sender)
        known = isinstance(error, ActionFailedError | NothingSaidError)
        reason = str(error) if known else type(error).__name__
        log.error("turn failed: %s", reason)
        return json({"turn": turn.turn, "error": reason}, status=status)


def _shown(parse: Mapping[str, Any]) -> dict[str, Any]:
    intent = parse["intent"]
    return {"intent": intent["name"], "confidence": intent["confidence"], "entities": parse.get("entities", [])}
