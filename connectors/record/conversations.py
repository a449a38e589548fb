"""Conversations: opening one, finding it by its token, and who owns it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, select, update
from sqlalchemy.orm import Session

from connectors.keys import new_id, new_token, token_hash
from connectors.record.messages import MESSAGE, WAITING
from connectors.record.types import ANSWERED_BY_BOT, ConversationView, Opened, Owner, UnknownConversationError
from connectors.store.models import Conversation, Person, table_of
from connectors.store.people import AccessToken, Organisation
from connectors.store.plans import Plan

CONVERSATION, PERSON, TOKEN = table_of(Conversation), table_of(Person), table_of(AccessToken)
HAS_ADVISERS = exists().where(table_of(Organisation).c.uses_advisers).label("has_advisers")

VIEW = (
    select(CONVERSATION, PERSON.c.language, HAS_ADVISERS)
    .join_from(CONVERSATION, PERSON)
    .where(CONVERSATION.c.id == bindparam("conversation"))
)
BY_TOKEN = select(TOKEN.c.conversation).where(TOKEN.c.hash == bindparam("token"), TOKEN.c.revoked.is_(None))


def open_conversation(session: Session, locale: str, *, now: datetime, template: str | None = None) -> Opened:
    """Make a person, a conversation with an empty plan, and a token for it."""
    opened = Opened(new_id("p"), new_id("c"), new_token())
    state = {"template": template} if template else {}
    session.add(Person(id=opened.person, language=locale, created=now))
    session.flush()
    session.add(Conversation(id=opened.conversation, person=opened.person, state=state, created=now, last_activity=now))
    session.flush()
    session.add(Plan(id=new_id("plan"), conversation=opened.conversation, template=template, created=now, changed=now))
    session.add(AccessToken(hash=token_hash(opened.token), conversation=opened.conversation, created=now))
    return opened


def by_token(session: Session, token: str) -> ConversationView | None:
    """Find the conversation that a token opens; None for an unknown, revoked or erased one."""
    found = session.scalar(BY_TOKEN, {"token": token_hash(token)})
    return view(session, found) if found else None


def view(session: Session, conversation: str) -> ConversationView:
    """Give a conversation as committed; raise ``UnknownConversationError`` when there is none."""
    found = find_view(session, conversation)
    if found is None:
        raise UnknownConversationError(conversation)
    return found


def find_view(session: Session, conversation: str, *conditions: ColumnElement[bool]) -> ConversationView | None:
    """Give a conversation as committed if it meets the conditions, looked up and read in one statement."""
    statement = VIEW.where(*conditions) if conditions else VIEW
    found = session.execute(statement, {"conversation": conversation}).one_or_none()
    if found is None:
        return None
    return ConversationView(
        id=found.id,
        person=found.person,
        locale=found.language,
        status=found.status,
        owner=Owner(found.owner_kind, found.owner_id, found.fence),
        generation=found.generation,
        generation_turns=found.generation_turns,
        rasa_boot=found.rasa_boot,
        last_seq=found.last_seq,
        state=found.state,
        created=found.created,
        last_activity=found.last_activity,
        has_advisers=found.has_advisers,
    )


def compare_and_set_owner(
    session: Session, conversation: str, *, fence: int, kind: str, owner_id: str | None
) -> Owner | None:
    """Give the conversation a new owner if its fence is still ``fence``; None when somebody else was first."""
    changed = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation, Conversation.fence == fence)
        .values(owner_kind=kind, owner_id=owner_id, fence=fence + 1)
        .returning(Conversation.fence)
    ).scalar()
    return None if changed is None else Owner(kind, owner_id, changed)


def begin_generation(session: Session, conversation: str, *, rasa_boot: str | None) -> int:
    """Make Rasa start afresh with the next turn, as after a failed one; give the new generation's number."""
    number = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation)
        .values(generation=Conversation.generation + 1, generation_turns=0, rasa_boot=rasa_boot)
        .returning(Conversation.generation)
    ).scalar()
    if number is None:
        raise UnknownConversationError(conversation)
    return number


def waiting_conversations(session: Session, *, before: datetime | None = None) -> list[str]:
    """Name the conversations that the bot answers in which a message stands unanswered, longest silent first.

    ``before`` asks only for messages that have waited since then.
    """
    since = [] if before is None else [MESSAGE.c.created < before]
    rows = session.scalars(
        select(CONVERSATION.c.id)
        .join_from(CONVERSATION, MESSAGE)
        .where(WAITING, CONVERSATION.c.owner_kind.in_(ANSWERED_BY_BOT), *since)
        .group_by(CONVERSATION.c.id, CONVERSATION.c.last_activity)
        .order_by(CONVERSATION.c.last_activity)
    )
    return list(rows)
