"""Who understands what a person says: one protocol, and Rasa behind it.

Rasa is asked through its one channel with a secret and a deadline. A readiness poll works as the circuit breaker: as
soon as Rasa is not reached or is late, turns stop going there until the poll says that it is ready again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from bot.actions.turns import LookBack, nothing_earlier
from bot.advice.facts import Facts
from bot.advice.turn import Effect, Reply

SECONDS_PER_TURN = 8.0
SECONDS_PER_POLL = 1.5
POLL_WHEN_READY, POLL_WHEN_AWAY = 1.0, 0.5
MOST_LATE_POLLS = 2
TURNS_AT_ONCE = 8

log = logging.getLogger("startbro.understander")


class AwayError(Exception):
    """Nobody is there to understand; the message was not taken and may wait."""


class TurnFailedError(Exception):
    """The attempt failed and said nothing; try again in a fresh generation, a few times."""


@dataclass(frozen=True)
class TurnRequest:
    """One attempt at one message: either what was written or the intent a button stands for.

    ``look_back`` reads earlier answers, for an action that wants them.
    """

    conversation: str
    generation: int
    turn: str
    facts: Facts
    text: str
    context: Mapping[str, Any]
    payload: Mapping[str, Any] | None = None
    look_back: LookBack = nothing_earlier


@dataclass(frozen=True)
class TurnResult:
    """What was said and what should happen, in order, and the intent that led to it."""

    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    intent: str = ""
    confidence: float = 0.0


class Understander(Protocol):
    """Turns a message and the facts into replies and effects, and says whether it is there at all."""

    @property
    def boot(self) -> str | None:
        """Give an id that changes when it restarts and forgets; None while it is away."""
        ...

    def watch(self, on_change: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """Be in use while the context lasts; call ``on_change`` when it comes, goes, or has forgotten everything."""
        ...

    async def run(self, request: TurnRequest) -> TurnResult:
        """Run one attempt; raise ``AwayError`` or ``TurnFailedError``."""
        ...

    async def forget(self, conversation: str) -> None:
        """Erase what it remembers of a conversation."""
        ...


def read_messages(messages: Sequence[Mapping[str, Any]]) -> tuple[tuple[Reply, ...], tuple[Effect, ...]]:
    """Part custom messages into replies and effects; raise ``TurnFailedError`` for one that is neither."""
    replies, effects = [], []
    for message in messages:
        body = message.get("custom") or message
        if "reply" in body:
            replies.append(Reply.from_json(body))
        elif "effect" in body:
            effects.append(Effect.from_json(body))
        else:
            raise TurnFailedError("a message is neither a reply nor an effect")
    return tuple(replies), tuple(effects)


class RasaUnderstander:
    """Rasa's channel on this machine. Run ``watch`` for as long as it is used."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._headers = {"X-Startbro-Secret": secret}
        self._on_change: Callable[[], None] = lambda: None
        self._boot: str | None = None
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(TURNS_AT_ONCE)
        self._poll_now = asyncio.Event()

    @property
    def boot(self) -> str | None:
        """Give Rasa's boot id, or None while it is away."""
        return self._boot

    @contextlib.asynccontextmanager
    async def watch(self, on_change: Callable[[], None]) -> AsyncIterator[None]:
        """Keep a session and the readiness poll while the context lasts."""
        self._on_change = on_change
        async with aiohttp.ClientSession(headers=self._headers) as session:
            self._session = session
            poll = asyncio.create_task(self._poll(), name="readiness poll")
            try:
                yield
            finally:
                poll.cancel()
                await asyncio.gather(poll, return_exceptions=True)
                self._session = None

    async def run(self, request: TurnRequest) -> TurnResult:
        """Ask Rasa within the deadline."""
        async with self._slots:
            if self._boot is None or self._session is None:
                raise AwayError
            try:
                async with asyncio.timeout(SECONDS_PER_TURN):
                    return await self._ask(self._session, request)
            except aiohttp.ClientConnectorError as error:
                self._change(None)
                raise AwayError from error
            except (aiohttp.ClientError, TimeoutError) as error:
                self._change(None)
                raise TurnFailedError(type(error).__name__) from error

    async def forget(self, conversation: str) -> None:
        """Erase a conversation from Rasa's memory; when Rasa is away there is no memory to erase."""
        if self._session is None:
            return
        body = {"conversation": conversation}
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(SECONDS_PER_TURN):
                async with self._session.post(f"{self._url}/webhooks/startbro/forget", json=body):
                    return

    async def _ask(self, session: aiohttp.ClientSession, request: TurnRequest) -> TurnResult:
        body = {
            "conversation": request.conversation,
            "generation": request.generation,
            "turn": request.turn,
            "context": dict(request.context),
        }
        said = {"payload": dict(request.payload)} if request.payload else {"text": request.text[:2_000]}
        async with session.post(f"{self._url}/webhooks/startbro/turn", json=body | said) as response:
            if response.status != 200:
                raise TurnFailedError(f"status {response.status}")
            answer = await response.json()
        return _read_answer(answer, request.turn)

    async def _poll(self) -> None:
        late = 0
        while True:
            try:
                boot = await self._read_boot()
                late = 0
            except TimeoutError:
                late += 1
                boot = self._boot if late < MOST_LATE_POLLS else None
            self._change(boot)
            self._poll_now.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poll_now.wait(), POLL_WHEN_READY if self._boot else POLL_WHEN_AWAY)

    async def _read_boot(self) -> str | None:
        """Give the boot id of a ready Rasa, None for one that is not; raise ``TimeoutError`` for one that is busy."""
        if self._session is None:
            return None
        try:
            async with asyncio.timeout(SECONDS_PER_POLL):
                async with self._session.get(f"{self._url}/webhooks/startbro/ready") as response:
                    answer = await response.json()
                    return str(answer["boot"]) if response.status == 200 else None
        except (aiohttp.ClientError, ValueError, KeyError, TypeError):
            return None

    def _change(self, boot: str | None) -> None:
        if boot == self._boot:
            return
        self._boot = boot
        log.info("rasa is ready" if boot else "rasa is away")
        if boot is None:
            self._poll_now.set()
        self._on_change()


def _read_answer(answer: Any, turn: str) -> TurnResult:
    try:
        if answer["turn"] != turn:
            raise TurnFailedError("the answer is for another turn")
        replies, effects = read_messages(answer["messages"])
        parse = answer.get("parse") or {}
        intent, confidence = str(parse.get("intent") or ""), float(parse.get("confidence") or 0.0)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TurnFailedError("the answer is not in the agreed shape") from error
    if not replies and not effects:
        raise TurnFailedError("nothing was said")
    return TurnResult(replies, effects, intent, confidence)
