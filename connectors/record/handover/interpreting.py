"""An interpreter: wanted by the person at times that suit them, then booked by an adviser, or not to be found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.opening_hours import STOCKHOLM
from bot.advice.turn import Values
from connectors.record.handover.ground import Scene, adopt, begin, begin_as, change_case, find_case, note_step, tell
from connectors.record.handover.seeing import STANDING_WISHES
from connectors.record.handover.shapes import BOOKED, NOT_POSSIBLE, OVER, REPLACED, WANTED, At, WrongStepError
from connectors.record.types import Tools
from connectors.store.desk import InterpreterWish
from connectors.store.models import table_of

WISH = table_of(InterpreterWish)
NEXT = {WANTED: (BOOKED, NOT_POSSIBLE), BOOKED: (BOOKED, NOT_POSSIBLE, OVER)}
"""What an adviser may make of a wish in each state."""


def want_interpreter(
    session: Session, conversation: str, *, times: str | None, tools: Tools, by: str | None = None
) -> None:
    """Keep that the person wants an interpreter for their language; ``times`` None when they have not said yet.

    ``by`` is the adviser who asks for one in the person's place.

    A wish that nobody has acted on is the same wish, with new times; one that is booked gives way to the new one.
    """
    scene = begin(session, conversation, tools)
    standing = _standing(scene)
    here = update(WISH).where(WISH.c.id == standing.id) if standing is not None else None
    if standing is not None and here is not None and standing.state == WANTED:
        told = {"language": scene.seen.locale, **({"times": times} if times is not None else {})}
        session.execute(here.values(**told, changed=scene.now))
        return
    if here is not None:
        session.execute(here.values(state=REPLACED, changed=scene.now))
    case = find_case(scene)
    change_case(scene, organisation=case.organisation if case else None)
    row = {
        "conversation": conversation,
        "organisation": case.organisation if case else None,
        "language": scene.seen.locale,
        "times": times or "",
        "state": WANTED,
        "created": scene.now,
        "changed": scene.now,
    }
    session.execute(insert(WISH), [row])
    note_step(scene, "interpreter_wanted", actor=by, details={"language": scene.seen.locale})


def settle_wish(session: Session, at: At, state: str, *, meets: datetime | None = None, tools: Tools) -> None:
    """Let an adviser say what came of a wish; the person is told of a booking, and when there can be none.

    Raises ``WrongStepError`` where no wish stands, for a step that it cannot take, and for a booking without a time
    that is still to come. The same booking again changes nothing.
    """
    scene, adviser = begin_as(session, at, tools)
    standing = _standing(scene)
    if standing is None or state not in NEXT[standing.state]:
        raise WrongStepError(f"no interpreter can be {state} here")
    if state == BOOKED and (meets is None or meets <= scene.now):
        raise WrongStepError("an interpreter is booked for a time to come")
    if state == BOOKED == standing.state and standing.meets == meets:
        return
    changes = {"state": state, "adviser": at.adviser, "organisation": adviser.organisation, "changed": scene.now}
    kept = {"meets": meets} if state == BOOKED else {}
    session.execute(update(WISH).where(WISH.c.id == standing.id).values(**changes, **kept))
    adopt(scene, adviser.organisation)
    note_step(scene, f"interpreter_{state}", actor=at.adviser, details={"language": standing.language})
    language = {"language": {"type": "language", "value": standing.language}}
    if state == BOOKED and meets is not None:
        tell(scene, "system_interpreter_booked", {**language, **_when(meets)})
    elif state == NOT_POSSIBLE:
        tell(scene, "system_interpreter_not_possible", language)


def _standing(scene: Scene) -> Row[Any] | None:
    standing = select(WISH).where(WISH.c.conversation == scene.id, WISH.c.state.in_(STANDING_WISHES))
    return scene.session.execute(standing).one_or_none()


def _when(meets: datetime) -> Values:
    local = meets.astimezone(STOCKHOLM)
    return {
        "day": {"type": "date", "value": local.date().isoformat()},
        "time": {"type": "name", "value": f"{local:%H:%M}"},
    }
