"""The turn engine: answers every waiting message once, one at a time in each conversation.

A message that Rasa cannot take now waits without being lost: the person is told in time, the menu goes on answering
what it can, and the message is answered once when Rasa is back. A failed attempt backs off; a message that has failed
five times gets an honest answer and is left.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.advice.facts import Facts
from connectors.keys import new_id
from connectors.record.attempts import APOLOGY, Attempts, Audience, Minds, Waiting
from connectors.record.conversations import waiting_conversations
from connectors.record.failures import count_failure
from connectors.record.leases import Leases, NoLeases
from connectors.record.notices import AWAY, LATE, Notices
from connectors.record.runners import Runners
from connectors.record.types import ANSWERED_BY_BOT, Committed, Tools, UnknownConversationError
from connectors.record.understander import AwayError, TurnResult
from connectors.store.database import Database
from connectors.store.errors import StoreBusyError

MOST_ATTEMPTS = 5
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0

log = logging.getLogger("startbro.turns")
Compose = Callable[[Facts], TurnResult]


class TurnEngine:
    """Runs turns. Call ``wake`` when a message has come and ``understander_changed`` when Rasa comes or goes."""

    def __init__(self, database: Database, tools: Tools, *, minds: Minds, audience: Audience) -> None:
        self._database = database
        self._tools = tools
        self._understander = minds.understander
        self._audience = audience
        self._attempts = Attempts(database, tools, minds=minds, audience=audience)
        self._notices = Notices(database, tools, self._noticed)
        self._leases: Leases = NoLeases()
        self._workers = Runners(self._work)
        self._beside = Runners(self._work_beside)
        self._found: dict[str, Waiting] = {}
        self._passed: dict[str, int] = {}
        self._late: dict[str, int] = {}

    def share(self, leases: Leases) -> None:
        """Answer beside other gateways; call it before ``start``."""
        self._leases = leases

    async def start(self) -> None:
        """Pick up every message that waits since before the start."""
        for conversation in await self._database.read(waiting_conversations):
            self.wake(conversation)

    async def stop(self) -> None:
        """Stop at once; turns that were not committed are run again after the next start."""
        for part in (self._workers, self._beside, self._notices):
            await part.stop()

    def wake(self, conversation: str, waiting: Waiting | None = None) -> None:
        """See to a conversation soon; ``waiting`` is what ``look`` found of it, if anything, to save a reading."""
        if waiting is not None and self.is_idle(conversation):
            self._found[conversation] = waiting
        self._workers.start(conversation)
        if conversation in self._late:
            self._beside.start(conversation)

    def is_idle(self, conversation: str) -> bool:
        """Tell whether nothing of a conversation is under way or put off, so that its next message comes next."""
        return conversation not in self._workers and conversation not in self._passed

    async def take_over(self, conversation: str) -> None:
        """See to a conversation that nobody seems to answer, unless another gateway is at it or Rasa is away."""
        if self._understander.boot and self.is_idle(conversation) and await self._leases.is_free(conversation):
            self.wake(conversation)

    def happened_elsewhere(self, conversation: str) -> None:
        """Take note that another gateway has changed a conversation, and see to it if it is ours to answer now."""
        self._attempts.forget(conversation)
        if conversation in self._workers:
            self.wake(conversation)

    def erased(self, conversation: str) -> None:
        """Take note that our Rasa has been told to forget a conversation altogether."""
        self._attempts.erased(conversation)

    def remembered(self) -> list[str]:
        """Name the conversations of which our Rasa may remember something."""
        return self._attempts.remembered()

    def look(self, session: Session, conversation: str) -> Waiting | None:
        """Find what the next turn needs, in the transaction that stores its message and must not fail for that."""
        try:
            return self._attempts.look(session, conversation)
        except SQLAlchemyError:
            raise  # the transaction may be lost, and with it the message
        except Exception as error:
            log.warning("what waits cannot be read: %s", type(error).__name__)
            return None

    def understander_changed(self) -> None:
        """Take up what waits, now that Rasa has come back or is another one."""
        if self._understander.boot is None:
            return
        waiting = [*self._passed]
        self._passed.clear()
        for conversation in waiting:
            self.wake(conversation)

    async def say(self, conversation: str, compose: Compose, *, turn: str) -> Committed | None:
        """Commit something that answers no message, such as an edit in the panel; once for its ``turn`` id.

        ``compose`` makes it of the facts. While an adviser owns the conversation it happens without a word of the bot.
        None when the owner has changed meanwhile.
        """
        waiting = await self._attempts.load_idle(conversation)
        result = compose(waiting.facts)
        if waiting.view.owner.kind not in ANSWERED_BY_BOT:
            result = replace(result, replies=())
        return await self._attempts.say(waiting, result, turn)

    async def _work(self, conversation: str) -> None:
        try:
            await self._answer_all(conversation)
        finally:
            await self._leases.give_up(conversation)
        self._audience.status(conversation, AWAY if conversation in self._passed else "idle")

    async def _next(self, conversation: str) -> Waiting | None:
        """Give what is to be answered next, once it is for us to answer."""
        found = self._found.pop(conversation, None)
        if await self._leases.take(conversation) and found is not None:
            return found
        return await self._attempts.load(conversation, after=self._passed.get(conversation, 0))

    async def _answer_all(self, conversation: str) -> None:
        failures = 0
        while True:
            try:
                waiting = await self._next(conversation)
                if waiting is None:
                    break
                is_last = await self._answer(waiting)
                failures = 0
                await asyncio.sleep(0)  # what was said goes out before we look for more, or say that we rest
                if is_last:
                    break
            except UnknownConversationError:
                self._passed.pop(conversation, None)
                break
            except StoreBusyError:
                failures += 1
                await asyncio.sleep(_pause(failures))

    async def _answer(self, waiting: Waiting) -> bool:
        """Answer one message; true when it is known that no other waits, since nothing was said after it."""
        conversation = waiting.view.id
        committed = None
        try:
            if self._understander.boot is not None and conversation not in self._passed:
                committed = await self._ask_rasa(waiting)
            elif not await self._attempts.by_menu(waiting, read_only=conversation in self._passed):
                self._pass(waiting)
                return False
        except AwayError:
            return False
        except (StoreBusyError, UnknownConversationError):
            raise
        except Exception as error:  # whatever went wrong, the message must not be tried for ever
            await self._fail(waiting, error)
            return False
        self._notices.forget(conversation, waiting.seq)
        return committed is not None and committed.follows(waiting.seq)

    async def _ask_rasa(self, waiting: Waiting) -> Committed | None:
        self._audience.status(waiting.view.id, "thinking")
        self._notices.expect(waiting.message, LATE)
        try:
            return await self._attempts.by_rasa(waiting)
        finally:
            self._late.pop(waiting.view.id, None)

    def _pass(self, waiting: Waiting) -> None:
        """Leave a message for Rasa, and go on to what the menu may answer meanwhile."""
        if self._understander.boot is None:
            self._notices.expect(waiting.message, AWAY)
            self._passed[waiting.view.id] = waiting.seq
        else:
            self._passed.pop(waiting.view.id, None)

    async def _fail(self, waiting: Waiting, error: Exception) -> None:
        conversation, seq = waiting.view.id, waiting.seq
        log.warning("turn failed: %s", type(error).__name__)
        attempts = await self._database.write(
            lambda session: count_failure(session, conversation, seq, turn=new_id("t"), now=self._tools.clock())
        )
        if attempts >= MOST_ATTEMPTS:
            await self._attempts.say(waiting, APOLOGY)
            self._notices.forget(conversation, seq)
            return
        await asyncio.sleep(_pause(attempts))

    def _noticed(self, conversation: str, seq: int, kind: str) -> None:
        self._audience.status(conversation, kind)
        self._audience.grown(conversation)
        if kind == LATE:
            self._late[conversation] = seq
            self._beside.start(conversation)

    async def _work_beside(self, conversation: str) -> None:
        """Answer what changes nothing while an earlier message is late."""
        after = self._late.get(conversation)
        while after is not None:
            waiting = await self._attempts.load(conversation, after=after)
            if waiting is None:
                return
            await self._attempts.by_menu(waiting, read_only=True)
            after = waiting.seq


def _pause(failures: int) -> float:
    """Give seconds: half a second, then twice as long each time."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)))
