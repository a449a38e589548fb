"""What the person's windows hear from desks and other gateways: who helps and what they have read, new lines, the plan.

News from another gateway says only what has changed; the words are read here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.clean import for_display
from connectors.keys import SealError
from connectors.logs import describe
from connectors.record.conversations import view
from connectors.record.handover.meeting import places
from connectors.record.handover.sending import read_by
from connectors.record.types import ADVISER, QUEUE, UnknownConversationError
from connectors.store.errors import StoreBusyError
from connectors.store.models import table_of
from connectors.store.people import Adviser
from connectors.web.connection import Frame
from connectors.web.fanout import Event, News
from connectors.web.places import Places, waiting_frame
from connectors.web.service import SERVICE, Service, language, unseal_code

ADVISERS = table_of(Adviser)
HERE, GONE = "here", "gone"

log = logging.getLogger("startbro.web")


class Windows:
    """Brings news of the desk to the windows of the person."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._tasks: set[asyncio.Task[None]] = set()
        self._reading: Mapping[News, Callable[[str], Coroutine[Any, Any, None]]] = {
            News.OWNER: self._show_owner,
            News.PLAN: self._show_plan,
            News.LANGUAGE: self._show_language,
        }
        service.fanout.hear_person(self.hear)

    def hear(self, event: Event) -> None:
        """Take news; nothing is read for somebody who is not there."""
        hub, conversation = self._service.hub, event.conversation
        if not hub.watching(conversation):
            return
        if event.news in self._reading:
            self._start(self._reading[event.news](conversation))
        elif event.news is News.TYPING:
            hub.send(conversation, {"type": "typing"})
        elif event.news is News.READ:
            hub.send(conversation, {"type": "seen", "seq": event.seq})
        elif event.news is News.STATUS:
            hub.send(conversation, {"type": "status", "state": event.detail})
        elif event.news is News.GROWN:
            hub.stir(conversation)
        elif event.news is News.REWRITTEN:
            hub.tell_all(conversation)
        elif event.news is News.ERASED:
            hub.end(conversation, {"type": "deleted"})
        elif event.news is News.CODE:
            self._show_code(conversation, event.detail)

    async def stop(self) -> None:
        """Stop at once."""
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _show_owner(self, conversation: str) -> None:
        self._service.hub.send(conversation, await tell_adviser(self._service, conversation))

    async def _show_plan(self, conversation: str) -> None:
        self._service.hub.send(conversation, await self._service.plan(conversation))

    async def _show_language(self, conversation: str) -> None:
        locale = await self._service.database.read(lambda session: view(session, conversation).locale)
        self._service.hub.tell_all(conversation, language(locale))

    def _show_code(self, conversation: str, sealed: str) -> None:
        try:
            code = unseal_code(self._service.tools.keys, sealed)
        except SealError:
            log.error("a return code from another gateway cannot be read: give all gateways the same server.key")
            return
        self._service.hub.send(conversation, {"type": "code", "code": code})

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def run_windows(app: web.Application) -> AsyncIterator[None]:
    """Bring news to windows for as long as the application runs; the service must run already."""
    windows, in_line = Windows(app[SERVICE]), Places(app[SERVICE])
    yield
    await windows.stop()
    await in_line.stop()


async def tell_adviser(service: Service, conversation: str) -> Frame:
    """Give the frame that says whether an adviser helps, somebody waits for one, or neither."""
    now = service.tools.clock()

    def step(session: Session) -> Frame:
        owner = view(session, conversation).owner
        if owner.kind == ADVISER:
            name = session.scalar(select(ADVISERS.c.name).where(ADVISERS.c.id == owner.id))
            seen = read_by(session, conversation, str(owner.id))
            return {"type": "adviser", "name": for_display(name or ""), "state": HERE, "seen": seen}
        if owner.kind != QUEUE:
            return {"type": "adviser", "name": "", "state": GONE}
        return waiting_frame(places(session, [conversation], now=now).get(conversation))

    return await service.database.read(step)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (UnknownConversationError, StoreBusyError):
        pass  # nobody is left to tell, or the next news will
    except Exception as error:
        log.error("a window was not told of an adviser: %s", describe(error))
