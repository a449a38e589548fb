"""The one place where a turn becomes true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from bot.advice.facts import Facts, apply
from connectors.record.effects import Scene, carry_out
from connectors.record.facts import day_in_stockholm
from connectors.record.messages import append_rows, to_entry
from connectors.record.replies import deliver, reply_row
from connectors.record.types import Committed, Dropped, Owner, Tools, TurnOutcome
from connectors.store.database import lock_conversation
from connectors.store.models import AuditEntry, Conversation, Effect, Message, Person, Turn
from connectors.store.plans import Plan

COMMITTED = "committed"


def commit_turn(session: Session, turn: TurnOutcome, tools: Tools) -> Committed | Dropped:
    """Make replies, effects and deliveries of a turn durable together, once for its id and its message.

    ``Dropped`` when the owner or fence has changed since, the message is answered already, or nothing is left of the
    conversation; a drop is kept in the audit log without its words.
    """
    now = tools.clock()
    lock_conversation(session, turn.conversation)
    found = _find_conversation(session, turn.conversation)
    if found is None:
        return Dropped("gone")
    conversation, locale, plan = found
    before = _find_turns(session, turn)
    if any(row.id == turn.turn and row.state == COMMITTED for row in before):
        return _repeat(session, turn, last_seq=conversation.last_seq, locale=locale)
    if Owner(conversation.owner_kind, conversation.owner_id, conversation.fence) != turn.owner:
        return _drop(session, turn, "owner", now=now)
    channel = _mark_answered(session, turn)
    if channel is None:
        return _drop(session, turn, "answered", now=now)
    scene = Scene(turn.turn, turn.conversation, conversation.person, plan=plan, locale=locale, tools=tools, now=now)
    facts = Facts.from_state(conversation.state, locale=locale, day=day_in_stockholm(now), answers={})
    _keep_turn(session, turn, before, now=now)
    for effect in turn.effects:
        carry_out(session, scene, effect)
        if scene.erased:
            return Committed((), last_seq=0, locale=scene.locale, erased=True)
    _keep_effects(session, turn)
    return _finish(session, turn, scene, facts=facts, channel=channel)


def _find_conversation(session: Session, conversation: str) -> tuple[Conversation, str, str] | None:
    row = session.execute(
        select(Conversation, Person.language, Plan.id)
        .join(Person, Person.id == Conversation.person)
        .join(Plan, Plan.conversation == Conversation.id)
        .where(Conversation.id == conversation)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return row


def _find_turns(session: Session, turn: TurnOutcome) -> Sequence[Row[str, str, int]]:
    same = Turn.id == turn.turn
    if turn.message_seq is not None:
        same |= (Turn.conversation == turn.conversation) & (Turn.message_seq == turn.message_seq)
    return session.execute(select(Turn.id, Turn.state, Turn.attempts).where(same)).all()


def _repeat(session: Session, turn: TurnOutcome, *, last_seq: int, locale: str) -> Committed:
    rows = session.scalars(
        select(Message)
        .where(Message.conversation == turn.conversation, Message.turn == turn.turn)
        .order_by(Message.seq)
    )
    return Committed(tuple(map(to_entry, rows)), last_seq=last_seq, locale=locale, repeated=True)


def _drop(session: Session, turn: TurnOutcome, reason: str, *, now: datetime) -> Dropped:
    details = {
        "turn": turn.turn,
        "reason": reason,
        "message_seq": turn.message_seq,
        "fence": turn.owner.fence,
        "replies": [reply.name for reply in turn.replies],
        "effects": [effect.name for effect in turn.effects],
    }
    row = {"kind": "turn_dropped", "conversation": turn.conversation, "details": details, "created": now}
    session.execute(insert(AuditEntry), [row])
    return Dropped(reason)


def _mark_answered(session: Session, turn: TurnOutcome) -> str | None:
    """Give the channel to answer on, or None when the message has been answered already."""
    if turn.message_seq is None:
        return "web"
    waiting = (Message.conversation == turn.conversation) & (Message.seq == turn.message_seq) & Message.is_waiting()
    statement = update(Message).where(waiting).values(answered=turn.turn).returning(Message.channel)
    return session.execute(statement.execution_options(synchronize_session=False)).scalar()


def _keep_turn(session: Session, turn: TurnOutcome, before: Sequence[Row[str, str, int]], *, now: datetime) -> None:
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
        "attempts": sum(failed.attempts for failed in before) + 1,
        "created": now,
    }
    if before:
        session.execute(update(Turn).where(Turn.id == before[0].id).values(**row))
    else:
        session.execute(insert(Turn), [row])


def _keep_effects(session: Session, turn: TurnOutcome) -> None:
    rows = [
        {"turn": turn.turn, "position": position, "name": effect.name, "values": dict(effect.values)}
        for position, effect in enumerate(turn.effects)
    ]
    if rows:
        session.execute(insert(Effect), rows)


def _finish(session: Session, turn: TurnOutcome, scene: Scene, *, facts: Facts, channel: str) -> Committed:
    after = apply(facts, turn.effects)
    if after.template != facts.template or after.answers or any(effect.name == "start_over" for effect in turn.effects):
        session.execute(update(Plan).where(Plan.id == scene.plan).values(template=after.template, changed=scene.now))
    changes = {
        "state": after.state_to_json(),
        "generation": turn.generation,
        "generation_turns": turn.generation_turns,
        "rasa_boot": turn.rasa_boot,
    }
    rows = [reply_row(reply, turn=turn.turn, channel=channel) for reply in turn.replies]
    appended = append_rows(session, turn.conversation, rows, now=scene.now, changes=changes)
    deliver(session, appended.entries, locale=scene.locale, tools=scene.tools, now=scene.now)
    return Committed(appended.entries, last_seq=appended.last_seq, locale=scene.locale, code=scene.code)
