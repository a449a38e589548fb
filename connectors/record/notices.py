"""Tells a person in time that a message is stored but its answer is late.

Once for each waiting message, and not again within half a minute: ten messages at once get one notice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.advice.turn import Button, Reply
from connectors.record.degraded import READ_ONLY
from connectors.record.messages import line_before
from connectors.record.replies import say
from connectors.record.runners import Runners
from connectors.record.types import LogEntry, Tools, UnknownConversationError
from connectors.store.database import Database
from connectors.store.errors import StoreBusyError
from connectors.store.models import Message

LATE, AWAY = "late", "away"
SECONDS_BEFORE = {LATE: 2.2, AWAY: 1.0}
REPLIES = {LATE: "utter_answer_late", AWAY: "utter_bot_away"}
SECONDS_BETWEEN = 30.0
STILL_MEANT = READ_ONLY | {"choose_template"}
"""Buttons that mean the same after words that nobody has understood yet; a yes or no may not."""


class Notices:
    """One timer for each waiting message. ``on_said(conversation, seq, kind)`` is called when it has run out."""

    def __init__(self, database: Database, tools: Tools, on_said: Callable[[str, int, str], None]) -> None:
        self._database = database
        self._tools = tools
        self._on_said = on_said
        self._due: dict[tuple[str, int], tuple[str, asyncio.TimerHandle]] = {}
        self._told: dict[tuple[str, str], float] = {}
        self._runners = Runners(self._say)

    def expect(self, message: LogEntry | None, kind: str) -> None:
        """Give notice unless the message is answered in time; ``away`` takes the place of ``late``."""
        if message is None:
            return
        key = (message.conversation, message.seq)
        if key in self._due:
            if self._due[key][0] == kind:
                return
            self.forget(*key)
        waited = (self._tools.clock() - message.created).total_seconds()
        # One that has waited long already is about to be answered: give that a chance first.
        delay = SECONDS_BEFORE[kind] - waited if 0 < waited < SECONDS_BEFORE[kind] else SECONDS_BEFORE[kind]
        self._due[key] = (kind, asyncio.get_running_loop().call_later(delay, self._run_out, key, kind))

    def forget(self, conversation: str, seq: int) -> None:
        """Say nothing: the message is answered, or something else will be said."""
        due = self._due.pop((conversation, seq), None)
        if due:
            due[1].cancel()

    async def stop(self) -> None:
        """Cancel what has not been said."""
        for _, timer in self._due.values():
            timer.cancel()
        self._due.clear()
        await self._runners.stop()

    def _run_out(self, key: tuple[str, int], kind: str) -> None:
        self._due.pop(key, None)
        self._runners.start(f"{kind} {key[1]} {key[0]}")

    async def _say(self, name: str) -> None:
        kind, number, conversation = name.split(" ")
        if self._was_told(conversation, kind):
            self._on_said(conversation, int(number), kind)
            return

        def step(session: Session) -> bool:
            message = session.get(Message, (conversation, int(number)))
            if message is None or message.answered:
                return False
            buttons = _still_meant(session, conversation, int(number)) if kind == AWAY else ()
            notice = Reply(REPLIES[kind], {}, buttons)
            return bool(say(session, conversation, notice, key=f"{kind}:{number}", tools=self._tools))

        # Noted before it is said: the notices of ten messages at once run out in the same instant.
        self._told[conversation, kind] = time.monotonic()
        try:
            said = await self._database.write(step)
        except (StoreBusyError, UnknownConversationError):
            said = False
        if said:
            self._on_said(conversation, int(number), kind)
        else:
            self._told.pop((conversation, kind), None)

    def _was_told(self, conversation: str, kind: str) -> bool:
        now = time.monotonic()
        self._told = {key: at for key, at in self._told.items() if now - at < SECONDS_BETWEEN}
        # Somebody who knows that the bot is away need not hear that the answer is late.
        return (conversation, kind) in self._told or (conversation, AWAY) in self._told


def _still_meant(session: Session, conversation: str, seq: int) -> tuple[Button, ...]:
    """Give the buttons that the person had before the message ``seq``, so that words do not take the way on away."""
    before = line_before(session, conversation, seq)
    known = [Button.from_json(button) for button in (before.buttons or ())] if before else []
    return tuple(button for button in known if button.intent in STILL_MEANT)
