"""Answers of the bot that wait for an adviser: how a desk shows them, and the clock that ends their waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from bot.language.rendering import render
from connectors.desk import frames
from connectors.desk.access import masked
from connectors.desk.frames import Reader
from connectors.desk.rows import Base, Held
from connectors.logs import describe
from connectors.record.handover.approving import Due, due, lapse
from connectors.record.types import UnknownConversationError
from connectors.store.errors import StoreBusyError
from connectors.web import composing
from connectors.web.connection import Frame
from connectors.web.service import Service

log = logging.getLogger("startbro.desk")


def held_frames(base: Base, reader: Reader) -> list[Frame]:
    """Give the answers of a conversation that wait, in the adviser's language and as the person would read them."""
    return [_held(one, reader, base.language) for one in base.held]


def _held(held: Held, reader: Reader, language: str) -> Frame:
    return {
        "id": held.id,
        "topic": render(f"desk_topic_{held.topic}", {}, locale=reader.locale).text,
        "until": held.until.isoformat(),
        "replies": [_reply(Reply.from_json(reply), reader.locale, language) for reply in held.replies],
    }


def _reply(reply: Reply, locale: str, language: str) -> Frame:
    shown = render(reply.name, reply.values, locale=locale)
    told: dict[str, Any] = {
        "text": masked(shown.text),
        "language": shown.language,
        "direction": shown.direction,
    }
    if shown.language != language:
        told["original"] = frames.original(reply.name, reply.values, language)
    return told


class HeldAnswers:
    """Ends the waiting of answers that nobody has read in the time the person was told."""

    def __init__(self, service: Service, changed: Callable[..., None]) -> None:
        self._service = service
        self._changed = changed

    async def look(self) -> None:
        """Send the safe text for every answer whose time is up; what cannot be settled now is looked at again."""
        database, now = self._service.database, self._service.tools.clock()
        late = await database.read(lambda session: due(session, now=now))
        for one in late:
            await self._lapse(one)

    async def _lapse(self, late: Due) -> None:
        service = self._service
        library = (await service.shelf.get()).library
        go_on = composing.asking_again(library)

        def step(session: Session) -> bool:
            return lapse(session, late, go_on=go_on, tools=service.tools)

        try:
            told = await service.database.write(step)
        except (StoreBusyError, UnknownConversationError):
            return
        except Exception as error:  # one answer that cannot be settled must not keep the others waiting
            log.error("an answer that has waited cannot be settled: %s", describe(error))
            return
        if told:
            self._changed(late.conversation)
