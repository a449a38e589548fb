"""What a list shows of a conversation: one fixed handful of questions for a whole page of them.

A ``Base`` is the same for every desk; what differs by adviser (unread, why, language) is added in ``frames.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, select
from sqlalchemy.orm import Session

from bot.advice.facts import Answer as GivenAnswer
from connectors.desk.access import Accessed, NotFoundError
from connectors.record.approval import HELD, WAITING
from connectors.record.handover.seeing import STANDING, STANDING_WISHES
from connectors.record.types import ADVISER
from connectors.store import desk, plans
from connectors.store.models import Conversation, Message, Person, table_of

CONVERSATION, MESSAGE, PERSONS = table_of(Conversation), table_of(Message), table_of(Person)
CASE, ENTRY, CALL_BACK = table_of(desk.Case), table_of(desk.QueueEntry), table_of(desk.CallBack)
LABEL, WISH = table_of(desk.Label), table_of(desk.InterpreterWish)
PLAN, ANSWER = table_of(plans.Plan), table_of(plans.Answer)
WISHED = ENTRY.alias("wished")
LAST_WISH = (
    select(WISHED.c.about)
    .where(WISHED.c.conversation == CONVERSATION.c.id)
    .order_by(WISHED.c.id.desc())
    .limit(1)
    .correlate(CONVERSATION)
    .scalar_subquery()
)
"""What somebody wanted to talk about when they last asked, which an adviser who has taken over goes on needing."""
IS_OPEN = ENTRY.c.taken.is_(None) & ENTRY.c.left_at.is_(None) & ENTRY.c.closed.is_(None)

BASE: Select[Any] = (
    select(
        CONVERSATION.c.id,
        CONVERSATION.c.status,
        CONVERSATION.c.owner_kind,
        CONVERSATION.c.owner_id,
        CONVERSATION.c.fence,
        CONVERSATION.c.last_activity,
        PERSONS.c.language,
        CASE.c.organisation,
        CASE.c.assigned,
        CASE.c.outcome,
        PLAN.c.id.label("plan"),
        PLAN.c.template,
        case((CONVERSATION.c.owner_kind == ADVISER, LAST_WISH), else_=ENTRY.c.about).label("about"),
        *(ENTRY.c[name] for name in ("asked", "urgent", "for_adviser", "for_team", "municipality", "trade")),
        ENTRY.c.organisation.label("wanted"),
    )
    .join_from(CONVERSATION, PERSONS)
    .join(PLAN, PLAN.c.conversation == CONVERSATION.c.id)
    .outerjoin(CASE, CASE.c.conversation == CONVERSATION.c.id)
    .outerjoin(ENTRY, and_(ENTRY.c.conversation == CONVERSATION.c.id, IS_OPEN))
)


@dataclass(frozen=True)
class CallBackRow:
    """Somebody to be called or mailed."""

    id: int
    organisation: str | None
    way: str
    address: str
    times: str
    tries: int
    next_try: datetime | None
    created: datetime


@dataclass(frozen=True)
class Held:
    """An answer of the bot that waits for an adviser; ``replies`` as ``Reply.to_json`` gives them."""

    id: int
    topic: str
    until: datetime
    replies: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class WishRow:
    """An interpreter that somebody wants, or that is booked for ``meets``."""

    organisation: str | None
    language: str
    times: str
    state: str
    meets: datetime | None
    created: datetime


@dataclass(frozen=True)
class Base:
    """One conversation as lists need it. ``wanted`` is the organisation that somebody waits for, if any one."""

    id: str
    status: str
    owner_kind: str
    owner_id: str | None
    fence: int
    last_activity: datetime
    language: str
    organisation: str | None
    assigned: str | None
    outcome: str | None
    plan: str
    template: str | None
    asked: datetime | None
    about: str | None
    urgent: bool
    for_adviser: str | None
    for_team: str | None
    municipality: str | None
    trade: str | None
    wanted: str | None
    answers: Mapping[str, GivenAnswer] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    call_back: CallBackRow | None = None
    interpreter: WishRow | None = None
    held: tuple[Held, ...] = ()

    def is_visible_to(self, organisation: str) -> bool:
        """Tell whether an organisation may see it: the same rule as ``visible_to``, for one row at hand."""
        waits = self.owner_kind == "queue" and self.asked is not None and self.wanted in (None, organisation)
        seen_to = self.is_to_be_called_by(organisation) or self.is_to_be_interpreted_by(organisation)
        return self.organisation == organisation or waits or seen_to

    def is_to_be_called_by(self, organisation: str) -> bool:
        """Tell whether an organisation is to call or mail this person back."""
        return self.call_back is not None and self._is_for(self.call_back.organisation, organisation)

    def is_to_be_interpreted_by(self, organisation: str) -> bool:
        """Tell whether an organisation is to book an interpreter for this person, or has."""
        return self.interpreter is not None and self._is_for(self.interpreter.organisation, organisation)

    def _is_for(self, taken_by: str | None, organisation: str) -> bool:
        return taken_by == organisation or (taken_by is None and self.organisation in (None, organisation))


def load_bases(session: Session, conversations: Sequence[str]) -> dict[str, Base]:
    """Give the rows of these conversations, which a list or the board has chosen, in the order given."""
    if not conversations:
        return {}
    rows: Sequence[Row[Any]] = session.execute(BASE.where(CONVERSATION.c.id.in_(conversations))).all()
    found = {row.id: row for row in rows}
    answers = _answers(session, {row.plan: row.id for row in found.values()})
    labels, calls, held = _labels(session, found), _call_backs(session, found), _held(session, found)
    wishes = _wishes(session, found)
    return {
        one: replace(
            _base(found[one], answers[one], tuple(labels[one]), calls.get(one)),
            held=tuple(held[one]),
            interpreter=wishes.get(one),
        )
        for one in conversations
        if one in found
    }


def load_base(session: Session, accessed: Accessed) -> Base:
    """Give the row of one conversation that an adviser has opened; raise ``NotFoundError`` when it is erased by now."""
    found = load_bases(session, [accessed.id])
    if not found:
        raise NotFoundError
    return found[accessed.id]


def _base(row: Row[Any], answers: Mapping[str, GivenAnswer], labels: tuple[str, ...], call: CallBackRow | None) -> Base:
    columns: dict[str, Any] = {**row._mapping, "urgent": bool(row.urgent)}
    return Base(**columns, answers=answers, labels=labels, call_back=call)


def _answers(session: Session, plan_of: Mapping[str, str]) -> defaultdict[str, dict[str, GivenAnswer]]:
    columns = (ANSWER.c[name] for name in ("plan", "question", "value", "text", "language", "state"))
    rows = session.execute(select(*columns).where(ANSWER.c.plan.in_([*plan_of]), ANSWER.c.current))
    found: defaultdict[str, dict[str, GivenAnswer]] = defaultdict(dict)
    for plan, question, value, text, language, state in rows:
        found[plan_of[plan]][question] = GivenAnswer(value, text, language, state)
    return found


def _labels(session: Session, conversations: Collection[str]) -> defaultdict[str, list[str]]:
    rows = session.execute(
        select(LABEL.c.conversation, LABEL.c.name).where(LABEL.c.conversation.in_([*conversations])).order_by("name")
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for conversation, name in rows:
        found[conversation].append(name)
    return found


def _call_backs(session: Session, conversations: Collection[str]) -> dict[str, CallBackRow]:
    rows = session.execute(
        select(CALL_BACK.c.conversation, *(CALL_BACK.c[name] for name in CallBackRow.__dataclass_fields__))
        .where(CALL_BACK.c.conversation.in_([*conversations]), CALL_BACK.c.state.in_(STANDING))
        .order_by(CALL_BACK.c.id)
    )
    return {row.conversation: CallBackRow(*row[1:]) for row in rows}


def _wishes(session: Session, conversations: Collection[str]) -> dict[str, WishRow]:
    rows = session.execute(
        select(WISH.c.conversation, *(WISH.c[name] for name in WishRow.__dataclass_fields__)).where(
            WISH.c.conversation.in_([*conversations]), WISH.c.state.in_(STANDING_WISHES)
        )
    )
    return {row.conversation: WishRow(*row[1:]) for row in rows}


def _held(session: Session, conversations: Collection[str]) -> defaultdict[str, list[Held]]:
    rows = session.execute(
        select(HELD.c.conversation, *(HELD.c[name] for name in Held.__dataclass_fields__))
        .where(HELD.c.conversation.in_([*conversations]), HELD.c.state == WAITING)
        .order_by(HELD.c.id)
    )
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for row in rows:
        found[row.conversation].append(Held(*row[1:]))
    return found
