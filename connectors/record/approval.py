"""Holds answers back when their turn is committed, where an organisation wants to read them first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.advice.approval import Approval, Judgement, Policy, judge, load_approval
from bot.advice.turn import Reply
from bot.language.locales import ROOT
from connectors.record.conversations import view
from connectors.record.handover.ground import Scene, change_case, find_case, note_step
from connectors.record.handover.waiting import advisers_now
from connectors.record.types import Tools, TurnOutcome
from connectors.store.desk import HeldAnswer
from connectors.store.models import table_of
from connectors.store.people import Organisation

HELD, ORGANISATION = table_of(HeldAnswer), table_of(Organisation)
WAITING, SENT, REPLACED, WITHHELD, LAPSED = "waiting", "sent", "replaced", "withheld", "lapsed"


@cache
def approval() -> Approval:
    """Give the topics and limits, read once."""
    return load_approval(ROOT / "bot" / "data" / "desk" / "approval.yml")


def turn_of_outcome(held: int) -> str:
    """Name the turn whose lines an answer that has waited comes to, so that what repeats its words is found."""
    return f"held_{held}"


def hold_back(session: Session, turn: TurnOutcome, *, channel: str, tools: Tools, now: datetime) -> Sequence[Reply]:
    """Give what a turn says at once; what an adviser reads first is kept beside the log until then.

    The caller holds the conversation's lock. Only turns that speak of a topic cost a question to the database.
    """
    rules = approval()
    anything = frozenset(rules.topics)
    if not any(rules.topic_of(reply, anything) for reply in turn.replies):
        return turn.replies
    scene = Scene(session, view(session, turn.conversation), tools, now)
    policies = _policies(scene)
    if not policies:
        return turn.replies
    judgement = judge(turn.replies, rules, policies, has_room=_waiting(scene) < rules.most_waiting)
    if judgement.policy is not None:
        _keep(scene, turn.turn, judgement, judgement.policy, channel)
    return judgement.shown


def _policies(scene: Scene) -> list[Policy]:
    """Give the choices of the organisation whose conversation it is, or of all while it is nobody's."""
    case = find_case(scene)
    wanted = select(ORGANISATION.c.id, ORGANISATION.c.name, ORGANISATION.c.approval).where(ORGANISATION.c.uses_advisers)
    if case is not None and case.organisation is not None:
        wanted = wanted.where(ORGANISATION.c.id == case.organisation)
    rows = [row for row in scene.session.execute(wanted) if row.approval.get("topics")]
    if not rows:
        return []
    here = {one.organisation for one in advisers_now(scene.session, now=scene.now) if one.here}
    return [
        Policy(row.id, row.name, frozenset(row.approval["topics"]), row.approval["minutes"], row.id in here)
        for row in rows
    ]


def _waiting(scene: Scene) -> int:
    waiting = select(func.count()).where(HELD.c.conversation == scene.id, HELD.c.state == WAITING)
    return scene.session.scalar(waiting) or 0


def _keep(scene: Scene, turn: str, judgement: Judgement, policy: Policy, channel: str) -> None:
    replies = [reply.to_json() for reply in judgement.held]
    row = {
        "conversation": scene.id,
        "turn": turn,
        "organisation": policy.organisation,
        "topic": judgement.topic,
        "replies": replies,
        "channel": channel,
        "state": WAITING,
        "until": scene.now + timedelta(minutes=policy.minutes),
        "created": scene.now,
    }
    scene.session.execute(insert(HELD), [row])
    case = find_case(scene)
    if case is None or case.organisation is None:
        # They read along from here on, as the person is told.
        change_case(scene, organisation=policy.organisation)
    note_step(scene, "answer_held", actor=None, details={"topic": judgement.topic, "organisation": policy.organisation})
