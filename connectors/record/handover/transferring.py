"""Handing a conversation on to a colleague, a team or another organisation, after the person has been asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from connectors.record.handover.asking import ENTRY, IS_OPEN, join_queue, last_wish
from connectors.record.handover.ground import (
    Scene,
    begin,
    begin_as_owner,
    change_case,
    find_adviser,
    give_to,
    name_of,
    note_step,
    settle_messages,
    tell,
)
from connectors.record.handover.sending import add_note
from connectors.record.handover.shapes import ACCEPTED, ASKED, DECLINED, WITHDRAWN, Claim, Done, NotOwner, Target
from connectors.record.handover.transfers import (
    ACCEPT,
    DECLINE,
    TRANSFER,
    ask_about,
    find_target,
    is_asked,
    settle_transfer,
)
from connectors.record.types import QUEUE, LogEntry, Owner, Tools

__all__ = ["ACCEPT", "DECLINE", "accept_transfer", "decline_transfer", "transfer"]


def transfer(session: Session, claim: Claim, to: Target, *, note: str | None = None, tools: Tools) -> Done | NotOwner:
    """Ask the person whether somebody else may help; until they say yes the adviser keeps the conversation.

    Another target takes the place of the first; the same one again changes nothing. Raises ``WrongStepError`` for a
    target that is not there.
    """
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    name, _ = find_target(session, to, own=adviser.organisation)
    if is_asked(scene, claim.adviser, to):
        return Done(scene.seen.owner)
    settle_transfer(scene, WITHDRAWN)
    if note:
        add_note(scene, claim.adviser, note)
    values = {"adviser": name_of(adviser), "to": {"type": "name", "value": name}}
    line = ask_about(scene, claim.adviser, to, text="system_transfer_asked", values=values)
    return Done(scene.seen.owner, (line,))


def accept_transfer(session: Session, conversation: str, transfer_id: str, *, tools: Tools) -> Done:
    """Let the person say yes: they wait, first in the queue of the one they are handed to.

    Who was asked while they waited has had no help yet, and keeps the place they have.
    """
    scene = begin(session, conversation, tools)
    asked = _asked(scene, transfer_id)
    if asked is None:
        return Done(scene.seen.owner)
    giver = find_adviser(session, asked.by)
    to = Target(asked.to_adviser, asked.to_team, asked.to_organisation)
    name, organisation = find_target(session, to, own=giver.organisation if giver else None)
    settle_transfer(scene, ACCEPTED)
    change_case(scene, organisation=organisation, assigned=to.adviser)
    values = {"to": {"type": "name", "value": name}}
    if scene.seen.owner.kind == QUEUE:
        owner, line = _wait_elsewhere(scene, to, organisation), tell(scene, "system_wait_moved", values)
    else:
        owner, line = _wait_first(scene, to, organisation, asked.by), tell(scene, "system_transfer_accepted", values)
    note_step(scene, "transfer_accepted", actor=None, details={"fence": owner.fence, "transfer": transfer_id})
    return Done(owner, (line,))


def decline_transfer(session: Session, conversation: str, transfer_id: str, *, tools: Tools) -> Done:
    """Let the person say no: they stay with the adviser they have, or in the queue they wait in."""
    scene = begin(session, conversation, tools)
    asked = _asked(scene, transfer_id)
    if asked is None:
        return Done(scene.seen.owner)
    settle_transfer(scene, DECLINED)
    line = _say_stays(scene, asked)
    note_step(scene, "transfer_declined", actor=None, details={"transfer": transfer_id})
    return Done(scene.seen.owner, (line,))


def _say_stays(scene: Scene, asked: Row[Any]) -> LogEntry:
    if scene.seen.owner.kind == QUEUE:
        return tell(scene, "system_wait_stays")
    return tell(scene, "system_transfer_declined", {"adviser": name_of(find_adviser(scene.session, asked.by))})


def _wait_first(scene: Scene, to: Target, organisation: str, giver: str) -> Owner:
    settle_messages(scene, giver)
    owner = give_to(scene, QUEUE)
    join_queue(scene, last_wish(scene), organisation=organisation, to=to, urgent=True)
    return owner


def _wait_elsewhere(scene: Scene, to: Target, organisation: str) -> Owner:
    """Let the wait that has begun go on elsewhere; the fence stays, as the bot may be answering meanwhile."""
    here = update(ENTRY).where(ENTRY.c.conversation == scene.id, IS_OPEN)
    changes = {"organisation": organisation, "for_adviser": to.adviser, "for_team": to.team}
    scene.session.execute(here.values(**changes))
    return scene.seen.owner


def _asked(scene: Scene, transfer_id: str) -> Row[Any] | None:
    """Give an open transfer; None when it is settled or withdrawn, so that a second press changes nothing."""
    return scene.session.execute(
        select(TRANSFER).where(
            TRANSFER.c.id == transfer_id, TRANSFER.c.conversation == scene.id, TRANSFER.c.state == ASKED
        )
    ).one_or_none()
