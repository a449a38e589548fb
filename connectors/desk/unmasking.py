"""Showing a text whole whose personal identity numbers the desk overwrites: only when asked, and always noted."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.desk.access import Accessed, NotFoundError, access_conversation
from connectors.desk.audit import Note, note_access
from connectors.desk.policy import RefusedError, signed
from connectors.desk.signing_in import read_object
from connectors.record.plans import snapshot
from connectors.store.models import Message
from connectors.web.service import SERVICE


async def unmask(request: web.Request) -> web.Response:
    """Take ``{"conversation"}`` with ``seq`` or ``question`` and answer ``{"text"}`` as it was written."""
    body = await read_object(request)
    conversation, seq, question = body.get("conversation"), body.get("seq"), body.get("question")
    if not isinstance(conversation, str) or not (type(seq) is int or isinstance(question, str)):
        raise RefusedError(400, "malformed")
    service, who = request.app[SERVICE], signed(request).adviser
    now = service.tools.clock()

    def step(session: Session) -> str:
        accessed = access_conversation(session, who, conversation)
        if type(seq) is int:
            text = line(session, accessed, seq)
            note_access(session, who.id, Note.UNMASKED, accessed.id, now=now, seq=seq)
            return text
        text = answer(session, accessed, str(question))
        note_access(session, who.id, Note.UNMASKED, accessed.id, now=now, question=str(question))
        return text

    return web.json_response({"text": await service.database.write(step)})


def line(session: Session, accessed: Accessed, seq: int) -> str:
    """Give one line of the log as it was written; raise ``NotFoundError`` when there is none with words of its own."""
    if not 0 < seq <= accessed.conversation.last_seq:
        raise NotFoundError
    text = session.scalar(select(Message.text).where(Message.conversation == accessed.id, Message.seq == seq))
    if text is None:
        raise NotFoundError
    return text


def answer(session: Session, accessed: Accessed, question: str) -> str:
    """Give the present answer to one question as it was written; raise ``NotFoundError`` when there is none."""
    found = snapshot(session, accessed.id).answers.get(question)
    if found is None:
        raise NotFoundError
    return found.text
