"""Saying who helps somebody who waits: one adviser, a team, or another organisation, which the person is asked about.

Nobody has begun to help yet, so within an organisation the person is only told. Another organisation would read what
they have written: they say yes or no first, and keep their place in the queue either way.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.advice.turn import Values
from connectors.record.handover.asking import ENTRY, IS_OPEN
from connectors.record.handover.ground import Scene, begin_as, change_case, note_step, tell
from connectors.record.handover.sending import add_note
from connectors.record.handover.shapes import LEAD, WITHDRAWN, At, Done, Target, WrongStepError
from connectors.record.handover.transfers import ask_about, find_target, is_asked, settle_transfer
from connectors.record.types import QUEUE, Tools


def move(session: Session, at: At, to: Target, *, note: str | None = None, tools: Tools) -> Done:
    """Send somebody who waits to an adviser, a team or an organisation; ``Done.lines`` is what they were told or asked.

    Raises ``WrongStepError`` for anybody but a lead adviser, for a conversation that does not wait, and for a target
    that is not there.
    """
    scene, adviser = begin_as(session, at, tools)
    if adviser.role != LEAD:
        raise WrongStepError("only a lead adviser moves those who wait")
    if scene.seen.owner.kind != QUEUE:
        raise WrongStepError("nobody waits here")
    name, organisation = find_target(session, to, own=adviser.organisation)
    if is_asked(scene, at.adviser, to):
        return Done(scene.seen.owner)
    settle_transfer(scene, WITHDRAWN)
    if note:
        add_note(scene, at.adviser, note)
    values = {"to": {"type": "name", "value": name}}
    if organisation != adviser.organisation:
        line = ask_about(scene, at.adviser, to, text="system_wait_move_asked", values=values)
        return Done(scene.seen.owner, (line,))
    give_wait(scene, to, organisation=organisation, values=values)
    note_step(scene, "wait_given", actor=at.adviser, details={"to": to.adviser or to.team})
    return Done(scene.seen.owner)


def give_wait(scene: Scene, to: Target, *, organisation: str, values: Values | None = None) -> None:
    """Let a wait be for an adviser or a team of an organisation, or for anybody in it.

    With ``values`` the person is told who helps them; the same again changes and says nothing.
    """
    changes: dict[str, Any] = {"organisation": organisation, "for_adviser": to.adviser, "for_team": to.team}
    differs = (
        ENTRY.c.organisation.is_distinct_from(organisation)
        | ENTRY.c.for_adviser.is_distinct_from(to.adviser)
        | ENTRY.c.for_team.is_distinct_from(to.team)
    )
    here = update(ENTRY).where(ENTRY.c.conversation == scene.id, IS_OPEN, differs)
    changed = scene.session.execute(here.values(**changes).returning(ENTRY.c.id)).scalar()
    change_case(scene, organisation=organisation, assigned=to.adviser)
    if changed is not None and values is not None:
        tell(scene, "system_wait_given", values)
