"""What the person does on any channel: a message opens a closed conversation again, and some buttons settle something.

Use these instead of ``append_message`` and ``press_button`` wherever people write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.advice.approval import KEEP_OUT, LET_READ
from connectors.record.handover.deleting import NO, YES, Heeded, heed_button
from connectors.record.handover.ground import begin, change_case, note_step, set_status, settle_messages, tell
from connectors.record.handover.proposing import ACCEPT, DECLINE, accept, decline
from connectors.record.handover.rating import RATE, RATING
from connectors.record.handover.reading import keep_out, let_read, may_be_answered, offered_before
from connectors.record.handover.shapes import ASKED, CLOSED, OPEN
from connectors.record.handover.transferring import ACCEPT as ACCEPT_TRANSFER
from connectors.record.handover.transferring import DECLINE as DECLINE_TRANSFER
from connectors.record.handover.transferring import accept_transfer, decline_transfer
from connectors.record.messages import append_message, press_button
from connectors.record.types import ADVISER, REPLY, LogEntry, NewMessage, Stale, Stored, Tools
from connectors.store.desk import Proposal, Transfer
from connectors.store.models import Conversation, Message, table_of

CONVERSATION, MESSAGE = table_of(Conversation), table_of(Message)
PROPOSAL, TRANSFER = table_of(Proposal), table_of(Transfer)

LASTING = frozenset({"check_answers", "download_plan", "show_progress"})
"""Intents of buttons that mean the same whatever has been said since, and change nothing."""
DESK = "desk"
"""What stands in ``answered`` of a pressed button that the desk has dealt with, so that the bot lets it be."""


def hear(session: Session, message: NewMessage, *, meaning: str | None = None, tools: Tools) -> Stored:
    """Append what the person wrote, and open the conversation again if it was closed.

    ``meaning`` is ``YES`` or ``NO`` when the words say just that: right after the question whether advisers may read an
    answer they settle it, like its buttons.
    """
    stored = append_message(session, message, now=tools.clock())
    if stored.status == CLOSED and not _is_rating(session, message.conversation):
        reopen(session, message.conversation, tools=tools)
    step = IN_WORDS.get(meaning or "") if stored.created else None
    held = offered_before(session, message.conversation, seq=stored.seq) if step else None
    if step is None or held is None or not step(session, message.conversation, held, tools=tools):
        return stored
    settle_messages(begin(session, message.conversation, tools), DESK, seq=stored.seq)
    return replace(stored, asks_on=True)


def press(session: Session, message: NewMessage, *, seq: int, button: int, tools: Tools) -> Stored | Stale:
    """Append a pressed button; a yes or no to an adviser's question is carried out in the same step.

    Such a question may be answered as long as it stands open, whatever has been said since it was asked. So is a yes
    or no to deleting everything, while an adviser has the conversation. What only shows something works for ever.
    """
    stored = press_button(session, message, seq=seq, button=button, now=tools.clock())
    if isinstance(stored, Stale):
        stored = _press_later(session, message, seq=seq, button=button, tools=tools)
    if isinstance(stored, Stale) or not stored.created:
        return stored
    payload = _payload(session, message.conversation, stored.seq)
    if stored.status == CLOSED and payload.get("intent") != RATE and not _is_rating(session, message.conversation):
        reopen(session, message.conversation, tools=tools)
    settles = SETTLES.get(payload.get("intent", ""))
    if settles:
        entity, step = settles
        scene = begin(session, message.conversation, tools)
        settle_messages(scene, DESK, seq=stored.seq)
        step(session, message.conversation, payload["entities"][entity], tools=tools)
        return replace(stored, asks_on=entity == "held")
    elif stored.owner.kind == ADVISER:
        intent = payload.get("intent", "")
        heeded = heed_button(session, message.conversation, seq=seq, intent=intent, tools=tools)
        return replace(stored, erased=heeded is Heeded.ERASED)
    return stored


def reopen(session: Session, conversation: str, *, tools: Tools) -> LogEntry | None:
    """Open a closed conversation again, with a line that says so; None when it was open."""
    closed = select(CONVERSATION.c.id).where(CONVERSATION.c.id == conversation, CONVERSATION.c.status == CLOSED)
    if session.scalar(closed) is None:
        return None
    scene = begin(session, conversation, tools)
    set_status(scene, OPEN)
    change_case(scene, closed=None, outcome=None)
    note_step(scene, "reopened", actor=None)
    return tell(scene, "system_reopened")


def _is_rating(session: Session, conversation: str) -> bool:
    """Tell whether the bot has asked for a sentence about the help: that is no reason to open it again."""
    state = session.scalar(select(CONVERSATION.c.state).where(CONVERSATION.c.id == conversation)) or {}
    return bool((state.get("expecting") or {}).get("kind") == RATING)


def _press_later(session: Session, message: NewMessage, *, seq: int, button: int, tools: Tools) -> Stored | Stale:
    """Append a button of an earlier line: an answer to a question of the desk that is open, or one that lasts."""
    line = select(MESSAGE.c.buttons).where(MESSAGE.c.conversation == message.conversation, MESSAGE.c.seq == seq)
    buttons = session.scalar(line) or ()
    chosen = buttons[button] if 0 <= button < len(buttons) else None
    if chosen is None or not (chosen["intent"] in LASTING or is_open(session, chosen)):
        return Stale()
    payload = {"intent": chosen["intent"], "entities": chosen["entities"], "seq": seq, "button": button}
    pressed = replace(message, kind=REPLY, name=chosen["name"], values=chosen.get("values") or {}, payload=payload)
    return append_message(session, pressed, now=tools.clock())


def is_open(session: Session, button: Mapping[str, Any]) -> bool:
    """Tell whether a button answers a question of an adviser that nobody has answered or taken back."""
    if held := (button.get("entities") or {}).get("held"):
        return may_be_answered(session, held)
    for table, entity, state in ((PROPOSAL, "proposal", OPEN), (TRANSFER, "transfer", ASKED)):
        if asked := (button.get("entities") or {}).get(entity):
            standing = select(table.c.id).where(table.c.id == asked, table.c.state == state)
            return session.scalar(standing) is not None
    return False


def _payload(session: Session, conversation: str, seq: int) -> Mapping[str, Any]:
    line = select(MESSAGE.c.payload).where(MESSAGE.c.conversation == conversation, MESSAGE.c.seq == seq)
    return session.scalar(line) or {}


class Settles(Protocol):
    """A step by which the person answers an adviser's question."""

    def __call__(self, session: Session, conversation: str, which: str, /, *, tools: Tools) -> object:
        """Take the step for the question with this id."""


SETTLES: Mapping[str, tuple[str, Settles]] = {
    ACCEPT: ("proposal", accept),
    DECLINE: ("proposal", decline),
    ACCEPT_TRANSFER: ("transfer", accept_transfer),
    DECLINE_TRANSFER: ("transfer", decline_transfer),
    LET_READ: ("held", let_read),
    KEEP_OUT: ("held", keep_out),
}
"""Intents of buttons, with the entity that names the question."""
IN_WORDS: Mapping[str, Settles] = {YES: let_read, NO: keep_out}
"""What a plain yes or no does, right after the question whether advisers may read an answer."""
