"""The frames by which an adviser asks for an interpreter, and says what came of such a wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.advice.opening_hours import STOCKHOLM
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, word_of
from connectors.record.handover.asking_times import ask_for_interpreter
from connectors.record.handover.interpreting import settle_wish
from connectors.record.handover.shapes import BOOKED, At
from connectors.web.connection import Frame

FURTHEST = timedelta(days=366)


async def ask_interpreter(visit: DeskVisit, frame: Frame) -> None:
    """Put the person into the list of interpreters, and ask them which times suit."""
    claim, tools = visit.claim(frame), visit.service.service.tools
    stored = await visit.write(
        frame,
        lambda session, _accessed: ask_for_interpreter(session, claim, client_id=frame["client_id"], tools=tools),
    )
    visit.acknowledge(frame, visit.owned(stored).seq)
    visit.service.changed(claim.conversation)


async def settle_interpreter(visit: DeskVisit, frame: Frame) -> None:
    """Keep that an interpreter is booked, cannot be found, or has been; the person is told of the first two."""
    at, tools = At(conversation_of(frame), visit.desk.who.id), visit.service.service.tools
    state = str(frame.get("state"))
    meets = read_meeting(word_of(frame, "meets"), now=tools.clock()) if state == BOOKED else None
    await visit.write(frame, lambda session, _accessed: settle_wish(session, at, state, meets=meets, tools=tools))
    visit.service.changed(at.conversation)


def read_meeting(written: str | None, *, now: datetime) -> datetime:
    """Read a day and time as a form gives them, on the clock in Sweden; refuse what has passed or is no time at all."""
    try:
        read = datetime.fromisoformat(written or "")
    except ValueError:
        raise RefusedFrameError("not_possible") from None
    meets = read.replace(second=0, microsecond=0)
    meets = meets.replace(tzinfo=STOCKHOLM) if meets.tzinfo is None else meets
    if meets <= now:
        raise RefusedFrameError("time_past")
    if meets > now + FURTHEST:
        raise RefusedFrameError("not_possible")
    return meets.astimezone(UTC)


ACTS: Mapping[str, Act] = {"interpreter": settle_interpreter}
WRITES: Mapping[str, Act] = {"ask_interpreter": ask_interpreter}
