"""That an adviser has sent somebody their talk by e-mail: told in the log once, and kept in the audit log."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.turn import Reply
from connectors.record.handover.ground import begin_as, name_of, note_step
from connectors.record.handover.shapes import WRONG_NUMBER, At
from connectors.record.messages import append_rows, stored_before
from connectors.record.replies import deliver, reply_row
from connectors.record.types import SYSTEM, NewMessage, Stored, Tools
from connectors.store.desk import CallBack
from connectors.store.models import table_of

CALL_BACK = table_of(CallBack)


def address_of(session: Session, conversation: str) -> str | None:
    """Give the e-mail address that the person has left last; None when they have left none, or it is a wrong one."""
    left = select(CALL_BACK.c.address, CALL_BACK.c.state).where(
        CALL_BACK.c.conversation == conversation, CALL_BACK.c.way == "email"
    )
    last = session.execute(left.order_by(CALL_BACK.c.id.desc()).limit(1)).one_or_none()
    return None if last is None or last.state == WRONG_NUMBER else str(last.address)


def sent_before(session: Session, conversation: str, client_id: str) -> Stored | None:
    """Find the line that tells of a letter which was asked for under the same ``client_id``."""
    return stored_before(session, NewMessage(conversation, SYSTEM, client_id=client_id))


def tell_sent(session: Session, at: At, client_id: str, *, tools: Tools) -> Stored:
    """Tell the person, once for its ``client_id``, that their talk was sent to them."""
    scene, adviser = begin_as(session, at, tools)
    if before := sent_before(session, at.conversation, client_id):
        return before
    reply = Reply("system_transcript_sent", {"adviser": name_of(adviser)})
    row = {**reply_row(reply, turn=None, channel="web"), "author": SYSTEM, "client_id": client_id}
    appended = append_rows(session, scene.id, [row], now=scene.now)
    deliver(session, appended.entries, locale=scene.seen.locale, tools=tools, now=scene.now)
    note_step(scene, "transcript_sent", actor=at.adviser, details={"seq": appended.last_seq})
    return Stored(appended.last_seq, created=True, owner=appended.owner)
