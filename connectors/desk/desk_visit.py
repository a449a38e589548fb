"""One adviser at one socket: what each frame that comes in does, and how a refusal is worded.

Whatever conversation a frame names goes through ``access_conversation`` first, in the same transaction as the step.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.language.rendering import render
from connectors.desk.access import Accessed, NotFoundError, access_conversation
from connectors.desk.outgoing import Desk
from connectors.desk.service import DeskService
from connectors.record.handover.shapes import Claim, NotOwner, TakenBefore, Target, WrongStepError
from connectors.record.types import UnknownConversationError
from connectors.store.errors import StoreBusyError
from connectors.web.connection import Frame
from connectors.web.visit import CLIENT_ID

T = TypeVar("T")
SECONDS_PER_PACE = 0.5
LONGEST_ID = 60

log = logging.getLogger("startbro.desk")
Act = Callable[["DeskVisit", Frame], Awaitable[None]]


class RefusedFrameError(Exception):
    """What the adviser wanted is refused; ``reason`` names the text, ``by`` the colleague because of whom."""

    def __init__(self, reason: str, by: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.by = by


class DeskVisit:
    """Takes the frames of one socket in order. ``acts`` and ``writes`` are the frames it knows."""

    def __init__(self, service: DeskService, desk: Desk, acts: Mapping[str, Act], writes: Mapping[str, Act]) -> None:
        self.service = service
        self.desk = desk
        self._acts = acts
        self._writes = writes

    async def take(self, frame: Frame) -> bool:
        """Act on a frame; false for one that no client of ours sends, which ends the socket."""
        act = self._acts.get(frame["type"]) or self._writes.get(frame["type"])
        client_id = frame.get("client_id")
        if frame["type"] in self._writes and not (isinstance(client_id, str) and CLIENT_ID.fullmatch(client_id)):
            return False
        if act is None:
            return False
        if not self.service.limit.take(self.desk.who.id):
            await asyncio.sleep(SECONDS_PER_PACE)
        await self.attempt(frame, act)
        return True

    async def attempt(self, frame: Frame, act: Act) -> None:
        """Act on a frame, and say why when it cannot be done."""
        try:
            await act(self, frame)
        except RefusedFrameError as refused:
            self.refuse(frame, refused.reason, refused.by)
        except (NotFoundError, UnknownConversationError):
            self.refuse(frame, "unknown")
        except WrongStepError:
            self.refuse(frame, "not_possible")
        except StoreBusyError:
            self.refuse(frame, "busy")

    def refuse(self, frame: Frame, reason: str, by: str | None = None) -> None:
        """Say why something did not happen; the desk's page keeps the draft."""
        values = {"name": {"type": "name", "value": self.service.roster.name(by)}}
        told: dict[str, Any] = {
            "type": "refused",
            "reason": reason,
            "text": render(f"desk_refused_{reason}", values, locale=self.desk.locale).text,
        }
        for key in ("client_id", "conversation"):
            if isinstance(frame.get(key), str):
                told[key] = frame[key][:LONGEST_ID]
        if by:
            told["by"] = self.service.roster.frame(by)
        self.desk.put(told)

    def acknowledge(self, frame: Frame, seq: int | None = None) -> None:
        """Say that a written frame is stored."""
        place = {} if seq is None else {"seq": seq}
        self.desk.put({"type": "ack", "client_id": frame["client_id"], **place})

    async def read(self, frame: Frame, step: Callable[[Session, Accessed], T]) -> T:
        """Read something of the conversation a frame names."""
        who, conversation = self.desk.who, conversation_of(frame)
        return await self.service.service.database.read(
            lambda session: step(session, access_conversation(session, who, conversation))
        )

    async def write(self, frame: Frame, step: Callable[[Session, Accessed], T]) -> T:
        """Take a step on the conversation a frame names, in one transaction."""
        who, conversation = self.desk.who, conversation_of(frame)
        return await self.service.service.database.write(
            lambda session: step(session, access_conversation(session, who, conversation))
        )

    def owned(self, result: T | NotOwner | TakenBefore) -> T:
        """Give what a step came to; refuse when somebody else has the conversation."""
        if isinstance(result, TakenBefore):
            raise RefusedFrameError("taken" if result.adviser else "not_owner", result.adviser)
        if isinstance(result, NotOwner):
            raise RefusedFrameError("taken" if result.by else "not_owner", result.by)
        return result

    def claim(self, frame: Frame) -> Claim:
        """Give what the adviser believes to own."""
        return Claim(conversation_of(frame), self.desk.who.id, number_of(frame, "fence"))


def conversation_of(frame: Frame) -> str:
    """Give the id a frame names; refuse what is none."""
    conversation = frame.get("conversation")
    if not isinstance(conversation, str) or len(conversation) > LONGEST_ID or "\x00" in conversation:
        raise RefusedFrameError("unknown")
    return conversation


def number_of(frame: Frame, key: str) -> int:
    """Give a number of a frame; refuse what is none."""
    number = frame.get(key)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**31:
        raise RefusedFrameError("not_possible")
    return number


def word_of(frame: Frame, key: str, *, longest: int = 200) -> str | None:
    """Give a short text of a frame, None when there is none; refuse anything else."""
    word = frame.get(key)
    if word is None or word == "":
        return None
    if not isinstance(word, str) or len(word) > longest or "\x00" in word:
        raise RefusedFrameError("not_possible")
    return word


def target_of(frame: Frame) -> Target:
    """Give to whom a frame hands something; whether anybody is there is the record's to say."""
    wanted = frame.get("to")
    if not isinstance(wanted, Mapping):
        raise RefusedFrameError("not_possible")
    return Target(*(word_of(wanted, key) for key in ("adviser", "team", "organisation")))
