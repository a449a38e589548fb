"""How advisers keep order: labels, who should see to a conversation, and who is here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from connectors.record.handover.ground import begin_as, change_case, find_adviser, name_of, note_step
from connectors.record.handover.moving import give_wait
from connectors.record.handover.shapes import WITHDRAWN, At, Target, WrongStepError
from connectors.record.handover.transfers import settle_transfer
from connectors.record.types import ADVISER, QUEUE, Tools
from connectors.store.desk import Case, Label
from connectors.store.models import Conversation, table_of
from connectors.store.people import Presence

LABEL, CASE = table_of(Label), table_of(Case)
CONVERSATION, PRESENCE = table_of(Conversation), table_of(Presence)
LONGEST_ABSENCE = timedelta(minutes=2)


def label(session: Session, at: At, labels: Collection[str], *, tools: Tools) -> None:
    """Make these, and no others, the labels of a conversation."""
    scene, _ = begin_as(session, at, tools)
    wanted = set(labels)
    known = set(session.scalars(select(LABEL.c.name).where(LABEL.c.conversation == at.conversation)))
    if gone := known - wanted:
        session.execute(delete(LABEL).where(LABEL.c.conversation == at.conversation, LABEL.c.name.in_(gone)))
    new = [
        {"conversation": at.conversation, "name": name, "by": at.adviser, "created": scene.now}
        for name in sorted(wanted - known)
    ]
    if new:
        session.execute(insert(LABEL), new)
    if gone or new:
        note_step(scene, "labelled", actor=at.adviser, details={"labels": sorted(wanted)})


def labels_of(session: Session, conversation: str) -> list[str]:
    """Give the labels of a conversation in alphabetical order."""
    return [*session.scalars(select(LABEL.c.name).where(LABEL.c.conversation == conversation).order_by(LABEL.c.name))]


def assign(session: Session, at: At, *, to: str | None, tools: Tools) -> None:
    """Say which colleague should see to a conversation (None: nobody in particular); its owner stays.

    Somebody who waits is told who will help them.
    """
    scene, known = begin_as(session, at, tools)
    colleague = None
    if to is not None:
        colleague = find_adviser(session, to)
        if colleague is None or colleague.organisation != known.organisation:
            raise WrongStepError("nobody is there to see to it")
    # Work that is given to somebody belongs to their organisation from then on.
    change_case(scene, assigned=to, organisation=known.organisation)
    if scene.seen.owner.kind == QUEUE:
        settle_transfer(scene, WITHDRAWN)
        told = {"to": name_of(colleague)} if colleague is not None else None
        give_wait(scene, Target(adviser=to), organisation=known.organisation, values=told)
    note_step(scene, "assigned", actor=at.adviser, details={"to": to})


def set_presence(session: Session, adviser: str, *, gateway: str, state: str, now: datetime) -> None:
    """Keep that a gateway has heard of an adviser, and whether they are ``here`` or ``away``."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"adviser": adviser, "gateway": gateway, "state": state, "last_seen": now}
    statement = dialect.insert(PRESENCE).values(row)
    kept = {name: statement.excluded[name] for name in ("state", "last_seen")}
    session.execute(statement.on_conflict_do_update(index_elements=["adviser", "gateway"], set_=kept))


def forget_presence(session: Session, adviser: str, *, gateway: str) -> None:
    """Keep that an adviser has signed out of a gateway."""
    session.execute(delete(PRESENCE).where(PRESENCE.c.adviser == adviser, PRESENCE.c.gateway == gateway))


def disappeared(session: Session, *, now: datetime) -> list[tuple[str, int]]:
    """Give conversation and fence of those whose adviser no gateway has heard of for two minutes.

    What has changed hands within that time is left out: the adviser may only just have come.
    """
    since = now - LONGEST_ABSENCE
    heard = (
        select(PRESENCE.c.adviser)
        .where(PRESENCE.c.adviser == CONVERSATION.c.owner_id, PRESENCE.c.last_seen > since)
        .correlate(CONVERSATION)
    )
    rows = session.execute(
        select(CONVERSATION.c.id, CONVERSATION.c.fence)
        .join_from(CONVERSATION, CASE, CASE.c.conversation == CONVERSATION.c.id)
        .where(CONVERSATION.c.owner_kind == ADVISER, CASE.c.changed <= since, ~exists(heard))
    )
    return [(conversation, fence) for conversation, fence in rows]
