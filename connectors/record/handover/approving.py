"""What becomes of an answer that waits for an adviser: sent, replaced, withheld, or too late; exactly one of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.orm import Session

from bot.advice.approval import read_by, safe
from bot.advice.facts import Facts
from bot.advice.turn import Reply
from connectors.record.approval import HELD, LAPSED, ORGANISATION, REPLACED, SENT, WAITING, WITHHELD, turn_of_outcome
from connectors.record.facts import day_in_stockholm, load_facts
from connectors.record.handover.ground import Scene, begin, begin_as, note_step
from connectors.record.handover.shapes import At, Done, NotOwner, WrongStepError
from connectors.record.messages import append_rows
from connectors.record.replies import deliver, reply_row
from connectors.record.types import ADVISER, ANSWERED_BY_BOT, TEXT, LogEntry, Tools

GoOn = Callable[[Facts], Sequence[Reply]]
"""Gives what the bot asks again after an answer that came later, so that the interview goes on where it stood."""
HOW = {SENT: "came", REPLACED: "replaced", WITHHELD: "withheld"}


@dataclass(frozen=True)
class Decision:
    """What an adviser wants done with the answer ``held``: its new ``state``, and their own ``text`` in ``language``.

    The text is needed for ``replaced``, comes after the answer for ``sent``, and has no place with ``withheld``.
    """

    held: int
    state: str
    text: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Due:
    """An answer that has waited as long as the person was told."""

    held: int
    conversation: str


@dataclass(frozen=True)
class SettledBefore:
    """Nothing was done: the answer had come to ``state`` already, by ``adviser`` if by anybody."""

    state: str
    adviser: str | None


def decide(
    session: Session, at: At, decision: Decision, *, go_on: GoOn, tools: Tools
) -> Done | NotOwner | SettledBefore:
    """Settle an answer as an adviser who may see it; only the owner may while an adviser has the conversation."""
    if decision.state not in HOW or decision.state == (REPLACED if decision.text is None else WITHHELD):
        raise WrongStepError("an answer is sent, replaced by a text, or withheld without one")
    scene, adviser = begin_as(session, at, tools)
    owner = scene.seen.owner
    if owner.kind == ADVISER and owner.id != at.adviser:
        return NotOwner(owner.id, owner)
    held = _settle(scene, decision.held, decision.state, adviser=at.adviser)
    if held is None:
        return _before(scene, decision)
    organisation = session.scalar(select(ORGANISATION.c.name).where(ORGANISATION.c.id == adviser.organisation))
    told: list[Reply] = [read_by(HOW[decision.state], adviser=adviser.name, organisation=organisation or "")]
    if decision.state == SENT:
        told += [Reply.from_json(reply) for reply in held.replies]
    elif decision.state == WITHHELD:
        told.append(safe(held.topic))
    lines = _say(scene, told, held, own=_own_words(decision, at.adviser, held.channel), go_on=go_on)
    note_step(scene, f"answer_{decision.state}", actor=at.adviser, details={"held": decision.held})
    return Done(owner, lines)


def due(session: Session, *, now: datetime) -> list[Due]:
    """Give the answers for which the time is up."""
    rows = session.execute(select(HELD.c.id, HELD.c.conversation).where(HELD.c.state == WAITING, HELD.c.until <= now))
    return [Due(row.id, row.conversation) for row in rows]


def lapse(session: Session, late: Due, *, go_on: GoOn, tools: Tools) -> bool:
    """Send the safe text instead of an answer that nobody has read in time; false when it was settled before.

    An adviser who has the conversation meanwhile speaks for themselves: then nothing is said.
    """
    scene = begin(session, late.conversation, tools)
    held = _settle(scene, late.held, LAPSED, HELD.c.until <= scene.now)
    if held is None:
        return False
    if scene.seen.owner.kind in ANSWERED_BY_BOT:
        _say(scene, [Reply("utter_approval_late"), safe(held.topic)], held, own=(), go_on=go_on)
    note_step(scene, "answer_lapsed", actor=None, details={"held": late.held})
    return True


def _settle(
    scene: Scene, held: int, state: str, *only: ColumnElement[bool], adviser: str | None = None
) -> Row[Any] | None:
    """Give a waiting answer its one outcome; None when it does not wait (any more)."""
    waiting = update(HELD).where(HELD.c.id == held, HELD.c.conversation == scene.id, HELD.c.state == WAITING, *only)
    settled = waiting.values(state=state, adviser=adviser, settled=scene.now)
    return scene.session.execute(settled.returning(HELD)).one_or_none()


def _before(scene: Scene, decision: Decision) -> SettledBefore:
    known = select(HELD.c.state, HELD.c.adviser).where(HELD.c.id == decision.held, HELD.c.conversation == scene.id)
    found = scene.session.execute(known).one_or_none()
    if found is None:
        raise WrongStepError("there is no such answer")
    return SettledBefore(found.state, found.adviser)


def _own_words(decision: Decision, adviser: str, channel: str) -> Sequence[Mapping[str, Any]]:
    if decision.text is None:
        return ()
    row = {
        **reply_row(Reply(""), turn=None, channel=channel),
        "author": ADVISER,
        "kind": TEXT,
        "name": None,
        "text": decision.text,
        "payload": {"adviser": adviser},
        "language": decision.language,
    }
    return (row,)


def _say(
    scene: Scene, told: Sequence[Reply], held: Row[Any], *, own: Sequence[Mapping[str, Any]], go_on: GoOn
) -> tuple[LogEntry, ...]:
    """Add lines of the bot, then an adviser's own, then what the bot asks again; their buttons live together."""
    again: Sequence[Reply] = ()
    if scene.seen.owner.kind in ANSWERED_BY_BOT:
        again = go_on(load_facts(scene.session, scene.id, day_in_stockholm(scene.now)))
    else:
        told = [replace(reply, buttons=()) for reply in told]  # the bot would not hear them
    turn = turn_of_outcome(held.id)
    bots = [[_row(reply, turn, held.channel) for reply in replies] for replies in (told, again)]
    rows = [*bots[0], *own, *bots[1]]
    entries = append_rows(scene.session, scene.id, rows, now=scene.now).entries
    deliver(scene.session, entries, locale=scene.seen.locale, tools=scene.tools, now=scene.now)
    return entries


def _row(reply: Reply, turn: str, channel: str) -> Mapping[str, Any]:
    return {**reply_row(reply, turn=turn, channel=channel), "text": None, "payload": None, "language": None}
