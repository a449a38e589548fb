"""Every step of an adviser is refused to those who may not see the conversation, as if there were none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from connectors.record.handover.interpreting import settle_wish
from connectors.record.handover.marking import assign, label
from connectors.record.handover.moving import move
from connectors.record.handover.proposing import comment, propose, render_answer, render_message
from connectors.record.handover.sending import note, seen, send
from connectors.record.handover.shapes import Claim, Proposed, Said, Target
from connectors.record.handover.taking import close, give_back, take
from connectors.record.handover.transferring import transfer
from connectors.record.types import UnknownConversationError
from tests.connectors.record.handover.desk import AMINA, BJORN, GONE, STRANGER, Desk

LABEL = {"type": "message", "name": "general.idea_what.text"}
STEPS: dict[str, Callable[..., Any]] = {
    "take": take,
    "send": partial(send, said=Said("x", text="Hej")),
    "note": partial(note, said=Said("x", text="Hej")),
    "give_back": give_back,
    "close": partial(close, outcome="helped"),
    "transfer": partial(transfer, to=Target(adviser=BJORN)),
    "propose": partial(propose, proposed=Proposed("idea_what", LABEL, "Bageri", "Bageri", "sv")),
    "comment": partial(comment, question="idea_what", text="Bra"),
    "render_message": partial(render_message, seq=1, text="Hej"),
    "render_answer": partial(render_answer, question="idea_what", text="Hej"),
    "label": partial(label, labels=["moms"]),
    "assign": partial(assign, to=None),
    "move": partial(move, to=Target(adviser=BJORN)),
    "settle_wish": partial(settle_wish, state="not_possible"),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("adviser", [STRANGER, GONE, "a_nobody"], ids=["other organisation", "disabled", "unknown"])
async def test_a_stranger_is_told_that_there_is_no_such_conversation(
    desk: Desk, adviser: str, step: Callable[..., Any]
) -> None:
    await desk.ask()
    claim = await desk.take(AMINA)
    before = await desk.names(), await desk.owner(), await desk.audit()
    with pytest.raises(UnknownConversationError):
        await desk.do(step, Claim(desk.id, adviser, claim.fence))
    assert (await desk.names(), await desk.owner(), await desk.audit()) == before


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_a_conversation_that_never_asked_for_a_human_is_nobodys(desk: Desk, step: Callable[..., Any]) -> None:
    with pytest.raises(UnknownConversationError):
        await desk.do(step, Claim(desk.id, AMINA, 0))


async def test_what_waits_for_anybody_is_open_to_all_and_then_to_the_one_who_took_it(desk: Desk) -> None:
    await desk.ask()
    look = partial(seen, seq=1)
    for adviser in (AMINA, STRANGER):
        await desk.record.database.write(partial(look, at=Claim(desk.id, adviser, 1)))
    await desk.take(STRANGER)
    with pytest.raises(UnknownConversationError):
        await desk.record.database.write(partial(look, at=Claim(desk.id, AMINA, 1)))
