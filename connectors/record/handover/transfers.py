"""The question whether somebody else may help: to whom it can go, and how the person is asked, once at a time."""

from __future__ import annotations

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.advice.turn import Button, Reply, Values
from connectors.keys import new_id
from connectors.record.handover.ground import Scene, find_adviser, note_step, tell
from connectors.record.handover.shapes import ASKED, Target, WrongStepError
from connectors.record.types import LogEntry
from connectors.store.desk import Transfer
from connectors.store.models import table_of
from connectors.store.people import Organisation, Team

TRANSFER, TEAM, ORGANISATION = table_of(Transfer), table_of(Team), table_of(Organisation)
ACCEPT, DECLINE = "accept_transfer", "decline_transfer"


def find_target(session: Session, to: Target, *, own: str | None) -> tuple[str, str]:
    """Give name and organisation of a target; colleagues and teams are those of the adviser's own organisation.

    Raises ``WrongStepError`` for a target that is not there.
    """
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


def ask_about(scene: Scene, by: str, to: Target, *, text: str, values: Values) -> LogEntry:
    """Ask the person whether a target may help, with a yes and a no; give the line that asks."""
    transfer_id = new_id("x")
    entities = {"transfer": transfer_id}
    buttons = (Button("button_yes", ACCEPT, entities), Button("button_no", DECLINE, entities))
    line = tell(scene, "", reply=Reply(text, values, buttons))
    row = {
        "id": transfer_id,
        "conversation": scene.id,
        "by": by,
        "to_adviser": to.adviser,
        "to_team": to.team,
        "to_organisation": to.organisation,
        "state": ASKED,
        "seq": line.seq,
        "created": scene.now,
    }
    scene.session.execute(insert(TRANSFER), [row])
    note_step(scene, "transfer_asked", actor=by, details={"transfer": transfer_id})
    return line


def is_asked(scene: Scene, by: str, to: Target) -> bool:
    """Tell whether this adviser's question about this target stands open."""
    same = {"to_adviser": to.adviser, "to_team": to.team, "to_organisation": to.organisation, "by": by}
    standing = select(TRANSFER.c.id).filter_by(conversation=scene.id, state=ASKED, **same)
    return scene.session.execute(standing).scalar() is not None


def settle_transfer(scene: Scene, state: str) -> None:
    """Let the question that stands open, if there is one, be answered or taken back."""
    asked = update(TRANSFER).where(TRANSFER.c.conversation == scene.id, TRANSFER.c.state == ASKED)
    scene.session.execute(asked.values(state=state, settled=scene.now))
