"""The one place where a turn becomes true."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.advice.facts import Facts, apply
from connectors.record.approval import hold_back
from connectors.record.effects import Scene, carry_out
from connectors.record.facts import day_in_stockholm
from connectors.record.messages import LOG, MESSAGE, WAITING, append_rows, to_entry
from connectors.record.replies import deliver, reply_row
from connectors.record.types import Committed, Dropped, Owner, Tools, TurnOutcome
from connectors.store.models import AuditEntry, Conversation, Effect, Person, Turn, table_of
from connectors.store.plans import Plan

COMMITTED = "committed"

CONVERSATION, PERSON, PLAN = table_of(Conversation), table_of(Person), table_of(Plan)
TURN, EFFECT, AUDIT = table_of(Turn), table_of(Effect), table_of(AuditEntry)
FIND = (
    select(CONVERSATION, PERSON.c.language, PLAN.c.id.label("plan"))
    .join_from(CONVERSATION, PERSON)
    .join(PLAN, PLAN.c.conversation == CONVERSATION.c.id)
    .where(CONVERSATION.c.id == bindparam("conversation"))
    .with_for_update(of=CONVERSATION)
)
MARK_ANSWERED = (
    update(MESSAGE)
    .where(MESSAGE.c.conversation == bindparam("within"), MESSAGE.c.seq == bindparam("at"), WAITING)
    .values(answered=bindparam("by"))
    .returning(MESSAGE.c.channel)
)
IS_COMMITTED = select(TURN.c.id).where(TURN.c.id == bindparam("turn"), TURN.c.state == COMMITTED)
CHANGE_PLAN = (
    update(PLAN)
    .where(PLAN.c.id == bindparam("which"))
    .values(template=bindparam("template"), changed=bindparam("changed"))
)
KEEP_EFFECTS = insert(EFFECT)


def _make_keep_turn(dialect: Any) -> Any:
    statement = dialect.insert(TURN)
    # A row is there already when the message's turn has failed before; it becomes this turn and keeps the count.
    kept = {column.name: statement.excluded[column.name] for column in TURN.columns}
    return statement.on_conflict_do_update(
        index_elements=["conversation", "message_seq"], set_={**kept, "attempts": TURN.c.attempts + 1}
    )


KEEP_TURN = {dialect.dialect.name: _make_keep_turn(dialect) for dialect in (sqlite, postgresql)}


def commit_turn(session: Session, turn: TurnOutcome, tools: Tools) -> Committed | Dropped:
    """Make replies, effects and deliveries of a turn durable together, once for its id and its message.

    ``Dropped`` when the owner or fence has changed since, the message is answered already, or nothing is left of the
    conversation; a drop is kept in the audit log without its words.
    """
    now = tools.clock()
    found = session.execute(FIND, {"conversation": turn.conversation}).one_or_none()
    if found is None:
        return Dropped("gone")
    if Owner(found.owner_kind, found.owner_id, found.fence) != turn.owner:
        return _refuse(session, turn, found, reason="owner", now=now)
    channel = _mark_answered(session, turn)
    if channel is None:
        return _refuse(session, turn, found, reason="answered", now=now)
    scene = Scene(turn.turn, turn.conversation, found.person, found.plan, locale=found.language, tools=tools, now=now)
    _keep_turn(session, turn, now=now)
    for effect in turn.effects:
        carry_out(session, scene, effect)
        if scene.erased:
            return Committed((), last_seq=0, locale=scene.locale, erased=True)
    facts = Facts.from_state(found.state, locale=found.language, day=day_in_stockholm(now), answers={})
    return _finish(session, turn, scene, facts=facts, channel=channel)


def _mark_answered(session: Session, turn: TurnOutcome) -> str | None:
    """Give the channel to answer on, or None when the message, or a turn without one, has been dealt with already."""
    if turn.message_seq is None:
        return None if session.scalar(IS_COMMITTED, {"turn": turn.turn}) else "web"
    which = {"within": turn.conversation, "at": turn.message_seq, "by": turn.turn}
    channel: str | None = session.execute(MARK_ANSWERED, which).scalar()
    return channel


def _refuse(session: Session, turn: TurnOutcome, found: Row[Any], *, reason: str, now: datetime) -> Committed | Dropped:
    if session.scalar(IS_COMMITTED, {"turn": turn.turn}):
        rows = session.execute(LOG.where(MESSAGE.c.turn == turn.turn), {"conversation": turn.conversation, "after": 0})
        entries = tuple(to_entry(row._mapping) for row in rows)
        return Committed(entries, last_seq=found.last_seq, locale=found.language, repeated=True)
    details = {
        "turn": turn.turn,
        "reason": reason,
        "message_seq": turn.message_seq,
        "fence": turn.owner.fence,
        "replies": [reply.name for reply in turn.replies],
        "effects": [effect.name for effect in turn.effects],
    }
    row = {"kind": "turn_dropped", "conversation": turn.conversation, "details": details, "created": now}
    session.execute(insert(AUDIT), [row])
    return Dropped(reason)


def _keep_turn(session: Session, turn: TurnOutcome, *, now: datetime) -> None:
    row = {
        "id": turn.turn,
        "conversation": turn.conversation,
        "message_seq": turn.message_seq,
        "generation": turn.generation,
        "owner_kind": turn.owner.kind,
        "fence": turn.owner.fence,
        "intent": turn.intent,
        "confidence": turn.confidence,
        "state": COMMITTED,
        "attempts": 1,
        "created": now,
    }
    session.execute(KEEP_TURN[session.get_bind().dialect.name], row)
    effects = [
        {"turn": turn.turn, "position": position, "name": effect.name, "values": dict(effect.values)}
        for position, effect in enumerate(turn.effects)
    ]
    if effects:
        session.execute(KEEP_EFFECTS, effects)


def _finish(session: Session, turn: TurnOutcome, scene: Scene, *, facts: Facts, channel: str) -> Committed:
    after = apply(facts, turn.effects)
    if after.template != facts.template or after.answers or any(effect.name == "start_over" for effect in turn.effects):
        session.execute(CHANGE_PLAN, {"which": scene.plan, "template": after.template, "changed": scene.now})
    changes = {
        "state": after.state_to_json(),
        "generation": turn.generation,
        "generation_turns": turn.generation_turns,
        "rasa_boot": turn.rasa_boot,
    }
    shown = hold_back(session, turn, channel=channel, tools=scene.tools, now=scene.now)
    rows = [reply_row(reply, turn=turn.turn, channel=channel) for reply in shown]
    appended = append_rows(session, turn.conversation, rows, now=scene.now, changes=changes)
    deliver(session, appended.entries, locale=scene.locale, tools=scene.tools, now=scene.now)
    return Committed(appended.entries, last_seq=appended.last_seq, locale=scene.locale, code=scene.code)
