"""One visitor at one socket: what each frame that comes in does. An acknowledgement is sent only after the commit."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeGuard

from sqlalchemy.orm import Session

from bot.advice.turn import Effect
from bot.language.clean import LONGEST_TEXT, clean, is_visible
from bot.language.locales import SOURCE, offered
from connectors.keys import new_id
from connectors.record.attempts import Waiting
from connectors.record.conversations import view
from connectors.record.handover.hearing import hear, press
from connectors.record.plans import snapshot
from connectors.record.replies import mark_seen
from connectors.record.turns import Compose
from connectors.record.types import ADVISER, ANSWERED_BY_BOT, PERSON, ConversationView, NewMessage, Stale, Stored
from connectors.web import composing, frames
from connectors.web.asked import take_as_answer
from connectors.web.coming_back import find_code, has_code_in_words, wants_earlier_plan
from connectors.web.connection import Connection
from connectors.web.fanout import Event, News
from connectors.web.own_data import heed, read_yes_no, tell_erased
from connectors.web.service import Service

CLIENT_ID = re.compile(r"[\x21-\x7e]{1,64}")
LARGEST_NUMBER = 2**31 - 1
MOST_PACED = 10
SECONDS_PER_PACE = 1.0
SECONDS_PER_SILENCE = 0.002

Frame = Mapping[str, Any]


class Visit:
    """Takes the frames of one socket in order."""

    def __init__(self, service: Service, connection: Connection, found: ConversationView) -> None:
        self._service = service
        self._connection = connection
        self._conversation = found.id
        self._paced = 0
        self._seen = 0
        self._shown_the_door_for = ""
        self._stored: Mapping[str, Callable[[str, Frame], Awaitable[None]]] = {
            "say": self._say,
            "press": self._press,
            "language": self._change_language,
            "answer": self._edit,
        }
        self._asked: Mapping[str, Callable[[Frame], Awaitable[None]]] = {
            "term": self._show_term,
            "code": self._issue_code,
            "seen": self._mark_seen,
            "typing": self._tell_typing,
        }

    async def take(self, frame: Frame) -> bool:
        """Act on a frame; false for one that no client of ours sends, which ends the socket."""
        kind = frame["type"]
        if kind in self._asked:
            if self._service.limits.lookups.take(self._conversation):
                await self._asked[kind](frame)
            return True
        client_id = frame.get("client_id")
        if kind not in self._stored or not isinstance(client_id, str) or not CLIENT_ID.fullmatch(client_id):
            return False
        if await self._may_go_on(client_id):
            await self._stored[kind](client_id, frame)
        return True

    async def _may_go_on(self, client_id: str) -> bool:
        """Let ten messages through at once, slow the next ten down, and refuse what comes after with one notice."""
        limit = self._service.limits.messages
        if limit.take(self._conversation):
            self._paced = 0 if limit.spent(self._conversation) <= 1 else self._paced
            return True
        if self._paced < MOST_PACED:
            self._paced += 1
            await asyncio.sleep(SECONDS_PER_PACE)
            if limit.take(self._conversation):
                return True
        await self._refuse(client_id, "too_fast", silent=not limit.should_notice(self._conversation))
        return False

    async def _say(self, client_id: str, frame: Frame) -> None:
        typed = frame.get("text")
        text = clean(typed) if isinstance(typed, str) else ""
        if not is_visible(text):
            await self._refuse(client_id, "empty")
            return
        if len(text) > LONGEST_TEXT:
            await self._refuse(client_id, "too_long")
            return
        if await self._belongs_at_the_door(client_id, text):
            return
        message = NewMessage(self._conversation, PERSON, text=text, client_id=client_id)
        tools = self._service.tools
        engine = self._service.engine
        meaning = await read_yes_no(self._service, self._conversation, text)
        looks = engine.is_idle(self._conversation)  # what the turn needs is then read in the same step

        def step(session: Session) -> tuple[Stored, Waiting | None]:
            stored = hear(session, message, meaning=meaning, tools=tools)
            is_for_bot = stored.created and stored.owner.kind in ANSWERED_BY_BOT
            return stored, engine.look(session, self._conversation) if looks and is_for_bot else None

        stored, waiting = await self._service.database.write(step)
        self._acknowledge(client_id, stored, waiting)
        if stored.asks_on:
            await self._ask_on()
        elif stored.created and stored.owner.kind == ADVISER:
            await self._heed(stored.seq, text)

    async def _belongs_at_the_door(self, client_id: str, text: str) -> bool:
        """Show the door for return codes to somebody who writes a code, or that they have one; nothing is stored.

        Words go back into the box: sent a second time they were meant as they stand. A code never is.
        """
        if code := find_code(text):
            await self._refuse(client_id, "code", code=code)
            return True
        if text == self._shown_the_door_for:
            return False
        if has_code_in_words(text) or (wants_earlier_plan(text) and not await self._has_plan()):
            self._shown_the_door_for = text
            await self._refuse(client_id, "has_code")
            return True
        return False

    async def _has_plan(self) -> bool:
        return (
            await self._service.database.read(lambda session: snapshot(session, self._conversation).template)
            is not None
        )

    async def _heed(self, seq: int, text: str) -> None:
        """See to what the bot hears in words that are for an adviser: a wish about the person's data, an answer."""
        if not await heed(self._service, self._conversation, seq=seq, text=text):
            await take_as_answer(self._service, self._conversation, seq=seq, text=text)

    async def _press(self, client_id: str, frame: Frame) -> None:
        seq, button = frame.get("seq"), frame.get("button")
        if not _is_number(seq) or not _is_number(button):
            await self._refuse(client_id, "not_understood")
            return
        message = NewMessage(self._conversation, PERSON, client_id=client_id)
        tools = self._service.tools
        stored = await self._service.database.write(
            lambda session: press(session, message, seq=seq, button=button, tools=tools)
        )
        if isinstance(stored, Stale):
            await self._refuse(client_id, "stale_button")
            return
        if stored.erased:
            await tell_erased(self._service, self._conversation)
            return
        self._acknowledge(client_id, stored)
        if stored.asks_on:
            await self._ask_on()
        if stored.owner.kind == ADVISER:  # a yes or no to an adviser may change the plan, or who helps
            self._service.engine.wake(self._conversation)
            for news in (News.PLAN, News.OWNER, News.REMARKS):
                self._service.fanout.to_desks(Event(news, self._conversation))
                self._service.fanout.to_person(Event(news, self._conversation))

    async def _ask_on(self) -> None:
        """Ask again what the interview had asked, as something else has been settled meanwhile."""
        library = (await self._service.shelf.get()).library
        await self._service.engine.say(self._conversation, composing.repeating(library), turn=new_id("t"))

    def _acknowledge(self, client_id: str, stored: Stored, waiting: Waiting | None = None) -> None:
        """Tell that a line is safe before anybody works on it."""
        self._connection.put({"type": "ack", "client_id": client_id, "seq": stored.seq})
        if not stored.created:
            return
        if stored.owner.kind != ADVISER:  # the engine would only look that it has nothing to say
            self._service.engine.wake(self._conversation, waiting)
        self._service.fanout.to_desks(Event(News.GROWN, self._conversation))
        self._service.fanout.to_person_elsewhere(Event(News.GROWN, self._conversation))
        if waiting and waiting.message and waiting.seq == stored.seq:
            self._service.hub.grow(self._conversation, [frames.message(waiting.message, waiting.facts.locale)])
        else:
            self._service.hub.stir(self._conversation)

    async def _change_language(self, client_id: str, frame: Frame) -> None:
        locale = frame.get("locale")
        if locale not in offered():
            await self._refuse(client_id, "unknown_language")
            return
        await self._commit(client_id, composing.single(Effect("change_language", {"locale": locale})))

    async def _edit(self, client_id: str, frame: Frame) -> None:
        question, typed = frame.get("question"), frame.get("text")
        text = clean(typed) if isinstance(typed, str) else ""
        if not isinstance(question, str) or not is_visible(text):
            await self._refuse(client_id, "empty")
        elif len(text) > LONGEST_TEXT:
            await self._refuse(client_id, "too_long")
        elif code := find_code(text):
            await self._refuse(client_id, "code", code=code)
        else:
            library = (await self._service.shelf.get()).library
            await self._commit(client_id, composing.edit(library, question, text))

    async def _commit(self, client_id: str, compose: Compose) -> None:
        """Commit a turn of its own; its id comes from the client's, so that a repeat does nothing."""
        known = hashlib.sha256(f"{self._conversation} {client_id}".encode()).hexdigest()[:32]
        committed = await self._service.engine.say(self._conversation, compose, turn=f"t_{known}")
        if committed is None:
            await self._refuse(client_id, "not_now")
        else:
            self._connection.put({"type": "ack", "client_id": client_id, "seq": committed.last_seq})

    async def _show_term(self, frame: Frame) -> None:
        terms = (await self._service.shelf.get()).library.terms
        term = terms.get(str(frame.get("term")))
        if term is not None:
            card = frames.card(term, self._service.catalogue, await self._locale())
            self._connection.put({"type": "term", "card": card})

    async def _issue_code(self, _frame: Frame) -> None:
        await self._service.engine.say(self._conversation, composing.single(Effect("issue_code")), turn=new_id("t"))

    async def _mark_seen(self, frame: Frame) -> None:
        seq = frame.get("seq")
        if _is_number(seq) and seq > self._seen:
            self._seen = seq
            await self._service.database.write(lambda session: mark_seen(session, self._conversation, seq))
            self._service.fanout.to_desks(Event(News.SEEN, self._conversation, seq))

    async def _tell_typing(self, _frame: Frame) -> None:
        self._service.fanout.to_desks(Event(News.TYPING, self._conversation))

    async def _refuse(self, client_id: str, reason: str, *, silent: bool = False, code: str = "") -> None:
        if silent:
            await asyncio.sleep(SECONDS_PER_SILENCE)  # a flood is slowed down, and costs no reading of the database
        locale = SOURCE if silent else await self._locale()
        refusal = frames.refusal(client_id, reason, self._service.catalogue, locale, silent=silent)
        self._connection.put({**refusal, "code": code} if code else refusal)

    async def _locale(self) -> str:
        return await self._service.database.read(lambda session: view(session, self._conversation).locale)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER
