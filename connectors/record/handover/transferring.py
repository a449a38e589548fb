"""Handing a conversation on to a colleague, a team or another organisation, after the person has been asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.turn import Button, Reply
from connectors.keys import new_id
from connectors.record.handover.asking import join_queue, last_wish
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
from connectors.record.handover.shapes import (
    ACCEPTED,
    ASKED,
    DECLINED,
    WITHDRAWN,
    Claim,
    Done,
    NotOwner,
    Target,
    WrongStepError,
)
from connectors.record.types import QUEUE, Tools
from connectors.store.desk import Transfer
from connectors.store.models import table_of
from connectors.store.people import Organisation, Team

TRANSFER, TEAM, ORGANISATION = table_of(Transfer), table_of(Team), table_of(Organisation)
ACCEPT, DECLINE = "accept_transfer", "decline_transfer"


def transfer(session: Session, claim: Claim, to: Target, *, note: str | None = None, tools: Tools) -> Done | NotOwner:
    """Ask the person whether somebody else may help; until they say yes the adviser keeps the conversation.

    Another target takes the place of the first; the same one again changes nothing. Raises ``WrongStepError`` for a
    target that is not there.
    """
    found = begin_as_owner(session, claim, tools)
    if isinstance(found, NotOwner):
        return found
    scene, adviser = found
    name, _ = _target(session, to, own=adviser.organisation)
    if _asked_before(scene, claim, to):
        return Done(scene.seen.owner)
    _settle(scene, WITHDRAWN)
    if note:
        add_note(scene, claim.adviser, note)
    transfer_id = new_id("x")
    entities = {"transfer": transfer_id}
    buttons = (Button("button_yes", ACCEPT, entities), Button("button_no", DECLINE, entities))
    values = {"adviser": name_of(adviser), "to": {"type": "name", "value": name}}
    line = tell(scene, "", reply=Reply("system_transfer_asked", values, buttons))
    row = {
        "id": transfer_id,
        "conversation": scene.id,
        "by": claim.adviser,
        "to_adviser": to.adviser,
        "to_team": to.team,
        "to_organisation": to.organisation,
        "state": ASKED,
        "seq": line.seq,
        "created": scene.now,
    }
    session.execute(insert(TRANSFER), [row])
    note_step(scene, "transfer_asked", actor=claim.adviser, details={"transfer": transfer_id})
    return Done(scene.seen.owner, (line,))


def accept_transfer(session: Session, conversation: str, transfer_id: str, *, tools: Tools) -> Done:
    """Let the person say yes: they wait, first in the queue of the one they are handed to."""
    scene = begin(session, conversation, tools)
    asked = _asked(scene, transfer_id)
    if asked is None:
        return Done(scene.seen.owner)
    giver = find_adviser(session, asked.by)
    to = Target(asked.to_adviser, asked.to_team, asked.to_organisation)
    name, organisation = _target(session, to, own=giver.organisation if giver else None)
    _settle(scene, ACCEPTED)
    settle_messages(scene, asked.by)
    change_case(scene, organisation=organisation, assigned=to.adviser)
    line = tell(scene, "system_transfer_accepted", {"to": {"type": "name", "value": name}})
    owner = give_to(scene, QUEUE)
    join_queue(scene, last_wish(scene), organisation=organisation, to=to, urgent=True)
    note_step(scene, "transfer_accepted", actor=None, details={"fence": owner.fence, "transfer": transfer_id})
    return Done(owner, (line,))


def decline_transfer(session: Session, conversation: str, transfer_id: str, *, tools: Tools) -> Done:
    """Let the person say no: they stay with the adviser they have."""
    scene = begin(session, conversation, tools)
    asked = _asked(scene, transfer_id)
    if asked is None:
        return Done(scene.seen.owner)
    _settle(scene, DECLINED)
    line = tell(scene, "system_transfer_declined", {"adviser": name_of(find_adviser(session, asked.by))})
    note_step(scene, "transfer_declined", actor=None, details={"transfer": transfer_id})
    return Done(scene.seen.owner, (line,))


def _target(session: Session, to: Target, *, own: str | None) -> tuple[str, str]:
    """Give name and organisation of a target; colleagues and teams are those of the adviser's own organisation."""
    if [to.adviser, to.team, to.organisation].count(None) != 2:
        raise WrongStepError("hand on to one colleague, one team or one organisation")
    if to.adviser:
        colleague = find_adviser(session, to.adviser)
        if colleague is not None and own in (None, colleague.organisation):
            return colleague.name, colleague.organisation
    elif to.team:
        team = session.execute(select(TEAM).where(TEAM.c.id == to.team)).one_or_none()
        if team is not None and own in (None, team.organisation):
            return team.name, team.organisation
    else:
        there = session.execute(select(ORGANISATION).where(ORGANISATION.c.id == to.organisation)).one_or_none()
        if there is not None and there.uses_advisers:
            return there.name, there.id
    raise WrongStepError("nobody is there to hand on to")


def _asked_before(scene: Scene, claim: Claim, to: Target) -> bool:
    same = {"to_adviser": to.adviser, "to_team": to.team, "to_organisation": to.organisation, "by": claim.adviser}
    standing = select(TRANSFER.c.id).filter_by(conversation=scene.id, state=ASKED, **same)
    return scene.session.execute(standing).scalar() is not None


def _asked(scene: Scene, transfer_id: str) -> Row[Any] | None:
    """Give an open transfer; None when it is settled or withdrawn, so that a second press changes nothing."""
    return scene.session.execute(
        select(TRANSFER).where(
            TRANSFER.c.id == transfer_id, TRANSFER.c.conversation == scene.id, TRANSFER.c.state == ASKED
        )
    ).one_or_none()


def _settle(scene: Scene, state: str) -> None:
    asked = update(TRANSFER).where(TRANSFER.c.conversation == scene.id, TRANSFER.c.state == ASKED)
    scene.session.execute(asked.values(state=state, settled=scene.now))
