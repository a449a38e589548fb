"""An adviser's words: to the person, as the owner only, and to colleagues, as private notes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from connectors.record.handover.ground import Scene, begin_as, check_may_see, note_step
from connectors.record.handover.shapes import At, Claim, NotOwner, Said, WrongStepError
from connectors.record.messages import append_rows, stored_before
from connectors.record.replies import DELIVERED, deliver
from connectors.record.types import ADVISER, NOTE, PERSON, REPLY, TEXT, NewMessage, Owner, Stored, Tools
from connectors.store.desk import ReadMark
from connectors.store.models import Delivery, Message, table_of

MESSAGE, DELIVERY, READ_MARK = table_of(Message), table_of(Delivery), table_of(ReadMark)


def send(session: Session, claim: Claim, said: Said, *, tools: Tools) -> Stored | NotOwner:
    """Say something to the person, once for its ``client_id``; the words of anybody but the owner are refused."""
    if (said.text is None) == (said.name is None):
        raise WrongStepError("say either a text or a ready answer")
    scene, _ = begin_as(session, claim, tools)
    if before := stored_before(session, NewMessage(scene.id, ADVISER, client_id=said.client_id)):
        return before
    owner = scene.seen.owner
    if owner != Owner(ADVISER, claim.adviser, claim.fence):
        return NotOwner(owner.id if owner.kind == ADVISER and owner.id != claim.adviser else None, owner)
    row = {
        "author": ADVISER,
        "kind": TEXT if said.name is None else REPLY,
        "text": said.text,
        "name": said.name,
        "values": dict(said.values) or None,
        "payload": {"adviser": claim.adviser},
        "language": said.language,
        "channel": "web",
        "client_id": said.client_id,
    }
    appended = append_rows(session, scene.id, [row], now=scene.now)
    deliver(session, appended.entries, locale=scene.seen.locale, tools=tools, now=scene.now)
    note_step(scene, "sent", actor=claim.adviser, details={"seq": appended.last_seq, "ready": said.name})
    return Stored(appended.last_seq, created=True, owner=owner)


def note(session: Session, at: At, said: Said, *, mentions: Sequence[str] = (), tools: Tools) -> Stored:
    """Write something that only advisers see; every adviser who may see the conversation may do so.

    ``mentions`` are the colleagues whom it names, and who are to be told.
    """
    scene, _ = begin_as(session, at, tools)
    if before := stored_before(session, NewMessage(scene.id, ADVISER, client_id=said.client_id)):
        return before
    return add_note(scene, at.adviser, said.text or "", client_id=said.client_id, mentions=mentions)


def add_note(
    scene: Scene, adviser: str, text: str, *, client_id: str | None = None, mentions: Sequence[str] = ()
) -> Stored:
    """Add a private note to the log of a conversation that is locked."""
    row = {
        "author": ADVISER,
        "kind": NOTE,
        "text": text,
        "payload": {"adviser": adviser, "mentions": [*mentions]},
        "language": "sv",
        "channel": "desk",
        "client_id": client_id,
    }
    appended = append_rows(scene.session, scene.id, [row], now=scene.now)
    note_step(scene, "noted", actor=adviser, details={"seq": appended.last_seq, "mentions": [*mentions]})
    return Stored(appended.last_seq, created=True, owner=appended.owner)


def seen(session: Session, at: At, *, seq: int) -> None:
    """Keep how far an adviser has read; an earlier number changes nothing."""
    check_may_see(session, at)
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"conversation": at.conversation, "adviser": at.adviser, "seq": seq}
    statement = dialect.insert(READ_MARK).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["conversation", "adviser"],
            set_={"seq": statement.excluded.seq},
            where=READ_MARK.c.seq < statement.excluded.seq,
        )
    )


def read_by(session: Session, conversation: str, adviser: str) -> int:
    """Give the number up to which an adviser has read a conversation, 0 for nothing."""
    mark = select(READ_MARK.c.seq).where(READ_MARK.c.conversation == conversation, READ_MARK.c.adviser == adviser)
    return session.scalar(mark) or 0


def seen_by_person(session: Session, conversation: str) -> int:
    """Give the number up to which the person has seen what was sent to them, 0 for nothing."""
    furthest = select(func.max(DELIVERY.c.seq)).where(
        DELIVERY.c.conversation == conversation, DELIVERY.c.state == DELIVERED
    )
    return session.scalar(furthest) or 0


def unread(session: Session, at: At) -> int:
    """Count the lines of the person that an adviser has not read."""
    mark = select(READ_MARK.c.seq).where(READ_MARK.c.conversation == at.conversation, READ_MARK.c.adviser == at.adviser)
    newer = select(func.count()).where(
        MESSAGE.c.conversation == at.conversation,
        MESSAGE.c.author == PERSON,
        MESSAGE.c.seq > func.coalesce(mark.scalar_subquery(), 0),
    )
    return session.scalar(newer) or 0
