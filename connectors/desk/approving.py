"""The frame by which an adviser settles an answer of the bot that waits for them."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.desk.acting import text_of
from connectors.desk.desk_visit import Act, DeskVisit, RefusedFrameError, conversation_of, number_of
from connectors.record.approval import LAPSED
from connectors.record.handover.approving import HOW, Decision, SettledBefore, decide
from connectors.record.handover.shapes import At
from connectors.web import composing
from connectors.web.connection import Frame


async def approve(visit: DeskVisit, frame: Frame) -> None:
    """Send, replace or withhold an answer; the same frame sent again is the same step."""
    at, service = At(conversation_of(frame), visit.desk.who.id), visit.service.service
    decision = _decision(visit, frame)
    go_on = composing.asking_again(await visit.service.loaded())
    done = visit.owned(
        await visit.write(
            frame, lambda session, _accessed: decide(session, at, decision, go_on=go_on, tools=service.tools)
        )
    )
    if isinstance(done, SettledBefore) and (done.state, done.adviser) != (decision.state, at.adviser):
        visit.service.changed(at.conversation, person=False)
        raise RefusedFrameError("lapsed" if done.state == LAPSED else "settled", done.adviser)
    visit.acknowledge(frame)
    visit.service.changed(at.conversation)


def _decision(visit: DeskVisit, frame: Frame) -> Decision:
    state = frame.get("state")
    if not isinstance(state, str) or state not in HOW:
        raise RefusedFrameError("not_possible")
    text = text_of(frame) if frame.get("text") else None
    return Decision(number_of(frame, "held"), state, text, visit.desk.locale if text else None)


WRITES: Mapping[str, Act] = {"approve": approve}
