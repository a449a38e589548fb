"""Who answers: an adviser takes a conversation, gives it back, closes it, or disappears and loses it to the queue."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from connectors.record.handover.asking import end_wait, join_queue, last_wish
from connectors.record.handover.ground import (
    ADVISERS,
    Scene,
    begin,
    begin_as,
    begin_as_owner,
    change_case,
    find_case,
    give_to,
    name_of,
    note_step,
    set_status,
    settle_messages,
    tell,
)
from connectors.record.handover.sending import add_note
from connectors.record.handover.shapes import (
    CLOSED,
    LEAD,
    OPEN,
    WITHDRAWN,
    Claim,
    Done,
    NotOwner,
    Taken,
    TakenBefore,
)
from connectors.record.handover.transfers import settle_transfer
from connectors.record.types import ADVISER, BOT, QUEUE, Tools
from connectors.store.models import Conversation, table_of

CONVERSATION = table_of(Conversation)


def take(session: Session, claim: Claim, *, tools: Tools) -> Taken | TakenBefore:
    """Make an adviser the owner if nobody was first; ``claim.fence`` is the fence their screen showed.

    Who owns it already is told so again. A lead adviser may also take it from a colleague.
    """
    scene, adviser = begin_as(session, claim, tools)
    owner = scene.seen.owner
    if owner.kind == ADVISER and owner.id == claim.adviser:
        return Taken(owner.fence)
    if owner.fence != claim.fence or (owner.kind == ADVISER and adviser.role != LEAD):
        return TakenBefore(owner.id if owner.kind == ADVISER else None, owner)
    settle_transfer(scene, WITHDRAWN)
    if owner.kind == ADVISER:
        line = tell(scene, "system_taken_over", {"adviser": name_of(adviser), "before": _name(scene, owner.id)})
    else:
        end_wait(scene, taken=scene.now, adviser=claim.adviser)
        line = tell(scene, "system_taken", {"adviser": name_of(adviser)})
    set_status(scene, OPEN)
    change_case(scene, organisation=adviser.organisation, helped=claim.adviser, closed=None, outcome=None)
    taken = give_to(scene, ADVISER, claim.adviser)
    note_step(scene, "taken", actor=claim.adviser, details={"fence": taken.fence, "from": owner.kind})
    return Taken(taken.fence, (line,))


def give_back(
    session: Session, claim: Claim, *, question: str | None = None, note: str | None = None, tools: Tools
) -> Done | NotOwner:
    """Let the bot go on, at ``question`` if one is given; the note is for the advisers who come after.

    What the person wrote to the adviser is left as it is: the bot answers only what they write from now on.
    """
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    _leave_conversation(scene, claim.adviser)
    if note:
        add_note(scene, claim.adviser, note)
    if question:
        state = {**scene.seen.state, "question": question, "stage": "interview", "expecting": None, "misses": 0}
        session.execute(update(CONVERSATION).where(CONVERSATION.c.id == scene.id).values(state=state))
    line = tell(scene, "system_given_back", {"adviser": name_of(adviser)})
    owner = give_to(scene, BOT)
    note_step(scene, "given_back", actor=claim.adviser, details={"fence": owner.fence, "question": question})
    return Done(owner, (line,))


def return_to_queue(session: Session, conversation: str, *, fence: int, tools: Tools) -> Done | NotOwner:
    """Take a conversation from an adviser who has disappeared; the person is first in the queue and gets an apology."""
    scene = begin(session, conversation, tools)
    owner = scene.seen.owner
    if owner.kind != ADVISER or owner.fence != fence:
        return NotOwner(owner.id if owner.kind == ADVISER else None, owner)
    case = find_case(scene)
    _leave_conversation(scene, owner.id or "")
    line = tell(scene, "system_returned", {"adviser": _name(scene, owner.id)})
    queued = give_to(scene, QUEUE)
    join_queue(scene, last_wish(scene), organisation=case.organisation if case else None, urgent=True)
    note_step(scene, "returned", actor=owner.id, details={"fence": queued.fence})
    return Done(queued, (line,))


def close(session: Session, claim: Claim, *, outcome: str, tools: Tools) -> Done | NotOwner:
    """End the help with an outcome; the person may write again at any time, and the bot then answers."""
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    _leave_conversation(scene, claim.adviser)
    line = tell(scene, "system_closed", {"adviser": name_of(adviser)})
    set_status(scene, CLOSED)
    change_case(scene, outcome=outcome, closed=scene.now)
    owner = give_to(scene, BOT)
    note_step(scene, "closed", actor=claim.adviser, details={"fence": owner.fence, "outcome": outcome})
    return Done(owner, (line,))


def open_conversations(session: Session, adviser: str) -> int:
    """Count the conversations that an adviser answers now."""
    owned = select(CONVERSATION.c.id).where(CONVERSATION.c.owner_kind == ADVISER, CONVERSATION.c.owner_id == adviser)
    return len(session.scalars(owned).all())


def _leave_conversation(scene: Scene, adviser: str) -> None:
    settle_messages(scene, adviser)
    settle_transfer(scene, WITHDRAWN)


def _name(scene: Scene, adviser: str | None) -> dict[str, Any]:
    row: Row[Any] | None = scene.session.execute(select(ADVISERS).where(ADVISERS.c.id == adviser)).one_or_none()
    return name_of(row)
