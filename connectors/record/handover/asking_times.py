"""An adviser asks for an interpreter: the wish stands in the list at once, and the person is asked which times suit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.advice.handover_talk import LONGEST_TIMES
from connectors.record.handover.ground import begin, note_step
from connectors.record.handover.interpreting import want_interpreter
from connectors.record.handover.questioning import TIMES_ASKED, await_answer
from connectors.record.handover.sending import send
from connectors.record.handover.shapes import Claim, NotOwner, Said
from connectors.record.types import ADVISER, Stored, Tools

TIMES_QUESTION = "utter_confirm_interpreter_times"
"""What the bot asks too when the person wants an interpreter."""


def ask_for_interpreter(session: Session, claim: Claim, *, client_id: str, tools: Tools) -> Stored | NotOwner:
    """Put the person into the list of interpreters, and ask in the adviser's name which times suit.

    The same frame sent again is the same step.
    """
    stored = send(session, claim, Said(client_id, name=TIMES_QUESTION), tools=tools)
    if isinstance(stored, Stored) and stored.created:
        want_interpreter(session, claim.conversation, times=None, tools=tools, by=claim.adviser)
        scene = begin(session, claim.conversation, tools)
        await_answer(scene, {TIMES_ASKED: True})
        note_step(scene, "interpreter_asked", actor=claim.adviser, details={"seq": stored.seq})
    return stored


def take_times(session: Session, conversation: str, *, text: str, tools: Tools) -> bool:
    """Keep what the person has just written as the times that suit; false when nobody waits for them."""
    scene = begin(session, conversation, tools)
    if scene.seen.owner.kind != ADVISER or not scene.seen.state.get(TIMES_ASKED):
        return False
    await_answer(scene, {})
    want_interpreter(session, conversation, times=text[:LONGEST_TIMES], tools=tools)
    return True
