"""Machine Swedish beside what people write, when a translator is configured: always marked, never waited for.

A line gets one only while its conversation is open on a desk and no adviser has written the Swedish; theirs takes its
place at any time. Identity numbers are masked before a text leaves the house.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Sequence

from aiohttp import web
from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from connectors.desk.access import masked
from connectors.desk.remarks import MACHINE, RENDERING
from connectors.desk.service import DESK
from connectors.record.runners import Runners
from connectors.record.types import PERSON, UnknownConversationError
from connectors.store.database import lock_conversation
from connectors.store.models import Conversation, Message, table_of
from connectors.store.models import Person as PersonRow
from connectors.translate.configured import configured_translator
from connectors.translate.shapes import TranslationError, Translator
from connectors.web.fanout import Event, News
from connectors.web.service import SERVICE, Service

MESSAGE, CONVERSATION, PERSONS = table_of(Message), table_of(Conversation), table_of(PersonRow)
TARGET = "sv"
MOST_AT_ONCE = 20

log = logging.getLogger("startbro.desk")


class Translation:
    """Translates the newest lines of conversations, one conversation at a time each."""

    def __init__(self, service: Service, translator: Translator) -> None:
        self._service = service
        self._translator = translator
        self._runners = Runners(self._translate)

    def start(self, conversation: str) -> None:
        """See to a conversation soon."""
        self._runners.start(conversation)

    async def stop(self) -> None:
        """Stop at once."""
        await self._runners.stop()
        await self._translator.close()

    async def _translate(self, conversation: str) -> None:
        for seq, text, language in await self._service.database.read(
            lambda session: untranslated(session, conversation)
        ):
            try:
                swedish = await self._translator.translate(masked(text), source=language, target=TARGET)
            except TranslationError as error:
                log.warning("no translation: %s", error)
                return
            await self._keep(conversation, seq, swedish)

    async def _keep(self, conversation: str, seq: int, swedish: str) -> None:
        now = self._service.tools.clock()
        row = {"conversation": conversation, "seq": seq, "text": swedish, "by": MACHINE, "changed": now}

        def step(session: Session) -> bool:
            lock_conversation(session, conversation)
            there = select(RENDERING.c.seq).where(RENDERING.c.conversation == conversation, RENDERING.c.seq == seq)
            line = select(MESSAGE.c.seq).where(MESSAGE.c.conversation == conversation, MESSAGE.c.seq == seq)
            if session.scalar(there) is not None or session.scalar(line) is None:
                return False
            session.execute(insert(RENDERING), [row])
            return True

        try:
            if await self._service.database.write(step):
                self._service.fanout.to_desks(Event(News.LINE, conversation, seq))
        except UnknownConversationError:
            return


def untranslated(session: Session, conversation: str) -> Sequence[tuple[int, str, str]]:
    """Give number, text and language of the person's newest lines that have no Swedish, oldest first."""
    rendered = exists().where(RENDERING.c.conversation == conversation, RENDERING.c.seq == MESSAGE.c.seq)
    rows = session.execute(
        select(MESSAGE.c.seq, MESSAGE.c.text, MESSAGE.c.language, PERSONS.c.language.label("own"))
        .join_from(MESSAGE, CONVERSATION, CONVERSATION.c.id == MESSAGE.c.conversation)
        .join(PERSONS, PERSONS.c.id == CONVERSATION.c.person)
        .where(
            MESSAGE.c.conversation == conversation, MESSAGE.c.author == PERSON, MESSAGE.c.text.is_not(None), ~rendered
        )
        .order_by(MESSAGE.c.seq.desc())
        .limit(MOST_AT_ONCE)
    ).all()
    found = [(row.seq, row.text, row.language or row.own) for row in reversed(rows)]
    return [line for line in found if line[2] != TARGET]


async def run_translation(app: web.Application) -> AsyncIterator[None]:
    """Translate what comes in while its conversation is open on a desk, if a translator is configured."""
    translator = configured_translator(os.environ)
    if translator is None:
        yield
        return
    translation = Translation(app[SERVICE], translator)
    board = app[DESK].board
    app[DESK].translates = True

    def hear(event: Event) -> None:
        if event.news is News.GROWN and any(event.conversation in desk.talks for desk in board.desks):
            translation.start(event.conversation)

    app[SERVICE].fanout.hear_desks(hear)
    yield
    await translation.stop()
