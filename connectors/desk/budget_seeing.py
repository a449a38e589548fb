"""Looking at the budgets of a conversation: through the one door, and noted in the audit log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.advice.facts import Facts
from connectors.desk.access import access_conversation
from connectors.desk.audit import NOTED_AGAIN, Note, note_access, was_noted
from connectors.desk.sessions import Who
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.store.database import Database


async def see_budgets(database: Database, who: Who, conversation: str, *, now: datetime) -> Facts:
    """Give what is known of a conversation, noting that its budgets are seen; raise ``NotFoundError`` for another's.

    The tab is read anew with every answer of the person, and each picture is a request; that is one look.
    """

    def look(session: Session) -> tuple[Facts, bool]:
        accessed = access_conversation(session, who, conversation)
        since = now - NOTED_AGAIN
        noted = was_noted(session, who.id, kind=Note.SEEN_BUDGETS, conversation=accessed.id, since=since)
        return load_facts(session, accessed.id, day_in_stockholm(now)), noted

    def note(session: Session) -> None:
        accessed = access_conversation(session, who, conversation)
        note_access(session, who.id, Note.SEEN_BUDGETS, accessed.id, now=now)

    facts, noted = await database.read(look)
    if not noted:
        await database.write(note)
    return facts
