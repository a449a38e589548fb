"""Holds answers back when their turn is committed, where an organisation wants to read them first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.advice.approval import Approval, Judgement, Policy, asks, judge, load_approval, waits
from bot.advice.turn import Reply
from bot.language.locales import ROOT
from connectors.record.conversations import view
from connectors.record.handover.ground import Scene, find_case, note_step
from connectors.record.handover.waiting import advisers_now
from connectors.record.types import Tools, TurnOutcome
from connectors.store.desk import HeldAnswer
from connectors.store.models import table_of
from connectors.store.people import Organisation

HELD, ORGANISATION = table_of(HeldAnswer), table_of(Organisation)
WAITING, SENT, REPLACED, WITHHELD, LAPSED = "waiting", "sent", "replaced", "withheld", "lapsed"
OFFERED, DECLINED = "offered", "declined"
"""The person has been asked whether advisers may read along, and has said no."""


@cache
def approval() -> Approval:
    """Give the topics and limits, read once."""
    return load_approval(ROOT / "bot" / "data" / "desk" / "approval.yml")


def turn_of_outcome(held: int) -> str:
    """Name the turn whose lines an answer that has waited comes to, so that what repeats its words is found."""
    return f"held_{held}"


def hold_back(session: Session, turn: TurnOutcome, *, channel: str, tools: Tools, now: datetime) -> Sequence[Reply]:
    """Give what a turn says at once; what an adviser reads first is kept beside the log until then.

    Whether one may read along is asked last, so that a yes in words is to that. The caller holds the conversation's
    lock. Only turns that speak of a topic cost a question to the database.
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
    policy = judgement.policy
    if policy is None:
        return judgement.shown
    held = _keep(scene, judgement, policy=policy, turn=turn.turn, channel=channel)
    if _reads_along(scene, policy.organisation):
        return judgement.shown
    told = waits(policy.name, policy.minutes)
    return [*(reply for reply in judgement.shown if reply != told), asks(policy.name, policy.minutes, held)]


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
    """Count what waits; an offer that nobody has taken up in its time takes no place from another."""
    standing = (HELD.c.state == WAITING) | ((HELD.c.state == OFFERED) & (HELD.c.until > scene.now))
    waiting = select(func.count()).where(HELD.c.conversation == scene.id, standing)
    return scene.session.scalar(waiting) or 0


def _reads_along(scene: Scene, organisation: str) -> bool:
    """Tell whether the person has let an organisation see the talk already; nobody sees it before they choose to."""
    case = find_case(scene)
    return case is not None and case.organisation == organisation


def _keep(scene: Scene, judgement: Judgement, *, policy: Policy, turn: str, channel: str) -> int:
    """Put an answer aside, until an adviser has read it or the person has said whether one may; give its number."""
    state = WAITING if _reads_along(scene, policy.organisation) else OFFERED
    row = {
        "conversation": scene.id,
        "turn": turn,
        "organisation": policy.organisation,
        "topic": judgement.topic,
        "replies": [reply.to_json() for reply in judgement.held],
        "channel": channel,
        "state": state,
        "until": scene.now + timedelta(minutes=policy.minutes),
        "created": scene.now,
    }
    held: int = scene.session.execute(insert(HELD).values(row).returning(HELD.c.id)).scalar_one()
    note_step(scene, f"answer_{state}", actor=None, details={"held": held, "topic": judgement.topic})
    return held
